"""What a newcomer does on the demo's page, in a real browser, against the real service."""

import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

NUMBER = re.compile(r"PD-\d{4}-\d{5}-\w")


async def write(tab: Page, preset: str) -> None:
    """Send one of the prepared mails."""
    await tab.click("#write")
    await tab.select_option("#preset", preset)
    await tab.click("#compose button[type=submit]")


async def say(tab: Page, words: str) -> None:
    """Type a message on the telephone."""
    await tab.fill("#phone textarea", words)
    await tab.click("#phone button[type=submit]")


async def press(tab: Page, label: str, *, where: str = "#phone") -> None:
    """Press the newest button with this label."""
    await tab.locator(f"{where} .talk .keys button:visible", has_text=label).last.click()


def bubble(tab: Page, words: str | re.Pattern[str], *, where: str = "#phone") -> Locator:
    """Find the newest bubble with these words."""
    return tab.locator(f"{where} .bubble", has_text=words).last


def letter(tab: Page, words: str | re.Pattern[str]) -> Locator:
    """Find the newest letter of the service with these words."""
    return tab.locator("details.letter:not(.mine)", has_text=words).last


async def answer(tab: Page, question: str, words: str) -> None:
    """Wait to be asked, and answer."""
    await expect(bubble(tab, question)).to_be_visible()
    await say(tab, words)


async def begin(tab: Page, person: str, language: str) -> None:
    """Begin a conversation anew, in a language."""
    await tab.select_option("#person", label=person)
    await say(tab, "/start")
    await press(tab, language)


async def test_mail_under_the_prescribed_line_is_acknowledged_and_stands_in_the_queue(
    tab: Page,
) -> None:
    await write(tab, "inquiry-kk")
    await expect(letter(tab, NUMBER)).to_be_visible()
    await expect(tab.locator("#cases tr", has_text="в работе").first).to_be_visible()


async def test_order_to_the_shop_gets_no_letter_and_no_number(tab: Page) -> None:
    await write(tab, "order")
    await write(tab, "inquiry-ru")
    answered = tab.locator(".thread", has_text="primer@example.test")
    await expect(answered.locator("details.letter:not(.mine)")).to_have_count(1)
    thread = tab.locator(".thread", has_text="buyer@example.test")
    await expect(thread.locator("details.letter:not(.mine)")).to_have_count(0)


async def test_person_withdraws_consent_in_russian(tab: Page) -> None:
    await begin(tab, "Пример", "Русский")
    for label in ("Начать", "Отозвать согласие"):
        await press(tab, label)
    await answer(tab, "Вопрос 1 из 4", "Пример Примерович Примеров")
    await answer(tab, "Вопрос 2 из 4", "8 701 000 00 21")
    await press(tab, "Электронная почта")
    await answer(tab, "Например: user@example.com", "primer@example.test")
    for label in ("Все мои данные", "Добавить нечего", "✅ Отправить"):
        await press(tab, label)
    await expect(bubble(tab, NUMBER)).to_be_visible()


async def test_person_asks_in_kazakh_and_the_service_dies_in_between(
    tab: Page, stage: Stage
) -> None:
    await begin(tab, "Үлгі", "Қазақша")
    await press(tab, "Бастау")
    await tab.click("#restart")
    await expect(tab.locator("#service")).to_have_text("Сервис работает")
    assert stage.scene.service.running
    await press(tab, "Сұрақ, шағым немесе дау")
    await answer(tab, "толығырақ жазыңыз", "Деректерім қайда сақталады?")
    for label in ("Қосатыным жоқ", "✅ Жіберу"):
        await press(tab, label)
    await expect(bubble(tab, NUMBER)).to_be_visible()


