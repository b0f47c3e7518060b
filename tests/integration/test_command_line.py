"""The command line as its users meet it: words, exit status, and never a traceback."""

import asyncio
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from pd_intake_bot import settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.storage.sealing.seal import Seal
from tests.contract import invented
from tests.servers.command_line import Command, Said
from tests.servers.service import Process

SCRIPT = Path(sys.executable).with_name("pd-intake")
INQUIRY = "Дербес деректер туралы сұрау"
DISPUTE = ("deadline", "--right", "dispute", "--received", "2026-11-23")
REGISTER = ["ref", "channel", "right", "state", "received_at", "promised", "target"]
REGISTER += ["language", "acknowledged_at", "proof"]
REGISTER += ["promised_paused_since", "target_paused_since"]


@pytest.fixture
def key(tmp_path: Path) -> str:
    """Keep one case in the database of `tmp_path` and give its key."""
    secret = Seal.new_key()
    chosen = settings.load(
        {
            "PD_SECRET_KEY": secret,
            "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/data/pd-intake.db",
        },
        dotenv=tmp_path / "none",
    )

    async def keep() -> None:
        async with open_database(chosen) as database:
            await database(
                lambda store: store.cases.add(
                    invented.case(), prefix="PD", year=2026, now=invented.NOW
                )
            )

    asyncio.run(keep())
    return secret


def script(
    *arguments: str, stdin: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [SCRIPT, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={"PATH": os.environ["PATH"]} | environment,
    )


# --- deadline ------------------------------------------------------------------------------------

# Right, clock, and whether a confirmation starts it: one for each length of term.
TERMS = [
    ("blocking", "law", False),  # 1 working day
    ("dispute", "law", False),  # 3 working days
    ("erasure", "policy", True),  # 4 working days
    ("rectification", "policy", True),  # 7 working days
    ("withdrawal", "law", False),  # 15 working days
    ("confirmation", "policy", False),  # 30 calendar days
]
VECTORS = {
    "2026-11-23": "2026-11-24 2026-11-26 2026-11-27 2026-12-02 2026-12-14 2026-12-23",
    # The thirtieth day, 16 December, is a holiday.
    "2026-11-16": "2026-11-17 2026-11-19 2026-11-20 2026-11-25 2026-12-07 2026-12-17",
    "2026-12-28": "2026-12-29 2026-12-31 2027-01-05 2027-01-11 2027-01-21 2027-01-27",
    "2027-03-12": "2027-03-16 2027-03-18 2027-03-19 2027-03-29 2027-04-08 2027-04-12",
    # Saturday 4 May is worked, Wednesday 8 May is off.
    "2024-04-30": "2024-05-02 2024-05-04 2024-05-06 2024-05-14 2024-05-24 2024-05-30",
    # Sunday 5 January is worked, Friday 3 January is off.
    "2025-01-02": "2025-01-05 2025-01-08 2025-01-09 2025-01-14 2025-01-24 2025-02-03",
}


@pytest.mark.parametrize("received", VECTORS)
def test_every_term_ends_on_its_day(command: Command, received: str) -> None:
    found = []
    for right, clock, waits in TERMS:
        confirmed = ("--confirmed", received) if waits else ()
        told = command(
            "deadline", "--right", right, "--received", received, *confirmed, "--json"
        ).value
        found.append(told[clock]["date"])
    assert found == VECTORS[received].split()


def test_a_clock_that_waits_has_no_date_yet(command: Command) -> None:
    told = command("deadline", "--right", "erasure", "--received", "2026-11-23", "--json").value
    assert told["policy"] | {"by_analogy": None} == {
        "date": None,
        "term": "4 wd",
        "clause": "§6 (10)",
        "clock": "confirmation",
        "by_analogy": None,
    }
    assert (told["promised"], told["target"], told["confirmed"]) == (None, None, None)


def test_a_deadline_names_every_key_of_its_answer(command: Command) -> None:
    told = command(*DISPUTE, "--json").value
    assert {"right", "received", "confirmed", "policy", "law"} <= told.keys()
    assert (told["policy"], told["promised"], told["target"]) == (None, "2026-11-26", "2026-11-26")
    assert {len(told["explanation"][language]) for language in ("kk", "ru", "en")} == {7}


@pytest.mark.parametrize(
    "moment", ["2026-11-22T20:00:00Z", "2026-11-22t20:00:00Z", "2026-11-23T10:00", "20261123"]
)
def test_a_moment_counts_by_its_date_in_almaty(command: Command, moment: str) -> None:
    told = command("deadline", "--right", "dispute", "--received", moment, "--json").value
    assert told["target"] == "2026-11-26"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--right", "nope", "--received", "2026-11-23"), "'nope' is not one of"),
        (("--right", "dispute", "--received", "23.11.2026"), "'23.11.2026' is not an ISO"),
        (("--right", "dispute", "--received", ""), "'' is not an ISO"),
        (("--right", "dispute", "--received", "1900-01-01"), "the calendar knows"),
        (("--right", "dispute", "--received", "9999-12-31"), "out of range"),
        (("--right", "dispute", "--received", "0001-01-01T00:00+05:01"), "is not an ISO"),
        (("--right", "dispute"), "Missing option '--received'"),
        (
            ("--right", "erasure", "--received", "2026-11-23", "--confirmed", "2026-11-01"),
            "confirmed on 2026-11-01, before the receipt",
        ),
    ],
)
def test_a_deadline_that_can_not_be_counted_is_wrong_usage(
    command: Command, arguments: tuple[str, ...], words: str
) -> None:
    said = command("deadline", *arguments, "--json")
    assert (said.status, said.out) == (2, "")
    assert words in said.err


