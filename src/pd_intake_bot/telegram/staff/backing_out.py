"""The press that leaves a question unanswered: nothing is done, and nothing begun is lost."""

from dataclasses import dataclass

from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class BackingOut:
    """Takes a question away; a letter that is being written meanwhile stays as it is."""

    words: Wording

    async def __call__(self, press: Press) -> None:
        """Take it away."""
        text = Screen(text=self.words.say("staff-backed-out"))
        await press.turn.replies.send(press.chat_id, text, edit=press.message_id)


async def button(words: Wording, maker: Maker) -> Button:
    """Make the button that stands under such a question."""
    return await maker.make(words.label("staff-button-cancel"), Action.BACK_OUT)
