"""Officers of two languages work one case, and its person reads a third."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.telegram.person.talk import Talk
from pd_intake_bot.telegram.person.view import View
from tests.servers.staff import LEAD, OFFICER, StaffService, labels, write_mail
from tests.servers.telegram import POLICY, TEXTS

WITHDRAWAL = "Отзыв согласия на обработку персональных данных"
OPEN = "Open in private chat"


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    service = StaffService(tmp_path, tables=tables)
    service.language = Language.EN
    async with service:
        yield service


@pytest.fixture
async def english(service: StaffService) -> Officer:
    return await service.member(LEAD, "Bolat")


@pytest.fixture
async def kazakh(service: StaffService) -> Officer:
    officer = await service.member(OFFICER, "Айгүл")
    await service.say(officer, "/language")
    await service.press_in_private(officer, "Қазақша")
    return officer


async def test_each_reads_their_own_language_and_the_person_russian(
    service: StaffService, english: Officer, kazakh: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Отзываю согласие на рассылку."))
    card = service.card()
    assert card.text.splitlines()[0] == (
        "PD-2026-00001-F — Withdrawal of consent to collecting and processing personal data"
    )
    # The one takes it in Kazakh and prepares a refusal.
    assert await service.press(kazakh, "🙋 Take", card) == "Жұмысқа алынды: PD-2026-00001-F"
    await service.press(kazakh, OPEN, service.card())
    for label in ("⋯ Әрекеттер", "⛔️ Бас тарту…", "Міндеттеме орындалмаған"):
        await service.press_in_private(kazakh, label)
    preview = await service.say(kazakh, "Заказ № 5 ещё не оплачен.")
    assert labels(preview) == ["✅ Бекітуге жіберу", "✏️ Қайта жазу", "Болдырмау"]
    await service.press_in_private(kazakh, "✅ Бекітуге жіберу")
    # The other approves it in English, and reads the letter as the person will: in Russian.
    assert "⏳ Waiting for a second officer: refusal (Айгүл)" in service.card().text
    assert await service.press(english, OPEN, service.card()) == (
        "Opened in the private chat with the bot."
    )
    await service.press_in_private(english, "👀 Look and approve")
    shown = english.phone.last
    assert labels(shown) == ["✅ Approve and send", "↩️ Return"]
    assert "Мы рассмотрели Ваше обращение PD-2026-00001-F" in shown.text
    await service.press_in_private(english, "✅ Approve and send")
    [case] = await service.cases()
    assert (case.state, case.language) == (State.REFUSED, Language.RU)
    assert "статья 8, пункт 2" in await service.letter_words(1)
    assert "⛔️ Reasoned refusal sent" in service.card().text


async def test_template_is_named_in_english_and_written_in_the_persons_language(
    service: StaffService, english: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Келісімімді кері қайтарып аламын."))
    await service.press(english, OPEN, service.card())
    await service.press_in_private(english, "✍️ Answer")
    await service.press_in_private(english, "📄 Processing stopped")
    assert "өңдеуді тоқтаттық" in english.phone.last.text


async def test_request_is_entered_in_english_for_a_person_who_is_not_written_in_it(
    service: StaffService, english: Officer
) -> None:
    await service.say(english, "/new")
    for label in ("The person came in", "Today, 23.11.2026", "Question, complaint or dispute"):
        await service.press_in_private(english, label)
    assert labels(english.phone.last) == ["Қазақша", "Русский", "Cancel"]
    await service.press_in_private(english, "Русский")
    await service.say(english, "Пример Примерович")
    for _ in range(3):
        await service.press_in_private(english, "Not known")
    await service.say(english, "Спрашивает, какие данные у нас есть.")
    await service.press_in_private(english, "That is all")
    await service.press_in_private(english, "✅ Register")
    [case] = await service.cases()
    assert case.language is Language.RU
    assert "Мы получили и зарегистрировали Ваше обращение." in english.phone.last.text


async def test_person_is_offered_no_english(service: StaffService) -> None:
    phone = service.api.person(700100200300, "Example", "en", phone="77010000021")
    await phone.send("/start")
    await service.settle()
    assert labels(phone.last) == ["Қазақша", "Русский"]


def test_person_who_came_by_english_all_the_same_is_spoken_to_as_the_policy_does() -> None:
    view = View(texts=TEXTS, policy=POLICY, talk=Talk(language=Language.EN))
    assert view.language is Language.KK
