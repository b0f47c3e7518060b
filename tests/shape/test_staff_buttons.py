"""Every staff button does something, and every answer to a press fits into Telegram's limit."""

from pathlib import Path

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.telegram.staff.buttons import PAYLOAD, PREFIX, Action
from pd_intake_bot.telegram.staff.desk import StaffDesk
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.change_right import ChangeRight

POLICY = load.load()
DAYS = calendar.load_calendar(POLICY)
TEXTS = i18n.Texts(i18n.locales())
KEYS = frozenset(
    line.partition(" =")[0]
    for file in (i18n.locales() / "ru").glob("*.ftl")
    for line in file.read_text("utf-8").splitlines()
)

ANSWER_LIMIT = 200
DATA_LIMIT = PAYLOAD_LIMIT = 64
NAME_LIMIT = 32
LONGEST_NAME = "Ж" * 40
MOMENT = "23.11.2026 10:00"
LONGEST_LABEL = 32


# Who may press what; what is not named here is an officer's.
WHO_MAY = {
    **dict.fromkeys(
        (
            Action.OPEN_CASE,
            Action.OPEN_REVIEW,
            Action.CARD,
            Action.QUEUE,
            Action.UNDECIDED,
            Action.DIGEST,
            Action.REVIEW_DIGEST,
            Action.SHOW_REVIEW,
            Action.FOUND,
            Action.EXPLAIN,
            Action.SPEAK,
            Action.AS_PERSON,
            Action.MAKE_FEED,
            Action.REVOKE_FEEDS,
            Action.BACK_OUT,
        ),
        Role.VIEWER,
    ),
    **dict.fromkeys(
        (
            Action.RELEASE_ALL,
            Action.APPLY_CALENDAR,
            Action.OFFICERS,
            Action.OFFICER,
            Action.SET_ROLE,
            Action.END_ROLE,
            Action.SPEAK_IN_GROUP,
            Action.HOLD,
            Action.LIFT,
        ),
        Role.LEAD,
    ),
}


@pytest.fixture
def desk(tmp_path: Path) -> StaffDesk:
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
        blobs=Blobs(tmp_path / "blobs", Seal(Seal.new_key())),
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
        "staff-step-over",
        "staff-no-role",
        "staff-role-too-low",
        "staff-button-unknown",
        "staff-answer-unfinished",
        "staff-needs-lead",
        "staff-yours-already",
        "staff-nobody-else",
        "staff-role-changed",
        "queue-export-begun",
    ],
)
def test_answer_to_a_press_is_short(language: Language, key: str) -> None:
    assert len(TEXTS.text(language, key)) <= ANSWER_LIMIT


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", ["staff-not-yours", "staff-held-by", "staff-handed-over"])
def test_answer_that_names_an_officer_is_short(language: Language, key: str) -> None:
    said = TEXTS.text(language, key, officer=LONGEST_NAME, ref="PD-2026-00001-F")
    assert len(said) <= ANSWER_LIMIT


def test_press_that_fails_is_answered_shortly_in_all_languages_of_people() -> None:
    said = "\n".join(TEXTS.text(language, "error-press-later") for language in POLICY.languages)
    assert len(said) <= ANSWER_LIMIT


@pytest.mark.parametrize("action", Action)
def test_each_action_needs_the_role_that_is_written_here(desk: StaffDesk, action: Action) -> None:
    assert desk.deeds()[action].needs is WHO_MAY.get(action, Role.OFFICER)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("action", Action)
def test_label_of_a_button_fits_the_width_of_a_phone(language: Language, action: Action) -> None:
    keys = (f"staff-button-{action}", f"staff-button-{action}-nowhere")
    labels = [TEXTS.text(language, key, ref="PD-2026-00001-F") for key in keys if key in KEYS]
    assert all(len(label) <= LONGEST_LABEL for label in labels)


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
