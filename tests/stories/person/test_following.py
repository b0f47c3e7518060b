"""How people follow their cases, add to them, withdraw them, and show who they are."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.sandbox.telegram.phone import Phone
from tests.servers import transcript
from tests.servers.telegram import CODE, TOKEN, TelegramService
from tests.stories.person.conftest import ASKED, USER, Post, Talking

STORIES = transcript.read(Path(__file__).with_name("following.md"))
TO_CODE = (
    *("/status", "№ PD-2026-00001-F!", "Подтвердить, что это я!", "✉️ По электронной почте!"),
    "Прислать код на этот адрес!",
)


@pytest.mark.parametrize("heading", STORIES)
async def test_person_follows_as_written(service: TelegramService, heading: str) -> None:
    language = "ru" if "Russian" in heading else "kk"
    phone = service.api.person(USER, "Үлгі", language, phone="77010000001")
    assert await transcript.play(service, phone, STORIES[heading]) == STORIES[heading]


def notices(service: TelegramService) -> list[str]:
    texts = [one.text for one in service.group.messages if one.text.startswith("notice ")]
    return [text.split()[1] for text in texts]


async def test_withdrawn_case_is_closed_and_staff_are_told(
    service: TelegramService, go: Talking
) -> None:
    await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "Отозвать обращение!", "Отозвать!")
    assert (await go.cases())[0].state is State.REGISTERED
    await go("Да, отозвать окончательно!")
    (case,) = await go.cases()
    assert (case.state, case.closed_at) == (State.WITHDRAWN, service.clock())
    assert notices(service) == ["notice-withdrawn"]


async def test_album_in_reply_to_a_letter_is_one_submission_even_across_a_restart(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    case = await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "📎 Дополнить!")
    await phone.send_photo("a.jpg", b"first", "Смотрите", album="9")
    await service.settle()
    await service.restart()
    await phone.send_photo("b.jpg", b"second", album="9")
    await service.settle()
    service.clock.move(timedelta(minutes=4))
    await service.tend()
    await service.tend()
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert [(one.text, len(one.attachments)) for one in kept] == [("", 0), ("Смотрите", 2)]


async def test_words_for_a_case_that_waits_answer_the_question(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    case = await go.asked()
    await service.database(lambda store: store.cases.change(replace(case, state=State.WAITING)))
    letter = next(one for one in phone.messages if one.text.startswith("PD-"))
    await phone.send("Вот ответ", reply_to=letter)
    await service.settle()
    await go("✅ Добавить к обращению!")
    assert (await go.cases())[0].state is State.REGISTERED
    assert notices(service) == ["notice-replied"]


async def test_words_for_a_case_that_has_ended_are_put_before_staff(
    service: TelegramService, go: Talking
) -> None:
    await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "Отозвать обращение!", "Отозвать!")
    await go("Да, отозвать окончательно!", "Я передумал", "✅ Добавить к обращению!")
    assert any(one.text.startswith("review 1") for one in service.group.messages)


async def test_number_of_anothers_case_opens_nothing(service: TelegramService, go: Talking) -> None:
    await go.asked()
    stranger = service.api.person(USER + 1, "Пример", "ru")
    other = Talking(service, stranger)
    await other("/start", "Русский!")
    last = await other("/status PD-2026-00001-F")
    assert "PD-2026-00001-F" not in last.text


async def test_start_in_the_midst_of_adding_loses_nothing(
    service: TelegramService, go: Talking
) -> None:
    case = await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "📎 Дополнить!", "Важные слова", "/start")
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert [one.text for one in kept] == ["", "Важные слова"]


async def test_code_that_was_mailed_proves_the_mailbox(go: Talking, post: Post) -> None:
    await go.asked()
    await go(*TO_CODE)
    (mail,) = await post()
    assert CODE in mail
    await go(CODE)
    assert (await go.cases())[0].proof is Proof.MAILBOX


async def test_three_wrong_codes_spend_it(go: Talking) -> None:
    await go.asked()
    await go(*TO_CODE, "111111", "222222", "333333")
    await go(CODE)
    assert (await go.cases())[0].proof is Proof.CHANNEL


async def test_code_is_good_for_ten_minutes(service: TelegramService, go: Talking) -> None:
    await go.asked()
    await go(*TO_CODE)
    service.clock.move(timedelta(minutes=10))
    last = await go(CODE)
    assert "больше не действует" in last.text


async def test_only_so_many_codes_are_mailed_to_an_address_and_who_asked_for_them_is_told(
    go: Talking, post: Post
) -> None:
    await go.asked()
    await go(*TO_CODE)
    last = await go(*["Прислать новый код!"] * 3)
    assert len(await post()) == 3
    assert "Сегодня кодов было слишком много" in last.text


async def test_what_others_asked_for_an_address_is_told_to_nobody(
    service: TelegramService, go: Talking, post: Post
) -> None:
    await go.asked()
    await go(*TO_CODE, "Прислать новый код!", "Прислать новый код!")
    other = Talking(service, service.api.person(USER + 1, "Пример", "ru"))
    await other(*ASKED, "/status", "№ PD-2026-00002-D!", "Подтвердить, что это я!")
    last = await other("✉️ По электронной почте!", "Прислать код на этот адрес!")
    assert "в течение нескольких минут придёт письмо" in last.text
    assert "на один адрес мы отправляем не больше трёх кодов в сутки" in last.text
    assert len(await post()) == 3


async def test_only_so_many_codes_are_mailed_for_a_person(go: Talking, post: Post) -> None:
    await go.asked()
    await go(*TO_CODE)
    for number in range(5):
        last = await go("Другой адрес!", f"user{number}@example.test")
        if "слишком много" in last.text:
            break
    assert len(await post()) == 5
    assert "кодов было слишком много" in last.text


async def test_letter_with_a_code_does_not_outlive_it(
    service: TelegramService, go: Talking, post: Post
) -> None:
    await go.asked()
    await go(*TO_CODE)
    await post()
    assert _code_letters(service) == 1
    service.clock.move(timedelta(minutes=11))
    await service.tend()
    assert _code_letters(service) == 0


def _code_letters(service: TelegramService) -> int:
    with closing(sqlite3.connect(service.url.partition("///")[2])) as tables:
        (count,) = tables.execute("SELECT count(*) FROM outbox WHERE key LIKE 'code:%'").fetchone()
        return int(count)


async def test_link_pressed_in_telegram_ties_both_channels_once(
    service: TelegramService, go: Talking, post: Post
) -> None:
    await service.receive.meet()
    await go.asked()
    await go(*TO_CODE)
    (mail,) = await post()
    assert f"?start=t-{TOKEN}" in mail.replace("\n", "")
    await go(f"/start t-{TOKEN}")
    assert (await go.cases())[0].proof is Proof.TIED
    await go(f"/start t-{TOKEN}")
    assert go.phone.messages[-2].text.startswith("Вы уже открывали эту ссылку")


async def test_blocked_bot_is_told_once_and_letters_go_by_mail(
    service: TelegramService, phone: Phone, go: Talking, post: Post
) -> None:
    await go.asked()
    await go(*TO_CODE, CODE)
    await go("Отозвать обращение!", "Отозвать!")
    await phone.press("Да, отозвать окончательно")
    await service.receive()
    await phone.block()
    await service.settle()
    mails = await post()
    assert any("Вы отозвали обращение PD-2026-00001-F" in one for one in mails)
    await phone.unblock()
    await service.settle()
    assert notices(service) == ["notice-withdrawn"]


async def test_deleted_account_is_found_out_by_the_letter_it_refuses(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    await go("/start", "Русский!", "Начать!", "Не присылайте мне новости!", "user@example.test")
    await go("Добавить нечего!")
    await phone.press("✅ Отправить")
    await service.receive()
    await phone.delete_account()
    await service.settle()
    assert len(await go.cases()) == 1
    assert sorted(notices(service)) == ["notice-chat-lost", "notice-letter-refused"]


async def test_flood_is_answered_once_and_nothing_of_it_is_lost(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    case = await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "📎 Дополнить!")
    before = len([one for one in phone.messages if one.from_bot])
    for number in range(40):
        await phone.send(f"слово {number}")
    await service.settle()
    answers = [one for one in phone.messages if one.from_bot][before:]
    assert len(answers) <= 31
    assert sum("ненадолго перестанем отвечать" in one.text for one in answers) == 1
    await go("✅ Добавить к обращению!")
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert len(kept[-1].text.split("\n\n")) == 40


async def test_stray_words_that_are_put_to_a_draft_never_pass_its_limits(
    phone: Phone, go: Talking
) -> None:
    await go.asked()
    await _send_files(go, "a", 6)
    await go("Это новое обращение!", "Не присылайте мне новости!", "user@example.test")
    await go("/status", "№ PD-2026-00001-F!", "📎 Дополнить!")
    await _send_files(go, "b", 6)
    last = await go("К неотправленному обращению!")
    assert "в одном обращении файлов может быть не больше 10" in last.text
    await go("✅ Добавить к обращению!")
    (case,) = await go.cases()
    kept = await go.service.database(lambda store: store.submissions.of_case(case.id))
    assert [len(one.attachments) for one in kept] == [0, 6]
    assert phone.last.text.startswith("Добавлено к обращению")


async def _send_files(go: Talking, name: str, count: int) -> None:
    for number in range(count):
        await go.phone.send_document(f"{name}{number}.txt", f"{name}{number}".encode())
        await go.service.settle()


async def test_stray_words_that_fit_go_into_the_draft(go: Talking) -> None:
    await go.asked()
    await go("Раз", "Это новое обращение!", "Не присылайте мне новости!", "user@example.test")
    await go("/status", "№ PD-2026-00001-F!", "Два", "К неотправленному обращению!")
    await go("Готово!", "✅ Отправить!")
    _, second = await go.cases()
    kept = await go.service.database(lambda store: store.submissions.of_case(second.id))
    assert [one.text for one in kept] == ["Раз\n\nДва"]


async def test_stray_words_that_nobody_put_anywhere_go_before_staff(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    case = await go.asked()
    await go("Важные слова")
    service.clock.move(timedelta(hours=24))
    await service.tend()
    await service.tend()
    await service.settle()
    review = await service.database(lambda store: store.reviews.get(ReviewId(1)))
    assert (review.submission.text, review.reason) == ("Важные слова", "stray")
    assert (review.about, review.reply_to) == (case.id, case.reply_to)
    assert "передали Ваши сообщения и файлы сотрудникам" in phone.last.text


async def test_words_for_a_case_that_were_left_on_another_screen_are_filed_all_the_same(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    case = await go.asked()
    await go("/status", "№ PD-2026-00001-F!", "Важные слова", "/language")
    service.clock.move(timedelta(hours=24))
    await service.tend()
    await service.settle()
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert [one.text for one in kept] == ["", "Важные слова"]
    assert phone.last.text.startswith("Добавлено к обращению")


async def test_file_that_can_not_be_taken_is_no_addition(
    service: TelegramService, phone: Phone, go: Talking
) -> None:
    await go.asked()
    big = {"file_id": "x", "file_unique_id": "x", "file_size": 21 * 1024 * 1024}
    service.api.telegram.say(phone.chat, phone.person.face, {"document": big})
    await service.settle()
    assert "больше 20 МБ" in phone.last.text
    assert not phone.last.buttons
