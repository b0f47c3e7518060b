"""Backups are whole or say what they lack, and bring nothing back that was erased."""

import asyncio
import json
import os
import re
import subprocess
import tarfile
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from pathlib import Path

import pytest

from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.sealing.seal import Seal
from tests.servers import service
from tests.servers.dovecot import Dovecot
from tests.servers.postgres import Postgres
from tests.servers.records import (
    command,
    elsewhere,
    erase,
    names,
    register,
)


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
