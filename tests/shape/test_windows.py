"""Every state of a person's conversation has a window, every window its words, every button a way.

Windows are written for each right of the bundled policy, in each language, in every state that
a draft may be in.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.fsm.state import State as Screening

from pd_intake_bot import i18n
from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.policy import MAX_CHOICES
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage.files.blobs import Blobs
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.conversation import PersonConversation
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.states import FOLLOWING, Talking
from pd_intake_bot.telegram.person.talk import Draft, Followed, Talk
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.telegram.person.windows import WINDOWS
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer

TEXTS = i18n.Texts(i18n.locales())
POLICY = load.load()
BYTES_OF_DATA = 64
LONGEST_LABEL = 40

FILE = Attachment(name="a" * 120, media_type="image/jpeg", size=1, digest=digest(b"a"))
LONGEST = {
    field: "+77010000001" if field is Field.PHONE else "ж" * limit
    for field, limit in fields.LIMITS.items()
}


@pytest.fixture(scope="module")
def handlers(tmp_path_factory: pytest.TempPathFactory) -> list[HandlerObject]:
    """Give what answers presses, of the very router that the service runs."""
    post = Post(message_ids=MessageIds(key=b"k" * 32, domain="desk.test"))
    acknowledge = Acknowledge(writer=Writer(texts=TEXTS, policy=POLICY), post=post)
    days = calendar.load_calendar(POLICY)
    register = Register(policy=POLICY, calendar=days, acknowledge=acknowledge)
    blobs = Blobs(tmp_path_factory.mktemp("blobs"), Seal(Seal.new_key()))
    submit = SubmitRequest(policy=POLICY, register=register, blobs=blobs)
    conversation = PersonConversation(texts=TEXTS, policy=POLICY, submit=submit)
    return conversation.router().callback_query.handlers


def drafts(right: RightKey) -> Iterator[Draft]:
    """Give drafts of a right: empty, half done and as full as may be."""
    empty = Draft(id="1", right=right)
    yield empty
    asked = [field for one in talks.plan(POLICY.rights[right]) for field in one]
    for number in range(1, len(asked) + 1):
        yield replace(empty, fields={field: LONGEST[field] for field in asked[:number]})
    yield replace(
        empty,
        fields={field: LONGEST[field] for field in asked},
        proof=Proof.PHONE,
        words=((1, "ж" * 4000),) * 5,
        files=(FILE,) * 10,
        offered=True,
    )


def talks_in(state: str, right: RightKey, language: Language) -> Iterator[Talk]:
    """Give every conversation that may stand in a state with a draft of this right."""
    plan = talks.plan(POLICY.rights[right])
    group = next(one.key for one in POLICY.groups if right in one.rights)
    for draft in drafts(right):
        talk = Talk(language=language, revision=10**6, draft=draft, group=group)
        if state in FOLLOWING:
            yield from following(talk) if draft.offered else ()
            continue
        if state not in {Talking.answer.state, Talking.choice.state}:
            yield talk
            continue
        for number, requirement in enumerate(plan):
            for field in requirement:
                yield replace(talk, asked=field, correcting=number)
        requirement = talks.next_open(draft, POLICY.rights[right]) or ()
        for field in requirement:
            yield replace(talk, asked=field)


def following(talk: Talk) -> Iterator[Talk]:
    """Give conversations about registered cases: of each state, with and without an addition."""
    assert talk.draft is not None
    assert talk.draft.right is not None
    ways = [*((state, "") for state in State), (State.CLOSED, "PD-2026-00099-X")]
    for case_state, joined in ways:
        cases = tuple(
            Followed(
                ref=f"PD-2026-{number:05}-X",
                right=talk.draft.right,
                state=case_state,
                received=date(2026, 11, 23),
                promised=date(2026, 12, 23),
                acknowledged=None,
                proof=Proof.CHANNEL,
                email="user@example.test",
                question="ж" * 4000,
                ended=None if case_state.is_open else date(2026, 12, 1),
                joined=joined,
            )
            for number in range(20)
        )
        there = replace(talk, cases=cases, chosen=cases[0].ref, back=Talking.menu.state)
        yield there
        yield replace(there, addition=talk.draft, draft=None)
        yield replace(there, addition=talk.draft, guessed=True)


def screens(language: Language) -> Iterator[tuple[str, Screen]]:
    for state, window in WINDOWS.items():
        assert state is not None
        for right in POLICY.rights:
            for talk in talks_in(state, right, language):
                yield state, window(View(texts=TEXTS, policy=POLICY, talk=talk))


def test_every_state_has_a_window_and_every_window_a_state() -> None:
    assert set(WINDOWS) == {state.state for state in Talking.__all_states__}


@pytest.mark.parametrize("language", POLICY.languages)
def test_every_window_fits_a_phone_and_the_limits_of_telegram(language: Language) -> None:
    for state, screen in screens(language):
        buttons = [button for row in screen.keyboard for button in row]
        assert 0 < letters.units(screen.text) <= letters.LIMIT, state
        assert len(buttons) <= MAX_CHOICES, state
        assert buttons or state in {Talking.answer.state, Talking.cases.state}
        assert all(len(button.data.encode()) <= BYTES_OF_DATA for button in buttons), state
        assert all(len(button.label) <= LONGEST_LABEL for button in buttons), state


@pytest.mark.parametrize("language", POLICY.languages)
def test_every_button_of_every_window_has_a_handler(
    handlers: list[HandlerObject], language: Language
) -> None:
    offered = {
        (state, Press.unpack(button.data).action)
        for state, screen in screens(language)
        for row in screen.keyboard
        for button in row
        if button.data
    }
    assert {one for one in offered if not any(answers(handler, *one) for handler in handlers)} == (
        set()
    )


def answers(handler: HandlerObject, state: str, action: Action) -> bool:
    """Tell whether a handler is bound to a button of this action on this screen."""
    filters = [one.callback for one in handler.filters or ()]
    press = Press(revision=1, action=action)
    return any(isinstance(one, Screening) and one.state == state for one in filters) and any(
        isinstance(one, CallbackQueryFilter) and one.rule is not None and one.rule.resolve(press)
        for one in filters
    )


def test_every_right_is_reached_from_the_menu() -> None:
    view = View(texts=TEXTS, policy=POLICY, talk=Talk())
    groups = [
        pressed(button.data) for row in WINDOWS[Talking.menu.state](view).keyboard for button in row
    ]
    reached: set[str] = set()
    for key in groups:
        group = replace(view, talk=Talk(group=key)).group
        if len(group.rights) == 1:
            reached.update(group.rights)
            continue
        screen = WINDOWS[Talking.rights.state](replace(view, talk=Talk(group=key)))
        reached.update(pressed(button.data) for row in screen.keyboard for button in row)
    assert reached - {""} == set(POLICY.rights)
    assert len(POLICY.rights) == 14


def pressed(data: str) -> str:
    return Press.unpack(data).arg


@pytest.mark.parametrize("language", POLICY.languages)
def test_every_field_can_be_asked_and_named(language: Language) -> None:
    for field in Field:
        name = field.replace("_", "-")
        assert TEXTS.text(language, f"person-ask-{name}")
        assert TEXTS.text(language, f"person-field-{name}")
