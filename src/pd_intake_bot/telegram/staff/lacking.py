"""What an officer is told where the person is not known well enough for what is to be done."""

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff import menu, vouching
from pd_intake_bot.telegram.staff.buttons import Maker
from pd_intake_bot.telegram.staff.wording import Wording


async def screen(words: Wording, maker: Maker, case: Case, needed: Proof) -> Screen:
    """Say which proof is needed, which there is, and how to get it."""
    text = words.say(
        "staff-proof-lacking",
        ref=str(case.ref),
        needed=words.label(f"staff-proof-needed-{needed}"),
        known=words.label(f"staff-proof-needed-{case.proof}"),
    )
    onward = [
        *await vouching.buttons(words, maker, case),
        await menu.button(words, maker, case),
    ]
    return Screen(text=text, keyboard=tuple((one,) for one in onward))
