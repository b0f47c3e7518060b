"""What officers type: commands in the group and in private, and what nobody should type."""

from dataclasses import dataclass

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff import buttons, officers
from pd_intake_bot.telegram.staff.group.hats import Hats, is_person
from pd_intake_bot.telegram.staff.group.managing import Managing
from pd_intake_bot.telegram.staff.group.speaking import Speaking
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.overview.feeds import Feeds
from pd_intake_bot.telegram.staff.overview.seeing import Seeing
from pd_intake_bot.telegram.staff.presses import Presses
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

_OFFICERS = Command("officers")
_LANGUAGE = Command("language")
_HELP = Command("help")
_FEED = Command("feed")
_BARE_START = CommandStart(ignore_mention=True, magic=~F.args)
_ELSEWHERE = frozenset({"start", "staff", "status", *COMMANDS})
"""Commands that others answer: those of officers, and what an officer asks as a person."""


async def in_staff_group(message: Message, turn: Turn) -> bool:
    """Tell whether a message was written in the staff group."""
    return message.chat.id == turn.surroundings.staff_chat


async def answers_the_bot(message: Message, bot: Bot) -> bool:
    """Tell whether a message replies to one of the bot's."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        # What is written into a topic replies to the message that opened it, by Telegram's doing.
        return False
    return bool(replied.from_user and replied.from_user.id == bot.id)


async def _first_today(turn: Turn, state: FSMContext) -> bool:
    """Tell whether this is the first time today in this conversation, and remember it."""
    today = turn.now.date().isoformat()
    first = (await state.get_data()).get("asked_on") != today
    await state.set_data({"asked_on": today})
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Handles commands; in a private chat only those of somebody with a role."""

    words: Wording
    officers: Officers
    seeing: Seeing
    presses: Presses
    managing: Managing
    speaking: Speaking
    feeds: Feeds

    def register(self, router: Router) -> None:
        """Register the handlers. What nobody here takes is a person's."""
        self.seeing.tidy(router, in_staff_group)
        anonymous = F.from_user.id == officers.ANONYMOUS
        router.message.register(self.anonymous, in_staff_group, anonymous)
        link = CommandStart(deep_link=True, magic=F.args.startswith(buttons.PAYLOAD))
        router.message.register(self.open, F.chat.type == "private", link)
        private = F.chat.type == "private"
        router.message.register(self.help_too, private, _HELP, self.has_role)
        router.message.register(self.help, in_staff_group, _HELP, self.has_role)
        router.message.register(self.feeds.command, private, _FEED, self.has_role)
        router.message.register(self.feeds.point, in_staff_group, _FEED, self.has_role)
        for where in (private, in_staff_group):
            self.seeing.register(router, where, self.has_role)
            router.message.register(self.manage, where, _OFFICERS, self.has_role)
            router.message.register(self.speaking.command, where, _LANGUAGE, self.has_role)
        router.message.register(self.welcome, private, _BARE_START, self.has_role)
        router.message.register(self.astray, private, F.text.startswith("/"), self.has_role)
        router.message.register(self.refuse, in_staff_group, Command(*COMMANDS))
        router.message.register(self.replied, in_staff_group, answers_the_bot)

    async def has_role(self, message: Message, turn: Turn) -> bool:
        """Tell whether the sender is an officer at this moment."""
        user = message.from_user
        return user is not None and await self.officers.role(turn, user.id) is not None

    async def manage(self, message: Message, turn: Turn) -> None:
        """Show leads the officers; nobody else."""
        user = message.from_user
        role = await self.officers.role(turn, user.id) if user else None
        if role is not None and role.reaches(COMMANDS["officers"]):
            await self.managing.command(message, turn)
        else:
            await self._say(message, turn, "staff-needs-lead")

    async def help(self, message: Message, turn: Turn) -> None:
        """Say what an officer can do and where."""
        await self._say(message, turn, "staff-help")

    async def help_too(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Say what an officer can do; who writes as a person is told what a person can, too."""
        await self._say(message, turn, "staff-help")
        if await is_person(turn, state):
            raise SkipHandler

    async def welcome(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Say what an officer is here for who begins the private chat."""
        user = message.from_user
        role = await self.officers.role(turn, user.id) if user else None
        if user is None or role is None:
            raise SkipHandler
        await officers.remember(turn.store, user)
        await Hats(words=self.words).welcome(message, turn, state, role)

    async def astray(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Say what to do instead of a command that there is not, or not now."""
        name = (message.text or "").split()[0].removeprefix("/").partition("@")[0]
        if name in _ELSEWHERE or await is_person(turn, state):
            raise SkipHandler
        key = "staff-nothing-to-cancel" if name == "cancel" else "staff-unknown-command"
        await self._say(message, turn, key)

    async def refuse(self, message: Message, turn: Turn) -> None:
        """Tell a member of the group who has no role, and remember them for the leads."""
        user = message.from_user
        if user is not None and not user.is_bot and message.sender_chat is None:
            await officers.meet(turn.store, user)
        await self._say(message, turn, "staff-no-role")

    async def open(
        self, message: Message, turn: Turn, state: FSMContext, command: CommandObject
    ) -> None:
        """Open what a button in the group stands for, now that the private chat is there."""
        name = (command.args or "").removeprefix(buttons.PAYLOAD)
        user = message.from_user
        if user is None or not await self.presses.linked(name, user, turn, state):
            raise SkipHandler

    async def anonymous(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Ask an anonymous administrator, once a day, to be seen: decisions need a name."""
        is_command = (message.text or "").startswith("/")
        if await _first_today(turn, state) or is_command:
            await self._say(message, turn, "staff-anonymous")

    async def replied(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Tell who answers a card in the group, once a day, that the person does not see it."""
        if await _first_today(turn, state):
            await self._say(message, turn, "staff-group-reply")

    async def _say(self, message: Message, turn: Turn, key: str) -> None:
        await turn.replies.send(message.chat.id, Screen(text=self.words.say(key)))
