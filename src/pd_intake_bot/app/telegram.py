"""Puts together the bot: what it receives, handles and sends."""

from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from pd_intake_bot.app import delivery, polling, queue
from pd_intake_bot.app.delivery import Ways
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.app.rules import daily_most, web_address
from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.settings import Settings
from pd_intake_bot.supervise import Lanes, Loop, Wake
from pd_intake_bot.telegram import bot as bots
from pd_intake_bot.telegram import group_pace, selfcheck, wanted
from pd_intake_bot.telegram.bot import Bot
from pd_intake_bot.telegram.handle import BATCH, Handle
from pd_intake_bot.telegram.pace import Pace, Rates
from pd_intake_bot.telegram.person.conversation import PersonConversation
from pd_intake_bot.telegram.person.tending import Tend
from pd_intake_bot.telegram.quarantine import Quarantine
from pd_intake_bot.telegram.sender import Sender, way_of
from pd_intake_bot.telegram.staff.desk import StaffDesk
from pd_intake_bot.telegram.staff.officers import Officers, Role
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff_group import StaffGroup
from pd_intake_bot.telegram.survey import KEPT_FOR, Survey
from pd_intake_bot.telegram.upkeep import Upkeep
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from pd_intake_bot.usecases.work import workbench
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.ask_proof import AskProof
from pd_intake_bot.usecases.work.change_right import ChangeRight
from pd_intake_bot.usecases.work.overtaken import Overtaken

UPKEEP = timedelta(minutes=15)
"""How often cards are looked through for days that have passed, and buttons for old ones."""

SIDE_BY_SIDE = 8
"""How many people Telegram is asked to write to at once."""

LOOK = timedelta(seconds=1)
"""How often kept updates are looked at when no bell rings: some wait for a second try."""


TEND = timedelta(seconds=15)
"""How often conversations are looked through for those that were left."""


def open_bot(settings: Settings, stack: AsyncExitStack) -> Bot | None:
    """Make the bot; None where Telegram is off."""
    if settings.telegram_token is None:
        return None
    token = settings.telegram_token.get_secret_value()
    bot = bots.build_bot(token, api=str(settings.telegram_api).rstrip("/"))
    stack.push_async_callback(bot.session.close)
    return bot


async def examine_bot(settings: Settings, stack: AsyncExitStack) -> str | None:
    """Name the bot, or raise what is wrong with its token; None where Telegram is off."""
    bot = open_bot(settings, stack)
    return None if bot is None else await selfcheck.meet(bot)


async def examine_group(settings: Settings, stack: AsyncExitStack) -> str | None:
    """Describe the staff group, or raise what is missing; None where there is none."""
    bot = open_bot(settings, stack)
    if bot is None or settings.telegram_staff_chat is None:
        return None
    return await selfcheck.look_at_group(bot, settings.telegram_staff_chat)


async def read_clock(settings: Settings, stack: AsyncExitStack) -> datetime | None:
    """Tell what time it is at Telegram; None where there is nobody to ask."""
    bot = open_bot(settings, stack)
    return None if bot is None else await selfcheck.read_clock(bot)


def build_loops(ground: Ground, bot: Bot, heard: Wake, stack: AsyncExitStack) -> list[Loop]:
    """Build the loops that take updates from Telegram and handle them.

    `heard` is the bell that rings when an update was kept.
    """
    group = StaffGroup(
        bot=bot,
        transactions=ground.database,
        clock=ground.now,
        setting=ground.settings.telegram_staff_chat,
        officers=_officers(ground),
        wake=ground.wake_telegram,
    )

    def ended() -> None:
        if handle.go_on():
            heard()

    handle = _handle(ground, bot, group, Lanes(BATCH, ended=ended))
    return [
        *polling.build_loops(ground, bot, heard, handle.look, stack),
        Loop(
            name="conversation",
            tick=handle.begin,
            every=LOOK,
            wake=heard,
            leave=handle.leave,
            finish=handle.lanes.rest,
        ),
        *_watch(ground, group),
        _tend(ground),
    ]


