"""What a newcomer does on the demo's page, in a real browser, against the real service."""

import os
import re
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import FilePayload, Locator, Page, expect

from pd_intake_bot.sandbox.world import LEAD
from tests.browser.conftest import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

MAILS = count(1)
NUMBER = re.compile(r"PD-\d{4}-\d{5}-\w")


async def write(tab: Page, preset: str) -> None:
    """Send one of the prepared mails, with a line of its own: word for word it is one request."""
    await tab.click("#write")
    await tab.select_option("#preset", preset)
    words = tab.locator("#compose textarea")
    await words.fill(f"{await words.input_value()}\n\n№ {next(MAILS)}")
    await tab.click("#compose button[type=submit]")


async def say(tab: Page, words: str) -> None:
    """Type a message on the telephone."""
    await tab.fill("#phone textarea", words)
    await tab.click("#phone button[type=submit]")


async def say_as_staff(tab: Page, words: str) -> None:
    """Type a message as the officer who is chosen, where the pane stands."""
    await tab.fill("#staff .place:not([hidden]) textarea", words)
    await tab.click("#staff .place:not([hidden]) button[type=submit]")


async def newest(tab: Page, count: int) -> str:
    """Give the number of the newest case, once there are so many."""
    await expect(tab.locator("#cases tr")).to_have_count(count)
    return await tab.locator("#cases tr .ref").first.inner_text()


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


async def test_newcomer_is_told_what_to_press_and_is_answered_after_two_presses(
    fresh: Page,
) -> None:
    first = fresh.locator("#guide-main")
    await expect(first).to_have_text("Отправить готовое письмо")
    await first.click()
    await expect(letter(fresh, NUMBER)).to_be_visible()
    await expect(first).to_have_text("Открыть карточку")
    await expect(bubble(fresh, NUMBER, where="#staff")).to_be_visible()
    await first.click()
    await expect(fresh.locator("#in-private")).to_have_attribute("aria-pressed", "true")
    reply = fresh.locator("#staff .place:not([hidden]) .keys button", has_text="Ответить")
    await expect(reply).to_be_in_viewport()


async def test_mail_under_the_prescribed_line_is_acknowledged_and_stands_in_the_queue(
    tab: Page,
) -> None:
    await write(tab, "inquiry-kk")
    await expect(letter(tab, NUMBER)).to_be_visible()
    await expect(tab.locator("#cases tr", has_text="рассматривается").first).to_be_visible()


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
    await expect(tab.locator("#service")).to_have_text("Служба работает")
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


async def test_clock_moves_to_the_hour_at_which_staff_hear_that_nobody_took_a_case(
    tab: Page, stage: Stage
) -> None:
    known = await tab.locator("#cases tr").count()
    await write(tab, "inquiry-ru")
    number = await newest(tab, known + 1)
    before = stage.scene.world.clock()
    await tab.click("[data-act=reminder]")
    await expect(bubble(tab, "никто не взял", where="#staff")).to_contain_text(number)
    assert timedelta() < stage.scene.world.clock() - before < timedelta(days=4)


async def test_chain_of_events_is_told_in_the_words_of_the_reader(tab: Page) -> None:
    await write(tab, "inquiry-ru")
    for language, words in (
        ("kk", "өтініш тіркелді"),
        ("ru", "обращение зарегистрировано"),
        ("en", "registered"),
    ):
        await tab.select_option("#language", language)
        link = tab.locator("#events li", has_text=words).first
        await expect(link.locator("code")).to_have_text(re.compile("^[0-9a-f]{8}$"))
    assert "_" not in await tab.locator("#events").inner_text()


async def test_robot_is_registered_and_gets_no_letter(tab: Page) -> None:
    await tab.click("#write")
    await tab.select_option("#preset", "robot")
    await expect(tab.locator("#extra")).to_contain_text("программа")
    await tab.click("#compose button[type=submit]")
    held = tab.locator("#events li", has_text="письмо о регистрации задержано")
    await expect(held.first).to_be_visible()
    thread = tab.locator(".thread", has_text="robot@example.test")
    await expect(thread.locator("details.letter:not(.mine)")).to_have_count(0)


async def test_stranger_who_quotes_a_number_is_shown_nothing_of_the_case(tab: Page) -> None:
    await write(tab, "inquiry-ru")
    await expect(letter(tab, NUMBER)).to_be_visible()
    await write(tab, "stranger")
    thread = tab.locator(".thread", has_text="stranger@example.test")
    await expect(thread.locator("details.letter.mine")).to_be_visible()
    await write(tab, "withdrawal-ru")
    await expect(tab.locator("#cases tr").first).to_contain_text("Отзыв согласия")
    assert "primer@example.test" not in await thread.inner_text()


async def test_broken_message_is_registered_and_seen_byte_for_byte(tab: Page) -> None:
    await write(tab, "broken")
    thread = tab.locator(".thread", has_text="broken@example.test")
    await expect(thread.locator("details.letter:not(.mine)").last).to_be_visible()
    mine = thread.locator("details.letter.mine").last
    await mine.locator("> summary").click()
    await mine.locator("summary", has_text="Служебные заголовки").click()
    await expect(mine.locator("pre")).to_contain_text("x-unknown-8")


async def test_letters_wait_for_a_mail_server_that_is_down(tab: Page) -> None:
    await tab.click("#fault-smtp")
    await expect(tab.locator("#fault-smtp")).to_have_attribute("aria-pressed", "true")
    before = await tab.locator("#cases tr").count()
    await write(tab, "withdrawal-ru")
    number = await newest(tab, before + 1)
    await expect(letter(tab, number)).to_have_count(0)
    await tab.click("#fault-smtp")
    await expect(letter(tab, number)).to_be_visible()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("width", [1440, 360])
