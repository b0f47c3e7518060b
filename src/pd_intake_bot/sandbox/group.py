"""A staff group as its members see it, and officers who act inside."""

from collections.abc import Sequence

from pd_intake_bot.sandbox.chats import ChatMessage
from pd_intake_bot.sandbox.phone import Phone, Press, Wanted


class Officer:
    """One member of a group; `phone` is the same person's private chat with the bot."""

    user_id: int
    phone: Phone

    async def send(
        self, text: str, *, reply_to: ChatMessage | int | None = None, topic: int | None = None
    ) -> ChatMessage:
        """Write into the group."""
        raise NotImplementedError

    async def press(self, button: str, message: ChatMessage | int | None = None) -> Press:
        """Press a button of a message in the group."""
        raise NotImplementedError

    async def leave(self) -> None:
        """Leave the group."""
        raise NotImplementedError


class Group:
    """One group with the bot in it."""

    chat_id: int

    @property
    def messages(self) -> Sequence[ChatMessage]:
        """All visible messages, oldest first, as they stand now."""
        raise NotImplementedError

    async def until(self, wanted: Wanted, *, within: float = 5.0) -> ChatMessage:
        """Wait for a message from the bot and give the newest one that fits."""
        raise NotImplementedError

    async def officer(
        self, user_id: int, first_name: str = "", *, admin: bool = False, anonymous: bool = False
    ) -> Officer:
        """Give a member, letting the person join first if need be."""
        raise NotImplementedError

    async def upgrade(self, new_chat_id: int) -> "Group":
        """Turn an ordinary group into a supergroup under a new id."""
        raise NotImplementedError

    async def remove_bot(self) -> None:
        """Throw the bot out."""
        raise NotImplementedError

    async def delete_topic(self, topic: int) -> None:
        """Delete a topic by hand, without the bot."""
        raise NotImplementedError