def build_delivery_loops(ground: Ground, bot: Bot) -> list[Loop]:
    """Build the loops that send letters, messages and cards by Telegram."""
    settings = ground.settings
    rates = Rates(per_second=settings.telegram_per_second, per_person=settings.telegram_per_person)
    pace = Pace(rates=rates)
    sender = Sender(
        bot=bot,
        blobs=ground.blobs,
        transactions=ground.database,
        cards=_staff(ground).cards,
        staff_chat=settings.telegram_staff_chat,
        clock=ground.now,
        limits=replace(group_pace.SERVICE, per_minute=settings.telegram_group_per_minute),
        pace=pace,
        compose=queue.build_composer(ground, _staff(ground).words),
    )
    ways = Ways(many=SIDE_BY_SIDE, way_of=way_of, pace=pace)
    return delivery.build_loops(ground, Carrier.TELEGRAM, sender, ground.wake_telegram, ways)


def _watch(ground: Ground, group: StaffGroup) -> list[Loop]:
    """Build the loop that keeps an eye on the staff group; none where there is no group."""
    if group.setting is None:
        return []
    tick = partial(group.watch, ground.texts, ground.settings.staff_language)
    upkeep = Upkeep(
        transactions=ground.database,
        cards=_staff(ground).cards,
        clock=ground.now,
        wake=ground.wake_telegram,
    )
    overtaken = Overtaken(transactions=ground.database, clock=ground.now, wake=ground.wake_telegram)
    return [
        Loop(name="staff group", tick=tick, every=KEPT_FOR, interrupted=True),
        Loop(name="cards and buttons", tick=upkeep, every=UPKEEP),
        Loop(name="overtaken orders", tick=overtaken, every=KEPT_FOR),
        queue.build_hiding(ground, _staff(ground).words),
        queue.build_index(ground),
    ]


def _tend(ground: Ground) -> Loop:
    """Build the loop that looks after conversations that were left."""
    person = _person(ground)
    tend = Tend(
        transactions=ground.database,
        texts=ground.texts,
        policy=ground.policy,
        add=person.add,
        clock=ground.now,
        wake=ground.wake_telegram,
    )
    return Loop(name="conversations left", tick=tend, every=TEND)


def _person(ground: Ground) -> PersonConversation:
    submit = SubmitRequest(policy=ground.policy, register=ground.register, blobs=ground.blobs)
    most = daily_most(ground.settings)
    return PersonConversation(texts=ground.texts, policy=ground.policy, submit=submit, most=most)


def _handle(ground: Ground, bot: Bot, group: StaffGroup, lanes: Lanes) -> Handle:
    return Handle(
        bot=bot,
        dispatcher=bots.build_dispatcher(_staff(ground).router(), _person(ground).router()),
        transactions=ground.database,
        survey=Survey(
            bot=bot,
            transactions=ground.database,
            blobs=ground.blobs,
            clock=ground.now,
            wants=partial(wanted.by_anyone, most=daily_most(ground.settings)),
            group=group,
        ),
        quarantine=Quarantine(texts=ground.texts, languages=ground.policy.languages),
        clock=ground.now,
        wake=ground.wake,
        lanes=lanes,
    )


def _officers(ground: Ground) -> Officers:
    roles = ground.settings.telegram_officers
    return Officers(named={number: Role(role) for number, role in roles.items()})


def _staff(ground: Ground) -> StaffDesk:
    answer = Answer(writer=ground.writer, post=ground.post)
    return StaffDesk(
        words=Wording(
            texts=ground.texts, policy=ground.policy, language=ground.settings.staff_language
        ),
        officers=_officers(ground),
        answer=answer,
        release=ReleaseHeld(
            policy=ground.policy, calendar=ground.calendar, acknowledge=ground.acknowledge
        ),
        calendar=CalendarChange(reckon=ground.reckon),
        change=ChangeRight(
            policy=ground.policy,
            reckon=ground.reckon,
            ask=AskProof(written=workbench.written_of(answer), offer=ground.acknowledge.offer),
        ),
        settle=SettleReview(register=ground.register, policy=ground.policy),
        blobs=ground.blobs,
        web=web_address(ground.settings),
    )
