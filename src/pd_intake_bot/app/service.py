"""Runs the service: chosen parts, side by side, until it is told to stop."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial

from prometheus_client import CollectorRegistry

from pd_intake_bot import clock
from pd_intake_bot.app import calendar, clockwork, delivery, mailbox, records
from pd_intake_bot.app.advice import what_to_do
from pd_intake_bot.app.ground import Ground, open_ground
from pd_intake_bot.app.measures import LoopMeasures, ProcessMeasures
from pd_intake_bot.app.onlooker import NOBODY, Onlooker
from pd_intake_bot.app.parts import EVERYTHING, Part
from pd_intake_bot.app.vitals import VitalMeasures
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.http.server import Route, Server
from pd_intake_bot.settings import Settings
from pd_intake_bot.supervise import Loop, Supervisor, Wake


async def run(
    settings: Settings,
    *,
    stop: asyncio.Event,
    only: frozenset[Part] = EVERYTHING,
    onlooker: Onlooker = NOBODY,
    now: Callable[[], datetime] = clock.now,
    moved: Wake | None = None,
) -> None:
    """Run until `stop` is set.

    `now` is the clock that the work goes by; how its loops fare is measured by the real one.
    `moved` rings where that clock was set to another time.
    """
    async with AsyncExitStack() as stack:
        ground = await stack.enter_async_context(open_ground(settings, now=now, moved=moved))
        await records.erase_again(ground)
        heard = Wake()
        loops = _loops(ground, stack, only, heard, onlooker)
        port = await _listen(ground, loops, stack, heard) if Part.HTTP in only else None
        onlooker.ready(port)
        await Supervisor(loops=loops, clock=clock.now, stop=stop).run()


def _loops(
    ground: Ground, stack: AsyncExitStack, only: frozenset[Part], heard: Wake, onlooker: Onlooker
) -> list[Loop]:
    loops = [calendar.build_loop(ground)]
    if Part.MAIL in only:
        loops += mailbox.build_loops(ground, stack, told=onlooker.scanned)
    if Part.DELIVERY in only:
        loops += delivery.build_mail_loops(ground, stack)
    if Part.CLOCKWORK in only:
        loops += records.build_loops(ground)
    if ground.settings.telegram_token:
        loops += _telegram_loops(ground, stack, only, heard)
    if Part.CLOCKWORK in only:
        loops += clockwork.build_loops(ground)
    return [*loops, *clockwork.watch(ground, loops)]


def _telegram_loops(
    ground: Ground, stack: AsyncExitStack, only: frozenset[Part], heard: Wake
) -> list[Loop]:
    # Imported here: aiogram takes seconds to load, which a service without a bot need not wait.
    from pd_intake_bot.app import telegram, timekeeping  # noqa: PLC0415

    bot = telegram.open_bot(ground.settings, stack)
    loops: list[Loop] = []
    if bot and Part.TELEGRAM in only:
        loops += telegram.build_loops(ground, bot, heard, stack)
        loops.append(timekeeping.build_loop(bot, clock.now))
    if bot and Part.DELIVERY in only:
        loops += telegram.build_delivery_loops(ground, bot)
    return loops


async def _listen(ground: Ground, loops: Sequence[Loop], stack: AsyncExitStack, heard: Wake) -> int:
    vitals = VitalMeasures(ground=ground)
    registry = CollectorRegistry()
    registry.register(LoopMeasures(loops))
    registry.register(vitals)
    registry.register(ProcessMeasures(started=clock.now()))
    server = Server(
        partial(readiness, ground, loops),
        registry,
        advise=what_to_do,
        refresh=vitals.refresh,
        beside=_beside(ground, heard),
    )
    where = ground.settings.http_listen
    return await stack.enter_async_context(server.listen(where.host, where.port))


def _beside(ground: Ground, heard: Wake) -> list[Route]:
    return [clockwork.build_feed(ground), *_webhook(ground, heard)]


def _webhook(ground: Ground, heard: Wake) -> list[Route]:
    if not (ground.settings.telegram_token and ground.settings.telegram_webhook_url):
        return []
    from pd_intake_bot.app import polling  # noqa: PLC0415 - as above

    hook = polling.build_webhook(ground, heard)
    return [hook.route] if hook else []


async def readiness(ground: Ground, loops: Sequence[Loop]) -> Mapping[str, str | None]:
    """Name each part of the service with what is wrong with it, or None."""
    parts = {loop.name: loop.health.fault(clock.now()) for loop in loops}
    try:
        await ground.database.reading(lambda store: store.outbox.waiting())
    except IntakeError as error:
        return {"database": str(error)} | parts
    return {"database": None} | parts
