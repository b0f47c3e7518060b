"""The whole service and Telegram over HTTP: two languages, restarts, faults, lost chats."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.chats import ChatMessage, Standing
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.membership import BOT_RIGHTS
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.screen import Screen
from pd_intake_bot.sandbox.world import OFFICER, World, open_world
from tests.servers import service

PATIENCE = service.PATIENCE
OPEN = "Открыть в личном чате"

RUSSIAN = (
    "/start",
    "[Русский]",
    "[Начать]",
    "[Отозвать согласие на обработку]",
    "Пример Примерович",
    "8 701 000 00 21",
    "[Электронная почта]",
    "user@example.test",
    "[Все мои данные]",
    "[Добавить нечего]",
)
SEND_RUSSIAN = "[✅ Отправить]"
KAZAKH = (
    "/start",
    "[Қазақша]",
    "[Бастау]",
    "[Деректерімді түзету, толықтыру]",
    "Үлгі Үлгіұлы",
    "[Телефон]",
    "{📱 Нөмірімді жіберу}",
    "Тегімде қате бар: «Улги» емес, «Үлгі».",
    "[Қосатыным жоқ]",
)
SEND_KAZAKH = "[✅ Жіберу]"
SHORT = (
    "/start",
    "[Русский]",
    "[Начать]",
    "[Не присылайте мне новости]",
    "user@example.test",
    "[Добавить нечего]",
)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as opened:
        yield opened


def person(world: World, number: int = 5001) -> Phone:
    return world.telegram.person(number, "Пример", "ru", phone="+77010000021")


async def act(phone: Phone, *acts: str) -> None:
    """Type, press `[buttons]` and tap `{keys}`, each once the bot has answered the last."""
    for one in acts:
        if one.startswith("["):
            await press(phone, one.strip("[]"))
        elif one.startswith("{"):
            await phone.answer(lambda shown: bool(shown.keyboard), within=PATIENCE)
            await phone.tap(one.strip("{}"))
        else:
            await phone.send(one)
            await phone.answer(within=PATIENCE)


async def press(screen: Phone, label: str) -> None:
    await screen.press(label, await screen.answer(has(label), within=PATIENCE))


class has:  # noqa: N801 - reads as a word where it is used
    """A message with this button under it."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __call__(self, message: ChatMessage) -> bool:
        return any(button.label == self.label for row in message.buttons for button in row)

    def __repr__(self) -> str:
        return f"a button {self.label!r}"


async def letter(phone: Phone) -> str:
    """Wait for a letter and give its text."""
    return (await phone.until(is_letter, within=PATIENCE)).text


def is_letter(message: ChatMessage) -> bool:
    return message.text.startswith("PD-")


def letters(phone: Phone) -> list[str]:
    return [one.text for one in phone.messages if one.from_bot and is_letter(one)]


async def cases(world: World) -> Sequence[Case]:
    async with open_database(world.settings) as database:
        return await database.reading(lambda store: store.cases.all())


async def history(world: World, case: Case) -> list[EventKind]:
    async with open_database(world.settings) as database:
        events = await database.reading(lambda store: store.events.of_case(case.id))
    return [event.kind for event in events]


async def card(group: Screen, words: str = "") -> ChatMessage:
    """Wait for the card of a case in the staff group."""
    return await group.until(
        lambda shown: is_letter(shown) and words in shown.text, within=PATIENCE
    )


async def acknowledged(group: Screen) -> ChatMessage:
    """Wait until the card of a case no longer says that its acknowledgement has not left."""
    return await group.until(
        lambda shown: is_letter(shown) and "ещё не отправлено" not in shown.text, within=PATIENCE
    )


@pytest.mark.parametrize(
    ("acts", "send", "words", "date"),
    [
        (RUSSIAN, SEND_RUSSIAN, "Здравствуйте!", True),
        # Its clock starts when what the person says is confirmed.
        (KAZAKH, SEND_KAZAKH, "Сәлеметсіз бе!", False),
    ],
    ids=["ru", "kk"],
)
async def test_conversation_ends_with_an_acknowledgement_and_a_card(
    world: World, acts: Sequence[str], send: str, words: str, *, date: bool
) -> None:
    phone = person(world)
    async with world.service():
        await act(phone, *acts, send)
        received = await letter(phone)
        await acknowledged(world.staff)
    [case] = await cases(world)
    assert str(case.ref) in received
    assert words in received
    assert (case.promised is not None, case.acknowledged_at is not None) == (date, True)
    assert len(letters(phone)) == 1


