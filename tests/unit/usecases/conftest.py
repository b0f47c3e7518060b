"""Use cases on the bundled policy and a database of their own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.cap import Limits
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.work.answer import Answer


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load.load()


@pytest.fixture(scope="session")
def days(policy: Policy) -> Calendar:
    return calendar.load_calendar(policy)


@pytest.fixture(scope="session")
def writer(policy: Policy) -> Writer:
    return Writer(texts=i18n.Texts(i18n.locales()), policy=policy)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the tables once: each test starts from a copy."""
    path = tmp_path_factory.mktemp("empty") / "intake.db"
    asyncio.run(migrations.upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def open_again(empty_database: Path, tmp_path: Path) -> AsyncIterator[Callable[[], Database]]:
    """Open the test's database once more, as another process would."""
    path, seal = tmp_path / "intake.db", Seal(Seal.new_key())
    shutil.copy(empty_database, path)
    async with AsyncExitStack() as stack:

        def open_database() -> Database:
            database = Database(f"sqlite+aiosqlite:///{path}", seal)
            stack.push_async_callback(database.close)
            return database

        yield open_database


@pytest.fixture
def database(open_again: Callable[[], Database]) -> Database:
    return open_again()


@pytest.fixture
def post() -> Post:
    return Post(message_ids=MessageIds(key=b"a key of nobody at all", domain="example.test"))


@pytest.fixture
def acknowledge(writer: Writer, post: Post) -> Acknowledge:
    return Acknowledge(writer=writer, post=post)


@pytest.fixture
def register(policy: Policy, days: Calendar, acknowledge: Acknowledge) -> Register:
    return Register(
        policy=policy,
        calendar=days,
        acknowledge=acknowledge,
        caps=Limits(to_address=((timedelta(hours=1), 3), (timedelta(days=1), 10))),
    )


@pytest.fixture
def take_mail(database: Database, register: Register, policy: Policy) -> TakeMail:
    return TakeMail(transactions=database, register=register, policy=policy, wake=lambda: None)


@pytest.fixture
def settle_review(register: Register, policy: Policy) -> SettleReview:
    return SettleReview(register=register, policy=policy)


@pytest.fixture
def release_held(policy: Policy, days: Calendar, acknowledge: Acknowledge) -> ReleaseHeld:
    return ReleaseHeld(policy=policy, calendar=days, acknowledge=acknowledge)


@pytest.fixture
def answer(writer: Writer, post: Post) -> Answer:
    return Answer(writer=writer, post=post)
