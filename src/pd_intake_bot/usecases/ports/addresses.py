"""Ports of what is known of addresses: what they were sent of late, and which are dead."""

from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain.person import MailAddress


class AutomaticLetters(Protocol):
    """Which automatic letters were let go by mail; addresses are kept as keyed hashes only."""

    async def add(self, to: MailAddress, *, now: datetime) -> None:
        """Note one more, and forget those that no cap counts any more."""
        ...

    async def to_address(self, to: MailAddress, *, since: datetime) -> int:
        """Count those to an address after a moment."""
        ...

    async def to_domain(self, to: MailAddress, *, since: datetime) -> int:
        """Count those to every address of the same domain after a moment."""
        ...

    async def overall(self, *, since: datetime) -> int:
        """Count all of them after a moment."""
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
