"""The same stories for every policy: the bundled one, the invented one, and one just written."""

import asyncio
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from pd_intake_bot import clock, i18n
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Right, RightKey
from pd_intake_bot.policy import load
from pd_intake_bot.policy.faults import Level
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.world import OFFICER, World, open_world
from pd_intake_bot.usecases.letters.writer import Writer
from tests.servers import service

EXAMPLE = Path("examples/dala-kitap-2026-03-01.toml").absolute()
COPY = RightKey("copy")
PATIENCE = service.PATIENCE
"""Seconds after which what does not come is given up."""
TEXTS = i18n.Texts(i18n.locales())
NAMES = {Language.KK: "Қазақша", Language.RU: "Русский"}
GREETINGS = {Language.KK: "Сәлеметсіз бе! Деректерім туралы", Language.RU: "Здравствуйте! О данных"}
ANSWERS = {
    "full-name": "Пример Примерович",
    "phone": "8 701 000 00 21",
    "email": "user@example.test",
    "details": "Прошу сделать это.",
    "postal-address": "Алматы, улица Примерная, 1",
    "data": "Номер телефона",
}
"""What the person writes to each question."""
FORWARD = ("button-send", "button-done", "button-nothing-to-add", "button-skip", "field-email")
"""What the person presses, the first that is there."""
STEPS = 15

GIVEN = {
    "name_kk": "«Үлгі» жауапкершілігі шектеулі серіктестігі",
    "name_ru": "ТОО «Пример»",
    "email": "info@company.example",
    "site": "https://company.example",
    "address_kk": "Астана қаласы, Үлгі көшесі, 1",
    "address_ru": "город Астана, улица Примерная, 1",
    "edition": "2026-05-01",
}


def write_policy(folder: Path) -> Path:
    """Let `pd-intake policy new` write a policy from its seven questions."""
    file = folder / "new.toml"
    answers = [f"--answer={name}={value}" for name, value in GIVEN.items()]
    command = [sys.executable, "-m", "pd_intake_bot", "policy", "new", str(file), *answers]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return file