def test_a_deadline_is_read_at_eighty_columns(command: Command) -> None:
    told = command(*DISPUTE).out
    assert max(map(len, told.splitlines())) < 80
    assert "Сотрудники готовят ответ" in told


# --- classify ------------------------------------------------------------------------------------


def test_every_line_in_is_a_line_out(command: Command) -> None:
    written = f"\ufeff{INQUIRY}\r\nАвтоответ: {INQUIRY}\n\nОтзыв о товаре\n".encode() + b"\xff\x00"
    found = command("classify", "--json", stdin=written).lines
    assert [line["verdict"] for line in found] == [
        "accepted",
        "review",
        "ignored",
        "ignored",
        "ignored",
    ]
    assert found[0] | {"why": None} == {
        "subject_line": INQUIRY,
        "verdict": "accepted",
        "request": "inquiry",
        "language": "kk",
        "why": None,
    }
    assert (found[3]["request"], found[3]["language"]) == (None, None)


def test_no_line_in_is_no_line_out(command: Command) -> None:
    assert command("classify") == Said(status=0, out="", err="")


# --- replay --------------------------------------------------------------------------------------

REPLAYED = {"path", "message_id", "subject_line", "from", "language", "verdict", "request"}
REPLAYED |= {"machine", "acknowledge", "held_because", "fields", "missing", "attachments"}
REPLAYED |= {"text", "error"}


def mail(subject_line: str, *headers: str) -> bytes:
    lines = ["From: user@example.test", f"Subject: {subject_line}", "Message-ID: <1@example.test>"]
    return "\r\n".join([*lines, *headers, "", "Сәлеметсіз бе!"]).encode()


