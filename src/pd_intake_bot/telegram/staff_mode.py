"""Whether the staff group is a forum: as it was last seen, by whichever process."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject

from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.ports import Store

MARK = "staff_mode"
FORUM, PLAIN = "forum", "plain"


async def is_forum(store: Store, chat: int) -> bool | None:
    """Tell whether the group is a forum; None where that was never seen of this group."""
    number, _, seen = (await store.marks.get(MARK) or "").partition(":")
    return seen == FORUM if number == str(chat) else None


async def put(store: Store, chat: int, *, forum: bool) -> None:
    """Remember what the group is."""
    if await is_forum(store, chat) is not forum:
        await store.marks.put(MARK, f"{chat}:{FORUM if forum else PLAIN}")


class Seeing(BaseMiddleware):
    """Sees by each message whether the group is a forum: Telegram tells of it no other way."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - aiogram's own signature
        """Look, and let the message pass."""
        if isinstance(event, Message):
            await _see(data["turn"], event)
        return await handler(event, data)


async def _see(turn: Turn, message: Message) -> None:
    if message.chat.id == turn.surroundings.staff_chat:
        await put(turn.store, message.chat.id, forum=bool(message.chat.is_forum))
