"""Ports to the surroundings: texts, names, single facts and the bell."""

from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.rights import Language


class Texts(Protocol):
    """Every text of the program, by language and key."""

    def text(self, language: Language, key: str, /, **values: str | int) -> str:
        """Write the text `key` in `language` with `values` put in as they are."""
        ...


class MessageIds(Protocol):
    """Message-IDs that only this service can make."""

    def make(self, token: str, number: int) -> str:
        """Make the Message-ID of the n-th letter about `token`, the same each time."""
        ...


class Marks(Protocol):
    """Single facts the service must remember about its surroundings, such as its bot's id."""

    async def get(self, name: str) -> str | None:
        """Give a fact; None where there is none."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Remember a fact."""
        ...


class Wake(Protocol):
    """Tells the delivery loop that there is something to send."""

    def __call__(self) -> None:
        """Wake it up."""
        ...


class Lanes(Protocol):
    """Work side by side, and never two under one name."""

    @property
    def names(self) -> frozenset[str]:
        """What is being worked on."""
        ...

    @property
    def free(self) -> int:
        """How many more may begin."""
        ...

    def begin(self, name: str, work: Coroutine[object, object, object]) -> None:
        """Begin some work; its name must not be in use."""
        ...

    async def next(self) -> None:
        """Wait until some work has ended; there must be some."""
        ...

    async def rest(self) -> None:
        """Wait until nothing is being worked on."""
        ...

    def check(self) -> None:
        """Raise what some work has failed with, once."""
        ...


class Pace(Protocol):
    """How fast a carrier may write, and what goes first where not everything may leave."""

    def ordered(self, parcels: Sequence[Parcel]) -> Sequence[Parcel]:
        """Put what people wait for before the rest."""
        ...

    def wait(self, parcel: Parcel, now: datetime) -> timedelta | None:
        """Tell how long a parcel has to wait; None where it may leave now."""
        ...

    def count(self, parcel: Parcel, now: datetime) -> None:
        """Count one that leaves."""
        ...

    def ended(self, parcel: Parcel, now: datetime) -> None:
        """Hear that what left is answered, or given up."""
        ...
