"""Raw mail and attachments: sealed files, each written whole or not at all."""

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pd_intake_bot.domain.submission import Digest, digest
from pd_intake_bot.storage.faults import StorageUnavailable
from pd_intake_bot.storage.seal import Seal

_PURPOSE = "blobs"


@dataclass(frozen=True, slots=True)
class Blobs:
    """The port `Blobs` in a folder: `ab/abcdef…`, named by a keyed hash of the digest.

    The name tells nobody who lacks the key whether a certain content is there.
    """

    folder: Path
    seal: Seal

    async def put(self, content: bytes) -> Digest:
        """Keep the content durably and name it; the same content twice is kept once.

        Raises `StorageUnavailable` where the folder takes no file.
        """
        name = digest(content)
        with _told_apart():
            await asyncio.to_thread(self._write, name, content)
        return name

    async def get(self, digest: Digest) -> bytes:
        """Give back the content. Raises `LookupError` when it is not there."""
        with _told_apart():
            return await asyncio.to_thread(self._read, digest)

    def _write(self, name: Digest, content: bytes) -> None:
        path = self._path(name)
        if not path.exists():
            self._make_folder(path.parent)
            self._write_new(path, name, content)
        # A name is on the disk only once its folder is.
        _make_durable(path.parent)

    def _write_new(self, path: Path, name: Digest, content: bytes) -> None:
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            _write_durably(fresh, self.seal.seal(content, name, purpose=_PURPOSE))
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def _read(self, name: Digest) -> bytes:
        try:
            sealed = self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise LookupError(f"no content {name}") from error
        return self.seal.open(sealed, name, purpose=_PURPOSE)

    def _path(self, name: Digest) -> Path:
        hidden = self.seal.index(_PURPOSE, name)
        return self.folder / hidden[:2] / hidden

    def _make_folder(self, folder: Path) -> None:
        if folder.exists():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        _make_durable(self.folder)


def _write_durably(path: Path, sealed: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(sealed)
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
