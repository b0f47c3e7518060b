"""A service as far as it is watched: what befalls it, what mends it, at a time that is moved."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from prometheus_client import Metric

from pd_intake_bot.app.delivery import Ways, build_loops
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.app.measures import OUTSIDE, LoopMeasures, ProcessMeasures
from pd_intake_bot.app.vitals import VitalMeasures
from pd_intake_bot.domain.case import CaseId, State
from pd_intake_bot.domain.delivery import Outcome, Sent
from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.outbox import Carrier, Parcel
from pd_intake_bot.domain.review import ReviewId, ReviewKind, Verdict
from pd_intake_bot.storage.database import Database
from pd_intake_bot.supervise import Loop, Supervisor, Wake
from pd_intake_bot.usecases.lease import Lease
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.letters.deliver import AtOnce
from pd_intake_bot.usecases.ports import Store, StoredUpdate
from tests.contract import invented
from tests.servers import programs

MORNING = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
"""Half an hour after work has begun, of a working day."""
HOUR = timedelta(hours=1)
TAKEN = Sent(answer="250 OK")
DELIVERY = "delivery by mail"
MOST_TRIES = 2
"""After so many nobody tries again what may have left."""
_MANY = 100
LETTER = PostedLetter(
    kind=LetterKind.ANSWER,
    letter=Letter(subject_line="PD-2026-00001-7", paragraphs=("Сәлеметсіз бе!",), language=None),
    to=invented.ADDRESS,
    message_id="<2@example.test>",
    automatic=True,
)


async def nothing() -> None:
    """Find nothing to do."""


async def fail() -> None:
    """Find no way out."""
    raise OSError("no route to host")


@dataclass(slots=True, kw_only=True)
class Watched:
    """Its loops and its database; `meanwhile` is done before each time it is asked."""

    ground: Ground
    at: datetime = MORNING
    started: datetime = MORNING
    is_up: bool = True
    loops: dict[str, Loop] = field(default_factory=dict)
    meanwhile: Callable[[], None] = lambda: None
    outcome: Outcome = TAKEN
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _kept: Database | None = None

    async def start(self) -> None:
        """Let every loop run once, and be well."""
        for name in (*OUTSIDE, "reminders"):
            await self.run(Loop(name=name, tick=nothing, every=HOUR))
        await self.run(self._delivery())
        for name in ("mailbox lease", "telegram lease"):
            lease = Lease(name=name, transactions=self.ground.database, clock=self.now)
            await self.run(Loop(name=name, tick=lease, every=HOUR))

    async def run(self, loop: Loop) -> None:
        """Let a loop make one tick."""
        stop = asyncio.Event()

        async def once() -> None:
            stop.set()
            await loop.tick()

        self.loops[loop.name] = loop
        await Supervisor(loops=[replace(loop, tick=once)], clock=self.now, stop=stop).run()

    async def scrape(self) -> list[Metric] | None:
        """Give what a Prometheus server is told, if anybody answers."""
        self.meanwhile()
        await self._renew()
        if not self.is_up:
            return None
        vitals = VitalMeasures(ground=self.ground)
        await vitals.refresh()
        process = ProcessMeasures(started=self.started)
        loops = LoopMeasures(list(self.loops.values()), now=self.now)
        return [*loops.collect(), *vitals.collect(), *process.collect()]

    async def _renew(self) -> None:
        for loop in list(self.loops.values()):
            if isinstance(loop.tick, Lease) and loop.tick.gained.is_set() and self._kept is None:
                await self.run(loop)

    def now(self) -> datetime:
        """Tell the time."""
        return self.at

    async def fail(self, *names: str) -> None:
        """Let loops run whose ticks fail."""
        for name in names:
            await self.run(replace(self.loops[name], tick=fail))

    async def mend(self, *names: str) -> None:
        """Let them run again, and be well."""
        for name in names:
            await self.run(replace(self.loops[name], tick=nothing))

    async def answer(self, *, up: bool) -> None:
        """Let somebody answer where the service is, or nobody."""
        self.is_up = up

    async def start_over(self) -> None:
        """Let it start over each time it is asked."""

        def again() -> None:
            self.started = self.at

        self.meanwhile = again

    async def lose_database(self) -> None:
        """Let nobody answer where the database was."""
        (port,) = programs.free_ports(1)
        url = f"postgresql+asyncpg://app@127.0.0.1:{port}/x"
        self._kept = self.ground.database
        self.ground = replace(self.ground, database=Database(url, self.ground.seal))

    async def find_database(self) -> None:
        """Let it answer again."""
        assert self._kept
        await self.ground.database.close()
        self.ground, self._kept = replace(self.ground, database=self._kept), None

    async def lose_lease(self) -> None:
        """Let the lease of the mailbox end, and nobody take it."""
        await self._lease().give_up()

    async def take_lease(self) -> None:
        """Let it be taken."""
        await self._lease()()

    async def hang(self) -> None:
        """Let a loop be at one task for long."""
        self.loops["mailbox"].health.busy_since = self.at - timedelta(minutes=11)

    async def slow_down(self) -> None:
        """Let every tick of the mailbox last long."""
        self.meanwhile = lambda: self.loops["mailbox"].health.ticks.add(50)

    async def speed_up(self) -> None:
        """Let its ticks be short."""

        def often() -> None:
            for _ in range(_MANY):
                self.loops["mailbox"].health.ticks.add(0.01)

        self.meanwhile = often

    async def register(self, *, ago: timedelta = timedelta(), **changes: object) -> CaseId:
        """Register a case."""
        at = self.at - ago
        plain = {"received_at": at, "target": date(2026, 12, 24), "promised": None}
        new = invented.case(**plain | changes)

        async def add(store: Store) -> CaseId:
            return (await store.cases.add(new, prefix="PD", year=2026, now=at)).id

        return await self.ground.database(add)

    async def acknowledge(self) -> None:
        """Let every person have heard."""

        async def all_of(store: Store) -> None:
            for case in await store.cases.open():
                await store.cases.acknowledge(case.id, at=self.at)

        await self.ground.database(all_of)

    async def close(self) -> None:
        """Close every case."""

        async def all_of(store: Store) -> None:
            for case in await store.cases.open():
                ended = replace(case, state=State.ANSWERED, closed_at=self.at)
                await store.cases.change(ended)

        await self.ground.database(all_of)

    async def post(self, *, ago: timedelta = timedelta(), case_id: CaseId | None = None) -> None:
        """Let a letter wait to leave, to the person of a case."""
        case_id = case_id or await self.register()
        number = next(self._numbers)
        to = replace(invented.ADDRESS, address=f"user{number}@example.test")
        parcel = parcels.letter(f"letter:{number}", replace(LETTER, to=to), case_id=case_id)
        await self.ground.database(lambda store: store.outbox.add(parcel, now=self.at - ago))

    async def send(self, *, letters: int, outcome: Outcome) -> None:
        """Let letters leave, and come to something."""
        for _ in range(letters):
            await self.post()
        await self._empty(outcome)

    async def send_more(self) -> None:
        """Let a further letter to every person leave, and arrive."""
        for case in await self.ground.database(lambda store: store.cases.open()):
            await self.post(case_id=case.id)
        await self.empty()

    async def empty(self) -> None:
        """Let all that waits leave, and arrive."""
        await self._empty(TAKEN)

    async def review(self, amount: int, kind: ReviewKind) -> None:
        """Put messages before staff."""

        async def add(store: Store) -> None:
            for _ in range(amount):
                submission = invented.submission(next(self._numbers))
                await store.submissions.add(submission, case_id=None)
                await store.reviews.add(invented.review(kind=kind, submission=submission))

        await self.ground.database(add)

    async def decide(self) -> None:
        """Let an officer decide about every one of them."""

        async def all_of(store: Store) -> None:
            for number in count(1):
                try:
                    item = await store.reviews.get(ReviewId(number))
                except LookupError:
                    return
                if item.verdict is Verdict.OPEN:
                    await store.reviews.settle(
                        replace(item, verdict=Verdict.DISMISSED, settled_by="1", settled_at=self.at)
                    )

        await self.ground.database(all_of)

    async def write(self, *, aside: bool = False) -> None:
        """Let somebody have written to the bot an hour ago, and nobody handled it."""
        update = StoredUpdate(
            update_id=next(self._numbers),
            lane="person:1",
            raw="{}",
            received_at=self.at - HOUR,
            attempts=0,
        )

        async def keep(store: Store) -> None:
            await store.updates.add([update])
            if aside:
                await store.updates.quarantine(update.update_id, "ValueError")

        await self.ground.database(keep)

    async def see_to_updates(self) -> None:
        """Let what was written be handled, or dropped."""

        async def all_of(store: Store) -> None:
            for number in range(1, next(self._numbers)):
                if not await store.updates.drop(number):
                    await store.updates.finish(number, now=self.now())

        await self.ground.database(all_of)

    async def _empty(self, outcome: Outcome) -> None:
        self.outcome, before = outcome, self.at
        for self.at in (before + HOUR * tries for tries in range(MOST_TRIES)):
            await self.run(self.loops[DELIVERY])
        self.at = before

    def _delivery(self) -> Loop:
        async def carry(_: Parcel) -> Outcome:
            return self.outcome

        ways = Ways(many=_MANY, way_of=lambda parcel: parcel.lane, pace=AtOnce())
        loop, _ = build_loops(self.ground, Carrier.MAIL, carry, Wake(), ways)
        # It is asked for a tick now and then, and goes on after each.
        return replace(loop, leave=lambda: None)

    def _lease(self) -> Lease:
        lease = self.loops["mailbox lease"].tick
        assert isinstance(lease, Lease)
        return lease
