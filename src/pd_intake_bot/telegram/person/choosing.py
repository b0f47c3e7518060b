"""Handlers of the first screens: language, notice, group and right."""

from dataclasses import replace

from aiogram import Router
from aiogram.fsm.state import State

from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.telegram.person import flow
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.telegram.person.talk import Draft


def register(router: Router) -> None:
    """Register the handlers."""
    on(router, Talking.language, Action.LANGUAGE, pick_language)
    on(router, Talking.notice, Action.BEGIN, show_menu)
    on(router, Talking.menu, Action.GROUP, pick_group)
    on(router, Talking.menu, Action.SUMMARY, back_to_summary)
    on(router, Talking.rights, Action.RIGHT, pick_right)
    on(router, Talking.rights, Action.MENU, show_menu)


async def pick_language(_: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
    """Remember the language and go back to where the person was."""
    is_change = dialogue.talk.language is not None
    dialogue.talk = replace(dialogue.talk, language=Language(callback_data.arg))
    where = dialogue.before() or _where(dialogue)
    if is_change and where == Talking.notice:
        # They were in the middle of nothing: what they type next may answer a question of ours.
        view = dialogue.view
        await dialogue.finish(f"{view.say('person-spoken')} {view.say('person-hint')}")
    else:
        await dialogue.show(where)


def _where(dialogue: Dialogue) -> State:
    """Give the screen that a language is chosen for: the first, or the cases one looked at."""
    if dialogue.talk.addition is not None:
        return Talking.more if dialogue.talk.chosen else Talking.which
    return Talking.cases if dialogue.talk.cases else Talking.notice


async def show_menu(_: Pressed, dialogue: Dialogue) -> None:
    """Ask what the person wants."""
    await dialogue.show(Talking.menu)


async def pick_group(_: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
    """Go to the rights of the group, or straight on where there is but one."""
    dialogue.talk = replace(dialogue.talk, group=callback_data.arg)
    rights = dialogue.view.group.rights
    if len(rights) > 1:
        await dialogue.show(Talking.rights)
    else:
        await _choose(dialogue, rights[0])


async def pick_right(_: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
    """Begin a draft for the right, or change that of the draft there is."""
    await _choose(dialogue, RightKey(callback_data.arg))


async def back_to_summary(_: Pressed, dialogue: Dialogue) -> None:
    """Leave the right as it was."""
    await flow.go_on(dialogue)


async def _choose(dialogue: Dialogue, right: RightKey) -> None:
    draft = dialogue.talk.draft or Draft(id=str(dialogue.turn.update_id))
    changed = replace(draft, right=right, skipped=())
    dialogue.talk = replace(dialogue.talk, draft=changed, correcting=None)
    await flow.go_on(dialogue)
