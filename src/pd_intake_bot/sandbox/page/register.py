"""The queue, its clocks and its chain as the page shows them, from the service's own database."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.chain import Kept
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.queue import Entry
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.page.chats import Plain
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Store, Texts

_ROWS = 500
"""How many cases are shown: more than anybody makes by hand."""
_LINKS = 60
"""How many links of the chain are shown, the newest first."""


async def read(database: Database, policy: Policy, texts: Texts, *, now: datetime) -> Plain:
    """Give every case with its clocks, and what happened last."""

    async def read_all(store: Store) -> tuple[Sequence[Entry], Sequence[Kept]]:
        cases = await store.queue.register(after=CaseId(0), limit=_ROWS)
        head = await store.chain.head()
        return cases, await store.chain.after(max(0, head.position - _LINKS), limit=_LINKS)

    cases, links = await database.reading(read_all)
    today = policy.local_date(now)
    return {
        "cases": [_case(case, policy, texts, today) for case in cases],
        "events": [_event(link, texts) for link in reversed(links)],
    }


def _case(case: Entry, policy: Policy, texts: Texts, today: date) -> Plain:
    return {
        "ref": str(case.ref),
        "title": _by_language(policy.rights[case.right].title),
        "channel": case.channel.value,
        "state": case.state.value,
        "state_words": _in_each(texts, f"queue-state-{case.state.value}"),
        "open": case.state.is_open,
        "promised": case.promised.isoformat() if case.promised else None,
        "target": case.target.isoformat() if case.target else None,
        "paused": {
            "promised": case.halted.promised is not None,
            "target": case.halted.target is not None,
        },
        "left": _left(case, today),
        "acknowledged": case.acknowledged_at is not None,
    }


def _left(case: Entry, today: date) -> int | None:
    runs = case.state.is_open and case.halted.target is None
    return (case.target - today).days if case.target and runs else None


def _event(kept: Kept, texts: Texts) -> Plain:
    link = kept.link
    return {
        "position": link.position,
        "ref": link.case,
        "kind": link.kind,
        "words": _in_each(texts, f"staff-event-{link.kind.replace('_', '-')}"),
        "at": link.at.isoformat(),
        "actor": link.actor,
        "hash": kept.hash,
    }


def _in_each(texts: Texts, key: str) -> Plain:
    return {language.value: texts.text(language, key) for language in Language}


def _by_language(words: Mapping[Language, str]) -> Plain:
    return {language.value: said for language, said in words.items()}
