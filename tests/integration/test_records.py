"""Records proved, backed up, brought back and given new keys, through the commands themselves."""

import asyncio
import base64
import io
import json
import os
import quopri
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.app.records import build_retain
from pd_intake_bot.app.rules import load_policy
from pd_intake_bot.cli import check
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.chain import sha256
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.engine import open_engine, transaction
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.usecases.ports import Store
from tests.servers import programs, service
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres

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


def verified(place: Path) -> Said:
    """Run the verifier alone, without this program or any other package."""
    script = place.parent / "verify.py"
    with zipfile.ZipFile(place) as archive:
        script.write_bytes(archive.read("verify.py"))
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(status=done.returncode, out=done.stdout, err=done.stderr)


def replaced(place: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Copy an archive with one file of it changed."""
    other = place.with_name("changed.zip")
    with zipfile.ZipFile(place) as source, zipfile.ZipFile(other, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, change(content) if entry == name else content)
    return other


async def test_evidence_holds_everything_and_proves_itself(
    tmp_path: Path, dovecot: Dovecot, database: str | None
) -> None:
    environment, case = await register(tmp_path / "data", dovecot, database)
    out = tmp_path / "evidence.zip"

    done = command(environment, "evidence", str(case.ref), "-o", str(out), "--language", "kk")

    assert done.status == 0, done.err
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    # The server puts a line of its own before the mail.
    assert files["submissions/01/raw.eml"].endswith(service.write_mail(1, INQUIRY, SAID))
    letter = json.loads(files["letters/01.json"])
    assert (letter["standing"], letter["answer"][:3]) == ("sent", "250")
    assert letter["message_id"].startswith("<")
    # The letter is there as it left, and its digest stands in the chain.
    left = files["letters/01.eml"]
    assert left == (tmp_path / "letter.eml").read_bytes()
    (sent,) = (one for one in json.loads(files["history.json"]) if one["kind"] == "letter_sent")
    assert sent["said"]["data"]["sha256"] == letter["sha256"] == sha256(left)
    assert f"{case.promised:%d.%m.%Y}" in files["clocks-kk.txt"].decode()
    [told] = json.loads(files["case.json"])["told"]
    assert (told["promised"], told["letter"]) == (str(case.promised), f"letter:{case.id}:1")
    assert "Адамға қандай күндер" in files["summary.html"].decode()
    assert files["clocks-ru.txt"] != files["clocks-kk.txt"]
    kinds = [link["kind"] for link in json.loads(files["history.json"])]
    assert kinds[0] == "registered"
    assert kinds[-1] == "evidence_taken"
    page = files["summary.html"].decode()
    assert ("<script>" in page, WORD in page, str(case.ref) in page) == (False, True, True)
    assert (out.stat().st_mode & 0o777, verified(out).status) == (0o600, 0)


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("letters/01.json", b'"250', b'"550', "letters/01.json"),
        ("history.json", b'"system"', b'"person"', "was changed"),
        ("history.json", b'"channel": "mail"', b'"channel": "bail"', "what it says was changed"),
        ("manifest.json", b'"letters/01.json"', b'"letters/02.json"', "is not there"),
    ],
)
async def test_evidence_that_was_changed_is_seen_by_its_verifier(
    tmp_path: Path, dovecot: Dovecot, name: str, old: bytes, new: bytes, fault: str
) -> None:
    environment, case = await register(tmp_path / "data", dovecot)
    out = tmp_path / "evidence.zip"
    command(environment, "evidence", str(case.ref), "-o", str(out))

    said = verified(replaced(out, name, lambda content: content.replace(old, new)))

    assert said.status == 1
    assert fault in said.out


async def erase(environment: dict[str, str]) -> int:
    """Close every case and let many years pass."""
    settings = service.load(environment)
    await _execute(environment, "UPDATE cases SET closed_at = received_at")
    await _execute(environment, "UPDATE outbox SET standing = 'sent'")
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


async def test_a_backup_of_a_running_service_comes_back_whole_and_shows_nobody(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, case = await register(tmp_path / "data", dovecot)
    file = tmp_path / "backup.tar"
    async with service.running(environment):
        taken = await asyncio.to_thread(command, environment, "db", "backup", str(file))
    there = elsewhere(environment, tmp_path / "there")

    back = command(there, "db", "restore", str(file), "--json")

    assert (taken.status, back.status, back.value["whole"]) == (0, 0, True), taken.err + back.err
    (restored,) = await service.cases(there)
    assert restored == case
    assert command(there, "audit", "verify").status == 0
    out = tmp_path / "evidence.zip"
    assert command(there, "evidence", str(case.ref), "-o", str(out)).status == 0
    assert verified(out).status == 0
    assert shows(file.read_bytes(), WORD, "Үлгіұлы", "user@example.test") == []
    assert environment["PD_SECRET_KEY"].encode() not in file.read_bytes()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert shows(kept, WORD, "Үлгіұлы", "user@example.test") == []


async def test_restoring_an_old_backup_erases_again_what_was_erased_since(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, case = await register(tmp_path / "data", dovecot)
    file = tmp_path / "backup.tar"
    command(environment, "db", "backup", str(file))
    erased = await erase(environment)
    there = elsewhere(environment, tmp_path / "there")
    # The log of erasures is what is kept beside the backups.
    log = (tmp_path / "data" / "erasures.log").read_bytes()
    (tmp_path / "there" / "erasures.log").write_bytes(log)

    back = command(there, "db", "restore", str(file), "--json")

    assert (erased, back.value["erased_again"], back.value["whole"]) == (2, 2, True)
    (restored,) = await service.cases(there)
    assert (restored.ref, restored.reply_to, dict(restored.fields)) == (case.ref, None, {})
    assert list((tmp_path / "there" / "blobs").glob("*/*")) == []
    # Of what was erased no file is missed.
    checked = [await check.examine("database", service.load(one)) for one in (environment, there)]
    assert [found.level for found in checked] == ["ok", "ok"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_backup_that_would_lack_files_is_refused_or_lists_them(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, case = await register(tmp_path / "data", dovecot)
    file = tmp_path / "backup.tar"
    [lost] = (tmp_path / "data" / "blobs").glob("*/*")
    await asyncio.to_thread(lost.unlink)

    refused = command(environment, "db", "backup", str(file))
    left = names(tmp_path)
    taken = command(environment, "db", "backup", str(file), "--incomplete", "--json")
    back = command(elsewhere(environment, tmp_path / "there"), "db", "restore", str(file), "--json")

    assert (refused.status, str(case.ref) in refused.err, "--incomplete" in refused.err) == (
        1,
        True,
        True,
    )
    # Nothing half-made is left behind.
    assert left == ["data", "letter.eml"]
    listed = {"name": lost.name, "cases": [str(case.ref)]}
    assert (taken.status, taken.value["missing"]) == (0, [listed])
    with tarfile.open(file) as archive:
        member = archive.extractfile("missing.json")
        assert member is not None
        assert json.loads(member.read()) == [listed]
    assert (back.status, back.value["missing"], back.value["whole"]) == (0, 1, True)


async def test_what_a_killed_restoring_left_is_removed_by_the_next_erasure(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, _ = await register(tmp_path / "data", dovecot)
    old, new = (tmp_path / "data" / f".pd-intake-{one}" for one in ("old", "new"))
    for left in (old, new):
        await asyncio.to_thread(left.mkdir)
        (left / "database.sqlite").write_bytes(b"a copy with every key")
    os.utime(old, (0, 0))

    assert command(environment, "retention", "run").status == 0

    assert ".pd-intake-old" not in names(tmp_path / "data")
    # One that is under way is left alone.
    assert ".pd-intake-new" in names(tmp_path / "data")


async def test_a_backup_of_a_database_from_before_an_upgrade_is_taken(tmp_path: Path) -> None:
    environment = {
        "PD_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/intake.db",
        "PD_DATA_DIR": str(tmp_path),
        "PD_SECRET_KEY": Seal.new_key(),
    }
    for revision in ("0001", "0009", "0014"):
        await migrations.upgrade(environment["PD_DATABASE_URL"], to=revision)
        taken = command(environment, "db", "backup", str(tmp_path / f"{revision}.tar"))
        assert taken.status == 0, taken.err


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: content[: len(content) // 2], "the backup"),
        (lambda content: content.replace(b"SQLite format 3", b"SQLite format 4"), "is not as it"),
    ],
)
async def test_a_damaged_backup_is_refused_and_the_place_stays_empty(
    tmp_path: Path, dovecot: Dovecot, damage: Callable[[bytes], bytes], words: str
) -> None:
    environment, _ = await register(tmp_path / "data", dovecot)
    file = tmp_path / "backup.tar"
    command(environment, "db", "backup", str(file))
    file.write_bytes(damage(file.read_bytes()))
    there = elsewhere(environment, tmp_path / "there")

    back = command(there, "db", "restore", str(file))

    assert (back.status, words in back.err) == (1, True), back.err
    assert list((tmp_path / "there").iterdir()) == []


async def test_a_backup_is_brought_back_neither_over_data_nor_with_another_key(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, _ = await register(tmp_path / "data", dovecot)
    file = tmp_path / "backup.tar"
    command(environment, "db", "backup", str(file))
    there = elsewhere(environment, tmp_path / "there") | {"PD_SECRET_KEY": Seal.new_key()}

    over = command(environment, "db", "restore", str(file))
    stranger = command(there, "db", "restore", str(file))

    assert (over.status, "empty place" in over.err) == (1, True)
    assert (stranger.status, "another key" in stranger.err) == (2, True)
    assert list((tmp_path / "there").iterdir()) == []


def test_an_archive_that_reaches_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    with tarfile.open(file, "w") as archive:
        entry = tarfile.TarInfo("../outside")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    there = elsewhere({"PD_SECRET_KEY": Seal.new_key()}, tmp_path / "there")

    back = command(there, "db", "restore", str(file))

    assert (back.status, "nothing that a backup holds" in back.err) == (1, True)
    assert not (tmp_path / "outside").exists()


async def test_the_commands_named_for_postgresql_bring_everything_back(
    tmp_path: Path, dovecot: Dovecot, postgres: Postgres, request: pytest.FixtureRequest
) -> None:
    source, target = postgres.create(), postgres.create()
    environment, case = await register(tmp_path / "data", dovecot, postgres.url(source))
    refused = command(environment, "db", "backup", str(tmp_path / "no.tar"))
    folder = programs.folder("dump")
    request.addfinalizer(lambda: shutil.rmtree(folder))
    programs.own(folder)
    dump = folder / "pd-intake.dump"

    postgres.dump(source, dump)
    postgres.unpack(dump, dump.with_suffix(".sql"))
    written = await asyncio.to_thread(dump.with_suffix(".sql").read_bytes)
    postgres.restore(dump, target)
    there = environment | {"PD_DATABASE_URL": postgres.url(target)}

    assert (b"COPY public.submissions" in written, shows(written, *PLANTED)) == (True, [])
    assert (refused.status, "pg_dump" in refused.err) == (1, True)
    assert command(there, "audit", "verify").status == 0
    (restored,) = await service.cases(there)
    assert restored == case


def shell(commands: Sequence[str], names: Mapping[str, str], where: Mapping[str, str]) -> None:
    """Run commands as they are named for operators, with the names of this place in them."""
    for each in commands:
        line = reduce(lambda words, name: words.replace(name, names[name]), names, each)
        done = subprocess.run(
            ["sh", "-euc", line], env=where, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (line, done.stderr)


async def test_what_was_erased_after_a_backup_of_postgresql_is_erased_again_where_it_comes_back(
    tmp_path: Path, dovecot: Dovecot, postgres: Postgres
) -> None:
    source, target = postgres.create(), postgres.create()
    environment, case = await register(tmp_path / "data", dovecot, postgres.url(source))
    there = tmp_path / "there"
    await asyncio.to_thread(there.mkdir)
    refused = command(environment, "db", "backup", str(tmp_path / "no.tar"))
    dump, files, *back = re.findall("`([^`]+)`", refused.err)
    archives = {
        "pd-intake.dump": f"{tmp_path}/pd-intake.dump",
        "pd-intake-files.tar": f"{tmp_path}/pd-intake-files.tar",
    }
    [raw] = (tmp_path / "data" / "blobs").glob("*/*")
    # A backup that is brought back is not of this hour.
    os.utime(raw, (0, 0))
    shell(
        [dump, files],
        {"NAME": source, "PD_DATA_DIR": str(tmp_path / "data")} | archives,
        postgres.client(),
    )
    erased = await erase(environment)
    log = (tmp_path / "data" / "erasures.log").read_bytes()
    (there / "erasures.log").write_bytes(log)

    shell(back, {"NAME": target, "PD_DATA_DIR": str(there)} | archives, postgres.client())

    restored = environment | {
        "PD_DATABASE_URL": postgres.url(target),
        "PD_DATA_DIR": str(there),
    }
    [brought] = await service.cases(restored)
    # Without this the test would show nothing: the backup does bring it all back.
    assert (brought, (there / "blobs").exists()) == (case, True)
    async with service.running(restored):
        [now] = await service.cases(restored)
    assert erased == 2
    assert (now.ref, now.reply_to, dict(now.fields)) == (case.ref, None, {})
    dossier = await service.dossier(restored, now)
    assert [(one.text, one.raw) for one in dossier.submissions] == [("", "")]
    assert list((there / "blobs").glob("*/*")) == []
    assert command(restored, "audit", "verify").status == 0
    assert (there / "erasures.log").read_bytes().startswith(log)


async def test_root_keys_change_while_the_service_runs(
    tmp_path: Path, dovecot: Dovecot, database: str | None
) -> None:
    environment, case = await register(tmp_path / "data", dovecot, database)
    old, new = environment["PD_SECRET_KEY"], Seal.new_key()
    both = environment | {"PD_SECRET_KEY": new, "PD_SECRET_KEY_OLD": old}
    async with SmtpSink() as sink:
        both["PD_SMTP_PORT"] = str(sink.port)
        async with service.running(both):
            rotated = await asyncio.to_thread(command, both, "keys", "rotate", "--json")
            dovecot.deliver(
                service.write_mail(2, INQUIRY, f"{SAID} 2"), (tmp_path / "data").parent.name
            )
            await sink.until(1, within=service.PATIENCE)
    after = environment | {"PD_SECRET_KEY": new}

    assert rotated.status == 0, rotated.err
    assert rotated.value["wrapped"] >= 2
    found = await service.cases(after)
    assert [one.fields for one in found] == [case.fields] * 2
    settings = service.load(after)
    async with open_database(settings) as opened:
        assert len(await opened(lambda store: _of_person(store, case))) == 2
    assert command(after, "keys", "rotate", "--json").value == {
        "wrapped": 0,
        "first_key_stays": False,
    }
    stranger = command(environment, "audit", "verify")
    assert (stranger.status, "another key" in stranger.err) == (2, True)


async def _of_person(store: Store, case: Case) -> list[Case]:
    assert case.reply_to is not None
    return list(await store.cases.of_person(case.reply_to))


async def test_a_root_key_that_leaked_opens_nothing_after_it_was_changed(
    tmp_path: Path, dovecot: Dovecot
) -> None:
    environment, _ = await register(tmp_path / "data", dovecot)
    new = Seal.new_key()
    both = environment | {
        "PD_SECRET_KEY": new,
        "PD_SECRET_KEY_OLD": environment["PD_SECRET_KEY"],
    }
    command(both, "keys", "rotate")

    with sqlite3.connect(tmp_path / "data" / "intake.db") as connection:
        roots = {row[0] for row in connection.execute("SELECT DISTINCT root FROM data_keys")}
    connection.close()

    assert roots == {Seal(new).roots[0]}
