"""The chain of events: each link holds the hash of the one before, so that no change goes unseen.

What an event says is in its link only as a digest over it and a random salt: once both are
erased nobody can guess it from the digest, and the chain is whole without it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pd_intake_bot.domain.events import Event, EventKind

Payload = Mapping[str, str | int | None]

BEGINNING = "0" * 64
"""What stands before the first link, of the register and of each case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salted:
    """What an event says, with the salt of its digest."""

    data: Payload
    salt: str

    @property
    def digest(self) -> str:
        """SHA-256 over both in canonical JSON."""
        return sha256(canonical({"data": dict(self.data), "salt": self.salt}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event in the chain of the register, and in that of its case.

    `previous` is the hash of the register's link before, `previous_of_case` that of the link
    before which is of the same case. `case` is the number of the case.
    """

    position: int
    case: str
    kind: str
    at: datetime
    actor: str
    digest: str
    previous: str
    previous_of_case: str

    @property
    def hash(self) -> str:
        """SHA-256 over all of it in canonical JSON."""
        return sha256(canonical(self.written()))

    def written(self) -> dict[str, str | int]:
        """Give what is hashed, as plain values."""
        return {
            "actor": self.actor,
            "at": moment(self.at),
            "case": self.case,
            "digest": self.digest,
            "kind": self.kind,
            "position": self.position,
            "previous": self.previous,
            "previous_of_case": self.previous_of_case,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last link of the register: whoever knows it can tell whether any before was changed."""

    position: int
    hash: str


EMPTY = Head(position=0, hash=BEGINNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A link as it is kept: the hash beside what it should be the hash of.

    `event` is missing where its row is, `said` where it was erased or can't be opened.
    """

    link: Link
    hash: str
    event: Event | None
    said: Salted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where the chain is not whole: `fault` names the text that says how."""

    position: int
    case: str | None
    fault: str


@dataclass(slots=True)
class Walk:
    """Goes along the chain link by link and stops at the first that does not fit."""

    head: Head = EMPTY
    erased: int = 0
    broken: Break | None = None
    _of_case: dict[str, str] = field(default_factory=dict)
    _silent: dict[str, int] = field(default_factory=dict)

    def take(self, links: Iterable[Kept], *, known_heads: Mapping[int, str]) -> None:
        """Take the next links; `known_heads` are hashes that were shown outside, by position."""
        for kept in links:
            if self.broken:
                return
            fault = self._fault(kept, known_heads)
            link = kept.link
            if fault:
                self.broken = Break(position=link.position, case=link.case, fault=fault)
                return
            self.head = Head(position=link.position, hash=kept.hash)
            self._of_case[link.case] = kept.hash
            self._hear(kept)

    def end(self, *, known_heads: Mapping[int, str]) -> None:
        """Hold the end against the heads that were shown outside: nothing may be cut off."""
        beyond = [position for position in known_heads if position > self.head.position]
        if self.broken:
            return
        if beyond:
            self.broken = Break(position=min(beyond), case=None, fault="chain-cut")
        elif self._silent:
            case, position = min(self._silent.items(), key=lambda pair: pair[1])
            self.broken = Break(position=position, case=case, fault="chain-silent")

    def _hear(self, kept: Kept) -> None:
        """Remember what says nothing until an event tells that it was erased."""
        if kept.said is None:
            self.erased += 1
            self._silent.setdefault(kept.link.case, kept.link.position)
        elif kept.link.kind == EventKind.ERASED and kept.said.data.get("class") == "case":
            self._silent.pop(kept.link.case, None)

    def _fault(self, kept: Kept, known_heads: Mapping[int, str]) -> str | None:
        link = kept.link
        faults = {
            "chain-event": kept.event is None,
            "chain-gap": link.position != self.head.position + 1,
            "chain-previous": link.previous != self.head.hash,
            "chain-case": link.previous_of_case != self._of_case.get(link.case, BEGINNING),
            "chain-hash": kept.hash != link.hash,
            "chain-payload": kept.said is not None and kept.said.digest != link.digest,
            "chain-head": known_heads.get(link.position, kept.hash) != kept.hash,
        }
        return next((fault for fault, found in faults.items() if found), None)


def canonical(value: object) -> bytes:
    """Write JSON in one form: keys in order, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    """Write a moment in one form: UTC to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def sha256(content: bytes) -> str:
    """Hash content to 64 lower-case hexadecimal letters."""
    return hashlib.sha256(content).hexdigest()
