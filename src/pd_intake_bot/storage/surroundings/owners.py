"""Who claims: each process has a name, and on one machine the others see when it has died."""

import fcntl
import os
import secrets
from pathlib import Path

from pd_intake_bot.storage.sql.faults import StorageUnavailable


class Owner:
    """This process as the owner of claims.

    Beside a SQLite file, which one machine alone can hold, the owner keeps a file of its own
    locked. The kernel frees the lock when the process ends, however it ends, so that what a
    killed one had in hand is taken up at once. Without a `folder`, as on PostgreSQL, nobody
    can see who lives, and a claim lasts until its lease is over.
    """

    def __init__(self, folder: Path | None) -> None:
        self.name = secrets.token_hex(8)
        self._folder = folder
        self._lock: int | None = None

    def appear(self) -> None:
        """Be seen by the others: to be called before the first claim, and any time after.

        Raises `StorageUnavailable` where the folder takes no file.
        """
        if self._folder is None or self._lock is not None:
            return
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._sweep(self._folder)
            self._lock = _hold(self._folder / self.name)
        except OSError as error:
            raise StorageUnavailable(f"the data folder can't be used: {error.strerror}") from error

    def leave(self) -> None:
        """Be gone: whatever is still claimed is free for others."""
        if self._folder is not None and self._lock is not None:
            (self._folder / self.name).unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def is_gone(self, name: str) -> bool:
        """Tell whether the owner of this name has certainly ended."""
        return self._folder is not None and _is_free(self._folder / name)

    def _sweep(self, folder: Path) -> None:
        for path in folder.iterdir():
            _is_free(path, remove=True)


def _hold(path: Path) -> int:
    """Make and lock a file; once more where another's sweep took it away in between."""
    while True:
        lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(lock).st_ino:
            return lock
        os.close(lock)


def _is_free(path: Path, *, remove: bool = False) -> bool:
    """Tell whether nobody holds a file; remove it, if so, before anyone else can."""
    try:
        probe = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if remove:
            path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    finally:
        os.close(probe)
    return True
