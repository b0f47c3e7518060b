"""The same stories for every policy: the bundled one, the invented one, and one just written."""

import subprocess
import sys
from email import message_from_bytes, policy
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from pd_intake_bot import clock, i18n
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Right
from pd_intake_bot.policy import load
from pd_intake_bot.policy.faults import Level
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.world import World, open_world
from pd_intake_bot.usecases.letters import Writer
from tests.servers import service

EXAMPLE = Path("examples/dala-kitap-2026-03-01.toml").absolute()
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
                await world.smtp.until(number, within=20)
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
        async with service.running(given):
            for number, (right, language) in enumerate(
                zip(own.rights.values(), cycle(Language), strict=False)
            ):
                phone = world.telegram.person(6001 + number, "Пример", phone="+77010000021")
                await ask_for(right, own, phone, language)
        found = await service.cases(given)
    assert [one.right for one in found] == list(own.rights)
    assert all(one.acknowledged_at for one in found)


async def ask_for(right: Right, own: Policy, phone: Phone, language: Language) -> None:
    """Walk a conversation to the acknowledgement that names the right."""
    group = next(one for one in own.groups if right.key in one.rights)
    await phone.send("/start")
    presses = [NAMES[language], TEXTS.text(language, "person-button-begin"), group.ask[language]]
    if len(group.rights) > 1:
        presses.append(right.ask[language])
    for label in presses:
        shown = await phone.until(partial(has, label), within=20)
        await phone.press(label, shown)
    greeting = TEXTS.text(language, "letter-greeting")
    for _ in range(STEPS):
        shown = await phone.answer(
            lambda shown: greeting in shown.text or next_step(shown, language) is not None,
            within=20,
        )
        if greeting in shown.text:
            break
        step = next_step(shown, language)
        assert step is not None
        await (phone.press(step[1], shown) if step[0] else phone.send(step[1]))
    letter = await phone.until(greeting, within=20)
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
