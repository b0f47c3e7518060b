"""Letters that come back, numbers that anybody may quote, closed cases, copies, and the breaker."""

from datetime import timedelta
from email.message import EmailMessage

from pd_intake_bot.domain.case import State
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.usecases.intake.cap import Limits
from tests.servers.staff import (
    ANSWER,
    INQUIRY,
    OPEN,
    SEND,
    StaffService,
    labels,
    write_mail,
)

REF = "PD-2026-00001-F"
LETTER = MessageIds(key=b"k" * 32, domain="desk.test").make(REF, 1)
FIRST = f"{REF} — Рассмотрение вопроса, жалобы или спора о персональных данных"
UNPROVEN = (
    "В теме письма стоит номер обращения, но писали с другого адреса: номер ничего не "
    "доказывает. Отправителю ничего не сообщили."
)
STRANGER = "Прохожий <stranger@example.test>"


def write_report(status: str, action: str = "failed") -> EmailMessage:
    """Write what a mail system sends back, with the headers of our letter in it."""
    report = EmailMessage()
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.test>"
    report["To"] = "info@bazarjoq.kz"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = f"<{status}.{action}@mx.example.test>"
    report["X-Failed-Recipients"] = "user@example.test"
    report["Auto-Submitted"] = "auto-replied"
    report.set_content(
        f"Final-Recipient: rfc822; user@example.test\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} no such user\n\nMessage-ID: {LETTER}\n"
    )
    return report


def answer(text: str, **headers: str) -> EmailMessage:
    return write_mail(f"Re: {REF}", text, In_Reply_To=LETTER, **headers)


async def test_letter_that_comes_back_is_on_the_card_and_another_way_is_named(
    service: StaffService,
) -> None:
    await service.mail(write_mail(INQUIRY, "Мой телефон: +7 701 000 00 21"))
    await service.mail(write_report("5.1.1"))
    assert "⚠️ Письмо не доставлено: такого адреса нет" in service.card().text
    notice = service.card("⚠️ Письмо по обращению")
    assert notice.text.splitlines() == [
        f"⚠️ Письмо по обращению {REF} не доставлено. Свяжитесь с человеком другим способом.",
        "",
        "Телефон указан в обращении: откройте его в личном чате.",
    ]
    assert labels(notice) == [OPEN]
    assert len(await service.cases()) == 1


