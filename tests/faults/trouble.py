"""One fault of the outside or the ground, as a value."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.faults.scene import Kind, Scene

Act = Callable[[Scene], Awaitable[None]]


async def nothing(_: Scene) -> None:
    """End what is over by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One fault: how it begins, and how it ends after `seconds`.

    `kind` is the database that it is about, where it is about one.
    """

    name: str
    begin: Act
    end: Act = nothing
    seconds: float = 3.0
    kind: Kind | None = None
