"""The order of a person's conversation: what is asked next, once something has been answered."""

from dataclasses import replace

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.states import Talking


async def go_on(dialogue: Dialogue, *, note: str = "") -> None:
    """Ask the next thing: an open field, then words and files once, then the summary."""
    if dialogue.talk.draft_now.right is None:
        await dialogue.show(Talking.menu, note=note)
        return
    requirement = dialogue.view.requirement
    if requirement is None:
        dialogue.talk = replace(dialogue.talk, asked=None)
        offered = dialogue.talk.draft_now.offered
        await dialogue.show(Talking.summary if offered else Talking.words, note=note)
    elif len(requirement) > 1:
        dialogue.talk = replace(dialogue.talk, asked=None)
        await dialogue.show(Talking.choice, note=note)
    else:
        await ask(dialogue, requirement[0], note=note)


async def ask(dialogue: Dialogue, field: Field, *, note: str = "") -> None:
    """Ask for one field."""
    dialogue.talk = replace(dialogue.talk, asked=field)
    await dialogue.show(Talking.answer, note=note)
