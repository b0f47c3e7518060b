"""Rows by the thousand of what is over and done, and beside them a few cases that are open."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from bench import filling

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.clocks import Halted, Told
from pd_intake_bot.domain.clockwork import Matter, Reminder
from pd_intake_bot.domain.events import SYSTEM, Event, EventKind
from pd_intake_bot.domain.review import Verdict
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.ports import Place, Store, StoredUpdate
from tests.contract import invented

CASES = 5000
"""So many that going through their rows is told from finding a few of them."""
TRUE = 3


async def pile_up(database: Database, url: str) -> None:
    """Keep some cases with all that belongs to one, and copy them; the copies are answered."""
    for number in range(1, TRUE + 1):
        await database(partial(_keep, number))
    await filling.grow(url, CASES)


async def _keep(number: int, store: Store) -> None:
    now, identity = invented.NOW, f"mail:{number}"
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=now)
    came = invented.submission(number, text=f"Моё обращение {number}.")
    await store.submissions.add(came, case_id=None)
    review = await store.reviews.add(invented.review(submission=came))
    settled = replace(review, verdict=Verdict.DISMISSED, settled_by="1", settled_at=now)
    await store.reviews.settle(settled)
    await store.submissions.assign(identity, case.id)
    await store.places.put("INBOX", 1, {number: identity}, trace_owed=False)
    await store.outbox.add(invented.parcel(number, case_id=case.id), now=now)
    await store.cards.put(f"case:{case.id}", Place(chat_id=-1001, message_id=number, shown="x"))
    update = StoredUpdate(update_id=number, lane="7", raw="{}", received_at=now, attempts=0)
    await store.updates.add([update])
    await store.updates.finish(number, now=now)
    await _move(case.id, store)


async def _move(case_id: CaseId, store: Store) -> None:
    """Let happen to a case what moves its clocks, and have it spoken of."""
    now = invented.NOW
    event = Event(kind=EventKind.TAKEN, at=now, actor=SYSTEM, data={})
    await store.events.add(case_id, event)
    told = Told(letter=f"letter:{case_id}", promised=now.date(), at=now)
    await store.clocks.tell(case_id, told)
    await store.clocks.receive(case_id, now - timedelta(days=1))
    if case_id == TRUE:
        # Few are closed while a date of theirs stands still.
        await store.clocks.halt(case_id, Halted(promised=now))
    said = Reminder(case_id=case_id, matter=Matter.TARGET, due=now.date(), left=0, day=now.date())
    await store.reminders.claim([said])
