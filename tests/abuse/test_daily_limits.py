"""What one person adds by Telegram within a day has an end; nothing given before it is lost."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.telegram import wanted
from pd_intake_bot.telegram.handle import Handle
from pd_intake_bot.telegram.person.conversation import PersonConversation
from pd_intake_bot.usecases.people.daily import Most
from tests.servers.telegram import TEXTS, TelegramService, make_tables

USER = 700100200300
MOST = Most(files=3, size=100, characters=60)
CHOSEN = {Language.RU: "Не присылайте мне новости", Language.KK: "Маған жаңалықтар жібермеңіздер"}
CHOOSES = {Language.RU: "Русский", Language.KK: "Қазақша"}
BEYOND = {Language.RU: "а это сообщение — нет", Language.KK: "мына хабарлама сақталған жоқ"}
LONG = "ж" * 61


class Strict(TelegramService):
    """As `TelegramService`, with little room in a day."""

    def _person(self) -> PersonConversation:
        return replace(super()._person(), most=MOST)

    def _handle(self) -> Handle:
        handle = super()._handle()
        wants = partial(wanted.by_anyone, most=MOST)
        return replace(handle, survey=replace(handle.survey, wants=wants))


@dataclass(frozen=True, slots=True)
class Hand:
    """A person who has asked for something, and goes on to add to it."""

    service: Strict
    phone: Phone
    language: Language

    def label(self, key: str) -> str:
        return TEXTS.text(self.language, f"person-button-{key}")

    async def press(self, *labels: str) -> None:
        for label in labels:
            await self.phone.press(label)
            await self.service.settle()

    async def say(self, words: str) -> str:
        await self.phone.send(words)
        await self.service.settle()
        return self.phone.last.text

    async def send(self, content: str, caption: str = "") -> str:
        await self.phone.send_document("file.txt", content.encode(), caption=caption)
        await self.service.settle()
        return self.phone.last.text

    async def ask(self) -> None:
        await self.say("/start")
        await self.press(CHOOSES[self.language], self.label("begin"), CHOSEN[self.language])
        await self.say("user@example.test")
        await self.press(self.label("nothing-to-add"), self.label("send"))

    async def added(self) -> list[tuple[str, int]]:
        """Say that it is all, and for which case; gives what is in it: words, files."""
        shown = {one.label for row in self.phone.last.buttons for one in row}
        to_case = TEXTS.text(self.language, "person-button-to-case", ref="PD-2026-00001-F")
        [way] = shown & {self.label("file"), to_case}
        await self.press(way)
        [case] = await self.service.database(lambda store: store.cases.all())
        kept = await self.service.database(lambda store: store.submissions.of_case(case.id))
        return [(one.text, len(one.attachments)) for one in kept[1:]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[Strict]:
    async with Strict(tmp_path, tables=tables) as service:
        yield service


@pytest.fixture
async def hand(service: Strict) -> Hand:
    hand = Hand(service, service.api.person(USER, "Үлгі", "ru"), Language.RU)
    await hand.ask()
    return hand


@pytest.mark.parametrize("language", [Language.RU, Language.KK])
async def test_file_past_those_of_a_day_is_asked_for_by_mail_and_the_others_are_kept(
    service: Strict, language: Language
) -> None:
    hand = Hand(service, service.api.person(USER, "Үлгі", language), language)
    await hand.ask()
    said = [await hand.send(f"{number}") for number in range(5)]
    assert [BEYOND[language] in one for one in said] == [False, False, False, True, True]
    assert all(part in said[-1] for part in ("info@bazarjoq.kz", "24.11.2026 10:00"))
    assert await hand.added() == [("", 3)]


async def test_limit_is_of_all_that_one_person_adds_and_not_of_each_addition(hand: Hand) -> None:
    await hand.send("1")
    await hand.send("2", "words")
    assert await hand.added() == [("words", 2)]
    await hand.send("3")
    assert BEYOND[Language.RU] in await hand.send("4")
    assert await hand.added() == [("words", 2), ("", 1)]


async def test_file_that_is_too_much_is_not_even_fetched(hand: Hand) -> None:
    before = fetched(hand)
    assert BEYOND[Language.RU] in await hand.send("x" * 101)
    assert fetched(hand) == before
    await hand.send("x" * 99)
    assert fetched(hand) == before + 1


def fetched(hand: Hand) -> int:
    return [method for method, _ in hand.service.api.counter.calls].count("getFile")


async def test_words_and_changes_of_words_count_alike(hand: Hand) -> None:
    assert BEYOND[Language.RU] in await hand.say(LONG)
    said = await hand.phone.send("слово")
    await hand.service.settle()
    await hand.phone.edit(said, LONG)
    await hand.service.settle()
    assert BEYOND[Language.RU] in hand.phone.last.text
    assert await hand.added() == [("слово", 0)]


async def test_day_after_there_is_room_again(hand: Hand) -> None:
    for number in range(4):
        await hand.send(f"{number}")
    hand.service.clock.move(timedelta(hours=24))
    assert BEYOND[Language.RU] not in await hand.send("again")
    assert await hand.added() == [("", 4)]


async def test_new_request_can_be_sent_by_whom_no_more_is_taken_from(hand: Hand) -> None:
    await hand.say("x" * 60)
    assert await hand.added() == [("x" * 60, 0)]
    await hand.say("/start")
    await hand.press(CHOSEN[Language.RU])
    await hand.say("user@example.test")
    await hand.press(hand.label("nothing-to-add"), hand.label("send"))
    assert len(await hand.service.database(lambda store: store.cases.all())) == 2
