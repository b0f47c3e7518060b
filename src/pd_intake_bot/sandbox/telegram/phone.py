"""What a person sees of the bot and does with thumbs."""

from collections.abc import Sequence

from pd_intake_bot.sandbox.telegram import media, membership
from pd_intake_bot.sandbox.telegram.chats import Button, ChatMessage, Person, Standing
from pd_intake_bot.sandbox.telegram.files import StoredFile, Upload
from pd_intake_bot.sandbox.telegram.refusal import Json
from pd_intake_bot.sandbox.telegram.screen import Press, Screen
from pd_intake_bot.sandbox.telegram.telegram import Place, Telegram


class Phone(Screen):
    """One person's private chat with the bot."""

    def __init__(self, telegram: Telegram, person: Person) -> None:
        super().__init__(telegram, person.user_id)
        self.person = person

    @property
    def user_id(self) -> int:
        """The number of the account."""
        return self.person.user_id

    @property
    def keyboard(self) -> Sequence[Sequence[Button]]:
        """The reply keyboard under the typing line, if one is shown."""
        for message in reversed(self.messages):
            if message.markup.get("remove_keyboard"):
                return ()
            if message.keyboard:
                return message.keyboard
        return ()

    async def send(self, text: str, *, reply_to: ChatMessage | int | None = None) -> ChatMessage:
        """Type a text; a word like /start becomes a command."""
        replied = reply_to.id if isinstance(reply_to, ChatMessage) else reply_to
        return self._say(media.text(text), reply_to=replied)

    async def send_contact(self, *, own: bool = True, phone: str | None = None) -> ChatMessage:
        """Share a contact: the person's own, or somebody else's."""
        number = phone or self.person.phone or "77000000000"
        return self._say(media.contact(self.person, number, own=own))

    async def send_document(
        self, name: str, content: bytes, caption: str = "", *, album: str | None = None
    ) -> ChatMessage:
        """Send a file; those with the same `album` come as one album."""
        return self._say(media.document(self._file(name, content)), caption=caption, album=album)

    async def send_photo(
        self, name: str, content: bytes, caption: str = "", *, album: str | None = None
    ) -> ChatMessage:
        """Send a picture; those with the same `album` come as one album."""
        return self._say(media.photo(self._file(name, content)), caption=caption, album=album)

    async def send_sticker(self) -> ChatMessage:
        """Send a sticker."""
        return self._say(media.sticker(self._file("sticker.webp", b"RIFF")))

    async def send_voice(self) -> ChatMessage:
        """Send a voice message."""
        return self._say(media.voice(self._file("voice.oga", b"OggS")))

    async def send_location(self) -> ChatMessage:
        """Send a place on the map."""
        return self._say(media.location())

    async def send_poll(self) -> ChatMessage:
        """Send a poll."""
        return self._say(media.poll())

    async def press(self, button: str, message: ChatMessage | int | None = None) -> Press:
        """Press a button by its label or callback data, on the newest message that has it.

        Raises `LookupError` when there is none. For the buttons under the typing line there is
        `tap`.
        """
        under, found = self.find_button(button, message)
        self._act()
        pressed = self._telegram.press(self.chat, self.person, under, found.data)
        return Press(self._telegram, pressed)

    async def tap(self, label: str) -> ChatMessage:
        """Tap a button of the reply keyboard: its label is sent, or the contact it asks for."""
        shown = [button for row in self.keyboard for button in row]
        for button in shown:
            if button.label == label:
                return await (self.send_contact() if button.asks_contact else self.send(label))
        raise LookupError(f"no button {label!r}; there are {[one.label for one in shown]}")

    async def edit(self, message: ChatMessage | int, text: str) -> ChatMessage:
        """Change the text of an own message."""
        number = message.id if isinstance(message, ChatMessage) else message
        old = self.chat.messages[number]
        raw = {**old.raw, **media.text(text), "edit_date": self._telegram.timestamp}
        edited = self._telegram.amend(self.chat, old, raw)
        self._act()
        self._telegram.updates.push("edited_message", dict(edited.raw))
        return edited

    async def block(self) -> None:
        """Block the bot."""
        self._stand(Standing.KICKED)

    async def unblock(self) -> None:
        """Unblock the bot."""
        self._stand(Standing.MEMBER)

    async def delete_account(self) -> None:
        """Delete the account; Telegram tells bots nothing of it."""
        self.chat.deserted = True

    def _stand(self, standing: Standing) -> None:
        old = membership.of_bot(self._telegram.bot, self.chat)
        self.chat.bot = standing
        self._telegram.tell_of_member(
            self.chat, self.person, old, membership.of_bot(self._telegram.bot, self.chat)
        )

    def _file(self, name: str, content: bytes) -> StoredFile:
        return self._telegram.files.add(Upload(name=name, content=content))

    def _say(
        self,
        content: Json,
        *,
        caption: str = "",
        album: str | None = None,
        reply_to: int | None = None,
    ) -> ChatMessage:
        assert self.chat.bot is not Standing.KICKED, "the bot is blocked: unblock it first"
        self.chat.bot = Standing.MEMBER
        more: Json = {"caption": caption} if caption else {}
        if album is not None:
            more["media_group_id"] = album
        said = self._telegram.say(
            self.chat, self.person.face, {**content, **more}, place=Place(reply_to=reply_to)
        )
        self._act()
        return said
