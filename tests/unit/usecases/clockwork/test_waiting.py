"""A silent person is reminded once; after that staff decide."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.waiting import AskAgain
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.ports import Store

At = Callable[[str], datetime]
Staff = Any
Queue = Any
HOLDER = 7001
ASKED = "2026-11-23 15:00"
FIVE_WORKING_DAYS_ON = "2026-11-30 09:00"


@pytest.fixture
def look(
    database: Database, policy: Policy, days: Calendar, tell: Tell, writer: Writer, post: Post
) -> AskAgain:
    return AskAgain(
        transactions=database, policy=policy, calendar=days, writer=writer, post=post, tell=tell
    )


async def ask(queue: Queue, at: At, **changes: Any) -> Case:  # noqa: ANN401 - fields of a case
    case: Case = await queue.add(date(2026, 12, 30), **changes)
    event = Event(kind=EventKind.ASKED, at=at(ASKED), actor=str(HOLDER), data={})
    await queue.database(lambda store: store.events.add(case.id, event))
    waiting: Case = await queue.change(case.id, state=State.WAITING)
    return waiting


async def test_a_silent_person_gets_one_letter_and_then_staff_are_told_to_decide(
    look: AskAgain, queue: Queue, staff: Staff, at: At
) -> None:
    await ask(queue, at)
    said = []
    for day in range(1, 19):
        for hour in ("00:30", "09:00", "17:30"):
            await look(at(f"2026-12-{day:02} {hour}") if day > 1 else at(FIVE_WORKING_DAYS_ON))
            said += [(day, *one[:2]) for one in await staff.said()]
    assert said == [
        (1, HOLDER, "clockwork-silent-reminded"),
        (7, HOLDER, "clockwork-silent-decide"),
    ]
    assert len(staff.letters) == 1


@dataclass
class Overheard:
    """Transactions between which the person of a case writes, once."""

    queue: Any
    case: Case
    done: int = 0

    async def __call__(self, work: Callable[[Store], Awaitable[Any]]) -> Any:  # noqa: ANN401 - as the port
        self.done += 1
        if self.done == 2:
            await self.queue.change(self.case.id, state=State.REGISTERED)
        return await self.queue.database(work)


@pytest.mark.parametrize("since", [FIVE_WORKING_DAYS_ON, "2026-12-07 09:00"])
async def test_of_a_person_who_writes_at_that_very_moment_nothing_is_said(
    look: AskAgain, queue: Queue, staff: Staff, at: At, since: str
) -> None:
    case = await ask(queue, at)
    if since != FIVE_WORKING_DAYS_ON:
        await look(at(FIVE_WORKING_DAYS_ON))
        await staff.listen()
        staff.letters.clear()
    await replace(look, transactions=Overheard(queue, case))(at(since))
    assert (await staff.listen(), staff.letters) == ([], [])


async def test_before_five_working_days_nobody_is_reminded(
    look: AskAgain, queue: Queue, staff: Staff, at: At
) -> None:
    await ask(queue, at)
    await look(at("2026-11-27 17:59"))
    await look(at("2026-11-29 12:00"))
    assert (await staff.listen(), staff.letters) == ([], [])


async def test_the_letter_says_of_what_it_reminds(
    look: AskAgain, queue: Queue, staff: Staff, at: At
) -> None:
    case = await ask(queue, at)
    await look(at(FIVE_WORKING_DAYS_ON))
    await staff.listen()
    (parcel,) = staff.letters
    posted = payload.read_letter(parcel.payload)
    assert posted.automatic
    assert posted.letter.paragraphs[1] == (
        f"Напоминаем о Вашем обращении {case.ref}. Письмо, в котором мы попросили Вас прислать "
        "сведения, отправлено 23 ноября 2026 года, ответа на него пока нет. Если Вы уже ответили, "
        "отвечать ещё раз не нужно. Ваше обращение по-прежнему открыто."
    )


async def test_an_answer_after_the_reminder_takes_a_number_of_its_own(
    look: AskAgain, queue: Queue, staff: Staff, at: At
) -> None:
    case = await ask(queue, at)
    await look(at(FIVE_WORKING_DAYS_ON))
    await staff.listen()
    case = await queue.database(lambda store: store.cases.get(case.id))
    assert staff.letters[0].key == f"letter:{case.id}:{case.version}"


async def test_where_the_person_can_not_be_reached_staff_decide_at_once(
    look: AskAgain, queue: Queue, staff: Staff, at: At
) -> None:
    await ask(queue, at, reply_to=None)
    await look(at(FIVE_WORKING_DAYS_ON))
    assert [one[:2] for one in await staff.said()] == [(HOLDER, "clockwork-silent-decide")]
    assert staff.letters == []


async def test_who_is_asked_anew_is_waited_for_anew(
    look: AskAgain, queue: Queue, staff: Staff, at: At
) -> None:
    case = await ask(queue, at)
    await look(at(FIVE_WORKING_DAYS_ON))
    again = Event(kind=EventKind.ASKED, at=at("2026-12-04 10:00"), actor=str(HOLDER), data={})
    await queue.database(lambda store: store.events.add(case.id, again))
    await look(at("2026-12-10 10:00"))
    await staff.listen()
    assert len(staff.letters) == 1
    await look(at("2026-12-11 10:00"))
    await staff.listen()
    assert len(staff.letters) == len(("the first", "the second"))
