"""Runs the commands of the operator on a service that has registered one mail, for its records."""

import asyncio
import base64
import json
import os
import quopri
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.records import build_retain
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.domain.case import Case
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from tests.servers import service
from tests.servers.dovecot import Dovecot

INQUIRY = "Дербес деректер туралы сұрау"
WORD = "жасырынсөз"
PLANTED = (WORD, "Үлгіұлы", "user@example.test", "+7 701 000 00 21", "+77010000021")
SAID = f"ТАӘ: Үлгі Үлгіұлы\nТелефон: +7 701 000 00 21\n\n{WORD} <script>{WORD}</script>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:  # noqa: ANN401 - whatever the command prints
        return json.loads(self.out)


def command(environment: dict[str, str], *arguments: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "pd_intake_bot", *arguments],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(status=done.returncode, out=done.stdout, err=done.stderr)


async def register(
    folder: Path, dovecot: Dovecot, database: str | None = None
) -> tuple[dict[str, str], Case]:
    """Let a mail in and its acknowledgement out; gives the settings and the case."""
    await asyncio.to_thread(folder.mkdir)
    user = folder.parent.name
    async with SmtpSink() as sink:
        environment = service.configure(folder, dovecot, sink, user=user, database=database)
        dovecot.deliver(service.write_mail(1, INQUIRY, SAID), user)
        async with service.running(environment):
            await sink.until(1, within=service.PATIENCE)
        letter = sink.letters[0].raw
        await asyncio.to_thread((folder.parent / "letter.eml").write_bytes, letter)
        (case,) = await service.cases(environment)
    return environment, case


def disguises(words: str) -> Iterator[bytes]:
    """Give the words as files of all kinds would write them."""
    yield from (words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"))
    yield from (
        words.encode("cp1251", "ignore") or words.encode(),
        quopri.encodestring(words.encode()),
    )
    # As PostgreSQL writes bytes, and JSON letters.
    yield from (words.encode().hex().encode(), words.encode("unicode_escape"))
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + words.encode())[4:-4]


def shows(content: bytes, *planted: str) -> list[str]:
    return [words for words in planted if any(each in content for each in disguises(words))]


async def erase(environment: dict[str, str]) -> int:
    """Close every case and let many years pass."""
    settings = service.load(environment)
    await _execute(environment, "UPDATE cases SET closed_at = received_at")
    async with open_database(settings) as database:
        retain = build_retain(settings, database, load_policy(settings))
        done = await retain(now=clock.now() + timedelta(days=4000))
    return len(done.classes)


async def _execute(environment: dict[str, str], statement: str) -> None:
    engine = open_engine(environment["PD_DATABASE_URL"])
    async with transaction(engine) as connection:
        await connection.execute(text(statement))
    await engine.dispose()


def elsewhere(environment: dict[str, str], folder: Path) -> dict[str, str]:
    """Give the settings of an empty place that has the same keys."""
    folder.mkdir()
    return environment | {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/intake.db",
        "PD_DATA_DIR": str(folder),
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