async def test_page_is_usable_without_eyes_or_mouse(tab: Page, language: str, width: int) -> None:
    await tab.select_option("#language", language)
    await tab.set_viewport_size({"width": width, "height": 900})
    for theme in ("light", "dark"):
        await tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found = await Axe().run(tab)
        assert [one["id"] for one in found.response["violations"]] == [], found.generate_report()
    assert await tab.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


async def test_every_label_is_there_in_every_language(tab: Page) -> None:
    for language in ("kk", "ru", "en"):
        await tab.select_option("#language", language)
        bare = await tab.evaluate(
            "() => [...document.querySelectorAll('[data-word]')]"
            ".filter(one => one.textContent === one.dataset.word"
            " && !['smtp'].includes(one.dataset.word)).map(one => one.dataset.word)"
        )
        assert bare == []


async def test_pictures_of_the_page(fresh: Page, tmp_path: Path) -> None:
    folder = Path(os.environ.get("PD_TEST_PICTURES", tmp_path))
    await fresh.set_viewport_size({"width": 1440, "height": 1080})
    await begin(fresh, "Пример", "Русский")
    await expect(bubble(fresh, "персональны")).to_be_visible()
    before = await fresh.locator("#cases tr").count()
    await write(fresh, "withdrawal-ru")
    number = await newest(fresh, before + 1)
    await expect(letter(fresh, number)).to_be_visible()
    await expect(bubble(fresh, number, where="#staff")).to_be_visible()
    await fresh.click("#guide-leave")
    for theme in ("light", "dark"):
        await fresh.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        shot = await fresh.screenshot(path=folder / f"page-{theme}.png")
        assert shot.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("language", "name", "preset"),
    [
        ("kk", "Қазақша", "withdrawal-kk"),
        ("ru", "Русский", "withdrawal-ru"),
        # People are written in the languages of the policy, whatever officers read.
        ("en", "English", "withdrawal-ru"),
    ],
)
async def test_pictures_for_officers(
    fresh: Page, tmp_path: Path, language: str, name: str, preset: str
) -> None:
    folder = Path(os.environ.get("PD_TEST_PICTURES", tmp_path))
    await fresh.set_viewport_size({"width": 1440, "height": 1300})
    await fresh.select_option("#language", language)
    await fresh.select_option("#officer", str(LEAD))
    await say_as_staff(fresh, "/language")
    await press(fresh, name, where="#staff .place:not([hidden])")
    await write(fresh, preset)
    number = await newest(fresh, 1)
    card = bubble(fresh, number, where="#staff .place:not([hidden])")
    await expect(card.locator(".keys button").first).to_be_visible()
    await card.screenshot(path=folder / f"card-{language}.png")
    await fresh.click("#in-private")
    await say_as_staff(fresh, "/language")
    await press(fresh, name, where="#staff .place:not([hidden])")
    await fresh.click("#in-group")
    await card.locator(".keys button").first.click()
    await expect(fresh.locator("#in-private")).to_contain_text("●")
    await fresh.click("#in-private")
    # The history comes last, and the buttons are under it.
    below = fresh.locator("#staff .place:not([hidden]) .keys button", has_text="🗓").last
    await expect(below).to_be_visible()
    await below.scroll_into_view_if_needed()
    shot = await fresh.locator("#staff").screenshot(path=folder / f"case-{language}.png")
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


async def test_contact_button_under_the_typing_line_shares_the_number(fresh: Page) -> None:
    await begin(fresh, "Пример", "Русский")
    for label in ("Начать", "Отозвать согласие"):
        await press(fresh, label)
    await answer(fresh, "Вопрос 1 из 4", "Пример Примерович Примеров")
    await expect(bubble(fresh, "Вопрос 2 из 4")).to_be_visible()
    await fresh.locator("#phone .typing .keys button").first.click()
    mine = fresh.locator("#phone .bubble.mine", has_text="Номер телефона")
    await expect(mine.last).to_be_visible()
    await expect(bubble(fresh, "Вопрос 3 из 4")).to_be_visible()


async def test_bot_goes_on_where_telegram_had_told_it_to_wait(tab: Page) -> None:
    await tab.select_option("#person", label="Үлгі")
    await tab.click("#fault-telegram")
    await expect(tab.locator("#fault-telegram")).to_have_attribute("aria-pressed", "true")
    count = await tab.locator("#phone .bubble:not(.mine)").count()
    await say(tab, "/status")
    await tab.click("#fault-telegram")
    await expect(tab.locator("#phone .bubble:not(.mine)")).not_to_have_count(count)


async def test_page_can_be_worked_by_keys_alone(tab: Page) -> None:
    await tab.focus("#write")
    for key in ("Enter", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"):
        await tab.keyboard.press(key)
    await expect(tab.locator("#toast")).to_have_text("Письмо отправлено.")
    await expect(tab.locator("#write")).to_be_focused()


async def test_group_with_topics_gives_each_new_case_a_topic(tab: Page) -> None:
    await tab.click("#topics")
    await expect(tab.locator("#topic-choice")).to_be_visible()
    await write(tab, "robot")
    choice = tab.locator("#topic option", has_text=NUMBER)
    await expect(choice.first).to_be_attached()
    await tab.click("#topics")
    await expect(tab.locator("#topic-choice")).to_be_hidden()
    known = await tab.locator("#cases tr").count()
    await write(tab, "inquiry-kk")
    number = await newest(tab, known + 1)
    await expect(bubble(tab, number, where="#staff")).to_be_visible()
