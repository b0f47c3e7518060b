"""Puts together what is done because of the time: reminders, reports, outages and calendars."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

from pd_intake_bot import charts, clock
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.domain.clockwork import Figures, Strand
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.http.feed import FeedPage
from pd_intake_bot.http.server import Route
from pd_intake_bot.supervise import Loop, Wake
from pd_intake_bot.usecases.clockwork.morning import ReportInTheMorning
from pd_intake_bot.usecases.clockwork.outage import NoticeOutages
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.roster import Roster
from pd_intake_bot.usecases.clockwork.summary import Summarize
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.clockwork.waiting import AskAgain
from pd_intake_bot.usecases.overview import staff_language
from pd_intake_bot.usecases.overview.feed import ReadFeed
from pd_intake_bot.usecases.ports import Store

LOOK = timedelta(seconds=30)
"""How often the clock is looked at: what is due at an hour comes half a minute after it."""

HEAR = timedelta(seconds=10)
"""How often it is written down that requests come in, and so how soon an end of it is told."""

_STRANDS = {"mailbox": Strand.MAIL, "telegram": Strand.TELEGRAM}
"""The loops by which requests come in."""


def build_loops(ground: Ground) -> list[Loop]:
    """Build the loops that remind and report.

    They run with or without a staff group: a silent person is written to all the same.
    """
    moved = Wake()
    return [
        Loop(name="reminders", tick=_Reminders(ground, moved), every=LOOK, wake=ground.moved),
        Loop(name="reports", tick=_Reports(ground), every=LOOK, wake=moved),
    ]


def watch(ground: Ground, loops: Sequence[Loop]) -> list[Loop]:
    """Build the loop that notices outages; none in a process that receives nothing.

    It goes by real time: a clock that is set on is no outage.
    """
    found = {_STRANDS[loop.name]: loop for loop in loops if loop.name in _STRANDS}
    if not found:
        return []
    notice = NoticeOutages(
        transactions=ground.database,
        strands={strand: _hears(loop) for strand, loop in found.items()},
        longer_than=ground.policy.clockwork.outage_after,
        tell=build_tell(ground),
    )

    async def tick() -> None:
        if await notice(clock.now()):
            ground.wake()

    return [Loop(name="outages", tick=tick, every=HEAR)]


def build_feed(ground: Ground) -> Route:
    """Build the address of the calendars."""
    read = ReadFeed(
        transactions=ground.database,
        is_officer=build_roster(ground).is_officer,
        setting=ground.settings.staff_language,
    )
    return FeedPage(read=read, texts=ground.texts).route


def build_roster(ground: Ground) -> Roster:
    """Build what knows the officers while nobody presses a button."""
    roles = ground.settings.telegram_officers
    return Roster(named={number: Role(role) for number, role in roles.items()})


def build_tell(ground: Ground) -> Tell:
    """Build what knows who hears the clockwork: nobody, where there is no bot to say it."""
    settings = ground.settings
    if settings.telegram_token is None:
        return Tell(leads=_nobody, group=False)
    roster = build_roster(ground)
    if settings.telegram_staff_chat is None:
        return Tell(leads=roster.leads_or_all, works=roster.is_officer, group=False)
    return Tell(leads=roster.leads, works=roster.is_officer)


async def _nobody(_: Store) -> frozenset[int]:
    return frozenset()


class _Reminders:
    """Says what is due of each case, in the order of how much it hurries."""

    def __init__(self, ground: Ground, moved: Wake) -> None:
        self._ground, self._moved = ground, moved
        tell = build_tell(ground)
        self._remind = Remind(
            transactions=ground.database,
            policy=ground.policy,
            calendar=ground.calendar,
            tell=tell,
        )
        self._untaken = SayUntaken(
            transactions=ground.database,
            policy=ground.policy,
            calendar=ground.calendar,
            tell=tell,
        )
        self._morning = ReportInTheMorning(
            transactions=ground.database,
            policy=ground.policy,
            calendar=ground.calendar,
            tell=tell,
            remind=self._remind,
            untaken=self._untaken,
        )
        self._ask_again = AskAgain(
            transactions=ground.database,
            policy=ground.policy,
            calendar=ground.calendar,
            writer=ground.writer,
            post=ground.post,
            tell=tell,
        )

    async def __call__(self) -> bool:
        self._moved()
        now = self._ground.now()
        # The report says what is due at its moment, so that it is one message.
        await self._morning(now)
        more = await self._remind(now)
        more = await self._untaken(now) or more
        await self._ask_again(now)
        self._ground.wake()
        return more


class _Reports:
    """Tells how the work stands and went."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._summarize = Summarize(
            transactions=ground.database,
            policy=ground.policy,
            calendar=ground.calendar,
            blobs=ground.blobs,
            draw=self._draw,
            tell=build_tell(ground),
        )

    async def __call__(self) -> None:
        now = self._ground.now()
        await self._summarize(now)
        self._ground.wake()

    async def _draw(self, figures: Figures) -> bytes:
        setting = self._ground.settings.staff_language
        language = await self._ground.database(
            lambda store: staff_language.of_group(store, setting)
        )
        return await asyncio.to_thread(charts.overview, figures, self._ground.texts, language)


def _hears(loop: Loop) -> Callable[[], bool]:
    return lambda: loop.hears() and loop.health.fault(clock.now()) is None
