"""Whose a case is: the line that says it, and the buttons that change it."""

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.telegram.screens import Button
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store


async def lines(words: Wording, store: Store, case: Case) -> list[str]:
    """Name the officer who has the case; nothing where nobody has it."""
    if case.officer is None:
        return []
    name = await officers.name_of(store, case.officer)
    taken = words.moment(case.taken_at) if case.taken_at else ""
    return [words.say("staff-holder", officer=name, moment=taken)]


async def in_short(words: Wording, store: Store, case: Case) -> str:
    """Say in one line where a case stands, and who has it."""
    state = words.say(f"staff-state-{case.state}")
    if not case.state.is_open:
        return state
    if case.officer is None:
        held = words.say("queue-nobody")
    else:
        held = words.say("queue-holder", officer=await officers.name_of(store, case.officer))
    return held if case.state is State.REGISTERED else f"{state} · {held}"


async def buttons(words: Wording, maker: Maker, case: Case) -> list[tuple[Button, ...]]:
    """Make one row: to take an open case, or to hand it over or let it go."""
    if not case.state.is_open:
        return []
    actions = [Action.HAND_OVER, Action.LET_GO] if case.officer else [Action.TAKE]
    labels = {action: words.label(f"staff-button-{action}") for action in actions}
    made = [
        await maker.make(labels[action], action, case=case.id, version=case.version)
        for action in actions
    ]
    return [tuple(made)]
