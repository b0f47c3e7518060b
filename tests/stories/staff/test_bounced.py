"""A letter by mail comes back: staff are shown another way, and send it there by one press."""

import re
from email.message import EmailMessage

import pytest

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.usecases.ports import Store
from tests.servers.staff import (
    OFFICER,
    OPEN,
    PERSON,
    WITHDRAWAL,
    StaffService,
    labels,
    write_mail,
)
from tests.servers.telegram import TEXTS

HERS = MailAddress(address="user@example.test")
TOLD = ("notice-letter-bounced", "notice-reach-tied", "notice-reach-phone")
"""The words themselves are read in the transcripts."""
TO_TELEGRAM = {Language.RU: "📨 Отправить в Telegram", Language.KK: "📨 Telegram-ға жіберу"}
MARK = {
    Language.RU: "⚠️ Письмо не доставлено: такого адреса нет",
    Language.KK: "⚠️ Хат жеткізілмеді: мұндай мекенжай жоқ",
}
BODY = {
    Language.RU: "Отзываю своё согласие. Тел. +7 701 000 00 21",
    Language.KK: "Келісімімді қайтарып аламын. Тел. +7 701 000 00 21",
}


def report_on(letter: str) -> EmailMessage:
    """Write what a mail server sends back where there is no such address."""
    report = EmailMessage()
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.test>"
    report["To"] = "info@bazarjoq.kz"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = "<report@mx.example.test>"
    report["X-Failed-Recipients"] = HERS.address
    report["Auto-Submitted"] = "auto-replied"
    report.set_content(
        f"Final-Recipient: rfc822; {HERS.address}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 no such user\n\nMessage-ID: {letter}\n"
    )
    return report


async def tie(service: StaffService) -> Phone:
    """Let the sender of the mails be known in Telegram."""
    phone = service.api.person(PERSON, "Пример", "ru")
    await phone.send("/start")
    await service.settle()

    async def work(store: Store) -> None:
        chat = TelegramChat(chat_id=PERSON)
        await store.ties.add(chat, HERS, shared=True, now=service.clock())

    await service.database(work)
    return phone


async def bounced(service: StaffService, language: Language) -> ChatMessage:
    """Let the acknowledgement come back; gives what the group was told of it."""
    service.language = language
    await service.restart()
    await service.mail(write_mail(WITHDRAWAL, BODY[language]))
    await service.mail(report_on(await service.letter_id()))
    return service.card("⚠️")


@pytest.mark.parametrize("language", [Language.RU, Language.KK])
async def test_letter_that_came_back_reaches_the_person_in_telegram_by_one_press(
    service: StaffService, officer: Officer, language: Language
) -> None:
    phone = await tie(service)
    notice = await bounced(service, language)
    told = [TEXTS.text(language, key, ref="PD-2026-00001-F") for key in TOLD]
    assert notice.text == re.sub("</?b>", "", "\n\n".join(told))
    assert labels(notice)[1:] == [TO_TELEGRAM[language]]
    assert MARK[language] in service.card().text
    await service.press(officer, TO_TELEGRAM[language], notice)
    assert await service.letter_words(-1) in phone.last.text
    assert MARK[language] not in service.card().text
    history = await service.history()
    assert history.index((EventKind.LETTER_BOUNCED, "system")) < history.index(
        (EventKind.LETTER_REDIRECTED, str(OFFICER))
    )
    assert history[-1][0] is EventKind.LETTER_SENT


async def test_second_press_sends_it_no_second_time(
    service: StaffService, officer: Officer
) -> None:
    phone = await tie(service)
    notice = await bounced(service, Language.RU)
    for _ in range(2):
        said = await service.press(officer, TO_TELEGRAM[Language.RU], notice)
    assert said.startswith("Отправлять нечего: это письмо уже отправлено")
    words = await service.letter_words(-1)
    assert len([one for one in phone.messages if words in one.text]) == 1


async def test_letter_that_came_back_from_who_has_no_telegram_names_the_ways_left(
    service: StaffService, officer: Officer
) -> None:
    assert officer.user_id == OFFICER
    notice = await bounced(service, Language.RU)
    assert labels(notice) == [OPEN]
    assert notice.text.endswith("Телефон указан в обращении: откройте его в личном чате.")


async def test_person_who_blocked_the_bot_since_is_not_written_to_there(
    service: StaffService, officer: Officer
) -> None:
    phone = await tie(service)
    notice = await bounced(service, Language.RU)
    await phone.block()
    await service.settle()
    said = await service.press(officer, TO_TELEGRAM[Language.RU], notice)
    assert said.startswith("Отправлять нечего")
    assert MARK[Language.RU] in service.card().text
