"""What a person sees of the bot and does with thumbs."""

from collections.abc import Callable, Sequence

from pd_intake_bot.sandbox.chats import Button, ChatMessage

Wanted = int | str | Callable[[ChatMessage], bool]
"""How to wait: for a number of messages from the bot, for a text in one, or for a condition."""


class Phone:
    """One person's private chat with the bot."""

    user_id: int

    @property
    def messages(self) -> Sequence[ChatMessage]:
        """All visible messages, oldest first, as they stand now."""
        raise NotImplementedError

    @property
    def keyboard(self) -> Sequence[Sequence[Button]]:
        """The reply keyboard under the typing line, if one is shown."""
        raise NotImplementedError

    async def until(self, wanted: Wanted, *, within: float = 5.0) -> ChatMessage:
        """Wait for a message from the bot and give the newest one that fits."""
        raise NotImplementedError

    async def answer(self, wanted: Wanted = 1, *, within: float = 5.0) -> ChatMessage:
        """As `until`, but of what the bot wrote or edited since this person's last act."""
        raise NotImplementedError

    async def send(self, text: str, *, reply_to: int | None = None) -> ChatMessage:
        """Type a text; a word like /start becomes a command."""
        raise NotImplementedError

    async def send_contact(self, *, own: bool = True, phone: str | None = None) -> ChatMessage:
        """Share a contact: the person's own, or somebody else's."""
        raise NotImplementedError

    async def send_document(
        self, name: str, content: bytes, caption: str = "", *, album: str | None = None
    ) -> ChatMessage:
        """Send a file; those with the same `album` come as one album."""
        raise NotImplementedError

    async def send_photo(
        self, name: str, content: bytes, caption: str = "", *, album: str | None = None
    ) -> ChatMessage:
        """Send a picture; those with the same `album` come as one album."""
        raise NotImplementedError

    async def send_sticker(self) -> ChatMessage:
        """Send a sticker."""
        raise NotImplementedError

    async def send_voice(self) -> ChatMessage:
        """Send a voice message."""
        raise NotImplementedError

    async def send_location(self) -> ChatMessage:
        """Send a place on the map."""
        raise NotImplementedError

    async def send_poll(self) -> ChatMessage:
        """Send a poll."""
        raise NotImplementedError

    async def press(self, button: str, message: ChatMessage | int | None = None) -> "Press":
        """Press a button by its label or callback data, on the newest message that has it."""
        raise NotImplementedError

    async def edit(self, message: ChatMessage | int, text: str) -> ChatMessage:
        """Change the text of an own message."""
        raise NotImplementedError

    async def block(self) -> None:
        """Block the bot."""
        raise NotImplementedError

    async def unblock(self) -> None:
        """Unblock the bot."""
        raise NotImplementedError


class Press:
    """One press of a button and what the bot answered to it."""

    id: str

    async def answered(self, *, within: float = 5.0) -> str:
        """Wait for answerCallbackQuery and give its text (empty when it had none)."""
        raise NotImplementedError
