"""From a pressed button to what it does: role first, meaning second, deed third."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, User

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.staff import buttons, officers, speech
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.officers import Officers, Role
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

Do = Callable[[Press], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What an action does, and the role it needs.

    One that `opens` writes into the private chat. One that is `in_place` writes where its button
    stands, in the language that is spoken there; others answer in the presser's.
    """

    do: Do
    needs: Role = Role.OFFICER
    opens: bool = False
    in_place: bool = False


Deeds = Mapping[Action, Deed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a button means to its presser: a deed, or the key of why there is none."""

    deed: Deed | None = None
    role: Role = Role.VIEWER
    args: Mapping[str, Json] | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses:
    """Handles every press on a staff button, in the group or in private.

    `deeds` has what each action does by the language it does it in, `setting` is the group's
    language until a lead chooses another.
    """

    words: Wording
    officers: Officers
    deeds: Mapping[Language, Deeds]
    setting: Language

    async def pressed(self, query: CallbackQuery, turn: Turn, state: FSMContext, bot: Bot) -> None:
        """Do what the button means, or tell why not."""
        message, name = query.message, buttons.name_in(query.data or "")
        if message is None or message.chat.id not in {
            query.from_user.id,
            turn.surroundings.staff_chat,
        }:
            turn.effects.tell(self.words.label("staff-button-unknown"), alert=True)
            return
        found = await self._find(name, query.from_user, turn, chat_id=message.chat.id)
        if found.deed is None:
            turn.effects.tell(self.words.label(found.refusal), alert=True)
        elif found.deed.opens and not turn.surroundings.reachable:
            # The bot has learnt its own name when it started: nothing is asked of the network.
            me = await bot.me()
            turn.effects.open(f"https://t.me/{me.username}?start={buttons.PAYLOAD}{name}")
        else:
            await officers.remember(turn.store, query.from_user)
            await found.deed.do(
                Press(
                    turn=turn,
                    state=state,
                    args=found.args or {},
                    officer=query.from_user.id,
                    chat_id=message.chat.id,
                    message_id=message.message_id,
                    role=found.role,
                )
            )

    async def linked(self, name: str, user: User, turn: Turn, state: FSMContext) -> bool:
        """Do what a start link stands for; False where it is nothing of this user's."""
        found = await self._find(name, user, turn, chat_id=user.id)
        if found.deed is None or not found.deed.opens:
            return False
        await officers.remember(turn.store, user)
        await found.deed.do(
            Press(
                turn=turn,
                state=state,
                args=found.args or {},
                officer=user.id,
                chat_id=user.id,
                message_id=0,
                role=found.role,
            )
        )
        return True

    async def _find(self, name: str, user: User, turn: Turn, *, chat_id: int) -> Found:
        role = await self.officers.role(turn, user.id)
        if role is None:
            if chat_id == turn.surroundings.staff_chat:
                await officers.meet(turn.store, user)
            return Found(refusal="staff-no-role")
        button = await turn.store.buttons.get(name)
        if button is None:
            return Found(refusal="staff-button-unknown")
        deed = await self._deed(Action(button.action), turn, chat_id)
        if not role.reaches(deed.needs):
            low = deed.needs is Role.OFFICER
            return Found(refusal="staff-role-too-low" if low else "staff-needs-lead")
        return Found(deed=deed, role=role, args=button.args)

    async def _deed(self, action: Action, turn: Turn, chat_id: int) -> Deed:
        deed = self.deeds[self.words.language][action]
        if not deed.in_place:
            return deed
        return self.deeds[await speech.of_chat(turn.store, chat_id, self.setting)][action]
