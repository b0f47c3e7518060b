"""An office whose policy lets clocks stand still and terms be longer, on a database."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

from pd_intake_bot import i18n
from pd_intake_bot.domain import notices, payload
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.delivery import Sent
from pd_intake_bot.domain.letters import PostedLetter
from pd_intake_bot.domain.outbox import Carrier, Kind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import GroundKey, Language, RightKey, Term, Unit
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.policy import load
from pd_intake_bot.policy.load import BUNDLED
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Asked, Register
from pd_intake_bot.usecases.letters.date_letters import DateLetters
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms import extend, pause
from pd_intake_bot.usecases.terms.confirm import Confirm
from pd_intake_bot.usecases.terms.date_change import DateChange
from pd_intake_bot.usecases.terms.extend import Extend
from pd_intake_bot.usecases.terms.pause import Pause
from pd_intake_bot.usecases.terms.reckon import Reckon
from tests.unit.usecases import invented
from tests.unit.usecases.invented import NOW, OFFICER

TEXTS = i18n.Texts(i18n.locales())
GENEROUS = """
[grounds.asked]
words = { kk = "Сізден мәлімет сұралды", ru = "Вас попросили о сведениях" }
clause = "§7"
cited = { kk = "Саясат, 7-бөлім", ru = "Политика, раздел 7" }

[grounds.complex]
words = { kk = "мәселе күрделі", ru = "вопрос сложный" }
clause = "§8"
cited = { kk = "Саясат, 8-бөлім", ru = "Политика, раздел 8" }

# What the law asks, named by the rights below."""
ASKED, COMPLEX = GroundKey("asked"), GroundKey("complex")
WITHDRAWAL, RECTIFICATION = RightKey("withdrawal"), RightKey("rectification")
TUESDAY, THURSDAY = NOW + timedelta(days=1), NOW + timedelta(days=3)


def generous(folder: Path) -> Policy:
    """Load the bundled policy with grounds to pause and extend a withdrawal's term."""
    text = resources.files("pd_intake_bot.policy").joinpath(BUNDLED).read_text("utf-8")
    text = text.replace("\n# What the law asks, named by the rights below.", GENEROUS, 1)
    terms = 'pause = ["asked"]\nextend = [{ ground = "complex", upto = "10 cd" }]\n'
    text = text.replace("[rights.withdrawal.policy]\n", "[rights.withdrawal.policy]\n" + terms, 1)
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    return load.load(path)


@dataclass(frozen=True, kw_only=True)
class Office:
    """What an officer does about dates, on a database."""

    database: Database
    reckon: Reckon
    register: Register
    change: DateChange

    async def case(self, right: RightKey, language: Language | None = Language.RU) -> Case:
        """Register a case, acknowledged."""
        policy = self.reckon.policy
        submission = replace(invented.mail().submission, language=language)
        asked = Asked(
            submission=submission,
            right=policy.rights[right],
            reply_to=invented.mail().reply_to,
            fields={},
            proof=Proof.CHANNEL,
        )

        async def work(store: Store) -> Case:
            await store.submissions.add(submission, case_id=None)
            return await self.register(store, asked, actor=OFFICER, now=NOW)

        return await self.database(work)

    async def do(self, work: Callable[[Store], Awaitable[Case]]) -> Case:
        return await self.database(work)

    async def letters(self, case: Case) -> list[PostedLetter]:
        parcels = await invented.parcels(self.database, case)
        return [payload.read_letter(one.payload) for one in parcels if one.kind is Kind.LETTER]

    async def warnings(self, case: Case) -> list[str]:
        parcels = await invented.parcels(self.database, case)
        told = [notices.read(one.payload) for one in parcels if one.kind is Kind.NOTICE]
        return [line.text for notice in told for line in notice.lines]

    async def told(self, case: Case) -> list[date]:
        found = await self.database(lambda store: store.clocks.told(case.id))
        return [one.promised for one in found]

    async def pause(self, case: Case, now: datetime, ground: GroundKey = ASKED) -> Case:
        stop = Pause(change=self.change)
        asked = pause.Asked(ground=ground)
        return await self.do(
            lambda store: stop.begin(
                store, case.id, asked, version=case.version, officer=OFFICER, now=now
            )
        )

    async def resume(self, case: Case, now: datetime) -> Case:
        stop = Pause(change=self.change)
        asked = pause.Asked(ground=ASKED)
        return await self.do(
            lambda store: stop.end(
                store, case.id, asked, version=case.version, officer=OFFICER, now=now
            )
        )

    async def extend(self, case: Case, amount: int, now: datetime = TUESDAY) -> Case:
        by = Term(amount=amount, unit=Unit.CALENDAR_DAYS)
        asked = extend.Asked(ground=COMPLEX, by=by, words="Документы хранятся в архиве.")
        longer = Extend(change=self.change)
        return await self.do(
            lambda store: longer(
                store, case.id, asked, version=case.version, officer=OFFICER, now=now
            )
        )

    async def confirm(self, case: Case, on: date, now: datetime = THURSDAY) -> Case:
        confirm = Confirm(change=self.change)
        return await self.do(
            lambda store: confirm(
                store, case.id, on, version=case.version, officer=OFFICER, now=now
            )
        )


def build(database: Database, post: Post, policy: Policy, days: Calendar) -> Office:
    letters = DateLetters(texts=TEXTS, policy=policy, calendar=days)
    reckon = Reckon(policy=policy, calendar=days, letters=letters, post=post)
    acknowledge = Acknowledge(writer=Writer(texts=TEXTS, policy=policy), post=post)
    return Office(
        database=database,
        reckon=reckon,
        register=Register(policy=policy, calendar=days, acknowledge=acknowledge),
        change=DateChange(reckon=reckon, letters=letters, post=post),
    )


async def moved(office: Office, case: Case, cause: Cause) -> Case:
    return await office.do(
        lambda store: office.reckon(store, case, reason=cause, actor=OFFICER, now=NOW)
    )


async def group(database: Database) -> list[list[str]]:
    """Send all that waits for the group, and tell which notices about no single case it held."""
    found, now, lease = [], NOW + timedelta(days=9), timedelta(minutes=1)

    async def send(store: Store) -> bool:
        parcels = await store.outbox.claim(Carrier.TELEGRAM, now=now, limit=50, lease=lease)
        for parcel in parcels:
            await store.outbox.begin(parcel.id, now=now)
            await store.outbox.settle(parcel, Sent(answer="1"), now=now)
            if parcel.kind is Kind.NOTICE and parcel.case_id is None:
                found.append(notices.read(parcel.payload))
        return bool(parcels)

    while await database(send):
        pass
    return [[line.text for line in notice.lines] + list(notice.offers) for notice in found]
