"""Every button and command as everybody who may use it: something comes of it, and nothing fails.

What those who may not use it get is in `test_who_may.py`.
"""

from collections.abc import Iterator

import pytest
from fuzz.bot import Bot, message, press

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.person import presses
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.roles import COMMANDS
from tests.servers.staff import LEAD, OFFICER, STRANGER, VIEWER
from tests.servers.telegram import STAFF_CHAT, TEXTS
from tests.servers.walked import OF_PEOPLE, PLAYED

ROLES = {VIEWER: Role.VIEWER, OFFICER: Role.OFFICER, LEAD: Role.LEAD}
NAMES = {VIEWER: "viewer", OFFICER: "officer", LEAD: "lead", STRANGER: "none"}
# What a button may be told; each takes of it what it needs.
ARGS: dict[str, Json] = {
    "case": 1,
    "review": 1,
    "right": "sources",
    "was": "dispute",
    "group": "know",
    "page": 0,
    "beside": 1,
    "back": False,
    "user": STRANGER,
    "role": "viewer",
    "language": "ru",
    "by": LEAD,
    "to": LEAD,
    "contact": "0" * 64,
    "before": 999,
    "scope": "own",
    "version": 1,
    "preview": 1,
    "act": "message",
    "other": 1,
    "number": 0,
    "after": 0,
}
REF = "PD-2026-00001-F"
EVERYBODY = (*ROLES, STRANGER)
REFUSALS = frozenset(
    TEXTS.text(language, key)
    for language in Language
    for key in ("staff-no-role", "staff-role-too-low", "staff-needs-lead", "staff-button-unknown")
)


@pytest.fixture(scope="module")
def bot() -> Iterator[Bot]:
    bot = Bot()
    bot.open()
    yield bot
    bot.close()


@pytest.mark.parametrize("action", sorted(set(Action) - set(PLAYED)))
@pytest.mark.parametrize("who", ROLES, ids=NAMES.get)
def test_button_does_something_for_whom_it_is_and_only_for_them(
    bot: Bot, who: int, action: Action
) -> None:
    data, needs = bot.give(action, **ARGS), bot.needs(action)
    said = bot.hear([press(who, who, data)], registers=True)
    assert said
    assert (said[-1] in REFUSALS) is not ROLES[who].reaches(needs)


@pytest.mark.parametrize("action", sorted(Action))
def test_button_does_nothing_for_somebody_without_a_role(bot: Bot, action: Action) -> None:
    data = bot.give(action, **ARGS)
    for chat in (STRANGER, STAFF_CHAT):
        assert REFUSALS.issuperset(bot.hear([press(STRANGER, chat, data)]))


@pytest.mark.parametrize("name", [*COMMANDS, *OF_PEOPLE])
@pytest.mark.parametrize("who", EVERYBODY, ids=NAMES.get)
def test_command_shows_a_case_to_whom_it_is_for_and_is_answered_to_all(
    bot: Bot, who: int, name: str
) -> None:
    role = ROLES.get(who)
    said = bot.hear([{"message": message(who, who, f"/{name}")}])
    assert said
    if role is None or name in OF_PEOPLE or not role.reaches(COMMANDS[name]):
        assert not any("PD-2026" in words for words in said)


@pytest.mark.parametrize("action", sorted(presses.Action))
@pytest.mark.parametrize("who", EVERYBODY, ids=NAMES.get)
def test_button_of_a_person_shows_nobody_the_case_of_another(
    bot: Bot, who: int, action: presses.Action
) -> None:
    for revision, arg in ((0, REF), (1, REF), (1, "sources"), (1, "ru"), (1, "")):
        data = presses.Press(revision=revision, action=action, arg=arg).pack()
        said = bot.hear([{"message": message(who, who, "/start")}, press(who, who, data)])
        assert said
        assert not any(REF in words for words in said)


@pytest.mark.parametrize("action", sorted(set(Action) - set(PLAYED)))
def test_button_pressed_by_an_officer_whose_role_has_ended_meanwhile_does_nothing(
    bot: Bot, action: Action
) -> None:
    end = bot.give(Action.END_ROLE, **(ARGS | {"user": OFFICER}))
    data = bot.give(action, **ARGS)
    said = bot.hear([press(LEAD, LEAD, end), press(OFFICER, OFFICER, data)])
    assert said[-1] in REFUSALS


def test_words_of_an_officer_whose_role_has_ended_meanwhile_go_nowhere(bot: Bot) -> None:
    end = bot.give(Action.END_ROLE, **(ARGS | {"user": OFFICER}))
    begin = bot.give(Action.NOTE, **ARGS)
    words = {"message": message(OFFICER, OFFICER, "Заметка")}
    written = bot.hear([press(OFFICER, OFFICER, begin), words])
    said = bot.hear([press(OFFICER, OFFICER, begin), press(LEAD, LEAD, end), words])
    assert written[-1] not in said
    assert not any("PD-2026" in each for each in said[-1:])