async def test_officer_opens_a_case_from_the_group_and_answers_it(tab: Page) -> None:
    await write(tab, "withdrawal-kk")
    told = letter(tab, "келісімді кері қайтарып алу")
    await expect(told).to_be_visible()
    [number] = set(NUMBER.findall(await told.inner_text()))
    card = bubble(tab, number, where="#staff")
    await card.locator("button", has_text="Открыть в личном чате").click()
    await expect(tab.locator("#in-private")).to_have_attribute("aria-pressed", "true")
    await press(tab, "Ответить", where="#staff")
    await expect(bubble(tab, "Напишите ответ", where="#staff")).to_be_visible()
    await tab.fill("#staff .place:not([hidden]) textarea", "Келісіміңіз кері қайтарылды.")
    await tab.click("#staff .place:not([hidden]) button[type=submit]")
    await press(tab, "✅ Отправить", where="#staff")
    await expect(letter(tab, "Келісіміңіз кері қайтарылды.")).to_be_visible()


async def test_staff_are_reminded_when_time_is_moved_to_the_deadline(tab: Page) -> None:
    await write(tab, "no-kazakh-keys")
    await expect(letter(tab, NUMBER)).to_be_visible()
    await tab.click("[data-act=deadline]")
    await expect(tab.locator("#cases .left", has_text="сегодня").first).to_be_visible()
    await expect(bubble(tab, "последний рабочий день", where="#staff")).to_be_visible()


async def test_letters_wait_for_a_mail_server_that_is_down(tab: Page) -> None:
    await tab.click("#fault-smtp")
    await expect(tab.locator("#fault-smtp")).to_have_attribute("aria-pressed", "true")
    await write(tab, "withdrawal-ru")
    row = tab.locator("#cases tr").first
    await expect(row).to_contain_text("Отзыв согласия")
    await expect(letter(tab, "Отзыв согласия на сбор")).to_have_count(0)
    await tab.click("#fault-smtp")
    await expect(letter(tab, "Отзыв согласия на сбор")).to_be_visible()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("width", [1440, 390])
async def test_page_is_usable_without_eyes_or_mouse(tab: Page, language: str, width: int) -> None:
    await tab.select_option("#language", language)
    await tab.set_viewport_size({"width": width, "height": 900})
    for theme in ("light", "dark"):
        await tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found = await Axe().run(tab)
        assert [one["id"] for one in found.response["violations"]] == [], found.generate_report()


async def test_every_label_is_there_in_every_language(tab: Page) -> None:
    for language in ("kk", "ru", "en"):
        await tab.select_option("#language", language)
        bare = await tab.evaluate(
            "() => [...document.querySelectorAll('[data-word]')]"
            ".filter(one => one.textContent === one.dataset.word"
            " && !['smtp'].includes(one.dataset.word)).map(one => one.dataset.word)"
        )
        assert bare == []


async def test_pictures_of_the_page(tab: Page, tmp_path: Path) -> None:
    folder = Path(os.environ.get("PD_TEST_PICTURES", tmp_path))
    await tab.set_viewport_size({"width": 1440, "height": 1080})
    for theme in ("light", "dark"):
        await tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        shot = await tab.screenshot(path=folder / f"page-{theme}.png")
        assert shot.startswith(b"\x89PNG")


async def test_files_sent_together_are_one_album_on_the_telephone(tab: Page) -> None:
    files: list[FilePayload] = [
        {"name": f"{number}.txt", "mimeType": "text/plain", "buffer": b"x"} for number in (1, 2)
    ]
    await tab.set_input_files("#phone input[type=file]", files)
    await expect(tab.locator("#phone .bubble.in-album a", has_text=".txt")).to_have_count(2)


async def test_changed_message_says_that_it_was_changed(tab: Page) -> None:
    await tab.select_option("#person", label="Үлгі")
    await say(tab, "Рақмет")
    mine = tab.locator("#phone .bubble.mine", has_text="Рақмет").last
    await mine.locator("button", has_text="Изменить").click()
    await say(tab, "Көп рақмет")
    changed = tab.locator("#phone .bubble.mine", has_text="Көп рақмет").last
    await expect(changed).to_contain_text("изменено")


async def test_group_with_topics_gives_each_new_case_a_topic(tab: Page) -> None:
    await tab.click("#topics")
    await expect(tab.locator("#topic-choice")).to_be_visible()
    await write(tab, "robot")
    choice = tab.locator("#topic option", has_text=NUMBER)
    await expect(choice.first).to_be_attached()
