"""The queue and its history as the page shows them, read from the service's own database."""

from collections.abc import Sequence
from datetime import date, datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.page.chats import Plain
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store

_HISTORY = 60
"""How many events are shown, the newest first."""


async def read(database: Database, policy: Policy, *, now: datetime) -> Plain:
    """Give every case with its clocks, and what happened last."""

    async def read_all(store: Store) -> tuple[Sequence[Case], list[tuple[Case, Event]]]:
        cases = await store.cases.all()
        history = [(case, one) for case in cases for one in await store.events.of_case(case.id)]
        return cases, history

    cases, history = await database.reading(read_all)
    today = policy.local_date(now)
    history.sort(key=lambda one: one[1].at, reverse=True)
    return {
        "cases": [_case(case, policy) | {"left": _left(case, today)} for case in cases],
        "events": [_event(case, one) for case, one in history[:_HISTORY]],
    }


def next_deadline(cases: Sequence[Case], *, after: datetime, policy: Policy) -> datetime | None:
    """Give the moment at which the day of the earliest target that is still to come begins."""
    today = policy.local_date(after)
    days = [case.target for case in cases if case.state.is_open and case.target]
    coming = min((day for day in days if day > today), default=None)
    return (
        datetime(coming.year, coming.month, coming.day, 9, tzinfo=policy.zone) if coming else None
    )


def _case(case: Case, policy: Policy) -> Plain:
    title = policy.rights[case.right].title
    return {
        "ref": str(case.ref),
        "title": {language.value: title[language] for language in Language},
        "channel": case.channel.value,
        "state": case.state.value,
        "open": case.state.is_open,
        "received": case.received_at.isoformat(),
        "promised": case.promised.isoformat() if case.promised else None,
        "target": case.target.isoformat() if case.target else None,
        "acknowledged": case.acknowledged_at is not None,
        "held": case.held_because,
        "officer": case.officer,
    }


def _left(case: Case, today: date) -> int | None:
    return (case.target - today).days if case.target and case.state.is_open else None


def _event(case: Case, event: Event) -> Plain:
    return {
        "ref": str(case.ref),
        "kind": event.kind.value,
        "at": event.at.isoformat(),
        "actor": event.actor,
    }
