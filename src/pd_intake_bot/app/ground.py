"""What every part of the service stands on: policy, texts, keys, database and common steps."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pd_intake_bot import clock, i18n
from pd_intake_bot.app.rules import load_almanac, load_policy, sender_address
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy.calendar import Almanac
from pd_intake_bot.settings import Settings, SettingsError
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal, WrongKey
from pd_intake_bot.supervise import Wake
from pd_intake_bot.usecases.intake import cap
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.letters.date_letters import DateLetters
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.terms.reckon import Reckon


class OutdatedSchema(IntakeError):
    """The database was made by another version of the program."""

    key = "error-outdated-schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every part of the service stands on; `now` is the clock that its work goes by.

    `moved` rings where that clock was set to another time.
    """

    settings: Settings
    now: Callable[[], datetime]
    policy: Policy
    almanac: Almanac
    calendar: Calendar
    texts: i18n.Texts
    seal: Seal
    database: Database
    blobs: Blobs
    message_ids: MessageIds
    writer: Writer
    post: Post
    acknowledge: Acknowledge
    register: Register
    wake_mail: Wake
    wake_telegram: Wake
    moved: Wake

    def wake(self) -> None:
        """Tell every delivery loop that there is something to send."""
        self.wake_mail()
        self.wake_telegram()

    @property
    def reckon(self) -> Reckon:
        """What brings the dates of a case up to its facts."""
        letters = DateLetters(texts=self.texts, policy=self.policy, calendar=self.calendar)
        return Reckon(policy=self.policy, calendar=self.calendar, letters=letters, post=self.post)

    @property
    def own_address(self) -> str:
        """The address that letters come from."""
        return sender_address(self.settings, self.policy)

    @property
    def loop_id(self) -> str:
        """The mark by which this installation knows its own automatic mail."""
        return self.seal.index("loop", self.own_address)[:16]


def open_seal(settings: Settings) -> Seal:
    """Take the root key. Raises `SettingsError` without one, or for a broken one."""
    if settings.secret_key is None:
        raise SettingsError(["PD_SECRET_KEY: not set; make one with `pd-intake keys new`"])
    former = settings.secret_key_old
    older = former.get_secret_value().replace(",", " ").split() if former else []
    try:
        return Seal(settings.secret_key.get_secret_value(), *older)
    except WrongKey as error:
        names = "PD_SECRET_KEY, PD_SECRET_KEY_OLD" if older else "PD_SECRET_KEY"
        raise SettingsError([f"{names}: {error}"]) from error


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """Open the database, making the schema of an empty one, and check the key against it.

    Raises `OutdatedSchema` where `pd-intake db upgrade` is needed first, `SettingsError` where
    the data were sealed with another key.
    """
    url = settings.database_url.get_secret_value()
    seal = open_seal(settings)
    revision = await migrations.current(url)
    if revision is None:
        await migrations.upgrade(url)
    elif migrations.is_former(revision):
        raise OutdatedSchema("the database needs `pd-intake db upgrade`")
    async with Database(url, seal) as database:
        try:
            await database.check_key()
        except WrongKey as error:
            raise SettingsError([f"PD_SECRET_KEY: {error}"]) from error
        yield database


@asynccontextmanager
async def open_ground(
    settings: Settings, *, now: Callable[[], datetime] = clock.now, moved: Wake | None = None
) -> AsyncIterator[Ground]:
    """Load policy, calendar and texts, and open the database."""
    policy = load_policy(settings)
    almanac = load_almanac(settings, policy)
    days = almanac.calendar
    texts = i18n.Texts(i18n.locales())
    writer = Writer(texts=texts, policy=policy)
    domain = sender_address(settings, policy).rpartition("@")[2]
    async with open_database(settings) as database:
        seal = database.seal
        message_ids = MessageIds(key=seal.subkey("message-ids"), domain=domain)
        post = Post(message_ids=message_ids)
        acknowledge = Acknowledge(
            writer=writer, post=post, offer=OfferTie(token=lambda: secrets.token_urlsafe(32))
        )
        yield Ground(
            settings=settings,
            now=now,
            policy=policy,
            almanac=almanac,
            calendar=days,
            texts=texts,
            seal=seal,
            database=database,
            blobs=Blobs(settings.data_dir / "blobs", seal),
            message_ids=message_ids,
            writer=writer,
            post=post,
            acknowledge=acknowledge,
            register=Register(
                policy=policy, calendar=days, acknowledge=acknowledge, caps=_caps(settings)
            ),
            wake_mail=Wake(),
            wake_telegram=Wake(),
            moved=moved or Wake(),
        )


def _caps(settings: Settings) -> cap.Limits:
    hour, day = timedelta(hours=1), timedelta(days=1)
    return cap.Limits(
        to_address=((hour, settings.letters_per_hour), (day, settings.letters_per_day)),
        to_domain=((hour, settings.letters_per_domain_per_hour),),
        overall=((hour, settings.letters_overall_per_hour),),
    )
