"""Whatever stands behind a command or in a press: it is answered, and nothing raises."""

from collections.abc import Iterator

import pytest
from fuzz.bot import Bot, edited, message, press, reply
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pd_intake_bot.telegram.bot import COMMANDS as PERSON_COMMANDS
from pd_intake_bot.telegram.staff.roles import COMMANDS
from tests.servers.staff import LEAD, OFFICER, STRANGER, VIEWER
from tests.servers.telegram import STAFF_CHAT

# What people type, and what no keyboard has: marks, surrogates' neighbours, numbers of all sorts.
WORDS = some.one_of(
    some.text(max_size=60),
    some.text(alphabet="PD-2026/0F+7 @.<>&\"'_*\u202e\u2066\0\n", max_size=40),
    some.sampled_from(
        [
            *("PD-2026-00001-F", "PD-2026-99999-F", "pd 2026 1", "+77010000021", "00", "-1", "٣"),
            *("user@example.test", "@" * 60, "<b>", "&lt;", "=1+1", "9" * 300, "\U0001f600" * 2000),
        ]
    ),
)
PEOPLE = some.sampled_from([LEAD, OFFICER, VIEWER, STRANGER])
DATA = some.one_of(
    some.text(max_size=64),
    some.builds("{}{}".format, some.sampled_from(["s:", "p:", "p:1:send:", "p:-1:"]), WORDS),
)
few = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def bot() -> Iterator[Bot]:
    bot = Bot()
    bot.open()
    yield bot
    bot.close()


@pytest.mark.parametrize("name", sorted({*PERSON_COMMANDS, *COMMANDS}))
@few
@given(words=WORDS, who=PEOPLE)
def test_any_words_behind_a_command_are_answered_in_private(
    bot: Bot, name: str, words: str, who: int
) -> None:
    assert bot.hear([{"message": message(who, who, f"/{name} {words}")}])


@pytest.mark.parametrize("name", sorted(COMMANDS))
@few
@given(words=WORDS, who=some.sampled_from([LEAD, OFFICER]))
def test_any_words_behind_a_command_are_answered_in_the_group(
    bot: Bot, name: str, words: str, who: int
) -> None:
    assert bot.hear([{"message": message(who, STAFF_CHAT, f"/{name} {words}")}])


@few
@given(data=DATA, who=PEOPLE)
def test_any_press_in_the_group_is_answered(bot: Bot, data: str, who: int) -> None:
    bot.hear([press(who, STAFF_CHAT, data)])
    bot.hear([press(who, who, data)])


@settings(few, max_examples=60)
@given(some.data())
def test_words_after_any_button_raise_nothing(bot: Bot, data: some.DataObject) -> None:
    who = data.draw(PEOPLE)
    pressed = press(who, who, data.draw(some.sampled_from(bot.names)))
    said = message(who, who, data.draw(WORDS))
    bot.hear([pressed, {"message": said}, edited(said), {"message": reply(said)}, pressed])
