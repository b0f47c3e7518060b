"""The register as a file, for officers, in the private chat alone."""

from dataclasses import dataclass

from aiogram.types import Message

from pd_intake_bot.domain.queue import Look, Looked
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.reports import Report
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """The command /export and the choice of a language."""

    words: Wording
    officers: Officers

    async def command(self, message: Message, turn: Turn) -> None:
        """Offer the languages in private; viewers see the queue and take no copy of it."""
        user = message.from_user
        role = await self.officers.role(turn, user.id) if user else None
        if user is None or role is None or not role.reaches(COMMANDS["export"]):
            await self._say(turn, message.chat.id, "staff-role-too-low")
            return
        if message.chat.id != user.id:
            await self._say(turn, message.chat.id, "queue-export-in-private")
        maker = Maker(store=turn.store, now=turn.now)
        buttons = [
            await maker.make(
                self.words.label(f"staff-button-speak-{one}"), Action.EXPORT, language=one.value
            )
            for one in Language
        ]
        text = self.words.say("queue-export")
        await turn.replies.send(user.id, Screen(text=text, keyboard=(tuple(buttons),)))

    async def write(self, press: Press) -> None:
        """Send the register, and write down who has taken it."""
        turn = press.turn
        look = Look(what=Looked.REGISTER, actor=press.actor, at=turn.now)
        await turn.store.looks.add(look)
        await turn.replies.report(press.officer, Report.REGISTER, Language(press.word("language")))
        turn.effects.tell(self.words.label("queue-export-begun"))

    async def _say(self, turn: Turn, chat_id: int, key: str) -> None:
        await turn.replies.send(chat_id, Screen(text=self.words.say(key)))
