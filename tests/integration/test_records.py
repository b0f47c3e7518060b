"""Records proved, backed up, brought back and given new keys, through the commands themselves."""

import asyncio
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.cli import check
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.chain import sha256
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.ports import Store
from tests.servers import programs, service
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.records import (
    INQUIRY,
    PLANTED,
    SAID,
    WORD,
    Said,
    command,
    elsewhere,
    erase,
    register,
    shows,
)


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
