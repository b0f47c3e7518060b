"""The screens of a person's conversation: what each state shows, and nothing of what it does."""

from collections.abc import Callable, Iterable, Mapping

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.telegram.person import case_windows, files, summary
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.presses import Action
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.telegram.screens import Button, Keyboard, Screen

Window = Callable[[View], Screen]

_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""A language's own name reads the same in every language."""


def language(view: View) -> Screen:
    """Ask for the language, the likelier one first."""
    order = sorted(view.policy.languages, key=lambda one: one is not view.language)
    buttons = [view.choice(_NAMES[one], Action.LANGUAGE, one.value) for one in order]
    return Screen(text=view.say("person-language"), keyboard=_rows(buttons))


def notice(view: View) -> Screen:
    """Tell what is kept, where Telegram is, and which other ways there are."""
    controller = view.policy.controller
    text = view.say(
        "person-notice",
        controller=controller.name[view.language],
        email=controller.email,
        address=controller.postal_address[view.language],
    )
    return Screen(text=text, keyboard=_rows([view.button("begin", Action.BEGIN)]))


def menu(view: View) -> Screen:
    """Ask what the person wants, in the words people use."""
    buttons = [
        view.choice(group.ask[view.language], Action.GROUP, group.key)
        for group in view.policy.groups
    ]
    if view.talk.draft is not None and view.talk.draft.right is not None:
        buttons.append(view.button("back", Action.SUMMARY))
    return Screen(text=view.say("person-menu"), keyboard=_rows(buttons))


def rights(view: View) -> Screen:
    """Ask which right of the group it is."""
    buttons = [
        view.choice(view.policy.rights[key].ask[view.language], Action.RIGHT, key)
        for key in view.group.rights
    ]
    text = view.say("person-rights", group=view.group.ask[view.language])
    return Screen(text=text, keyboard=_rows([*buttons, view.button("back", Action.MENU)]))


def choice(view: View) -> Screen:
    """Ask which of several fields the person would rather give; one is enough."""
    requirement = view.requirement or ()
    buttons = [view.choice(view.field_name(one), Action.FIELD, one.value) for one in requirement]
    text = _question(view, view.say("person-choice"))
    return Screen(text=text, keyboard=_rows([*buttons, *_ways_out(view)]))


def answer(view: View) -> Screen:
    """Ask for one field."""
    asked = view.talk.asked
    assert asked is not None, "no field is asked"
    text = _question(view, view.say(f"person-ask-{asked.replace('_', '-')}"))
    others = [view.button("another", Action.ANOTHER)] if len(view.requirement or ()) > 1 else []
    buttons = [*others, *_ways_out(view)]
    if asked is Field.PHONE:
        share = Button(label=view.label("person-button-contact"), contact=True)
        return Screen(text=text, keyboard=_rows([share, *map(_typed, buttons)]))
    if asked is Field.DATA:
        buttons.insert(0, view.button("all-data", Action.ALL_DATA))
    return Screen(text=text, keyboard=_rows(buttons))


def words(view: View) -> Screen:
    """Take more words and files."""
    draft = view.talk.draft_now
    if not draft.words and not draft.files:
        text = view.say("person-words", files=files.MAX_FILES, megabytes=files.MAX_MEGABYTES)
        return Screen(text=text, keyboard=_rows([view.button("nothing-to-add", Action.DONE)]))
    buttons = [view.button("done", Action.DONE), view.button("clear", Action.CLEAR)]
    return Screen(text=view.say("person-words-more"), keyboard=_rows(buttons))


def summarise(view: View) -> Screen:
    """Show the whole request before it is sent."""
    buttons = [
        view.button("send", Action.SEND),
        view.button("correct", Action.CORRECT),
        view.button("add", Action.ADD),
        view.button("cancel", Action.CANCEL),
    ]
    return Screen(text=summary.write(view), keyboard=_rows(buttons))


def correct(view: View) -> Screen:
    """Ask what to change."""
    requirements = talks.plan(view.right)
    buttons = [
        view.choice(view.requirement_name(one), Action.FIELD, str(number))
        for number, one in enumerate(requirements)
    ]
    buttons += [
        view.button("another-right", Action.MENU),
        view.button("add", Action.ADD),
        view.button("back", Action.SUMMARY),
    ]
    return Screen(text=view.say("person-correct"), keyboard=_rows(buttons))


def resume(view: View) -> Screen:
    """Ask whether to go on with the draft."""
    text = view.say("person-resume", title=view.title)
    buttons = [view.button("resume", Action.RESUME), view.button("over", Action.OVER)]
    return Screen(text=text, keyboard=_rows(buttons))


def cancel(view: View) -> Screen:
    """Say what would be thrown away, and ask."""
    draft = view.talk.draft_now
    text = view.say(
        "person-cancel",
        title=view.title,
        answers=len(draft.fields),
        messages=len(draft.words),
        files=len(draft.files),
    )
    buttons = [view.button("resume", Action.RESUME), view.button("discard", Action.DISCARD)]
    return Screen(text=text, keyboard=_rows(buttons))


WINDOWS: Mapping[str | None, Window] = {
    Talking.language.state: language,
    Talking.notice.state: notice,
    Talking.menu.state: menu,
    Talking.rights.state: rights,
    Talking.choice.state: choice,
    Talking.answer.state: answer,
    Talking.words.state: words,
    Talking.summary.state: summarise,
    Talking.correct.state: correct,
    Talking.resume.state: resume,
    Talking.cancel.state: cancel,
    Talking.gone.state: case_windows.gone,
    Talking.cases.state: case_windows.cases,
    Talking.case.state: case_windows.case,
    Talking.more.state: case_windows.more,
    Talking.which.state: case_windows.which,
    Talking.withdraw.state: case_windows.withdraw,
    Talking.sure.state: case_windows.sure,
    Talking.proof.state: case_windows.proof,
    Talking.phone.state: case_windows.phone,
    Talking.address.state: case_windows.address,
    Talking.code.state: case_windows.code,
}


def _rows(buttons: Iterable[Button]) -> Keyboard:
    """Put each button on a row of its own: labels here are sentences."""
    return tuple((button,) for button in buttons)


def _typed(button: Button) -> Button:
    """Make a key of the reply keyboard, which types its label."""
    return Button(label=button.label)


def _ways_out(view: View) -> list[Button]:
    """Offer to leave a question without an answer, where that may be."""
    if view.talk.correcting is not None:
        return [view.button("keep", Action.KEEP)]
    here = view.requirement or ()
    ways = [view.button("skip", Action.SKIP)] if view.may_skip(here) else []
    # Whoever took the wrong button in the menu sees it here first.
    is_first = talks.plan(view.right).index(here) == 0
    return [*ways, *[view.button("another-right", Action.MENU)] * is_first]


def _question(view: View, question: str) -> str:
    """Write a question under what request it belongs to, how far that has come, and why."""
    steps, here = talks.plan(view.right), view.requirement or ()
    optional = view.may_skip(here)
    heading = view.say(
        "person-step",
        title=view.right.title[view.language],
        number=steps.index(here) + 1,
        total=len(steps),
        required="no" if optional else "yes",
    )
    return "\n\n".join([heading, question, *[view.say("person-optional")] * optional])
