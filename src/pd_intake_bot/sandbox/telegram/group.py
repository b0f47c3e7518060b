"""A staff group as its members see it, and officers who act inside."""

from dataclasses import replace

from pd_intake_bot.sandbox.changes import What
from pd_intake_bot.sandbox.telegram import media, membership
from pd_intake_bot.sandbox.telegram.chats import (
    ANONYMOUS,
    FIRST_SUPERGROUP,
    PRESENT,
    Chat,
    ChatMessage,
    Person,
    Standing,
)
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.screen import Press, Screen
from pd_intake_bot.sandbox.telegram.telegram import Place, Telegram


class Group(Screen):
    """One group with the bot in it, seen by nobody in particular."""

    @property
    def chat_id(self) -> int:
        """The number of the chat, which changes when the group is upgraded."""
        return self._chat_id

    async def officer(
        self,
        user_id: int,
        first_name: str = "",
        *,
        admin: bool = False,
        anonymous: bool = False,
    ) -> "Officer":
        """Give a member, letting the person join first if need be."""
        person = self._telegram.account(user_id, first_name or f"Қызметкер {user_id}")
        officer = Officer(self._telegram, self, person)
        if self.chat.members.get(user_id) not in PRESENT:
            officer.join()
        if admin:
            officer.stand(Standing.ADMINISTRATOR)
        if anonymous:
            self.chat.anonymous.add(user_id)
        return officer

    async def upgrade(self, new_chat_id: int) -> None:
        """Turn an ordinary group into a supergroup under a new number, as Telegram does."""
        assert new_chat_id <= FIRST_SUPERGROUP < self.chat_id, "only an ordinary group can be"
        old = self.chat
        # Messages stay behind in the old chat: none of their numbers holds in the new one.
        new = replace(old, id=new_chat_id, messages={}, topics={}, pinned=[], last_id=0)
        self._telegram.chats[new_chat_id] = new
        self._chat_id = new_chat_id
        user = self._somebody(old).face
        self._telegram.say(old, user, {"migrate_to_chat_id": new_chat_id})
        self._telegram.say(new, user, {"migrate_from_chat_id": old.id})
        old.migrated_to = new_chat_id

    async def set_bot(self, standing: Standing, *rights: str) -> None:
        """Make the bot an administrator with `rights`, a member, or throw it out."""
        old = membership.of_bot(self._telegram.bot, self.chat)
        self.chat.bot, self.chat.bot_rights = standing, set(rights)
        new = membership.of_bot(self._telegram.bot, self.chat)
        self._telegram.tell_of_member(self.chat, self._somebody(self.chat), old, new)

    async def remove_bot(self) -> None:
        """Throw the bot out."""
        await self.set_bot(Standing.KICKED)

    async def close_topic(self, topic: int) -> None:
        """Close a topic by hand, without the bot."""
        self.chat.topics[topic].closed = True
        somebody = self._somebody(self.chat)
        self._telegram.say(
            self.chat, somebody.face, {"forum_topic_closed": {}}, place=Place(topic=topic)
        )

    async def reopen_topic(self, topic: int) -> None:
        """Open a closed topic by hand, without the bot."""
        self.chat.topics[topic].closed = False
        somebody = self._somebody(self.chat)
        self._telegram.say(
            self.chat, somebody.face, {"forum_topic_reopened": {}}, place=Place(topic=topic)
        )

    async def set_forum(self, *, on: bool) -> None:
        """Turn topics on or off in the settings; Telegram tells bots nothing of it.

        Topics that were there come back with all they hold when topics are turned on again.
        """
        assert self.chat_id <= FIRST_SUPERGROUP, "only a supergroup can be a forum"
        self.chat.forum = on

    async def delete_topic(self, topic: int) -> None:
        """Delete a topic by hand; Telegram tells bots nothing of it."""
        self._telegram.remove_topic(self.chat, self.chat.topics[topic])

    def _somebody(self, chat: Chat) -> Person:
        for user_id, standing in chat.members.items():
            if standing in PRESENT:
                return self._telegram.people[user_id]
        return Person(user_id=777_000, first_name="Telegram")


class Officer(Screen):
    """One member of a group; `phone` is the same person's private chat with the bot."""

    def __init__(self, telegram: Telegram, group: Group, person: Person) -> None:
        super().__init__(telegram, group.chat_id)
        self.group = group
        self.person = person
        self.phone = Phone(telegram, person)

    @property
    def user_id(self) -> int:
        """The number of the account."""
        return self.person.user_id

    @property
    def chat(self) -> Chat:
        """The group, under whatever number it has now."""
        return self.group.chat

    async def send(
        self,
        text: str,
        *,
        reply_to: ChatMessage | int | None = None,
        topic: int | None = None,
        mention: Person | None = None,
    ) -> ChatMessage:
        """Write into the group, as the group itself where the member remains anonymous.

        `mention` ends the text with the name of somebody who has no username.
        """
        content = media.text(text) if mention is None else media.mention(text, mention)
        if self.user_id in self.chat.anonymous:
            content["sender_chat"] = self.chat.face
        replied = reply_to.id if isinstance(reply_to, ChatMessage) else reply_to
        sender = ANONYMOUS if self.user_id in self.chat.anonymous else self.person.face
        said = self._telegram.say(
            self.chat, sender, content, place=Place(topic=topic, reply_to=replied)
        )
        self._act()
        return said

    async def press(self, button: str, message: ChatMessage | int | None = None) -> Press:
        """Press a button of a message in the group; presses are never anonymous."""
        under, found = self.find_button(button, message)
        self._act()
        return Press(
            self._telegram, self._telegram.press(self.chat, self.person, under, found.data)
        )

    async def leave(self) -> None:
        """Leave the group."""
        self._telegram.say(self.chat, self.person.face, {"left_chat_member": self.person.face})
        self.stand(Standing.LEFT)

    def join(self) -> None:
        """Come into the group."""
        self.stand(Standing.MEMBER)
        self._telegram.say(self.chat, self.person.face, {"new_chat_members": [self.person.face]})

    def stand(self, standing: Standing) -> None:
        """Become something else in the group; the bot is told if it is an administrator."""
        old = membership.of_person(self.person, self.chat)
        self.chat.members[self.user_id] = standing
        new = membership.of_person(self.person, self.chat)
        self._telegram.changes.announce(What.MEMBER, chat_id=self.chat.id, item=self.user_id)
        if old != new and self.chat.bot is Standing.ADMINISTRATOR:
            self._telegram.tell_of_member(self.chat, self.person, old, new, kind="chat_member")