def test_a_message_is_told_with_every_key(command: Command, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(mail(INQUIRY))
    (found,) = command("replay", "--json", str(tmp_path / "one.eml")).lines
    assert found.keys() >= REPLAYED
    assert (found["verdict"], found["request"], found["acknowledge"]) == (
        "accepted",
        "inquiry",
        True,
    )
    assert (found["from"], found["language"], found["error"]) == ("user@example.test", "kk", None)


def test_a_request_of_a_machine_is_registered_without_a_letter(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "one.eml").write_bytes(mail(INQUIRY, "Auto-Submitted: auto-replied"))
    (found,) = command("replay", str(tmp_path)).lines
    assert (found["machine"], found["verdict"], found["acknowledge"]) == (
        "auto_reply",
        "accepted",
        False,
    )
    assert found["held_because"]


def test_any_subject_line_can_be_played_as_a_request(command: Command, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(mail("hello"))
    (found,) = command("replay", "--as", "withdrawal", str(tmp_path)).lines
    assert (found["verdict"], found["request"]) == ("accepted", "withdrawal")
    assert "full_name" in found["missing"]


def test_folders_maildirs_and_mbox_files_are_read_through(command: Command, tmp_path: Path) -> None:
    stored = tmp_path / "stored"
    for part in ("cur", "new", "tmp"):
        (stored / "Maildir" / part).mkdir(parents=True)
    (stored / "Maildir" / "cur" / "1:2,S").write_bytes(mail("seen"))
    (stored / "Maildir" / "new" / "2").write_bytes(mail("new"))
    # What a mail server keeps beside the mail, and what is not yet delivered.
    (stored / "Maildir" / "dovecot-uidlist").write_text("3 V1 N2")
    (stored / "Maildir" / "tmp" / "3").write_bytes(mail("half"))
    box = b"".join(
        b"From user@example.test Mon Nov 23 10:00:00 2026\r\n" + mail(name) + b"\r\n\r\n"
        for name in ("first", "second")
    )
    (stored / "archive.mbox").write_bytes(box)
    (stored / "archive").write_bytes(box)
    found = command("replay", str(stored))
    assert found.status == 0
    assert sorted(line["subject_line"] for line in found.lines) == sorted(
        ["first", "first", "second", "second", "seen", "new"]
    )


def test_no_message_ends_the_replay(command: Command, tmp_path: Path) -> None:
    stored = tmp_path / "stored"
    stored.mkdir()
    bad = {
        "empty": b"",
        "binary": bytes(range(256)) * 40,
        "surrogates": b"Subject: \xed\xa0\x80\xff\r\nFrom: \xff <a@\xff>\r\n\r\n\xed\xb0\x80",
        "no-name-\udcff": mail("name of no encoding"),
        "z": mail(INQUIRY),
    }
    for name, raw in bad.items():
        (stored / name).write_bytes(raw)
    found = command("replay", str(stored))
    assert (found.status, len(found.lines)) == (0, len(bad))
    assert found.lines[-1]["verdict"] == "accepted"


def test_a_path_that_is_not_there_is_wrong_usage(command: Command) -> None:
    said = command("replay", "nowhere")
    assert (said.status, said.out) == (2, "")
    assert "nowhere" in said.err


# --- policy --------------------------------------------------------------------------------------


def test_the_policy_shows_every_right_with_its_terms(command: Command) -> None:
    shown = command("policy", "show", "--json").value
    rights = {right["key"]: right for right in shown["rights"]}
    assert len(rights) == 14
    assert rights["erasure"]["policy"]["term"] == "4 wd"
    assert rights["sources"]["policy"] is None


def test_the_policy_is_read_at_eighty_columns(command: Command) -> None:
    shown = command("policy", "show").out
    assert max(map(len, shown.splitlines())) < 80
    assert "email or postal_address" in shown


def test_a_language_that_a_policy_does_not_speak_is_not_shown(command: Command) -> None:
    example = Path(__file__).parents[2] / "examples" / "dala-kitap-2026-03-01.toml"
    shown = command("policy", "show", PD_POLICY=str(example)).out
    names = {line.split()[0] for line in shown.splitlines() if line.startswith("  ")}
    assert {"kk", "ru"} <= names
    assert "en" not in names


def test_a_fit_policy_passes_with_warnings(command: Command) -> None:
    said = command("policy", "check")
    assert (said.status, said.out.splitlines()[-1]) == (0, "errors: 0, warnings: 4")


def test_a_faulty_policy_is_told_with_file_line_and_reason(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text('[policy]\nedition = "x"\nnonsense = 1\n')
    said = command("policy", "check", "policy.toml", "--json")
    assert said.status == 1
    assert {
        "level": "error",
        "file": "policy.toml",
        "line": 3,
        "key": "policy.nonsense",
        "reason": "no such key is known here",
    } in said.lines


# --- cases ---------------------------------------------------------------------------------------


def test_the_queue_is_listed_one_object_a_line(command: Command, key: str) -> None:
    (case,) = command("cases", "list", "--json", PD_SECRET_KEY=key).lines
    assert list(case) == REGISTER
    assert case | {"ref": None} == {
        "ref": None,
        "channel": "mail",
        "right": "access",
        "state": "registered",
        "received_at": "2026-11-23T04:30:00+00:00",
        "promised": "2026-12-02",
        "target": "2026-11-26",
        "language": "kk",
        "acknowledged_at": None,
        "proof": "channel",
        "promised_paused_since": None,
        "target_paused_since": None,
    }


def test_the_queue_is_read_at_eighty_columns(command: Command, key: str) -> None:
    said = command("cases", "list", PD_SECRET_KEY=key)
    assert "access registered 2026-11-23 2026-12-02 2026-11-26" in said.out
    assert max(map(len, said.out.splitlines())) < 80


def test_the_register_is_exported(command: Command, key: str) -> None:
    (case,) = command("cases", "export", "--format", "json", PD_SECRET_KEY=key).value
    (row,) = csv.DictReader(io.StringIO(command("cases", "export", PD_SECRET_KEY=key).out))
    assert list(row) == REGISTER
    assert row == {name: value or "" for name, value in case.items()}


@pytest.mark.parametrize(
    ("language", "heading"), [("kk", "Нөмірі"), ("ru", "Номер"), ("en", "Number")]
)
def test_the_register_is_exported_as_a_sheet_without_anybodys_data(
    command: Command, key: str, tmp_path: Path, language: str, heading: str
) -> None:
    asked = ("cases", "export", "--format", "xlsx", "--language", language, "-o", "register.xlsx")
    assert command(*asked, PD_SECRET_KEY=key).out == ""
    with ZipFile(tmp_path / "register.xlsx") as file:
        rows = file.read("xl/worksheets/sheet1.xml").decode()
    assert heading in rows
    assert "PD-2026-00001-F" in rows
    assert [word for word in ("Үлгі", "77010000021", "example.test") if word in rows] == []


def test_a_sheet_is_not_printed_on_a_terminal(
    command: Command, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = command("cases", "export", "--format", "xlsx", PD_SECRET_KEY=key)
    assert said.status == 2
    assert "--output" in said.err


def test_a_case_is_shown_by_its_number(command: Command, key: str) -> None:
    (case,) = command("cases", "list", "--json", PD_SECRET_KEY=key).lines
    shown = command("cases", "show", case["ref"].lower(), "--json", PD_SECRET_KEY=key).value
    assert shown["fields"]["full_name"] == "Үлгі Үлгіұлы"
    assert shown["missing"] == ["data", "email|postal_address"]
    told = command("cases", "show", case["ref"], PD_SECRET_KEY=key).out
    assert "  full_name: Үлгі Үлгіұлы" in told


@pytest.mark.parametrize(
    ("ref", "status", "words"),
    [
        ("nonsense", 2, "'nonsense': not a reference number"),
        ("PD-2026-00001-1", 2, "the check character"),
        ("PD-2026-99999999999999999999-1", 2, "not a reference number"),
        ("PD-2025-00007-U", 1, "there is no case"),
    ],
)
def test_a_number_without_a_case_is_told_so(
    command: Command, key: str, ref: str, status: int, words: str
) -> None:
    said = command("cases", "show", ref, PD_SECRET_KEY=key)
    assert (said.status, said.out) == (status, "")
    assert words in said.err


# --- settings, database, keys --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PD_LOG_LEVEL", "loud", "PD_LOG_LEVEL: 'loud'"),
        ("PD_IMPA_HOST", "x", "PD_IMPA_HOST: 'x': no such setting; did you mean PD_IMAP_HOST?"),
        ("PD_POLICY", "nowhere.toml", "PD_POLICY: nowhere.toml: No such file"),
        ("PD_POLICY", sys.executable, f"PD_POLICY: {sys.executable}: not UTF-8"),
        ("PD_WORKDAYS", "nowhere.toml", "PD_WORKDAYS: nowhere.toml: No such file"),
        ("PD_SECRET_KEY_FILE", "/", "PD_SECRET_KEY_FILE: '/': Is a directory"),
        ("PD_SECRET_KEY_FILE", sys.executable, "not UTF-8"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(
    command: Command, name: str, value: str, words: str
) -> None:
    said = command(*DISPUTE, **{name: value})
    assert (said.status, said.out) == (2, "")
    assert words in said.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PD_SECRET_KEY", "hunter2"),
        ("PD_SECRET_KEY", "құпия-hunter2"),
        ("PD_DATABASE_URL", "hunter2"),
        ("PD_DATABASE_URL", "mysql://user:hunter2@host/name"),
        ("PD_DATABASE_URL", "postgresql://user:hunter2@host/name"),
        ("PD_DATABASE_URL", "postgresql+asyncpg://user:hunter2@host:port/name"),
        ("PD_DATABASE_URL", "postgresql+asyncpg://user:hunter2@host/name?sslmode=require"),
        ("PD_DATABASE_URL", "sqlite:///hunter2.db"),
        ("PD_DATABASE_URL", "sqlite+aiosqlite://"),
        ("PD_TELEGRAM_TOKEN", "hunter2"),
    ],
)
def test_a_wrong_secret_is_named_without_its_value(command: Command, name: str, value: str) -> None:
    said = command("cases", "list", **({"PD_SECRET_KEY": Seal.new_key()} | {name: value}))
    assert (said.status, said.out) == (2, "")
    assert f"{name}: " in said.err
    assert "hunter2" not in said.err


def test_another_key_than_the_first_is_refused(command: Command, key: str) -> None:
    assert command("cases", "list", PD_SECRET_KEY=key).status == 0
    said = command("cases", "list", PD_SECRET_KEY=Seal.new_key())
    assert (said.status, said.out) == (2, "")
    assert "PD_SECRET_KEY: the data were sealed with another key" in said.err


def test_a_missing_key_makes_no_database(command: Command, tmp_path: Path) -> None:
    said = command("cases", "list")
    assert (said.status, list(tmp_path.iterdir())) == (2, [])
    assert "PD_SECRET_KEY: not set" in said.err


def test_a_database_of_a_newer_program_is_not_upgraded(command: Command, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "new.db") as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    database.close()
    given = {"PD_DATABASE_URL": "sqlite+aiosqlite:///new.db", "PD_SECRET_KEY": Seal.new_key()}
    upgraded = command("db", "upgrade", **given)
    assert upgraded.status == 1
    assert "newer" in upgraded.err


@pytest.mark.parametrize(
    "address",
    [
        "sqlite+aiosqlite:////proc/none/pd-intake.db",
        f"sqlite+aiosqlite:///{__file__}",
        "postgresql+asyncpg://user:hunter2@127.0.0.1:1/name",
        "postgresql+asyncpg://user:hunter2@host.invalid/name?ssl=verify-full",
    ],
)
def test_a_database_that_can_not_be_used_is_a_problem_in_words(
    command: Command, address: str
) -> None:
    said = command("db", "upgrade", PD_DATABASE_URL=address)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("pd-intake: ")
    assert "hunter2" not in said.err


def test_an_upgrade_can_be_run_again(command: Command) -> None:
    assert [command("db", "upgrade").status for _ in range(2)] == [0, 0]


def test_a_new_key_is_a_key(command: Command) -> None:
    Seal(command("keys", "new").out.strip())
    Seal(command("keys", "new", "--json").value)


def test_a_dotenv_file_from_windows_is_read(command: Command, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b'\xef\xbb\xbfPD_LOG_LEVEL="loud"\r\nPD_LOG_FORMAT=json\r\n')
    said = command(*DISPUTE)
    assert said.err.splitlines()[1:] == [
        "PD_LOG_LEVEL: 'loud': Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("PD_LOG_LEVEL=INFO".encode("utf-16"), ".env: not UTF-8"),
        (b"PD_LOG_LEVEL=INFO\nset it yourself\n", ".env:2: not NAME=value"),
    ],
)
def test_a_dotenv_file_that_can_not_be_read_is_told(
    command: Command, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / ".env").write_bytes(content)
    said = command(*DISPUTE)
    assert (said.status, words in said.err) == (2, True)


def test_check_tells_each_part_in_a_line(command: Command) -> None:
    lines = command(
        "check",
        "--json",
        PD_SECRET_KEY=Seal.new_key(),
        PD_IMAP_HOST="127.0.0.1",
        PD_IMAP_PORT="1",
        PD_IMAP_USERNAME="user",
        PD_IMAP_PASSWORD="hunter2",
        PD_DATA_DIR="/proc/nowhere",
    )
    parts = {line["part"]: line["ok"] for line in lines.lines}
    assert (lines.status, "hunter2" in lines.out) == (1, False)
    assert parts == {
        "database": True,
        "keys": True,
        "data folder": False,
        "policy": True,
        "workdays": True,
        "tzdata": True,
        "clock": True,
        "imap": False,
        "smtp": True,
        "telegram": True,
        "staff group": True,
    }


# --- usage ---------------------------------------------------------------------------------------

COMMANDS = "|run|demo|check|classify|deadline|replay|policy|policy check|policy show|cases|"
COMMANDS += "calendar|calendar show|calendar diff|calendar apply|"
COMMANDS += "cases list|cases show|cases export|db|db upgrade|keys|keys new|"
COMMANDS += "updates|updates list|updates show|updates retry|updates drop"


@pytest.mark.parametrize("name", COMMANDS.split("|"))
def test_every_command_explains_itself(command: Command, name: str) -> None:
    said = command(*name.split(), "--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"Usage: pd-intake {name}".rstrip())


@pytest.mark.parametrize(
    "line", ["", "nonsense", "keys nonsense", "run --only nonsense", "run --only=", "demo --port x"]
)
def test_wrong_usage_ends_with_two(command: Command, line: str) -> None:
    assert command(*line.split()).status == 2


# --- the program itself --------------------------------------------------------------------------


def test_kazakh_is_written_whatever_the_locale() -> None:
    said = script(
        "classify",
        stdin=INQUIRY.encode(),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert (said.returncode, said.stderr) == (0, b"")
    assert json.loads(said.stdout.decode())["subject_line"] == INQUIRY


def test_a_reader_that_leaves_is_no_reason_to_complain() -> None:
    with subprocess.Popen(
        [SCRIPT, "classify"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"]},
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(f"{INQUIRY}\n".encode() * 3, timeout=60)
    assert b"Traceback" not in err


def test_an_address_in_use_is_named(tmp_path: Path) -> None:
    said = script(
        "run",
        "--only",
        "http",
        PD_HTTP_LISTEN="host.invalid:8090",
        PD_SECRET_KEY=Seal.new_key(),
        PD_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/pd-intake.db",
    )
    assert (said.returncode, said.stderr.count(b"PD_HTTP_LISTEN: 'host.invalid:8090'")) == (2, 1)


async def test_a_service_that_is_told_to_stop_ends_well(tmp_path: Path) -> None:
    service = await Process.start(
        {
            "PD_SECRET_KEY": Seal.new_key(),
            "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/pd-intake.db",
            "PD_DATA_DIR": str(tmp_path),
            "PD_HTTP_LISTEN": "127.0.0.1:0",
        }
    )
    try:
        await service.ready()
        assert await service.end() == 0
    finally:
        await service.kill()


def test_the_story_is_told_as_one_value() -> None:
    said = script("demo", "--story", "--json")
    assert (said.returncode, said.stderr) == (0, b"")
    lines = json.loads(said.stdout)
    assert {line["where"] for line in lines} >= {"mail", "Telegram", "staff group"}
    assert all(set(line) == {"where", "who", "text"} for line in lines)
