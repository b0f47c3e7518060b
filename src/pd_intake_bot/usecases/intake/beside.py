"""Lets a caller keep something of its own in the very transaction of a use case."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from pd_intake_bot.usecases.ports import Store, Transactions

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Transactions (`ports.Transactions`) that each do one thing more before they end."""

    transactions: Transactions
    also: Callable[[Store], Awaitable[None]]

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Run `work` and what is done beside it, and commit both or neither."""

        async def both(store: Store) -> T:
            result = await work(store)
            await self.also(store)
            return result

        return await self.transactions(both)
