"""What is understood when a request is registered, and by whom it was chosen."""

from dataclasses import replace
from datetime import date

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import Field, RightKey
from pd_intake_bot.domain.subject_lines import Match
from pd_intake_bot.domain.understood import Understood
from pd_intake_bot.storage.database import Database
from pd_intake_bot.usecases.intake.decide_mail import ReadMail
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from tests.unit.usecases import invented
from tests.unit.usecases.invented import MAILBOX, NOW, OFFICER, PROGRESS, mail


def saying(text: str, *, match: Match = invented.INQUIRY) -> ReadMail:
    read = mail(match=match)
    return replace(read, submission=replace(read.submission, text=text))


async def test_an_inquiry_stays_as_it_was_asked_with_the_suggestion_beside(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [saying("Деректерімді бұғаттаңыздар")], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    suggestion = case.understood.suggestion
    assert suggestion is not None
    assert (case.right, case.promised, case.target) == (
        "dispute",
        date(2026, 11, 26),
        date(2026, 11, 26),
    )
    assert (suggestion.right, suggestion.words, suggestion.target) == (
        "blocking",
        ("Деректерімді бұғаттаңыздар",),
        date(2026, 11, 24),
    )


async def test_the_history_names_the_suggested_right_and_no_word(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [saying("Деректерімді бұғаттаңыздар")], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    registered = (await invented.dossier(database, case)).events[0]
    assert (registered.kind, registered.data["suggested"]) == (EventKind.REGISTERED, "blocking")
    assert "Деректер" not in str(registered.data)


async def test_a_clock_that_would_wait_names_no_date(
    take_mail: TakeMail, database: Database
) -> None:
    await take_mail(MAILBOX, [saying("Тегім қате жазылған, түзетіңіз")], PROGRESS, now=NOW)
    suggestion = (await invented.only_case(database)).understood.suggestion
    assert suggestion is not None
    assert (suggestion.right, suggestion.target) == ("rectification", None)


async def test_what_is_unsure_suggests_nothing(take_mail: TakeMail, database: Database) -> None:
    await take_mail(MAILBOX, [saying("Сәлеметсіз бе! Шағымым бар.")], PROGRESS, now=NOW)
    assert (await invented.only_case(database)).understood == Understood()


async def test_a_prescribed_withdrawal_needs_no_suggestion(
    take_mail: TakeMail, database: Database
) -> None:
    message = saying("Аккаунтымды жойыңыз", match=invented.WITHDRAWAL)
    await take_mail(MAILBOX, [message], PROGRESS, now=NOW)
    case = await invented.only_case(database)
    assert (case.right, case.understood.suggestion) == ("withdrawal", None)


async def test_what_an_officer_registers_is_read_and_not_suggested(
    take_mail: TakeMail, settle_review: SettleReview, database: Database
) -> None:
    text = "Аты-жөнім: Үлгі Үлгіұлы\nаккаунтымды жойыңыз\nтелефоным 8 701 123 45 67"
    await take_mail(MAILBOX, [saying(text, match=invented.NEAR)], PROGRESS, now=NOW)
    case = await database(
        lambda store: settle_review.as_request(
            store, ReviewId(1), RightKey("withdrawal"), officer=OFFICER, now=NOW
        )
    )
    assert case.understood.suggestion is None
    assert case.fields == {
        Field.EMAIL: "user@example.test",
        Field.FULL_NAME: "Үлгі Үлгіұлы",
        Field.PHONE: "+77011234567",
    }
    assert case.missing == ((Field.DATA,),)
