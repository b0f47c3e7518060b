"""Backups of a SQLite database with its sealed files: one archive, taken while the service runs.

What is sealed stays sealed: an archive is of no use without the root key, and a copy of that
does not lie in it.
"""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.storage.files import missing
from pd_intake_bot.storage.files.erasure_log import FILE
from pd_intake_bot.storage.files.missing import Missing

_DATABASE, _MANIFEST, BLOBS = "database.sqlite", "manifest.json", "blobs"
_KNOWN = re.compile(
    rf"{re.escape(_DATABASE)}|{re.escape(FILE)}|{re.escape(missing.FILE)}|{BLOBS}/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
)
_UNFINISHED = ".pd-intake-"
_PIECE = 1 << 20
_NAMED = 5
"""Cases that a refusal names."""


Told = Callable[[int, int], None]
"""Hears how far a backup has come: what is done, and all there is."""


def tell_nobody(_done: int, _total: int) -> None:
    """Let a backup go unwatched."""


class BackupError(IntakeError):
    """A backup can't be taken or brought back; the message says why."""

    key = "error-backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a backup is of: the file of the database, and the folder of sealed files."""

    database: Path
    data: Path

    def stands(self) -> Path | None:
        """Name what is already there; None where the place is empty."""
        blobs = self.data / BLOBS
        if self.database.exists() and self.database.stat().st_size:
            return self.database
        return blobs if blobs.is_dir() and any(blobs.iterdir()) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that was taken: its size, and what it lacks."""

    size: int
    missing: Sequence[Missing]


def take(
    ground: Ground, target: Path, *, incomplete: bool = False, told: Told = tell_nobody
) -> Taken:
    """Write an archive, whole or not at all. `told` hears of each file.

    The database comes first: each file that it tells of was there before. Raises `BackupError`,
    where files are missing too, unless `incomplete` lets them be listed instead.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with _folder(target.parent) as folder, _new_file(fresh) as file:
            copy = folder / _DATABASE
            _copy_database(ground.database, copy)
            # Asked before hours of copying, and of the archive itself: either may lack some.
            _lacking(ground, copy, _names(ground), incomplete=incomplete)
            with tarfile.open(fileobj=file, mode="w") as archive:
                digests = _fill(archive, ground, copy, told)
                there = {name.rpartition("/")[2] for name in digests}
                lacks = _lacking(ground, copy, there, incomplete=incomplete)
                if lacks:
                    digests[missing.FILE] = _add_bytes(archive, missing.FILE, missing.write(lacks))
                manifest = json.dumps(digests, sort_keys=True, indent=1).encode()
                _put(archive, _MANIFEST, io.BytesIO(manifest), len(manifest))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"the backup was not taken: {error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return Taken(size=target.stat().st_size, missing=lacks)


@contextmanager
def unpacked(archive: Path, ground: Ground, *, told: Told = tell_nobody) -> Iterator[Ground]:
    """Unpack an archive beside the place it is for, checked to the last byte.

    `told` hears of the bytes.

    Raises `BackupError` where the place is not empty or the archive not whole.
    """
    stands = ground.stands()
    if stands is not None:
        raise BackupError(f"{stands} is there: a backup is brought back into an empty place")
    ground.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with _folder(ground.database.parent) as folder:
            _unpack(archive, folder, told)
            yield Ground(database=folder / _DATABASE, data=folder)
    except (OSError, tarfile.TarError, KeyError, ValueError) as error:
        raise BackupError(f"{archive}: the backup can't be read: {error}") from error


def settle(staged: Ground, ground: Ground) -> None:
    """Move what was unpacked to its place; a log of erasures that is there is the newer one."""
    ground.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    blobs, log = staged.data / BLOBS, staged.data / FILE
    if blobs.is_dir():
        shutil.rmtree(ground.data / BLOBS, ignore_errors=True)
        shutil.move(blobs, ground.data / BLOBS)
    if log.exists() and not (ground.data / FILE).exists():
        shutil.move(log, ground.data / FILE)
    staged.database.replace(ground.database)


