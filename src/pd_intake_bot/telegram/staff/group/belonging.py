"""Groups that the bot is put into or thrown out of: the staff's is kept, others are left."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message

from pd_intake_bot.domain.outbox import Carrier, Kind, NewParcel
from pd_intake_bot.telegram import screens, staff_mode
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.group import standing
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

_PRESENT = (
    ChatMemberStatus.ADMINISTRATOR,
    ChatMemberStatus.MEMBER,
    ChatMemberStatus.RESTRICTED,
)
_GROUPS = F.chat.type.in_((ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL))


async def _elsewhere(event: ChatMemberUpdated | Message, turn: Turn) -> bool:
    return event.chat.id != turn.surroundings.staff_chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Watches where the bot is a member, by what Telegram tells of it."""

    words: Wording
    officers: Officers

    def register(self, router: Router) -> None:
        """Register the handlers."""
        router.my_chat_member.register(self.added, _GROUPS, _elsewhere)
        router.my_chat_member.register(self.changed, _GROUPS)
        moved = F.migrate_from_chat_id | F.migrate_to_chat_id
        router.message.register(self.heard, _GROUPS, _elsewhere, ~moved)

    async def added(self, event: ChatMemberUpdated, turn: Turn) -> None:
        """Leave a group that is not the staff's."""
        if event.new_chat_member.status in _PRESENT:
            await self._leave(turn, event.chat.id)

    async def heard(self, message: Message, turn: Turn) -> None:
        """Leave a strange group that the bot was put into while nobody listened."""
        await self._leave(turn, message.chat.id)

    async def changed(self, event: ChatMemberUpdated, turn: Turn) -> None:
        """Tell leads that the staff group is lost, or take it up again."""
        store, now = turn.store, turn.now
        leads = await self.officers.leads(store, turn.surroundings.admins)
        if event.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR:
            forum = bool(event.chat.is_forum)
            await staff_mode.put(store, event.chat.id, forum=forum)
            await standing.found(store, leads, now=now)
        else:
            await standing.lost(store, leads, now=now)

    async def _leave(self, turn: Turn, chat_id: int) -> None:
        words = [
            self.words.in_language(one).say("notice-stranger-group", number=str(chat_id))
            for one in self.words.policy.languages
        ]
        parcel = NewParcel(
            key=f"farewell:{chat_id}:{turn.update_id}",
            carrier=Carrier.TELEGRAM,
            kind=Kind.FAREWELL,
            lane=f"chat:{chat_id}",
            payload=screens.write(Screen(text="\n\n".join(words)), chat_id),
        )
        await turn.store.outbox.add(parcel, now=turn.now)
