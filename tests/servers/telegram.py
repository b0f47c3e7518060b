"""The Telegram half of the service on a database of its own, against the embedded Bot API."""

import asyncio
import shutil
from collections.abc import Mapping
from contextlib import AsyncExitStack
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from aiogram import Bot, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from pd_intake_bot import i18n
from pd_intake_bot.domain import notices
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.clocks import RUNNING, Halted
from pd_intake_bot.domain.outbox import Carrier, Json
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.sandbox.telegram.botapi import BotApi
from pd_intake_bot.sandbox.telegram.pace import Limits
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.supervise import Lanes
from pd_intake_bot.telegram import wanted
from pd_intake_bot.telegram.bot import build_dispatcher
from pd_intake_bot.telegram.handle import BATCH, Handle
from pd_intake_bot.telegram.person.conversation import PersonConversation
from pd_intake_bot.telegram.person.tending import Tend
from pd_intake_bot.telegram.quarantine import Quarantine
from pd_intake_bot.telegram.receive import Receive
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.sender import Sender
from pd_intake_bot.telegram.staff_cards import Burst
from pd_intake_bot.telegram.staff_group import StaffGroup
from pd_intake_bot.telegram.survey import Survey
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.ports import Store
from tests.servers.one_by_one import OneByOne

STAFF_CHAT = -1001000000001
POLICY = load.load()
CODE, TOKEN = "024680", "k" * 43
"""What nobody could foresee, were it not for the tests."""
DAYS = calendar.load_calendar(POLICY)
TEXTS = i18n.Texts(i18n.locales())
_SESSION = AiohttpSession()
"""Never opened: what is opened are copies of it."""


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is moved."""

    moment: datetime = field(default=datetime(2026, 11, 23, 5, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


class PlainCards:
    """Cards that say only what they are about."""

    async def speaking(self, _: Store, to: int | None) -> Self:
        assert to is None or to > 0
        return self

    def name_topic(self, case: Case, *, now: datetime, halted: Halted = RUNNING) -> str:
        assert halted == RUNNING
        return f"{case.ref} {now:%d}"

    async def render_moved(self, store: Store, case_id: CaseId) -> Screen:
        case = await store.cases.get(case_id)
        return Screen(text=f"moved {case.ref}")

    async def render_digest(self, store: Store, burst: Burst[CaseId], *, now: datetime) -> Screen:
        listed = [await store.cases.get(one) for one in burst.listed]
        refs = " ".join(str(one.ref) for one in listed)
        return Screen(text=f"digest of {burst.count} {now:%H:%M} {refs}")

    async def render_review_digest(
        self, store: Store, burst: Burst[ReviewId], *, now: datetime
    ) -> Screen:
        listed = [(await store.reviews.get(one)).id for one in burst.listed]
        return Screen(text=f"digest of {burst.count} reviews {now:%H:%M} {listed}")

    async def render_card(self, store: Store, case_id: CaseId, *, now: datetime) -> Screen:
        case = await store.cases.get(case_id)
        return Screen(text=f"card {case.ref} v{case.version} {now:%H:%M}")

    async def render_review(self, store: Store, review_id: ReviewId, *, now: datetime) -> Screen:
        review = await store.reviews.get(review_id)
        return Screen(text=f"review {review.id} {now:%H:%M}")

    async def render_notice(
        self, _: Store, payload: Mapping[str, Json], *, now: datetime
    ) -> Screen:
        said = notices.read(payload)
        keys = " ".join(line.text for line in said.lines)
        return Screen(text=f"notice {keys} {said.ref or ''} {now:%H:%M}")


def make_tables(folder: Path) -> Path:
    """Make an empty database once: each test starts from a copy."""
    path = folder / "empty.db"
    asyncio.run(migrations.upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


def _copy(tables: Path, file: Path) -> str:
    shutil.copy(tables, file)
    return f"sqlite+aiosqlite:///{file}"


def _build_bot(api: BotApi) -> Bot:
    """Build the bot as the program does, but read the certificates of the world only once."""
    session = copy(_SESSION)
    session.api = TelegramAPIServer.from_base(api.url)
    return Bot(api.token, session=session)


async def _hang_up(bot: Bot) -> None:
    """Close the connections at once: aiogram would wait a while for TLS, which is not here."""
    session = bot.session
    assert isinstance(session, AiohttpSession)
    await (await session.create_session()).close()


class TelegramService:
    """Receives, handles and sends, each step by hand. `restart` keeps nothing but the database.

    `tables` is an empty SQLite file to copy, or the address of an empty database to use.
    """

    def __init__(self, folder: Path, *, tables: Path | str, limits: Limits | None = None) -> None:
        self.clock = Clock()
        self.api = BotApi(clock=self.clock, limits=limits or Limits(on=False))
        self.url = tables if isinstance(tables, str) else _copy(tables, folder / "intake.db")
        self.seal = Seal(Seal.new_key())
        self.blobs = Blobs(folder / "blobs", self.seal)
        self.woken = 0
        self._outer = AsyncExitStack()
        self._inner = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._outer.enter_async_context(self.api)
        self.group = self.api.group(STAFF_CHAT, "Staff")
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self._outer.aclose()

    async def start(self) -> None:
        """Build every object anew, as a fresh process would."""
        self.database = await self._inner.enter_async_context(Database(self.url, self.seal))
        self.bot = _build_bot(self.api)
        self._inner.push_async_callback(_hang_up, self.bot)
        self.receive = Receive(bot=self.bot, transactions=self.database, clock=self.clock)
        self.handle = self._handle()
        self.tend = Tend(
            transactions=self.database,
            texts=TEXTS,
            policy=POLICY,
            add=self._person().add,
            clock=self.clock,
            wake=self._wake,
        )
        self.sender = self._sender()
        self.deliver = OneByOne.by(
            Carrier.TELEGRAM, self.sender, transactions=self.database, clock=self.clock
        )

    async def stop(self) -> None:
        await self._inner.aclose()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def settle(self) -> None:
        """Let the service work until nothing is left to do."""
        while await self.receive() + await self.handle() + await self.deliver():
            pass

    async def __call__(self) -> None:
        await self.settle()

    def _wake(self) -> None:
        self.woken += 1

    @property
    def routers(self) -> tuple[Router, ...]:
        """The parts of the bot, in the order they are asked."""
        return (self._person().router(),)

    def _handle(self) -> Handle:
        return Handle(
            bot=self.bot,
            dispatcher=build_dispatcher(*self.routers),
            transactions=self.database,
            survey=Survey(
                bot=self.bot,
                transactions=self.database,
                blobs=self.blobs,
                clock=self.clock,
                wants=wanted.by_anyone,
                group=StaffGroup(
                    bot=self.bot,
                    transactions=self.database,
                    clock=self.clock,
                    setting=STAFF_CHAT,
                ),
            ),
            quarantine=Quarantine(texts=TEXTS, languages=POLICY.languages),
            clock=self.clock,
            wake=self._wake,
            lanes=Lanes(BATCH),
        )

    def _person(self) -> PersonConversation:
        post = Post(message_ids=MessageIds(key=b"k" * 32, domain="desk.test"))
        acknowledge = Acknowledge(writer=Writer(texts=TEXTS, policy=POLICY), post=post)
        register = Register(policy=POLICY, calendar=DAYS, acknowledge=acknowledge)
        submit = SubmitRequest(policy=POLICY, register=register, blobs=self.blobs)
        return PersonConversation(
            texts=TEXTS, policy=POLICY, submit=submit, code=lambda: CODE, token=lambda: TOKEN
        )

    def _sender(self) -> Sender:
        return Sender(
            bot=self.bot,
            blobs=self.blobs,
            transactions=self.database,
            cards=PlainCards(),
            staff_chat=STAFF_CHAT,
            clock=self.clock,
        )
