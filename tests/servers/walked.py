"""Which buttons the walk through the roles only names, and where each of them is played instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import Command

from pd_intake_bot.telegram.staff.buttons import Action


@dataclass(frozen=True, slots=True)
class Played:
    """A test that presses a button, what stands on the button there, and why the walk can't."""

    test: str
    words: str
    why: str


_FORM = "its button belongs to one form, which must be begun before"
_ORDER = "there must be an order that waits for a second officer"
_MESSAGE = "there must be a message that quotes a letter of a case"
_STAFF = "tests/stories/staff"

PLAYED: Mapping[Action, Played] = {
    Action.ENTER: Played(
        f"{_STAFF}/test_entering.py::test_letter_by_post_is_registered_with_its_own_day_of_receipt",
        "Бумажным письмом",
        _FORM,
    ),
    Action.ENTER_ON: Played(
        f"{_STAFF}/test_entering.py::test_entry_begun_twice_is_kept_until_the_officer_says",
        "▶️ Продолжить",
        _FORM,
    ),
    Action.ENTER_ANEW: Played(
        f"{_STAFF}/test_entering.py::test_entry_begun_twice_is_kept_until_the_officer_says",
        "🗑 Начать заново",
        _FORM,
    ),
    Action.ENTER_REGISTER: Played(
        f"{_STAFF}/test_entering.py::test_entry_survives_a_restart_and_two_taps_make_one_case",
        "✅ Зарегистрировать",
        _FORM,
    ),
    Action.APPROVE: Played(
        f"{_STAFF}/test_second_officer.py"
        "::test_second_officer_sees_the_letter_and_one_press_sends_it",
        "✅ Утвердить и отправить",
        _ORDER,
    ),
    Action.RETURN: Played(
        f"{_STAFF}/test_second_officer.py"
        "::test_order_given_back_sends_nothing_and_its_officer_is_told",
        "↩️ Вернуть",
        _ORDER,
    ),
    Action.ATTACH: Played(
        f"{_STAFF}/test_mailbox.py::test_stranger_who_quotes_a_number_joins_nothing_and_learns_nothing",
        "Присоединить к",
        _MESSAGE,
    ),
    Action.REOPEN: Played(
        f"{_STAFF}/test_mailbox.py::test_answer_to_a_closed_case_is_opened_again_by_an_officer",
        "Открыть снова",
        _MESSAGE,
    ),
}

OF_PEOPLE = ("start", "status", "cancel", "staff")
"""The commands that need no role; whoever gives one sees no case but their own."""


def commands_of(router: Router) -> Iterator[str]:
    """Name every command that a router, or one beneath it, is registered to answer."""
    for handler in router.message.handlers:
        for one in handler.filters or ():
            if isinstance(one.callback, Command):
                yield from (str(name) for name in one.callback.commands)
    for beneath in router.sub_routers:
        yield from commands_of(beneath)
