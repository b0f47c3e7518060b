"""Ports of what is known of addresses: what they were sent of late, and which are dead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pd_intake_bot.domain.person import MailAddress


class Among(StrEnum):
    """Whose letters are counted together, of those that the one of an address goes with."""

    ADDRESS = "address"
    DOMAIN = "domain"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Tally:
    """What is to be counted: the letters to some addresses after a moment."""

    among: Among
    since: datetime


class AutomaticLetters(Protocol):
    """Which automatic letters were let go by mail; addresses are kept as keyed hashes only."""

    async def add(self, to: MailAddress, *, now: datetime) -> None:
        """Note one more, and forget those that no cap counts any more."""
        ...

    async def count(self, to: MailAddress, tallies: Sequence[Tally]) -> Sequence[int]:
        """Count them as each tally asks: to an address, to all of its domain, or overall."""
        ...


class DeadAddresses(Protocol):
    """Addresses whose mail system says that nobody is there; kept as keyed hashes only."""

    async def put(self, to: MailAddress, *, now: datetime) -> None:
        """Take an address for dead from now on."""
        ...

    async def take_off(self, to: MailAddress) -> None:
        """Take it for alive again."""
        ...

    async def knows(self, to: MailAddress, *, since: datetime) -> bool:
        """Tell whether an address was found dead after a moment."""
        ...