async def test_conversation_goes_on_after_a_restart(world: World) -> None:
    phone = person(world)
    async with world.service():
        await act(phone, *RUSSIAN[:6])
        await phone.answer(has("Электронная почта"), within=PATIENCE)
    # What was typed while the service was away is taken up when it is back.
    await phone.press("Электронная почта")
    await phone.send("user@example.test")
    async with world.service():
        await act(phone, *RUSSIAN[8:], SEND_RUSSIAN)
        await letter(phone)
    assert len(await cases(world)) == len(letters(phone)) == 1


async def test_closed_port_of_telegram_loses_and_doubles_nothing(world: World) -> None:
    phone = person(world)
    async with world.service():
        await act(phone, *SHORT[:4])
        await world.telegram.refuse()
        await phone.send("user@example.test")
        await world.telegram.accept()
        await act(phone, "[Добавить нечего]")
        await phone.answer(has("✅ Отправить"), within=PATIENCE)
        await world.telegram.refuse()
        await phone.press("✅ Отправить")
        await phone.press("✅ Отправить")
        await world.telegram.accept()
        await letter(phone)
        await card(world.staff)
    assert len(await cases(world)) == len(letters(phone)) == 1


async def test_faults_of_telegram_lose_nothing_and_double_only_what_was_unknown(
    world: World,
) -> None:
    phone, faults = person(world), world.telegram.faults
    async with world.service():
        faults.add("getUpdates", Fault.BAD_GATEWAY)
        faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, seconds=1)
        await act(phone, *SHORT[:4])
        faults.add("answerCallbackQuery", Fault.SERVER_ERROR)
        await act(phone, *SHORT[4:])
        await phone.answer(has("✅ Отправить"), within=PATIENCE)
        faults.add("editMessageText", Fault.SERVER_ERROR)
        # Of the letter nobody knows whether it has left; it comes once more, and only it.
        faults.add("sendMessage", Fault.RESET_AFTER, times=2)
        await phone.press("✅ Отправить")
        await phone.until(lambda _: len(letters(phone)) > 1, within=PATIENCE)
        await acknowledged(world.staff)
    [case] = await cases(world)
    assert len(letters(phone)) == 2
    assert len(set(letters(phone))) == 1
    assert EventKind.LETTER_UNSURE in await history(world, case)
    written = [one.text for one in phone.messages if one.from_bot and not is_letter(one)]
    assert len(written) == len(set(written))


async def test_person_who_blocks_the_bot_has_a_case_and_staff_are_told(world: World) -> None:
    phone = person(world)
    async with world.service():
        await act(phone, *SHORT)
        await press(phone, "✅ Отправить")
        await phone.block()
        await world.staff.until("не принято получателем", within=PATIENCE)
    [case] = await cases(world)
    assert (case.state, case.acknowledged_at) == (State.REGISTERED, None)
    assert EventKind.LETTER_REFUSED in await history(world, case)


async def test_lost_staff_group_is_told_of_while_intake_goes_on(world: World) -> None:
    phone = person(world)
    await world.staff.remove_bot()
    async with world.service() as port, aiohttp.ClientSession() as web:
        await act(phone, *SHORT, "[✅ Отправить]")
        await letter(phone)
        parts = await service.until_failing(web, port, "staff group")
        assert "kicked" in parts["staff group"]
        await world.staff.set_bot(Standing.ADMINISTRATOR, *BOT_RIGHTS)
        # The card has waited for the group.
        await card(world.staff)


async def test_group_that_became_a_supergroup_gets_its_cards_there(world: World) -> None:
    group = world.telegram.group(-100500, "Staff")
    setting = {"telegram_staff_chat": group.chat_id}
    world = replace(world, staff=group, settings=world.settings.model_copy(update=setting))
    first, second = person(world), person(world, 5002)
    async with world.service():
        await act(first, *SHORT, "[✅ Отправить]")
        await acknowledged(group)
        await group.upgrade(-1001000000777)
        await act(second, *SHORT, "[✅ Отправить]")
        await letter(second)
        # The first one's card stands there, too: it has followed the group.
        for phone in (first, second):
            await card(group, letters(phone)[0].partition(":")[0])


async def test_officer_answers_a_request_of_telegram(world: World) -> None:
    phone, officer = person(world), await world.staff.officer(OFFICER, "Айгүл")
    async with world.service():
        await act(phone, *SHORT, "[✅ Отправить]")
        await act(officer.phone, "/start")
        await officer.press(OPEN, await acknowledged(officer))
        await press(officer.phone, "✍️ Ответить")
        await officer.phone.answer(has("Отменить"), within=PATIENCE)
        await act(officer.phone, "Мы больше не будем писать Вам.", "[✅ Отправить]")
        await phone.until("Мы больше не будем писать Вам.", within=PATIENCE)
        await card(officer, "Ответ дан")
    [case] = await cases(world)
    assert case.state is State.ANSWERED
    assert len(letters(phone)) == 2
