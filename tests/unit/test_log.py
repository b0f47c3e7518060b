"""Nothing of what a person is called or has said can be written into the log, whoever tries."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pd_intake_bot import log

SCRIPT = """
import asyncio, logging, sys, threading, warnings
from pd_intake_bot import log
log.configure({form!r}, "DEBUG")
import structlog
words = "Үлгі Үлгіұлы user@example.test +7 701 000 00 21 secretword"
{deeds}
"""
WORDS = ("Үлгі", "user", "example", "701 000", "00 21", "secretword")

DEEDS = {
    # Our own events: a value that is not listed, one that is, and an error.
    "event": "structlog.get_logger().warning('mail read', person=words, reason=words[:-11])",
    "exc_info": (
        "try: raise ValueError(words)\nexcept ValueError:"
        " structlog.get_logger().exception('failed', why=words[:-11])"
    ),
    # Libraries by the standard library: words, arguments, an error.
    "aiogram": "logging.getLogger('aiogram.event').error('Cause: %s', words)",
    "aioimaplib": "logging.getLogger('aioimaplib.aioimaplib').warning('got ' + words)",
    "sqlalchemy": (
        "try: raise KeyError(words)\nexcept KeyError:"
        " logging.getLogger('sqlalchemy.pool').exception(words)"
    ),
    # What nobody caught: at the end, in a thread, in the loop, where nobody listens; a warning.
    "thread": (
        "def fall(): raise RuntimeError(words)\n"
        "one = threading.Thread(target=fall, name=words); one.start(); one.join()"
    ),
    "loop": (
        "async def fall(): raise RuntimeError(words)\n"
        "async def run():\n task = asyncio.ensure_future(fall())\n"
        " await asyncio.sleep(0); del task\n"
        "asyncio.run(run())"
    ),
    "unheard": ("class One:\n def __del__(self): raise RuntimeError(words)\none = One()\ndel one"),
    "warning": "warnings.warn(words)",
    "crash": "raise RuntimeError(words)",
}


@pytest.mark.parametrize("form", ["json", "console"])
def test_whoever_speaks_nobody_is_named(form: str) -> None:
    # What ends the program comes last.
    deeds = "\n".join(DEEDS.values())
    code = SCRIPT.format(form=form, deeds=deeds)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode()
    assert [word for word in WORDS if word in said] == []
    assert len(said.splitlines()) == len(DEEDS)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("550 5.1.1 <user@example.test>: no such user", "550 5.1.1 <***>: no such user"),
        ("no folder 'Өтініштер'", "no folder '***'"),
        ("call +7 701 000 00 21 now", "call *** now"),
        ("chat 715273849 not found", "chat *** not found"),
        ("0q7Qu9Cz0ZYg0q7Qu9Cz0ZbSsdC70Ysg0q7Qu9Cz0Zbq", "***"),
        ("=D2=AE=D0=BB=D0=B3", "***"),
        (r"\u04ae\u043b\u0433", "***"),
        ("%D2%AE%D0%BB", "***"),
        # What an operator needs stays: codes, places, ports, moments.
        ("OSError: [Errno 111] connect call failed ('127.0.0.1', 2525)",) * 2,
        ("ValueError: read:112", "ValueError: read:112"),
        ("2026-11-23T05:00:00.123456+00:00",) * 2,
    ],
)
def test_what_may_name_somebody_is_taken_out(words: str, written: str) -> None:
    assert log.scrub(words) == written


def test_value_that_is_not_listed_is_not_written() -> None:
    event = log.redact(None, "", {"event": "mail read", "sender": "Anybody", "uid": 5})
    assert event == {"event": "mail read", "sender": log.HIDDEN, "uid": 5}


def test_long_words_are_cut() -> None:
    assert len(log.scrub("words " * 1000)) == log.LONGEST


def test_error_is_told_by_its_kind_and_place() -> None:
    try:
        json.loads("Үлгі")
    except ValueError as error:
        told = log.kind_and_place(error)
    assert told.startswith("JSONDecodeError ")
    assert "decoder.py:" in told
    assert "Үлгі" not in told


def test_a_log_that_cannot_be_written_ends_nothing() -> None:
    code = SCRIPT.format(form="json", deeds="structlog.get_logger().warning('x'); print('alive')")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=full, check=False
        )
    assert done.stdout == b"alive\n"
