"""What is left beside requests and letters: what staff see and ordered, and the books."""

import asyncio
import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from pd_intake_bot import clock
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.outbox import Kind, Standing
from pd_intake_bot.i18n import Texts, locales
from pd_intake_bot.policy.load import load
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sql.engine import open_engine, transaction
from pd_intake_bot.storage.tables import WAITING, UpdateStanding, outbox, updates
from pd_intake_bot.telegram import rolls
from pd_intake_bot.telegram.staff.cards.drawing import Cards
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Place, Store
from pd_intake_bot.usecases.records import audit, look
from tests.faults.scene import Scene
from tests.faults.staff import Staff, times_taken
from tests.servers import service

_TOLD = (Kind.NOTICE, Kind.REPORT, Kind.MESSAGE)
_CARDS = (Kind.CARD, Kind.REVIEW)
_DAYS_LEFT = re.compile(r"(\d\d\.\d\d\.\d{4}).*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """Counts of what must be nothing, save `orders` and what comes of doubts.

    `orders` are presses of officers, `unheeded` those without effect, `overdone` those with more
    than one. `unshown` are cases whose card does not stand in the group, or says what is so no
    more; `unsaid` what staff or people in conversation were to be told and were not. `repeats`
    stand in a chat twice, `cards` are more than one of a case; each of these needs a doubt of its
    own, and is `unexplained` without. `given_up` is what met one silence too many. `unhandled`
    are updates that were kept, and no more. `broken` tells of the chain of events.
    """

    orders: int
    unheeded: int
    overdone: int
    unshown: int
    unsaid: int
    repeats: int
    cards: int
    unexplained: int
    given_up: int
    unhandled: int
    broken: int

    @property
    def kept(self) -> bool:
        """Whether all is as it should be."""
        wrong = self.unheeded + self.overdone + self.unshown + self.unsaid
        return not (wrong + self.unexplained + self.unhandled + self.broken)


async def judge(scene: Scene, staff: Staff, *, within: float) -> Aftermath:
    """Wait until everything is as it should be, or the time is over."""
    over = asyncio.get_running_loop().time() + within
    async with open_database(service.load(scene.direct)) as database:
        while True:
            await _until_quiet(scene, over)
            found = await _count(scene, staff, database)
            if found.kept or asyncio.get_running_loop().time() > over:
                return found
            await asyncio.sleep(2)


async def _until_quiet(scene: Scene, over: float) -> None:
    """Wait until nothing is to be sent any more: to count takes the service's time."""
    standing = await _standing(scene)
    while standing.waiting and asyncio.get_running_loop().time() < over:
        await asyncio.sleep(1)
        standing = await _standing(scene)


async def _count(scene: Scene, staff: Staff, database: Database) -> Aftermath:
    standing = await _standing(scene)
    cases = await database.reading(lambda store: store.cases.all())
    took = await database.reading(lambda store: _times_taken(store, cases, staff))
    chain = await database.reading(lambda store: audit.verify(store, shown={}))
    unshown = await _unshown(database, cases, scene)
    people = [_repeats(phone.messages) for phone in (*scene.phones, *scene.gave_up)]
    own, other = _apart(scene.group.messages, [str(case.ref) for case in cases])
    repeats, cards = sum(people) + _repeats(other), sum(own.values()) - len(own)
    unexplained = [
        max(repeats - standing.doubts(_TOLD), 0),
        max(cards - standing.doubts(_CARDS), 0),
    ]
    return Aftermath(
        orders=len(staff.orders),
        unheeded=sum(not took[ref] for ref in staff.orders),
        overdone=sum(took[ref] > 1 for ref in staff.orders),
        unshown=len(unshown),
        unsaid=standing.unsaid,
        repeats=repeats,
        cards=cards,
        unexplained=sum(unexplained),
        given_up=standing.given_up,
        unhandled=standing.unhandled,
        broken=chain.broken is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """How outbox and updates stand: parcels and their doubts by kind and standing."""

    parcels: Counter[tuple[Kind, Standing]]
    doubted: Counter[Kind]
    unhandled: int

    @property
    def waiting(self) -> int:
        return sum(count for (_, standing), count in self.parcels.items() if standing in WAITING)

    @property
    def unsaid(self) -> int:
        return sum(
            count
            for (kind, standing), count in self.parcels.items()
            if kind in _TOLD and standing not in {Standing.SENT, Standing.UNKNOWN}
        )

    @property
    def given_up(self) -> int:
        return sum(self.parcels[kind, Standing.UNKNOWN] for kind in (*_TOLD, *_CARDS))

    def doubts(self, kinds: Iterable[Kind]) -> int:
        return sum(self.doubted[kind] for kind in kinds)


async def _standing(scene: Scene) -> _Standing:
    parcels, doubted = Counter[tuple[Kind, Standing]](), Counter[Kind]()
    columns = (outbox.c.kind, outbox.c.standing)
    counts = (func.count(), func.sum(outbox.c.doubts))
    engine = open_engine(scene.direct["PD_DATABASE_URL"])
    try:
        async with transaction(engine, reading=True) as connection:
            rows = await connection.execute(select(*columns, *counts).group_by(*columns))
            for kind, standing, count, doubts in rows:
                parcels[kind, standing] = count
                doubted[kind] += doubts
            done = updates.c.standing != UpdateStanding.DONE
            unhandled = await connection.scalar(select(func.count()).where(done))
    finally:
        await engine.dispose()
    return _Standing(parcels=parcels, doubted=doubted, unhandled=int(unhandled or 0))


async def _times_taken(store: Store, cases: Sequence[Case], staff: Staff) -> Counter[str]:
    took = Counter[str]()
    for case in cases:
        if officer := staff.orders.get(str(case.ref)):
            took[str(case.ref)] = times_taken(await look.gather(store, case.id), officer)
    return took


async def _unshown(database: Database, cases: Sequence[Case], scene: Scene) -> list[str]:
    """List the cases that the group does not show as they are."""
    language = service.load(scene.direct).staff_language
    words = Wording(texts=Texts(locales()), policy=load(), language=language)
    shown = {message.id: message.text for message in scene.group.messages}
    unshown = []
    for case in cases:
        place = await database.reading(partial(_place, case))
        if place is None:
            continue  # It is among those that were given up.
        stands = place.message_id in shown
        if place.shared:
            right = stands and place.shown == rolls.gist(case)
        else:
            right = stands and _lines(shown[place.message_id]) == await database(
                partial(_card, words, case)
            )
        if not right:
            unshown.append(str(case.ref))
    return unshown


async def _place(case: Case, store: Store) -> Place | None:
    """Say where the card of a case stands; None where it met one silence too many."""
    cards = [one for one in await store.outbox.of_case(case.id) if one.kind is Kind.CARD]
    if cards and cards[-1].standing is Standing.UNKNOWN:
        return None
    return await store.cards.place(f"case:{case.id}") or Place(chat_id=0, message_id=0)


async def _card(words: Wording, case: Case, store: Store) -> list[str]:
    cards = await Cards(words=words).speaking(store, None)
    screen = await cards.render_card(store, case.id, now=clock.now())
    return _lines(html.unescape(_plain(screen.text)))


def _plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text)


def _lines(text: str) -> list[str]:
    """Give the lines of a card, without how many days are left and the moment it was written."""
    lines = [_DAYS_LEFT.sub(r"\1", line) for line in text.strip().splitlines()]
    return lines[:-1]


def _apart(
    messages: Iterable[ChatMessage], refs: Sequence[str]
) -> tuple[Counter[str], list[ChatMessage]]:
    """Tell the cards of cases, counted by their numbers, from all else that the bot has said."""
    numbers = set(refs)
    own, other = Counter[str](), list[ChatMessage]()
    for message in messages:
        number = message.text.split(maxsplit=1)[0] if message.text else ""
        if number in numbers and message.buttons:
            own[number] += 1
        elif message.from_bot:
            other.append(message)
    return own, other


def _repeats(messages: Iterable[ChatMessage]) -> int:
    """Count what the bot has said again in the same words."""
    texts = Counter(one.text for one in messages if one.from_bot and one.text)
    return texts.total() - len(texts)
