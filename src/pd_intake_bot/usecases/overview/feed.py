"""Calendars of target dates: who may read which, and addresses that nobody can guess."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pd_intake_bot.domain.clockwork import Queued
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.overview import staff_language
from pd_intake_bot.usecases.ports import Store, Transactions

TOKEN_BYTES = 24
"""192 bits: as good as a key."""


class Scope(StrEnum):
    """What a calendar shows."""

    OWN = "own"
    """The cases that the officer holds."""
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar: open cases with their target dates, the earliest first, and its language."""

    scope: Scope
    language: Language
    cases: Sequence[Queued]


async def issue(store: Store, officer: str, scope: Scope, *, now: datetime) -> str:
    """Give an officer a new token for a calendar; the former one is worth nothing from now on.

    It is shown once: what is kept is a keyed hash.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await store.feeds.put(officer, scope, token, now=now)
    return token


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFeed:
    """Gives the calendar that a token stands for."""

    transactions: Transactions
    is_officer: Callable[[Store, str], Awaitable[bool]]
    setting: Language

    async def __call__(self, token: str) -> Feed | None:
        """Give the calendar; None for a token of nobody, or of one who is no officer any more."""
        return await self.transactions(lambda store: self._read(store, token))

    async def _read(self, store: Store, token: str) -> Feed | None:
        found = await store.feeds.find(token)
        if found is None:
            return None
        officer, scope = found[0], Scope(found[1])
        if not await self.is_officer(store, officer):
            return None
        whose = officer if scope is Scope.OWN else None
        return Feed(
            scope=scope,
            language=await staff_language.of_chat(store, int(officer), self.setting),
            cases=await store.reports.due_dates(officer=whose),
        )
