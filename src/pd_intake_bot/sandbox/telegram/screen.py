"""A chat as somebody sees it, and how to wait for what the bot writes there."""

from collections.abc import Callable, Sequence

from pd_intake_bot.sandbox.telegram.chats import Button, Chat, ChatMessage
from pd_intake_bot.sandbox.telegram.telegram import Pressed, Telegram

Wanted = int | str | Callable[[ChatMessage], bool]
"""How to wait: for a number of messages from the bot, for words in one, or for a condition."""


class Press:
    """One press of a button and what the bot answered to it."""

    def __init__(self, telegram: Telegram, pressed: Pressed) -> None:
        self._telegram = telegram
        self._pressed = pressed

    @property
    def id(self) -> str:
        """The number of the callback query."""
        return self._pressed.id

    async def answered(self, *, within: float = 30.0) -> str:
        """Wait for answerCallbackQuery and give its text (empty when it had none)."""
        await self._telegram.changes.until(lambda: self._pressed.answer is not None, within=within)
        assert self._pressed.answer is not None
        return str(self._pressed.answer["text"])

    @property
    def url(self) -> str:
        """The address that the answer opens (empty when it opens none)."""
        return str(self._pressed.answer["url"]) if self._pressed.answer else ""

    @property
    def alert(self) -> bool:
        """Whether the answer is shown in a window of its own."""
        return bool(self._pressed.answer and self._pressed.answer["show_alert"])


class Screen:
    """One chat on one person's device."""

    def __init__(self, telegram: Telegram, chat_id: int) -> None:
        self._telegram = telegram
        self._chat_id = chat_id
        self._acted = 0

    @property
    def chat(self) -> Chat:
        """The chat itself."""
        return self._telegram.chats[self._chat_id]

    @property
    def messages(self) -> Sequence[ChatMessage]:
        """All visible messages, oldest first, as they stand now."""
        return tuple(self.chat.messages.values())

    @property
    def last(self) -> ChatMessage:
        """The newest message of the bot."""
        return self._from_bot(0)[-1]

    async def until(self, wanted: Wanted, *, within: float = 30.0) -> ChatMessage:
        """Wait for a message from the bot and give the newest one that fits.

        Raises `TimeoutError`, with what is to be seen instead, after `within` seconds.
        """
        return await self._wait(wanted, since=0, within=within)

    async def answer(self, wanted: Wanted = 1, *, within: float = 30.0) -> ChatMessage:
        """As `until`, but of what the bot wrote or edited since the last act on this screen."""
        return await self._wait(wanted, since=self._acted, within=within)

    def find_button(
        self, label: str, message: ChatMessage | int | None = None
    ) -> tuple[ChatMessage, Button]:
        """Find a button by its label or its data, on the newest message that has it.

        Raises `LookupError`, naming the buttons there are.
        """
        number = message.id if isinstance(message, ChatMessage) else message
        shown = [one for one in reversed(self.messages) if number in {None, one.id}]
        for one in shown:
            for button in (button for row in one.buttons for button in row):
                if label in {button.label, button.data}:
                    return one, button
        there = [button.label for one in shown for row in one.buttons for button in row]
        raise LookupError(f"no button {label!r}; there are {there}")

    def _act(self) -> None:
        self._acted = self._telegram.changes.number

    def _from_bot(self, since: int) -> list[ChatMessage]:
        written = [one for one in self.messages if one.from_bot and one.revision > since]
        return sorted(written, key=lambda one: one.revision)

    async def _wait(self, wanted: Wanted, *, since: int, within: float) -> ChatMessage:
        def fitting() -> list[ChatMessage]:
            return _fitting(wanted, self._from_bot(since))

        try:
            await self._telegram.changes.until(lambda: bool(fitting()), within=within)
        except TimeoutError:
            seen = "\n---\n".join(one.text for one in self._from_bot(since))
            raise TimeoutError(f"waited {within} s for {wanted!r}; seen:\n{seen}") from None
        return fitting()[-1]


def _fitting(wanted: Wanted, written: list[ChatMessage]) -> list[ChatMessage]:
    if isinstance(wanted, int):
        return written if len(written) >= wanted else []
    if isinstance(wanted, str):
        return [one for one in written if wanted in one.text]
    return [one for one in written if wanted(one)]
