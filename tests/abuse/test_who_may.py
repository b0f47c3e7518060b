"""Every button and every command, tried by everybody: the table of roles is what happens."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import Chat, ChatMessage, Person
from pd_intake_bot.sandbox.telegram.telegram import Place
from pd_intake_bot.telegram import bot
from pd_intake_bot.telegram.staff.buttons import PREFIX, Action
from pd_intake_bot.telegram.staff.officers import Role
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.usecases.ports import Button
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    LEAD,
    OFFICER,
    PERSON,
    STRANGER,
    VIEWER,
    StaffService,
    write_mail,
)
from tests.servers.telegram import TEXTS, make_tables
from tests.servers.walked import OF_PEOPLE, commands_of

OF_CHANNELS = 777_000
"""The account that stands for the posts of channels (Bot API)."""

# Enough for every action to know what it is about; none of it says who presses.
ARGS: dict[str, Json] = {
    "case": 1,
    "review": 1,
    "officer": OFFICER,
    "role": "lead",
    "right": "access",
    "group": 0,
    "page": 0,
    "language": "ru",
    "user": LEAD,
    "by": LEAD,
}
REFUSALS = frozenset(
    TEXTS.text(language, key)
    for language in Language
    for key in ("staff-no-role", "staff-role-too-low", "staff-needs-lead", "staff-button-unknown")
)
ROLES = {VIEWER: Role.VIEWER, OFFICER: Role.OFFICER, LEAD: Role.LEAD, STRANGER: None}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        await service.member(LEAD, "Болат")
        await service.mail(write_mail(INQUIRY, "Вопрос"))
        await service.mail(write_mail(DELETION, "Удалите"))
        yield service


async def button(service: StaffService, action: Action) -> str:
    given = Button(action=action.value, args=dict(ARGS))
    name = await service.database(lambda store: store.buttons.add(given, now=service.clock()))
    return f"{PREFIX}{name}"


async def press(
    service: StaffService, chat: Chat, person: Person, message: ChatMessage, data: str
) -> str:
    pressed = service.api.telegram.press(chat, person, message, data)
    await service.settle()
    return str((pressed.answer or {}).get("text", ""))


async def state(service: StaffService) -> object:
    """Tell all that a press could change about a case."""
    cases = await service.cases()
    return [(case.ref, case.version, case.state) for case in cases], await service.history()


@pytest.mark.parametrize(("who", "role"), ROLES.items(), ids=["viewer", "officer", "lead", "none"])
async def test_every_button_that_a_role_may_not_press_does_nothing_for_it(
    service: StaffService, who: int, role: Role | None
) -> None:
    member = await service.member(who, "Дана")
    needs = {action: deed.needs for action, deed in service.staff.deeds().items()}
    card, before = service.card(), await state(service)
    beyond = [action for action in Action if role is None or not role.reaches(needs[action])]
    said = {}
    for action in beyond:
        data = await button(service, action)
        said[action] = await press(service, member.chat, member.person, card, data)
    assert {action: words for action, words in said.items() if words not in REFUSALS} == {}
    assert await state(service) == before


async def test_no_button_does_anything_for_a_person_who_is_no_officer(
    service: StaffService,
) -> None:
    phone = service.api.person(PERSON, "Пример", "ru")
    await phone.send("/start")
    await service.settle()
    before = await state(service)
    for action in Action:
        data = await button(service, action)
        said = await press(service, phone.chat, phone.person, phone.last, data)
        assert said in REFUSALS, action
        await phone.send(f"/start s-{data.removeprefix(PREFIX)}")
        await service.settle()
    assert await state(service) == before
    assert not any("PD-2026" in one.text for one in phone.messages)


@pytest.mark.parametrize(("who", "role"), ROLES.items(), ids=["viewer", "officer", "lead", "none"])
async def test_every_command_that_a_role_may_not_give_shows_it_nothing(
    service: StaffService, who: int, role: Role | None
) -> None:
    member = await service.member(who, "Дана")
    before = await state(service)
    told, told_in_private = len(service.group.messages), len(member.phone.messages)
    for name, needs in COMMANDS.items():
        if role is None or not role.reaches(needs):
            await member.send(f"/{name} PD-2026-00001-F")
            await service.settle()
    said = [*service.group.messages[told:], *member.phone.messages[told_in_private:]]
    assert [one.text for one in said if one.from_bot and "PD-2026" in one.text] == []
    assert await state(service) == before


async def test_every_command_that_the_bot_listens_to_is_in_the_walk_of_roles(
    service: StaffService,
) -> None:
    listened = {name for router in service.routers for name in commands_of(router)}
    assert listened == {*COMMANDS, *OF_PEOPLE}
    assert {*bot.COMMANDS, *bot.STAFF_COMMANDS} <= listened


async def test_anonymous_administrator_gets_nothing_by_any_command(service: StaffService) -> None:
    ghost = await service.group.officer(LEAD, "Болат", admin=True, anonymous=True)
    before = await state(service)
    told = len(service.group.messages)
    for name in COMMANDS:
        await ghost.send(f"/{name}")
        await service.settle()
    said = [one.text for one in service.group.messages[told:] if one.from_bot]
    assert await state(service) == before
    assert not any("PD-2026" in text for text in said)


@pytest.mark.parametrize("words", ["/queue", "Новость канала"])
async def test_post_of_a_linked_channel_is_nobody_s_note_and_no_command(
    service: StaffService, words: str
) -> None:
    before, told = await state(service), len(service.group.messages)
    channel = {"id": -1001000000077, "type": "channel", "title": "Канал"}
    sender = {"id": OF_CHANNELS, "is_bot": False, "first_name": "Telegram"}
    content = {"text": words, "sender_chat": channel, "is_automatic_forward": True}
    service.api.telegram.say(
        service.group.chat, sender, content, place=Place(reply_to=service.card().id)
    )
    await service.settle()
    said = [one.text for one in service.group.messages[told:] if one.from_bot]
    assert not any("PD-2026" in text for text in said)
    assert await state(service) == before
    met = await service.database(lambda store: store.officers.all())
    assert OF_CHANNELS not in [one.user_id for one in met]


async def test_who_presses_is_whom_telegram_names_and_nobody_in_the_payload(
    service: StaffService,
) -> None:
    # The button's own words say that a lead pressed it; Telegram says that a viewer did.
    viewer = await service.member(VIEWER, "Дана")
    data = await button(service, Action.SET_ROLE)
    said = await press(service, viewer.chat, viewer.person, service.card(), data)
    assert said in REFUSALS


@pytest.mark.parametrize("data", [f"{PREFIX}{'A' * 24}", f"{PREFIX}1", f"{PREFIX}../../x", "s:"])
async def test_button_that_was_never_given_does_nothing_for_a_lead_either(
    service: StaffService, data: str
) -> None:
    lead = await service.member(LEAD, "Болат")
    before = await state(service)
    assert await press(service, lead.chat, lead.person, service.card(), data) in REFUSALS
    assert await state(service) == before


async def test_button_pressed_again_and_again_does_its_deed_once(service: StaffService) -> None:
    officer = await service.member(OFFICER, "Айгүл")
    data = service.card().buttons
    take = next(one.data for row in data for one in row if "взять" in one.label.lower())
    for _ in range(3):
        await press(service, officer.chat, officer.person, service.card(), take)
    kinds = [kind.value for kind, _ in await service.history()]
    assert kinds.count("taken") == 1
