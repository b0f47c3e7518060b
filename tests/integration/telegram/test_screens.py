"""Screens survive the outbox as they were."""

import pytest

from pd_intake_bot.domain.submission import digest
from pd_intake_bot.telegram import screens
from pd_intake_bot.telegram.screens import Button, File, Screen

SCREENS = [
    Screen(text="слова"),
    Screen(text="кнопки", keyboard=((Button(label="a", data="x"), Button(label="b", url="t.me")),)),
    Screen(text="номер", keyboard=((Button(label="a", contact=True),), (Button(label="b"),))),
    Screen(text="файл", file=File(digest=digest(b"content"), name="a.pdf")),
    Screen(text="без клавиш", clears=True),
]


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_comes_out_of_a_parcel_as_it_went_in(screen: Screen) -> None:
    assert screens.read(screens.write(screen, 7, edit=3)) == screen


def test_only_a_reply_keyboard_keeps_a_screen_from_being_an_edit() -> None:
    assert [screen.replaces_keyboard for screen in SCREENS] == [False, False, True, False, True]


def test_words_from_outside_are_escaped() -> None:
    assert screens.plain('<b>"a" & b</b>') == '&lt;b&gt;"a" &amp; b&lt;/b&gt;'
