"""What the service asks every second, or at every update, mail or look at the dates."""

from datetime import date, timedelta
from itertools import product

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.clockwork import Matter
from pd_intake_bot.domain.clockwork import Wanted as Dated
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.queue import Edge, Wanted
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.usecases.ports import Among, Place, Store, Tally
from tests.contract import invented

TODAY = date(2026, 12, 1)


async def often(store: Store) -> None:
    now = invented.NOW
    await store.outbox.claim(Carrier.MAIL, now=now, limit=10, lease=timedelta(minutes=1))
    await store.outbox.renew(now=now, lease=timedelta(minutes=1))
    await store.outbox.recover(now=now, lease=timedelta(minutes=1))
    await store.outbox.waiting()
    await store.outbox.of_case(CaseId(1))
    await store.updates.due(now=now, limit=10)
    await store.cases.of_person(TelegramChat(chat_id=1))
    chat, right = TelegramChat(chat_id=1), RightKey("access")
    await store.cases.earliest_open(chat, right, beside=CaseId(1))
    tallies = [Tally(among, now) for among in Among]
    await store.automatic_letters.count(MailAddress(address="a@b.test"), tallies)
    await store.dead_addresses.knows(MailAddress(address="a@b.test"), since=now)
    await store.links.of_case(CaseId(1))
    await store.copies.case_of(invented.submission(), within=timedelta(days=7))
    await store.events.of_case(CaseId(1))
    await store.submissions.known(["mail:1"])
    await store.submissions.of_case(CaseId(1))
    await store.places.put("INBOX", 1, {7: "mail:7"}, trace_owed=False)
    await store.places.known("INBOX", 1, [7, 8])
    await store.places.owed("INBOX", 1, limit=10)
    await page_through(store)
    await look_at_dates(store)
    await take_in(store)


async def take_in(store: Store) -> None:
    """Ask and write what a request makes the service ask and write."""
    now, came = invented.NOW, invented.submission(9001, text="Моё обращение 9001.")
    case = await store.cases.add(invented.case(), prefix="PD", year=2026, now=now)
    await store.submissions.add(came, case_id=None)
    await store.submissions.assign(came.identity, case.id)
    await store.outbox.add(invented.parcel(9001, case_id=case.id), now=now)
    await store.events.add(case.id, Event(kind=EventKind.TAKEN, at=now, actor="1", data={}))


async def of_open_cases(store: Store) -> None:
    place = Place(chat_id=-1001, message_id=5)
    await store.cards.unplaced(limit=10)
    for back in (False, True):
        await store.cards.listed(place, beside=CaseId(3), back=back, limit=7)
    await store.cards.count_listed(place)
    for back in (False, True):
        await store.reviews.listed(place, beside=ReviewId(3), back=back, limit=7)
    await store.reviews.count_listed(place)
    await store.cards.move(place, Place(chat_id=-1001, message_id=6))
    await store.approvals.overtaken()


async def of_all_that_waits(store: Store) -> None:
    """Ask what a heap of settled rows must not make dearer, though it looks at all that waits."""
    await store.reviews.unplaced(limit=10)
    await store.queue.undecided(after=ReviewId(0), limit=7)
    await store.queue.count_undecided(up_to=10)
    await store.queue.count(Wanted(held=True), up_to=10)
    await store.clocks.halted_of_open()
    await store.watch.take(today=TODAY, lately=invented.NOW - timedelta(days=1))


async def look_at_dates(store: Store) -> None:
    """Ask as a look does that was made before, up to the last link of the chain but one."""
    now, after = invented.NOW, (await store.chain.head()).position - 1
    for matter in (Matter.TARGET, Matter.PROMISED):
        dated = Dated(
            matter=matter, since=TODAY, until=TODAY + timedelta(days=3), left=3, today=TODAY
        )
        await store.reminders.dated(dated, limit=1000, after=after)
    untaken = {"before": now - timedelta(days=1), "since": now - timedelta(days=2)}
    await store.reminders.untaken(**untaken, today=TODAY, limit=1000, after=after)
    await store.reminders.waiting(after=after)


async def page_through(store: Store) -> None:
    dated, undated = (Edge(target=target, id=CaseId(1)) for target in (TODAY, None))
    for wanted in (Wanted(), Wanted(officer="9002"), Wanted(due_before=TODAY)):
        for beside, back in product((None, dated, undated), (False, True)):
            await store.queue.page(wanted, beside=beside, back=back, limit=7)
        await store.queue.count(wanted, up_to=10)
    await store.queue.of_contact("0" * 64, before=CaseId(9), limit=7)
    await store.queue.numbered("PD", 17, year=None)
    await store.showing.take(before=invented.NOW, limit=10)
