"""Who leaves the staff group has no role any more."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message, User

from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.notices import Line, Named, Notice
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.work.give_back import give_back

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
_LEADS = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR)


async def _of_staff(event: ChatMemberUpdated | Message, turn: Turn) -> bool:
    return event.chat.id == turn.surroundings.staff_chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Ends roles with membership, by whichever of Telegram's two ways it is told."""

    officers: Officers

    def register(self, router: Router) -> None:
        """Register the handlers."""
        router.chat_member.register(self.changed, _of_staff)
        router.message.register(self.left, _of_staff, F.left_chat_member)

    async def changed(self, event: ChatMemberUpdated, turn: Turn) -> None:
        """End the role of who is no member any more."""
        if event.new_chat_member.status in _GONE:
            was_lead = event.old_chat_member.status in _LEADS
            await self._end(turn, event.new_chat_member.user, was_lead=was_lead)

    async def left(self, message: Message, turn: Turn) -> None:
        """End the role of who has left, where the bot is told of nothing else."""
        if message.left_chat_member is not None:
            await self._end(turn, message.left_chat_member, was_lead=False)

    async def _end(self, turn: Turn, user: User, *, was_lead: bool) -> None:
        store, kept = turn.store, await turn.store.officers.get(user.id)
        role = self.officers.role_of(user.id, frozenset(), kept)
        if role is None and not was_lead:
            return
        await officers.remember(store, user)
        await store.officers.set_role(user.id, None, by=SYSTEM, now=turn.now)
        left = Line(text="notice-officer-left", values={"who": Named(actor=str(user.id))})
        told = Notice(lines=(left, *await give_back(store, user.id, None, now=turn.now)))
        await store.outbox.add(parcels.tell(f"left:{turn.update_id}", told), now=turn.now)