@pytest.fixture(params=["bundled", "example", "new"])
def chosen(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    """Give the file of a policy; None for the bundled one."""
    if request.param == "bundled":
        return None
    return EXAMPLE if request.param == "example" else write_policy(tmp_path)


def environment(world: World, chosen: Path | None) -> dict[str, str]:
    named = {} if chosen is None else {"PD_POLICY": str(chosen)}
    return {**world.environment, **named}


def words(raw: bytes) -> tuple[str, str]:
    letter = message_from_bytes(raw, policy=policy.default)
    body = letter.get_body(("plain",))
    assert body is not None
    return str(letter["Subject"]), " ".join(str(body.get_content()).split())


async def test_every_prescribed_line_is_acknowledged_with_the_date_of_the_policy(
    tmp_path: Path, chosen: Path | None
) -> None:
    own = load.load(chosen)
    lines = [line for line in own.vocabulary.lines if line.prescribed]
    async with open_world(tmp_path) as world:
        given = environment(world, chosen)
        async with service.running(given):
            for number, line in enumerate(lines, 1):
                mail = service.write_mail(number, line.text, f"{GREETINGS[line.language]} {number}")
                await world.imap.deliver(mail, clock.now())
                await world.smtp.until(number, within=PATIENCE)
        found = await service.cases(given)
    for line, case, letter in zip(lines, found, world.smtp.letters, strict=True):
        subject_line, text = words(letter.raw)
        assert case.right == own.defaults[line.request]
        assert case.promised is not None
        assert (str(case.ref) in subject_line, own.reference_prefix in subject_line) == (True, True)
        assert f"{case.promised:%d.%m.%Y}" in text
        assert own.controller.name[line.language] in text


async def test_every_right_can_be_asked_for_in_telegram(
    tmp_path: Path, chosen: Path | None
) -> None:
    own = load.load(chosen)
    async with open_world(tmp_path) as world:
        given = environment(world, chosen)
        # All at once: each of them is written to no faster than Telegram bears.
        async with service.running(given), asyncio.TaskGroup() as group:
            for number, (right, language) in enumerate(
                zip(own.rights.values(), cycle(own.languages), strict=False)
            ):
                phone = world.telegram.person(6001 + number, "Пример", phone="+77010000021")
                group.create_task(ask_for(right, own, phone, language))
        found = await service.cases(given)
    assert sorted(one.right for one in found) == sorted(own.rights)
    assert all(one.acknowledged_at for one in found)


async def ask_for(right: Right, own: Policy, phone: Phone, language: Language) -> None:
    """Walk a conversation to the acknowledgement that names the right."""
    group = next(one for one in own.groups if right.key in one.rights)
    await phone.send("/start")
    presses = [NAMES[language], TEXTS.text(language, "person-button-begin"), group.ask[language]]
    if len(group.rights) > 1:
        presses.append(right.ask[language])
    for label in presses:
        shown = await phone.until(partial(has, label), within=PATIENCE)
        await phone.press(label, shown)
    greeting = TEXTS.text(language, "letter-greeting")
    for _ in range(STEPS):
        shown = await phone.answer(
            lambda shown: greeting in shown.text or next_step(shown, language) is not None,
            within=PATIENCE,
        )
        if greeting in shown.text:
            break
        step = next_step(shown, language)
        assert step is not None
        await (phone.press(step[1], shown) if step[0] else phone.send(step[1]))
    letter = await phone.until(greeting, within=PATIENCE)
    assert right.title[language] in letter.text


def next_step(shown: ChatMessage, language: Language) -> tuple[bool, str] | None:
    """Say what the person does with a screen: press this button, or write this answer."""
    for question, answer in ANSWERS.items():
        if TEXTS.text(language, f"person-ask-{question}") in shown.text:
            return False, answer
    labels = [TEXTS.text(language, f"person-{button}") for button in FORWARD]
    return next(((True, label) for label in labels if label in on(shown)), None)


def has(label: str, shown: ChatMessage) -> bool:
    return label in on(shown)


def on(shown: ChatMessage) -> list[str]:
    return [button.label for row in shown.buttons for button in row]


async def test_officer_asks_and_answers_in_the_name_of_the_company(
    tmp_path: Path, chosen: Path | None
) -> None:
    own = load.load(chosen)
    line = next(line for line in own.vocabulary.lines if line.prescribed)
    async with open_world(tmp_path) as world:
        company = replace(world, settings=service.load(environment(world, chosen)))
        async with company.service():
            await world.imap.deliver(service.write_mail(1, line.text), world.clock())
            desk = await open_desk(world)
            await desk.act("question")
            await desk.say("Пришлите номер договора.")
            await desk.press("staff-button-send")
            await world.smtp.until(2, within=PATIENCE)
            await desk.open()
            await desk.press("staff-button-answer")
            await desk.say("Ваши данные мы не передаём никому.")
            await desk.press("staff-button-send")
            letters = await world.smtp.until(3, within=PATIENCE)
    for letter, told in zip(letters[1:], ("номер договора", "не передаём никому"), strict=True):
        _, text = words(letter.raw)
        assert told in text
        assert own.controller.name[line.language] in text


async def test_clock_is_paused_and_a_term_extended_as_the_invented_policy_says(
    tmp_path: Path,
) -> None:
    own = load.load(EXAMPLE)
    async with open_world(tmp_path) as world:
        company = replace(world, settings=service.load(environment(world, EXAMPLE)))
        async with company.service():
            phone = world.telegram.person(6001, "Пример", phone="+77010000021")
            await ask_for(own.rights[COPY], own, phone, Language.RU)
            promised = await promise(company)
            desk = await open_desk(world)
            await desk.pause("Сообщите номер заказа.")
            shown = await phone.until("приостановлен", within=PATIENCE)
            assert "раздел 4, пункт 6" in shown.text
            world.clock.move(timedelta(days=7))
            await desk.act("resume")
            await desk.choose("у Вас запрошены дополнительные сведения")
            await desk.press("staff-button-send")
            later = (await phone.until("был приостановлен", within=PATIENCE)).text
            resumed = await promise(company)
            assert (resumed > promised, f"{resumed:%d.%m.%Y}" in later) == (True, True)
            await desk.extend("Дело лежит в архиве.")
            longer = (await phone.until("архив", within=PATIENCE)).text
            extended = await promise(company)
    assert (extended > resumed, f"{extended:%d.%m.%Y}" in longer) == (True, True)
    assert "раздел 4, пункт 7" in longer


def test_the_invented_policy_has_no_errors_and_lets_clocks_stand_still() -> None:
    assert not [fault for fault in load.check(EXAMPLE) if fault.level is Level.ERROR]
    rules = [right.policy for right in load.load(EXAMPLE).rights.values() if right.policy]
    assert any(rule.pause for rule in rules)
    assert any(rule.extend for rule in rules)


def test_letters_of_another_company_name_nobody_else() -> None:
    own = load.load(EXAMPLE)
    writer = Writer(texts=TEXTS, policy=own)
    assert "BazarJaq" not in repr(writer.policy)
    assert "bazarj" not in EXAMPLE.read_text("utf-8").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An officer at work on the newest case."""

    officer: Officer

    async def open(self) -> None:
        """Open the newest case from its card in the group."""
        label = TEXTS.text(Language.RU, "staff-button-open")
        await self.officer.until(partial(has, label), within=PATIENCE)
        card = next(one for one in reversed(self.officer.messages) if has(label, one))
        await self.officer.press(label, card)
        await self.officer.phone.answer(partial(has, text("staff-button-menu")), within=PATIENCE)

    async def act(self, name: str) -> None:
        """Begin an act of the menu of the newest case."""
        await self.open()
        await self.press("staff-button-menu")
        await self.press(f"staff-button-act-{name}")

    async def press(self, key: str) -> None:
        """Press the button of this text, once it is there."""
        await self.choose(text(key))

    async def choose(self, label: str) -> None:
        """Press the button with this label, once it is there."""
        phone = self.officer.phone
        shown = await phone.until(partial(has, label), within=PATIENCE)
        await phone.press(label, shown)

    async def say(self, words: str) -> None:
        """Write once the bot asks to."""
        await self.officer.phone.until(partial(has, text("staff-button-cancel")), within=PATIENCE)
        await self.officer.phone.send(words)

    async def pause(self, why: str) -> None:
        """Let the clock stand still."""
        await self.act("pause")
        await self.choose("у Вас запрошены дополнительные сведения")
        await self.say(why)
        await self.press("staff-button-send")

    async def extend(self, why: str) -> None:
        """Make the term as long as may be."""
        await self.act("extend")
        await self.choose("документы нужно найти в архиве")
        await self.choose("6 рабочих дней")
        await self.say(why)
        await self.press("staff-button-send")


async def open_desk(world: World) -> Desk:
    """Let an officer come to work."""
    officer = await world.staff.officer(OFFICER, "Айгүл")
    await officer.phone.send("/start")
    return Desk(officer=officer)


async def promise(world: World) -> date:
    """Give the date that the person of the only case was told."""
    (case,) = await service.cases(dict(world.environment))
    assert case.promised is not None
    return case.promised


def text(key: str) -> str:
    return TEXTS.text(Language.RU, key)
