"""Ports to the surroundings: texts, names, single facts and the bell."""

from typing import Protocol

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
