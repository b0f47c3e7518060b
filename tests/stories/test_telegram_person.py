"""Conversations of people with the bot, from the first word to the acknowledgement."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.submission import Submission
from pd_intake_bot.sandbox.telegram import media
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.files import Upload
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.storage import migrations
from pd_intake_bot.storage.database import Database
from tests.servers import transcript
from tests.servers.telegram import POLICY, STAFF_CHAT, TelegramService, make_tables

STORIES = transcript.read(Path(__file__).with_name("telegram_person.md"))
USER = 700100200300

TO_NEWS = ("/start", "Русский!", "Начать!", "Не присылайте мне новости!")
TO_WORDS = (*TO_NEWS, "user@example.test")
TO_SUMMARY = (*TO_WORDS, "Добавить нечего!")
TO_PHONE = ("/start", "Русский!", "Начать!", "Удалить мою учётную запись!", "Пропустить!")
WITHDRAWAL = (*TO_PHONE[:3], "Отозвать согласие на обработку!")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[TelegramService]:
    async with TelegramService(tmp_path, tables=tables) as service:
        yield service


@pytest.fixture
def phone(service: TelegramService) -> Phone:
    return service.api.person(USER, "Үлгі", "ru", phone="77010000001")


Go = Callable[..., Awaitable[ChatMessage]]


@pytest.fixture
def go(service: TelegramService, phone: Phone) -> Go:
    """Type each text in turn, or press the button whose label has an exclamation mark."""

    async def go(*steps: str) -> ChatMessage:
        for step in steps:
            if step.endswith("!"):
                await phone.press(step[:-1])
            else:
                await phone.send(step)
            await service.settle()
        return phone.last

    return go


async def cases(service: TelegramService) -> list[Case]:
    return list(await service.database(lambda store: store.cases.all()))


async def submission(service: TelegramService) -> Submission:
    (case,) = await cases(service)
    (kept,) = await service.database(lambda store: store.submissions.of_case(case.id))
    return kept


@pytest.mark.parametrize("heading", STORIES)
async def test_conversation_goes_as_written(service: TelegramService, heading: str) -> None:
    language = "ru" if "Russian" in heading else "kk"
    phone = service.api.person(USER, "Үлгі", language, phone="77010000001")
    assert await transcript.play(service, phone, STORIES[heading]) == STORIES[heading]


class TwoHandlers(TelegramService):
    """As if two processes handled updates: both list what is due at the same moment."""

    async def settle(self) -> None:
        async with Database(self.url, self.seal) as another:
            other = replace(self.handle, transactions=another)
            while True:
                came = await self.receive()
                handled = await asyncio.gather(self.handle(), other())
                if not came + sum(handled) + await self.deliver():
                    return


async def test_conversation_goes_the_same_way_with_two_processes_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    await migrations.upgrade(postgres_url)
    heading = next(iter(STORIES))
    async with TwoHandlers(tmp_path, tables=postgres_url) as service:
        phone = service.api.person(USER, "Үлгі", "ru", phone="77010000001")
        assert await transcript.play(service, phone, STORIES[heading]) == STORIES[heading]


async def test_request_is_kept_with_every_message_as_it_came(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    await phone.send_document("письмо.pdf", b"content", "Смотрите файл")
    await service.settle()
    await go("Готово!", "✅ Отправить!")
    kept = await submission(service)
    raw = json.loads(await service.blobs.get(kept.raw))
    assert [one.get("text") for one in raw["messages"]] == ["user@example.test", "Смотрите файл"]
    assert raw["messages"][1]["file"] == kept.attachments[0].digest
    assert raw["fields"] == {"email": "user@example.test"}
    assert (kept.text, kept.sender_name, kept.language) == ("Смотрите файл", "Үлгі", "ru")
    assert await service.blobs.get(kept.attachments[0].digest) == b"content"


async def test_receipt_is_the_moment_the_press_was_kept(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_SUMMARY)
    await phone.press("✅ Отправить")
    await service.receive()
    received = service.clock()
    service.clock.move(timedelta(days=2))
    await service.settle()
    (case,) = await cases(service)
    assert case.received_at == received


async def test_own_contact_proves_the_phone_and_a_typed_one_does_not(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_PHONE, "Телефон!")
    await phone.tap("📱 Отправить мой номер")
    await service.settle()
    await go("Добавить нечего!", "✅ Отправить!")
    # The second time the notice is not shown again.
    await go(TO_PHONE[0], *TO_PHONE[3:], "+7 701 000 00 02", "Добавить нечего!", "✅ Отправить!")
    shared, typed = await cases(service)
    assert (shared.proof, shared.fields[Field.PHONE]) == (Proof.PHONE, "+77010000001")
    assert (typed.proof, typed.fields[Field.PHONE]) == (Proof.CHANNEL, "+77010000002")


async def test_somebody_elses_contact_is_refused_with_the_way_out(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_PHONE, "Телефон!")
    await phone.send_contact(own=False)
    await service.settle()
    assert "Это номер другого человека" in phone.last.text


async def test_own_contact_is_an_answer_where_a_phone_is_one_of_the_choices(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_NEWS)
    await phone.send_contact()
    await service.settle()
    assert phone.last.text.startswith("Телефон записан: +7 701 000 0001")
    await go("Добавить нечего!", "✅ Отправить!")
    (case,) = await cases(service)
    assert (case.proof, case.fields[Field.PHONE]) == (Proof.PHONE, "+77010000001")


async def test_contact_where_no_phone_is_asked_for_is_declined(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    await phone.send_contact()
    await service.settle()
    assert "Номер телефона сейчас не нужен" in phone.last.text


async def test_two_taps_on_send_make_one_case_and_a_quiet_answer(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    summary = await go(*TO_SUMMARY)
    await phone.press("✅ Отправить", summary)
    second = await phone.press("✅ Отправить", summary)
    await service.settle()
    assert len(await cases(service)) == 1
    assert await second.answered() == "Обращение уже отправлено, его номер PD-2026-00001-F."


async def test_button_left_behind_on_another_device_does_no_harm(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go("/start", "Русский!", "Начать!")
    menu = phone.last
    await phone.press("Удалить мою учётную запись", menu)
    stale = await phone.press("Не присылайте мне новости", menu)
    await service.settle()
    assert "Удаление учётной записи" in phone.last.text
    assert await stale.answered() == (
        "Эта кнопка больше не действует. Продолжите в последнем сообщении."
    )


async def test_foreign_callback_data_is_answered_and_changes_nothing(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    menu = await go("/start", "Русский!", "Начать!")
    telegram = service.api.telegram
    for data in ("p:3:send:", "p:x", "nothing", f"p:{3}:group:no-such-group"):
        telegram.press(phone.chat, phone.person, menu, data)
        await service.settle()
    service.clock.move(timedelta(minutes=1))
    await go("Не присылайте мне новости!")
    assert "Исключение из списка" in phone.last.text
    assert await cases(service) == []


@pytest.mark.parametrize(
    ("send", "said"),
    [
        (lambda phone: phone.send_voice(), "Голосовые сообщения"),
        (lambda phone: phone.send_sticker(), "Такое сообщение мы не принимаем"),
        (lambda phone: phone.send_location(), "Точку на карте"),
        (lambda phone: phone.send_poll(), "Опросы мы не принимаем"),
        (lambda phone: phone.send_contact(own=False), "Это номер другого человека"),
        (lambda phone: phone.send_document("a.pdf", b"a"), "Этот файл не сохранён"),
        (lambda phone: phone.send_photo("a.jpg", b"a"), "Этот файл не сохранён"),
    ],
)
async def test_every_kind_of_message_gets_an_answer_and_the_buttons_again(
    service: TelegramService,
    phone: Phone,
    go: Go,
    send: Callable[[Phone], Awaitable[object]],
    said: str,
) -> None:
    await go(*TO_NEWS)
    await send(phone)
    await service.settle()
    assert said in phone.last.text
    assert phone.last.buttons


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ({"video": {"width": 1, "height": 1, "duration": 1}}, "Видео так принять не получится"),
        ({"video_note": {"length": 1, "duration": 1}}, "Голосовые сообщения"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "Такое сообщение мы не принимаем"),
        (
            {"venue": {"location": {"latitude": 1, "longitude": 1}, "title": "a", "address": "b"}},
            "Точку на карте",
        ),
        ({"story": {"chat": {"id": 1, "type": "private"}, "id": 1}}, "Такое сообщение"),
        ({"text": "/nothing", "entities": []}, "Такой команды нет"),
    ],
)
async def test_rarer_kinds_of_message_get_an_answer_too(
    service: TelegramService, phone: Phone, go: Go, kind: dict[str, dict[str, object]], said: str
) -> None:
    await go(*TO_NEWS)
    for name in {"video", "video_note"} & kind.keys():
        kind[name] |= {"file_id": "x", "file_unique_id": "x"}
    service.api.telegram.say(phone.chat, phone.person.face, dict(kind))
    await service.settle()
    assert said in phone.last.text


FORWARDED = {
    "text": "Чужие слова",
    "forward_origin": {"type": "hidden_user", "sender_user_name": "Некто", "date": 1},
}


async def test_forwarded_words_are_no_answer_of_the_persons_own(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_PHONE[:-1])
    service.api.telegram.say(phone.chat, phone.person.face, dict(FORWARDED))
    await service.settle()
    assert "Это сообщение переслано из другого чата" in phone.last.text


async def test_forwarded_words_may_be_added_and_are_marked(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    service.api.telegram.say(phone.chat, phone.person.face, dict(FORWARDED))
    await service.settle()
    await go("Готово!", "✅ Отправить!")
    assert (await submission(service)).text == "Пересланное сообщение: Чужие слова"


async def test_album_is_answered_once_and_kept_whole(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    before = len(phone.messages)
    for number in range(3):
        await phone.send_photo("a.jpg", b"picture %d" % number, album="7")
    await service.settle()
    assert len(phone.messages) == before + 3 + 1
    await go("Готово!", "✅ Отправить!")
    assert len((await submission(service)).attachments) == 3


async def test_file_too_big_for_a_bot_gets_the_way_out(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    big = {"file_id": "x", "file_unique_id": "x", "file_size": 21 * 1024 * 1024}
    service.api.telegram.say(phone.chat, phone.person.face, {"document": big})
    await service.settle()
    assert "он больше 20 МБ" in phone.last.text
    assert "info@bazarjoq.kz" in phone.last.text


async def test_file_that_hides_its_size_gets_the_same_way_out(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    stored = service.api.telegram.files.add(Upload(name="a.bin", content=bytes(21 * 1024 * 1024)))
    content = media.document(stored)
    content["document"].pop("file_size")
    service.api.telegram.say(phone.chat, phone.person.face, content)
    await service.settle()
    assert "он больше 20 МБ" in phone.last.text


async def test_words_without_end_get_the_way_out_and_the_first_stay(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS, *("слово " * 600 for _ in range(6)))
    assert "Сообщений уже слишком много" in phone.last.text
    await go("Готово!", "✅ Отправить!")
    assert len((await submission(service)).text.split()) == 600 * 5


async def test_eleventh_file_gets_the_way_out_and_the_ten_stay(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    for number in range(11):
        await phone.send_document(f"{number}.txt", b"content %d" % number)
        await service.settle()
    assert "не больше 10 файлов" in phone.last.text
    await go("Готово!", "✅ Отправить!")
    assert len((await submission(service)).attachments) == 10


async def test_added_words_and_files_can_be_taken_back(service: TelegramService, go: Go) -> None:
    await go(*TO_WORDS, "Лишнее", "Убрать добавленное!", "Добавить нечего!", "✅ Отправить!")
    kept = await submission(service)
    assert kept.text == ""
    assert "Лишнее" not in (await service.blobs.get(kept.raw)).decode()


async def test_edited_words_are_kept_in_both_versions(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    message = await phone.send("Первые слова")
    await service.settle()
    await phone.edit(message, "Вторые слова")
    await service.settle()
    assert "Сохраним оба варианта" in phone.last.text
    await go("Готово!", "✅ Отправить!")
    text = (await submission(service)).text
    assert text == "Первые слова\n\nИзменённое сообщение: Вторые слова"


async def test_edit_after_sending_is_kept_beside_what_was_registered(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    message = await phone.send("Первые слова")
    await service.settle()
    await go("Готово!", "✅ Отправить!")
    await phone.edit(message, "Вторые слова")
    await service.settle()
    assert "PD-2026-00001-F уже зарегистрировано" in phone.last.text
    (case,) = await cases(service)
    kept = await service.database(lambda store: store.submissions.of_case(case.id))
    assert [one.text for one in kept] == ["Первые слова", "Вторые слова"]
    assert "notice notice-follow-up PD-2026-00001-F" in service.group.messages[-1].text


async def test_edit_of_an_older_message_changes_nothing(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    message = await phone.send("Сәлем")
    await service.settle()
    await go("Русский!")
    await phone.edit(message, "Сәлеметсіз бе")
    await service.settle()
    assert "ни на что не влияет" in phone.last.text


async def test_words_from_outside_do_not_become_markup(go: Go) -> None:
    summary = await go(*TO_WORDS, "<b>важно</b> & <script>", "Готово!")
    assert "<b>важно</b> & <script>" in summary.text


async def test_other_groups_are_not_served(service: TelegramService) -> None:
    group = service.api.group(-1001000000099, "Чужая группа")
    officer = await group.officer(USER, "Үлгі")
    await officer.send("/start")
    await service.settle()
    assert [message for message in group.messages if message.from_bot] == []


async def test_blocked_bot_does_not_undo_the_case(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_SUMMARY)
    await phone.press("✅ Отправить")
    await service.receive()
    await phone.block()
    await service.settle()
    (case,) = await cases(service)
    assert case.acknowledged_at is None
    assert any("notice-letter-refused" in one.text for one in service.group.messages)


@pytest.mark.parametrize("step", ["receive", "handle"])
async def test_kill_after_any_step_leaves_exactly_one_prompt(
    service: TelegramService, phone: Phone, go: Go, step: str
) -> None:
    await go(*TO_NEWS)
    before = len(phone.messages)
    await phone.send("user@example.test")
    await service.receive()
    if step == "handle":
        await service.handle()
    await service.restart()
    await service.settle()
    assert len(phone.messages) == before + 2


async def test_update_whose_handling_failed_is_handled_again_with_one_prompt(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    before = len(phone.messages)
    await phone.send_document("a.txt", b"content")
    service.api.faults.add("getFile", Fault.SERVER_ERROR)
    await service.settle()
    assert len(phone.messages) == before + 1
    service.clock.move(timedelta(seconds=3))
    await service.settle()
    assert len(phone.messages) == before + 2


async def test_update_that_fails_again_and_again_is_put_aside_and_everyone_told(
    service: TelegramService, phone: Phone, go: Go
) -> None:
    await go(*TO_WORDS)
    await phone.send_document("a.txt", b"content")
    service.api.faults.add("getFile", Fault.SERVER_ERROR, times=9)
    for _ in range(5):
        await service.settle()
        service.clock.move(timedelta(minutes=6))
    assert "не смогли это принять" in phone.last.text
    assert service.group.messages[-1].text.startswith("notice notice-update-quarantined")
    await go("Добавить нечего!", "✅ Отправить!")
    assert len(await cases(service)) == 1


async def test_card_stands_in_the_staff_group(service: TelegramService, go: Go) -> None:
    await go(*TO_SUMMARY, "✅ Отправить!")
    texts = [message.text for message in service.group.messages]
    assert service.group.chat_id == STAFF_CHAT
    assert texts == ["card PD-2026-00001-F v2 05:00"]


@pytest.mark.parametrize("seed", range(2))
async def test_no_way_of_pressing_and_typing_leads_astray(
    service: TelegramService, phone: Phone, seed: int
) -> None:
    """Do fifty things at random: each is answered, and none fails."""
    chance = random.Random(seed)  # noqa: S311 - the walk must be the same each time
    said = ["/start", "/language", "/cancel", "/status", "/help", "слова и ещё слова"]
    said += ["user@example.test", "+7 701 000 00 02", "Пример Примерович", "Алматы, дом 1, кв. 2"]
    await phone.send("/start")
    await service.settle()
    for _ in range(50):
        buttons = [button.data for row in phone.last.buttons for button in row]
        keys = [key.label for row in phone.keyboard for key in row]
        handled = service.woken
        if buttons and chance.random() < 0.7:
            await phone.press(chance.choice(buttons), phone.last)
        elif keys and chance.random() < 0.5:
            await phone.tap(chance.choice(keys))
        elif chance.random() < 0.2:
            await phone.send_document("a.txt", b"content")
        else:
            await phone.send(chance.choice(said))
        await service.settle()
        assert service.woken == handled + 1, phone.last.text
    assert not any("notice-update" in message.text for message in service.group.messages)


async def test_typed_label_does_what_the_button_does(phone: Phone, go: Go) -> None:
    await go(*WITHDRAWAL, "Пример Примерович", "+7 701 000 00 02", "почтовый адрес")
    assert "индекс" in phone.last.text
    await go("Алматы, улица Примерная, 1", "все мои данные", "Слово", "готово")
    assert "Слово\n\n" in phone.last.text
    await go("Отправить")
    assert phone.last.text.startswith("PD-2026-00001-F")


async def test_message_after_the_request_is_asked_about(phone: Phone, go: Go) -> None:
    await go(
        *WITHDRAWAL, "Пример Примерович", "+7 701 000 00 02", "user@example.test", "Все мои данные!"
    )
    await go("Добавить нечего!", "✅ Отправить!", "И ещё одно")
    assert "К какому обращению это относится?" in phone.last.text
    assert phone.last.buttons[0][0].label == "Добавить к № PD-2026-00001-F"


async def test_other_field_that_is_as_good_is_taken(phone: Phone, go: Go) -> None:
    await go(
        *WITHDRAWAL, "Пример Примерович", "+7 701 000 00 02", "Почтовый адрес!", "user@example.test"
    )
    assert "Вопрос 4 из 4" in phone.last.text


async def test_who_is_refused_twice_is_told_of_the_other_way(phone: Phone, go: Go) -> None:
    await go(*WITHDRAWAL, "Пример Примерович", "у меня нет телефона")
    assert POLICY.controller.email not in phone.last.text
    await go("нет")
    assert POLICY.controller.email in phone.last.text


async def test_name_of_one_word_is_taken_when_it_is_sent_again(phone: Phone, go: Go) -> None:
    await go(*WITHDRAWAL, "Пример", "Пример")
    assert "Вопрос 2 из 4" in phone.last.text
