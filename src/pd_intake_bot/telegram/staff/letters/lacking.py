"""What an officer is told where the person is not known well enough for what is to be done."""

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.work import Act
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.acts import vouching
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import menu
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.letters import proof_words


async def screen(words: Wording, maker: Maker, case: Case, needed: Proof) -> Screen:
    """Say which proof is needed, which there is, and how to get it."""
    text = words.say(
        "staff-proof-lacking",
        ref=str(case.ref),
        needed=words.label(f"staff-proof-needed-{needed}"),
        known=words.label(f"staff-proof-needed-{case.proof}"),
        way="hand" if case.reply_to is None else "sent",
    )
    onward = [*await buttons(words, maker, case), await menu.button(words, maker, case)]
    return Screen(text=text, keyboard=tuple((one,) for one in onward))


async def buttons(words: Wording, maker: Maker, case: Case) -> list[Button]:
    """Make the buttons by which the person comes to be known better, where that may be."""
    asking = []
    if case.state.is_open and case.reply_to and proof_words.lacking(words.policy, case):
        act = Act.PROOF
        label = words.label(f"staff-button-act-{act}")
        asking = [await maker.make(label, Action.ACT, case=case.id, act=act.value)]
    return [*asking, *await vouching.buttons(words, maker, case)]