async def test_history_says_what_the_mail_system_answered(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    for status, action in (("4.4.1", "delayed"), ("5.2.2", "failed"), ("2.0.0", "delivered")):
        await service.mail(write_report(status, action))
    await service.press(officer, OPEN, service.card())
    history = officer.phone.last.text
    assert "письмо пока не доставлено, почтовая служба пробует снова [550 4.4.1]" in history
    assert "письмо не доставлено [550 5.2.2]" in history
    assert "почтовая служба сообщила о доставке письма [550 2.0.0]" in history
    # It was delivered in the end.
    assert "не доставлено" not in service.card().text


async def test_next_letter_to_a_dead_address_waits_and_says_why(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.mail(write_report("5.1.1"))
    await service.mail(write_mail(INQUIRY, "Другой вопрос"))
    second = next(one for one in service.group.messages if one.text.startswith("PD-2026-00002"))
    assert "письма на этот адрес не доходят" in second.text
    pressed = await service.press(officer, "Отправить письмо о регистрации", second)
    assert pressed == "Письмо о регистрации отправляется."


async def test_stranger_who_quotes_a_number_joins_nothing_and_learns_nothing(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    mail = write_mail(f"По {REF}", "Пришлите ответ мне")
    mail.replace_header("From", STRANGER)
    await service.mail(mail)
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement"]
    review = service.card("На проверку")
    assert review.text.splitlines()[:2] == [
        "На проверку № 1: это к прежнему обращению?",
        UNPROVEN,
    ]
    assert f"Обращение {FIRST}" in review.text
    assert labels(review) == [f"Присоединить к {REF}", "Зарегистрировать…", "Не обращение", OPEN]
    assert await service.press(officer, f"Присоединить к {REF}", review) == (
        f"Присоединено к {REF}."
    )
    settled = service.card("На проверку")
    assert settled.text.endswith("✅ Присоединено к обращению. Решение: Айгүл, 23.11.2026 10:00")
    assert labels(settled) == [REF, OPEN]
    submissions = await service.database(lambda store: store.submissions.of_case(case.id))
    assert len(submissions) == 2


async def test_answer_to_a_closed_case_is_opened_again_by_an_officer(
    service: StaffService, officer: Officer
) -> None:
    await service.begin_answer(officer)
    await service.say(officer, "Вот ответ")
    await service.press_in_private(officer, SEND)
    await service.mail(answer("А как же адрес?"))
    assert (await service.cases())[0].state is State.ANSWERED
    review = service.card("На проверку")
    assert "Прежний срок сам заново не начинается." in review.text
    reopen = f"Открыть снова {REF}"
    assert labels(review)[:2] == [reopen, f"Присоединить к {REF}"]
    pressed = await service.press(officer, reopen, review)
    assert pressed == f"Открыто снова: {REF}. Сроки прежние. Человеку об этом письмо не уходит."
    assert (await service.cases())[0].state is State.REGISTERED
    assert "Занимается: Айгүл" in service.card().text

    await service.press(officer, OPEN, service.card())
    assert "обращение открыто снова (Айгүл)" in officer.phone.last.text
    await service.press_in_private(officer, ANSWER)
    assert officer.phone.last.text.startswith(f"Ответ на обращение {REF}")


async def test_second_press_on_a_settled_message_is_told_who_was_first(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    mail = write_mail(REF, "Это я, с другого адреса")
    mail.replace_header("From", STRANGER)
    await service.mail(mail)
    review = service.card("На проверку")
    attach = f"Присоединить к {REF}"
    await officer.press(attach, review.id)
    again = await officer.press(attach, review.id)
    await service.settle()
    assert (await again.answered()).startswith("Уже сделано. ✅ Присоединено к обращению.")


async def test_same_mail_sent_again_is_one_case_and_one_letter(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    service.clock.move(timedelta(hours=3))
    again = write_mail(INQUIRY, "Вопрос")
    again.replace_header("Message-ID", "<again@example.test>")
    await service.mail(again)
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement"]
    await service.press(officer, OPEN, service.card())
    assert "человек прислал то же самое ещё раз" in officer.phone.last.text


async def test_same_wish_twice_is_two_cases_and_both_cards_say_so(service: StaffService) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.mail(write_mail(INQUIRY, "Прошу ещё раз"))
    first, second = await service.cases()
    assert f"Тот же человек попросил об этом ещё раз: {second.ref}" in service.card().text
    said = service.card(str(second.ref)).text
    assert f"Тот же человек уже просил об этом: {REF}. Срок считается по первому обращению." in said
    assert [await service.letters(one) for one in (first, second)] == [["acknowledgement"]] * 2


async def test_automatic_reply_to_a_letter_is_noted_and_troubles_nobody(
    service: StaffService,
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    before = len(service.group.messages)
    await service.mail(answer("Я в отпуске", Auto_Submitted="auto-replied"))
    assert len(service.group.messages) == before
    assert [kind.value for kind, _ in await service.history()][-1] == "machine_replied"


async def test_breaker_holds_letters_and_a_lead_lets_them_all_go(
    service: StaffService, lead: Officer, officer: Officer
) -> None:
    service.caps = Limits(overall=((timedelta(hours=1), 1),))
    for number in range(3):
        mail = write_mail(INQUIRY, f"Вопрос {number}")
        mail.replace_header("From", f"user{number}@office{number}.test")
        await service.mail(mail)
    assert [case.held_because for case in await service.cases()] == [None, "breaker", "breaker"]
    alarm = service.card("⚠️ За час ушло")
    assert alarm.text.startswith("⚠️ За час ушло автоматических писем: 1. Это предел")
    assert labels(alarm) == ["Отправить все задержанные"]
    refused = await service.press(officer, "Отправить все задержанные", alarm)
    assert refused != "Отправляются письма: 2. Осталось: 0."
    pressed = await service.press(lead, "Отправить все задержанные", alarm)
    assert pressed == "Отправляются письма: 2. Осталось: 0."
    letters = [await service.letters(case) for case in await service.cases()]
    assert letters == [["acknowledgement"]] * 3
