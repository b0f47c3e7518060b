"""The same wish twice from one person: two cases, tied, and the first receipt governs."""

from dataclasses import replace
from datetime import timedelta

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.links import Link, LinkKind
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake import link
from pd_intake_bot.usecases.intake.decide_mail import ReadMail
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from pd_intake_bot.usecases.terms.reckon import Reckon
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, PROGRESS, mail


async def take(take_mail: TakeMail, *messages: ReadMail) -> None:
    for message in messages:
        now = message.submission.received_at
        await take_mail(MAILBOX, [message], PROGRESS, now=now)


def later(message: ReadMail, *, days: int) -> ReadMail:
    received_at = NOW + timedelta(days=days)
    return replace(message, submission=replace(message.submission, received_at=received_at))


async def ties(database: Database) -> list[Link]:
    async def listed(store: Store) -> list[Link]:
        cases = await store.cases.all()
        return [tie for case in cases for tie in await store.links.of_case(case.id)]

    return await database(listed)


async def test_same_wish_is_registered_again_and_tied_to_the_first(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), later(mail(2), days=2), later(mail(3), days=3))
    first, second, third = await invented.cases(database)
    of_first = await database(lambda store: store.links.of_case(first.id))
    assert [(one.case_id, one.other, one.kind) for one in of_first] == [
        (second.id, first.id, LinkKind.SAME_WISH),
        (third.id, first.id, LinkKind.SAME_WISH),
    ]


async def test_both_histories_name_the_other_case_and_both_cards_are_written_anew(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), mail(2))
    for case, other in zip(cases := await invented.cases(database), reversed(cases), strict=True):
        events = (await invented.dossier(database, case)).events
        assert events[-1].data == {"other": str(other.ref), "kind": "same_wish"}
    assert await invented.kinds(database, cases[0]) == ["letter", "card", "card"]
    assert await invented.kinds(database, cases[1]) == ["letter", "card"]


async def test_first_receipt_governs_what_staff_work_to_and_not_what_was_promised(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), later(mail(2), days=2))
    first, second = await invented.cases(database)
    assert second.target == first.target
    assert first.promised is not None
    assert second.promised is not None
    assert second.promised > first.promised


async def test_request_that_was_received_first_and_found_last_governs_the_others(
    take_mail: TakeMail, database: Database
) -> None:
    await take(take_mail, mail(1), mail(2))
    await take_mail(MAILBOX, [later(mail(3), days=-2)], PROGRESS, now=NOW)
    first, second, found = await invented.cases(database)
    tied = await database(lambda store: store.links.of_case(found.id))
    assert {one.case_id for one in tied if one.other == found.id} == {first.id, second.id}
    assert first.target == second.target == found.target
    assert (await invented.kinds(database, second))[-1] == "card"


async def test_other_people_other_rights_and_closed_cases_are_not_tied(
    take_mail: TakeMail, database: Database
) -> None:
    other = MailAddress(address="other@example.test")
    await take(take_mail, mail(1))
    case = replace(await invented.only_case(database), state=State.ANSWERED, closed_at=NOW)
    await database(lambda store: store.cases.change(case))
    rest = [mail(2), mail(3, reply_to=other), mail(4, match=invented.WITHDRAWAL)]
    await take(take_mail, *rest, mail(5, reply_to=None))
    assert await ties(database) == []


async def test_cases_are_tied_once(take_mail: TakeMail, database: Database) -> None:
    await take(take_mail, mail(1), mail(2, match=invented.WITHDRAWAL))
    first, second = await invented.cases(database)

    async def tie() -> bool:
        return await database(
            lambda store: link.tie(store, second, first, LinkKind.SPLIT, actor=SYSTEM, now=NOW)
        )

    assert (await tie(), await tie()) == (True, False)
    assert (await invented.history(database, first)).count("linked") == 1


async def test_first_receipt_governs_also_when_the_dates_are_counted_anew(
    take_mail: TakeMail, policy: Policy, days: Calendar, database: Database
) -> None:
    await take(take_mail, mail(1), later(mail(2), days=2))
    first, second = await invented.cases(database)
    reckon = Reckon(policy=policy, calendar=days)

    async def count(store: Store) -> Case:
        case = await store.cases.get(second.id)
        return await reckon(store, case, reason=Cause.CALENDAR, actor=SYSTEM, now=NOW)

    assert await database(count) == second
    answered = replace(await current(database, first), state=State.ANSWERED, closed_at=NOW)
    await database(lambda store: store.cases.change(answered))
    # Once the first is answered, the second has its own date again.
    assert (await database(count)).target == second.promised


async def test_case_that_goes_by_the_first_is_not_listed_as_moved_by_the_calendar(
    take_mail: TakeMail, policy: Policy, days: Calendar, database: Database
) -> None:
    await take(take_mail, mail(1), later(mail(2), days=2))
    change = CalendarChange(reckon=Reckon(policy=policy, calendar=days))
    assert await database(change.shifts) == []


async def current(database: Database, case: Case) -> Case:
    return await database(lambda store: store.cases.get(case.id))
