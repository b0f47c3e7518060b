"""The log of erasures: a file beside the database, so that an old backup brings nothing back."""

import asyncio
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from pd_intake_bot.domain.chain import BEGINNING
from pd_intake_bot.domain.retention import Class, Erasure
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.faults import StorageUnavailable

FILE = "erasures.log"


class BrokenLog(IntakeError):
    """The log of erasures was changed by somebody who has not the key."""

    key = "error-broken-log"


@dataclass(frozen=True, slots=True)
class ErasureLog:
    """The port `ErasureLog` in a file: a line for each erasure, signed with the line before.

    A line holds the number of a case and no person. Without the signatures a stranger could
    have anything erased at the next start.
    """

    path: Path
    seal: Seal

    async def add(self, erasure: Erasure) -> None:
        """Write it down durably. Raises `StorageUnavailable` where the file takes nothing."""
        await asyncio.to_thread(self._add, erasure)

    async def all(self) -> Sequence[Erasure]:
        """List all that was ever erased. Raises `BrokenLog`."""
        return [erasure for erasure, _ in await asyncio.to_thread(self._signed)]

    async def tail(self) -> str:
        """Give the signature of the last line, by which it is seen that one was added."""
        return await asyncio.to_thread(self._tail)

    def _add(self, erasure: Erasure) -> None:
        words = _write(erasure)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_CREAT | os.O_APPEND | os.O_RDWR
            with os.fdopen(os.open(self.path, flags, 0o600), "r+b") as file:
                # Of two processes the later one signs what the earlier one has written.
                fcntl.flock(file, fcntl.LOCK_EX)
                _drop_torn(file)
                file.write(f"{self._sign(self._tail(), words)} {words}\n".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StorageUnavailable(f"the data folder can't be used: {error.strerror}") from error

    def _signed(self) -> list[tuple[Erasure, str]]:
        lines, before = [], BEGINNING
        for number, (signature, words) in enumerate(self._lines(), start=1):
            if signature != self._sign(before, words):
                raise BrokenLog(f"{self.path}: line {number} was not written by this service")
            lines.append((_read(words), signature))
            before = signature
        return lines

    def _tail(self) -> str:
        last = BEGINNING
        for signature, _ in self._lines():
            last = signature
        return last

    def _lines(self) -> Iterator[tuple[str, str]]:
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                # A line that a crash cut short was not followed by a commit.
                if line.endswith("\n"):
                    signature, _, words = line.rstrip("\n").partition(" ")
                    yield signature, words

    def _sign(self, before: str, words: str) -> str:
        return self.seal.index("erasures", f"{before}\0{words}")


def _drop_torn(file: IO[bytes]) -> None:
    """Take away what a crash or a full disk has left of a line: the next would go on in it."""
    written = file.read()
    whole = written.rfind(b"\n") + 1
    if whole < len(written):
        file.truncate(whole)


def _write(erasure: Erasure) -> str:
    return json.dumps(
        {
            "case": erasure.ref,
            "registered_at": erasure.registered_at.isoformat(),
            "class": erasure.one.value,
            "reason": erasure.reason,
            "actor": erasure.actor,
            "at": erasure.at.isoformat(),
        }
    )


def _read(words: str) -> Erasure:
    plain = json.loads(words)
    return Erasure(
        ref=plain["case"],
        registered_at=datetime.fromisoformat(plain["registered_at"]),
        one=Class(plain["class"]),
        reason=plain["reason"],
        actor=plain["actor"],
        at=datetime.fromisoformat(plain["at"]),
    )
