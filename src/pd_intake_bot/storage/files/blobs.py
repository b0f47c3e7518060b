"""Raw mail and attachments: sealed files, each written whole or not at all."""

import asyncio
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from pd_intake_bot.domain.submission import Digest, digest
from pd_intake_bot.storage.sealing.seal import HEAD_BYTES, DataKey, Seal, number_of_key
from pd_intake_bot.storage.sql.faults import StorageUnavailable
from pd_intake_bot.usecases.ports import ToldOf

P = ParamSpec("P")
T = TypeVar("T")

_PURPOSE = "blobs"
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Blobs:
    """The port `Blobs` in a folder: `ab/abcdef…`, named by a keyed hash of the digest.

    The name tells nobody who lacks the key whether a certain content is there. The key of each
    file comes of the digest of its content: where every record of the digest was erased, the
    file opens no more, though it may still lie in a backup.
    """

    folder: Path
    seal: Seal

    async def put(self, content: bytes) -> Digest:
        """Keep the content durably and name it; the same content twice is kept once.

        Raises `StorageUnavailable` where the folder takes no file.
        """
        name = digest(content)
        await _in_thread(self._write, name, content)
        return name

    async def get(self, digest: Digest) -> bytes:
        """Give back the content. Raises `LookupError` when it is not there."""
        return await _in_thread(self._read, digest)

    async def size(self, digest: Digest) -> int:
        """Tell how many bytes the sealed content takes; none where it is not there."""
        return await _in_thread(_size, self._path(digest))

    async def remove(self, digest: Digest, *, before: datetime) -> None:
        """Take the content away, if it is there and was not put again after a moment."""
        await _in_thread(_remove, self._path(digest), before.timestamp())

    async def renew(self, digest: Digest) -> bool:
        """Seal anew, with the key of its digest, a file from before each had its own.

        False where it is sealed so already, or is not there.
        """
        return await _in_thread(self._renew, digest)

    async def sweep(self, told_of: ToldOf, *, before: datetime) -> int:
        """Take away what a crash or a dropped draft left: files that nothing tells of.

        `told_of` is asked about some at a time. A file put or asked for again after `before` is
        left alone, for its transaction may still be on its way. Gives the number of files taken
        away.
        """
        count = 0
        for folder in await _in_thread(self._folders):
            old = await _in_thread(_older, folder, before.timestamp())
            for start in range(0, len(old), _ASKED_AT_ONCE):
                some = old[start : start + _ASKED_AT_ONCE]
                told = await told_of([path.name for path in some])
                strays = [path for path in some if path.name not in told]
                await _in_thread(_remove_all, strays, before.timestamp())
                count += len(strays)
        return count

    def _folders(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*") if path.is_dir())

    def _renew(self, name: Digest) -> bool:
        path = self._path(name)
        if not path.exists() or number_of_key(_head(path)) is not None:
            return False
        self._write_new(path, name, self._read(name))
        _make_durable(path.parent)
        return True

    def _write(self, name: Digest, content: bytes) -> None:
        path = self._path(name)
        if path.exists():
            path.touch()
        else:
            self._make_folder(path.parent)
            self._write_new(path, name, content)
        # A name is on the disk only once its folder is.
        _make_durable(path.parent)

    def _write_new(self, path: Path, name: Digest, content: bytes) -> None:
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            _write_durably(fresh, self._key(name).seal_in_pieces(content, name))
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def _read(self, name: Digest) -> bytes:
        try:
            sealed = self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise LookupError(f"no content {name}") from error
        if number_of_key(sealed) is None:
            return self.seal.open(sealed, name, purpose=_PURPOSE)
        return self._key(name).open(sealed, name)

    def _key(self, name: Digest) -> DataKey:
        return DataKey(0, self.seal.subkey(f"blob {name}"))

    def _path(self, name: Digest) -> Path:
        hidden = hide(self.seal, name)
        return self.folder / hidden[:2] / hidden

    def _make_folder(self, folder: Path) -> None:
        if folder.exists():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        _make_durable(self.folder)


def hide(seal: Seal, digest: Digest) -> str:
    """Name a content so that nobody without the key can tell which it is."""
    return seal.index(_PURPOSE, digest)


async def _in_thread(step: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    with _told_apart():
        return await asyncio.to_thread(step, *args, **options)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _remove(path: Path, before: float) -> None:
    if path.exists() and path.stat().st_mtime < before:
        path.unlink(missing_ok=True)


def _remove_all(paths: Iterable[Path], before: float) -> None:
    for path in paths:
        _remove(path, before)


def _older(folder: Path, before: float) -> list[Path]:
    return [path for path in folder.iterdir() if path.stat().st_mtime < before]


def _write_durably(path: Path, sealed: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.writelines(sealed)
        file.flush()
        os.fsync(file.fileno())


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnavailable(f"the data folder can't be used: {error.strerror}") from error
