"""Slips of whoever types a command: an empty value, a path that is none, a closed folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case
from tests.servers.command_line import Command
from tests.servers.dovecot import Dovecot
from tests.servers.records import command as run_here
from tests.servers.records import register

SCRIPT = Path(sys.executable).with_name("pd-intake")
NEW = ("policy", "new")
ANSWERS = {
    "name_kk": "«Үлгі» ЖШС",
    "name_ru": "ТОО «Пример»",
    "email": "info@company.example",
    "site": "https://company.example",
    "address_kk": "Астана қаласы",
    "address_ru": "город Астана",
    "edition": "2026-05-01",
}
MAIL = b"From: user@example.test\r\nSubject: hello\r\n\r\nhello\r\n"

# Root may look into every folder, save where it gives that up (capabilities 1 and 2).
WITHOUT_RIGHTS = (
    "import ctypes, os, sys\n"
    "libc = ctypes.CDLL(None)\n"
    "for capability in (1, 2):\n"
    "    libc.prctl(24, capability, 0, 0, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)


@pytest.fixture
def key(command: Command) -> dict[str, str]:
    """Give the settings of an empty database."""
    settings = {"PD_SECRET_KEY": command("keys", "new").out.strip()}
    assert command("db", "upgrade", **settings).status == 0
    return settings


@pytest.mark.parametrize("option", ["--case", "--since"])
def test_an_empty_value_is_not_taken_for_none(
    command: Command, key: dict[str, str], option: str
) -> None:
    said = command("looks", option, "", **key)
    assert (said.status, said.out) == (2, "")


@pytest.mark.parametrize("words", ["db backup", "db restore"])
def test_a_backup_is_no_folder(command: Command, key: dict[str, str], words: str) -> None:
    for path in ("", "."):
        said = command(*words.split(), path, **key)
        assert (said.status, "is a directory" in said.err) == (2, True)


def test_a_day_past_every_calendar_is_named(command: Command) -> None:
    said = command("deadline", "--right", "withdrawal", "--received", "9999-12-31")
    assert (said.status, "'9999-12-31'" in said.err) == (2, True)


def test_a_policy_that_is_there_is_said_before_anything_is_asked(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").touch()
    said = command(*NEW, "policy.toml")
    assert (said.status, "is there already" in said.err) == (2, True)


def test_a_policy_that_could_not_be_written_is_not_there(command: Command, tmp_path: Path) -> None:
    given = [part for name, words in ANSWERS.items() for part in ("--answer", f"{name}={words}")]
    ended = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; "$0" "$@"', SCRIPT, *NEW, "policy.toml", *given],
        capture_output=True,
        check=False,
        timeout=120,
        cwd=tmp_path,
    )
    assert (ended.returncode, ended.stderr) == (1, b"pd-intake: [Errno 27] File too large\n")
    assert not (tmp_path / "policy.toml").exists()
    assert command(*NEW, "policy.toml", *given).status == 0


def test_the_command_that_a_new_policy_names_can_be_run_as_it_is(
    command: Command, tmp_path: Path
) -> None:
    place = tmp_path / "жаңа саясат.toml"
    given = [part for name, words in ANSWERS.items() for part in ("--answer", f"{name}={words}")]
    shown = command(*NEW, str(place), *given).out.rpartition("`")[0].rpartition("`")[2]
    ended = subprocess.run(
        ["sh", "-c", shown.replace("pd-intake", str(SCRIPT))],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_page_is_not_printed(command: Command) -> None:
    said = command("demo", "--json", "--no-browser")
    assert (said.status, "--story" in said.err) == (2, True)


def test_the_register_is_one_json_value_by_either_option(
    command: Command, key: dict[str, str]
) -> None:
    by_format = command("cases", "export", "--format", "json", **key)
    assert command("cases", "export", "--json", **key).value == by_format.value == []


async def test_evidence_that_nobody_was_given_was_taken_by_nobody(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, case = await register(tmp_path / "office", dovecot)
    out = tmp_path / "evidence.zip"
    out.write_bytes(b"another file")
    for place in (out, tmp_path / "no such folder" / "evidence.zip"):
        assert _evidence(environment, case, place) == 1
    looks = run_here(environment, "looks", "--case", str(case.ref), "--json")
    assert (looks.out, out.read_bytes()) == ("", b"another file")


async def test_no_half_of_an_archive_is_left(tmp_path: Path, dovecot: Dovecot) -> None:
    environment, _ = await register(tmp_path / "office", dovecot)
    out = tmp_path / "evidence.zip"
    said = run_here(environment, "evidence", "PD-2026-00009-X", "-o", str(out))
    assert (said.status, out.exists()) == (2, False)


def test_a_folder_that_nobody_may_look_into_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(MAIL)
    closed, listed = tmp_path / "closed", tmp_path / "listed"
    for folder, mode in ((closed, 0o000), (listed, 0o400)):
        folder.mkdir()
        (folder / "mail.eml").write_bytes(MAIL)
        folder.chmod(mode)
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT_RIGHTS, SCRIPT, "replay", str(tmp_path)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    for folder in (closed, listed):
        folder.chmod(0o700)
    told = [json.loads(line) for line in said.stdout.splitlines()]
    assert [(Path(one["path"]).relative_to(tmp_path), one["error"]) for one in told] == [
        (Path("closed"), "Permission denied"),
        (Path("listed/mail.eml"), "Permission denied"),
        (Path("mail.eml"), None),
    ]
    assert (said.returncode, said.stderr) == (1, b"")


def _evidence(environment: dict[str, str], case: Case, place: Path) -> int:
    return run_here(environment, "evidence", str(case.ref), "-o", str(place)).status
