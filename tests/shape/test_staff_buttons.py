"""Every staff button does something, and every answer to a press fits into Telegram's limit."""

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.telegram.staff.buttons import PAYLOAD, PREFIX, Action
from pd_intake_bot.telegram.staff.desk import StaffDesk
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.acknowledge import Acknowledge
from pd_intake_bot.usecases.answer import Answer
from pd_intake_bot.usecases.calendar_change import CalendarChange
from pd_intake_bot.usecases.change_right import ChangeRight
from pd_intake_bot.usecases.letters import Writer
from pd_intake_bot.usecases.post import Post
from pd_intake_bot.usecases.reckon import Reckon
from pd_intake_bot.usecases.register import Register
from pd_intake_bot.usecases.release_held import ReleaseHeld
from pd_intake_bot.usecases.settle_review import SettleReview

POLICY = load.load()
DAYS = calendar.load_calendar(POLICY)
TEXTS = i18n.Texts(i18n.locales())

ANSWER_LIMIT = 200
DATA_LIMIT = PAYLOAD_LIMIT = 64
NAME_LIMIT = 32
LONGEST_NAME = "Ж" * 40
MOMENT = "23.11.2026 10:00"


@pytest.fixture
def desk() -> StaffDesk:
    acknowledge = Acknowledge(
        writer=Writer(texts=TEXTS, policy=POLICY),
        post=Post(message_ids=MessageIds(key=b"k" * 32, domain="desk.test")),
    )
    register = Register(policy=POLICY, calendar=DAYS, acknowledge=acknowledge)
    return StaffDesk(
        words=Wording(texts=TEXTS, policy=POLICY, language=Language.RU),
        officers=Officers(named={}),
        answer=Answer(writer=acknowledge.writer, post=acknowledge.post),
        release=ReleaseHeld(policy=POLICY, calendar=DAYS, acknowledge=acknowledge),
        settle=SettleReview(register=register, policy=POLICY),
        calendar=CalendarChange(reckon=Reckon(policy=POLICY, calendar=DAYS)),
        change=ChangeRight(policy=POLICY, reckon=Reckon(policy=POLICY, calendar=DAYS)),
    )


def test_every_action_of_a_button_has_a_deed(desk: StaffDesk) -> None:
    assert set(desk.deeds()) == set(Action)


def test_longest_name_of_a_button_fits_into_what_telegram_carries() -> None:
    assert len(PREFIX) + NAME_LIMIT <= DATA_LIMIT
    assert len(PAYLOAD) + NAME_LIMIT <= PAYLOAD_LIMIT


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "key",
    [
        "staff-opened",
        "staff-released",
        "staff-calendar-in-force",
        "staff-dismissed",
        "staff-preview-stale",
        "staff-no-role",
        "staff-role-too-low",
        "staff-button-unknown",
        "staff-answer-unfinished",
    ],
)
def test_answer_to_a_press_is_short(language: Language, key: str) -> None:
    assert len(TEXTS.text(language, key)) <= ANSWER_LIMIT


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", EventKind)
def test_answer_that_tells_what_happened_is_short(language: Language, kind: EventKind) -> None:
    event = TEXTS.text(language, f"staff-event-{kind.replace('_', '-')}")
    what = f"{MOMENT} — {event} ({LONGEST_NAME})"
    for key in ("staff-too-late", "staff-changed"):
        assert len(TEXTS.text(language, key, what=what)) <= ANSWER_LIMIT


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("verdict", ["registered", "dismissed"])
def test_answer_that_tells_a_verdict_is_short(language: Language, verdict: str) -> None:
    what = TEXTS.text(language, f"staff-verdict-{verdict}", officer=LONGEST_NAME, moment=MOMENT)
    assert len(TEXTS.text(language, "staff-too-late", what=what)) <= ANSWER_LIMIT