def _copy_database(source: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live,
        closing(sqlite3.connect(copy)) as kept,
    ):
        live.backup(kept, pages=256)


def _lacking(
    ground: Ground, copy: Path, there: Collection[str], *, incomplete: bool
) -> Sequence[Missing]:
    found = missing.look(copy, there=there, live=ground.database)
    if found and not incomplete:
        refs = sorted({ref for one in found for ref in one.cases})
        named = ", ".join(refs[:_NAMED]) + ("…" if len(refs) > _NAMED else "")
        raise BackupError(
            f"the backup was not taken: {len(found)} files that the database tells of are not in"
            f" {ground.data / BLOBS} (cases: {named or 'none yet'}); --incomplete takes it all the"
            " same and lists them in it"
        )
    return found


def _names(ground: Ground) -> set[str]:
    return {path.name for path in (ground.data / BLOBS).glob("*/*")}


def _fill(archive: tarfile.TarFile, ground: Ground, copy: Path, told: Told) -> dict[str, str]:
    digests = {_DATABASE: _add(archive, _DATABASE, copy)}
    blobs = ground.data / BLOBS
    paths = sorted(blobs.glob("*/*")) if blobs.is_dir() else []
    for done, path in enumerate(paths, 1):
        told(done, len(paths))
        name = f"{BLOBS}/{path.parent.name}/{path.name}"
        if _KNOWN.fullmatch(name) and path.exists():
            digests[name] = _add(archive, name, path)
    if (ground.data / FILE).exists():
        digests[FILE] = _add(archive, FILE, ground.data / FILE)
    return digests


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> str:
    _put(archive, name, io.BytesIO(content), len(content))
    return hashlib.sha256(content).hexdigest()


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        file.seek(0)
        _put(archive, name, file, size)
    return digest


def _put(archive: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    archive.addfile(entry, file)


def _unpack(source: Path, folder: Path, told: Told) -> None:
    digests, manifest = {}, None
    size = source.stat().st_size
    with tarfile.open(source, mode="r:") as archive:
        for entry in archive:
            told(entry.offset, size)
            if entry.name == _MANIFEST:
                manifest = json.loads(_content(archive, entry).read())
            elif entry.isfile() and _KNOWN.fullmatch(entry.name):
                digests[entry.name] = _write(_content(archive, entry), folder / entry.name)
            else:
                raise BackupError(f"{source}: {entry.name!r} is nothing that a backup holds")
    _compare(source, manifest, digests)


def _compare(source: Path, manifest: Mapping[str, str] | None, found: Mapping[str, str]) -> None:
    if manifest is None or _DATABASE not in found:
        raise BackupError(f"{source}: the backup ends too soon")
    differing = sorted(
        name for name in {*manifest, *found} if manifest.get(name) != found.get(name)
    )
    if differing:
        raise BackupError(f"{source}: {differing[0]} is not as it was when the backup was taken")


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(entry)
    if content is None:
        raise tarfile.TarError(f"{entry.name}: no file")
    return content


def _write(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with _new_file(path) as file:
        while piece := content.read(_PIECE):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    # Nothing that comes back was put just now: what is erased again may go at once.
    os.utime(path, (0, 0))
    return digest.hexdigest()


def clear(folder: Path, *, before: datetime) -> None:
    """Remove what a backup or a restoring that was killed has left in a folder.

    A copy of the database lies in it, with keys that may have been destroyed since.
    """
    for left in folder.glob(f"{_UNFINISHED}*"):
        if left.stat().st_mtime < before.timestamp():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _folder(beside: Path) -> Iterator[Path]:
    folder = Path(mkdtemp(prefix=_UNFINISHED, dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _new_file(path: Path) -> Iterator[io.BufferedWriter]:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        yield file
