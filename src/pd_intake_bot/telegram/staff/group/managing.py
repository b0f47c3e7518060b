"""Leads say who the officers are: a list, a choice of role for each, and no role at all."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from aiogram.enums import ChatType, MessageEntityType
from aiogram.types import Message, User

from pd_intake_bot.domain.notices import Line, Named, Notice, Value, Worded
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.overview import names
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.give_back import give_back

SHOWN = 40
"""The most officers on one screen."""

_BITS_OF_ACCOUNT = 52
"""No longer number is an account's (Bot API, User)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Managing:
    """Shows officers and changes their roles; each change is written down and told the group."""

    words: Wording
    officers: Officers

    async def command(self, message: Message, turn: Turn) -> None:
        """List the officers, or show the one that the command names."""
        maker = Maker(store=turn.store, now=turn.now)
        user = _named_user(message)
        for one in filter(None, (message.from_user, user)):
            await officers.remember(turn.store, one)
        number = user.id if user else _number(message)
        alone = message.chat.type == ChatType.PRIVATE
        if number is not None:
            await turn.store.officers.meet(number)
            screen = await self._one(turn, maker, number, alone=alone)
        elif _has_username(message):
            screen = Screen(text=self.words.say("staff-officers-username"))
        else:
            screen = await self._list(turn, maker, alone=alone)
        await turn.replies.send(message.chat.id, screen)

    async def overview(self, press: Press) -> None:
        """Show the list in the place of what stands there."""
        await self._put(press, await self._list(press.turn, press.maker, alone=_alone(press)))

    async def choose(self, press: Press) -> None:
        """Show one officer and the roles there are."""
        number, alone = press.number("user"), _alone(press)
        await self._put(press, await self._one(press.turn, press.maker, number, alone=alone))

    async def set_role(self, press: Press) -> None:
        """Give a role."""
        await self._decide(press, Role(press.word("role")))

    async def end_role(self, press: Press) -> None:
        """Take the role away."""
        await self._decide(press, None)

    async def _decide(self, press: Press, role: Role | None) -> None:
        turn, user_id = press.turn, press.number("user")
        await turn.store.officers.set_role(user_id, role, by=press.actor, now=turn.now)
        await tell_group(
            turn.store, user_id, role, by=press.actor, key=f"role:{turn.update_id}", turn=turn
        )
        turn.effects.tell(self.words.label("staff-role-changed"))
        await self._put(press, await self._list(turn, press.maker, alone=_alone(press)))

    async def _put(self, press: Press, screen: Screen) -> None:
        await press.turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def _list(self, turn: Turn, maker: Maker, *, alone: bool) -> Screen:
        roles = await self.officers.all(turn)
        known = [one.user_id for one in await turn.store.officers.all()]
        others = [number for number in known if number not in roles]
        shown = [*roles, *others][:SHOWN]
        lines = [self.words.say("staff-officers", count=len(roles))]
        lines += [
            await self._line(turn, number, roles.get(number), alone=alone) for number in shown
        ]
        lines += ["", self.words.say("staff-officers-how")]
        rows = [
            (
                await maker.make(
                    await _name(turn.store, number, alone=alone), Action.OFFICER, user=number
                ),
            )
            for number in shown
        ]
        return Screen(text="\n".join(lines), keyboard=tuple(rows))

    async def _line(self, turn: Turn, number: int, role: Role | None, *, alone: bool) -> str:
        name = await _name(turn.store, number, alone=alone)
        known = self.words.label(f"staff-role-{role or 'none'}")
        besides = [self.words.say(key) for key in [one async for one in _besides(turn, number)]]
        line = self.words.say("staff-officer", name=name, role=known)
        return f"{line} ({'; '.join(besides)})" if besides else line

    async def _one(self, turn: Turn, maker: Maker, number: int, *, alone: bool) -> Screen:
        role = await self.officers.role(turn, number)
        lines = [await self._line(turn, number, role, alone=alone)]
        rows = []
        if number in turn.surroundings.admins:
            lines.append(self.words.say("staff-officer-administers"))
        else:
            rows = [(one,) for one in await self._choices(maker, number, role)]
        back = await maker.make(self.words.label("staff-button-back"), Action.OFFICERS)
        return Screen(text="\n\n".join(lines), keyboard=(*rows, (back,)))

    async def _choices(self, maker: Maker, number: int, role: Role | None) -> list[Button]:
        given = [
            await maker.make(
                self.words.label(f"staff-button-role-{one}"),
                Action.SET_ROLE,
                user=number,
                role=one.value,
            )
            for one in Role
            if one is not role
        ]
        if role is None:
            return given
        end = await maker.make(
            self.words.label("staff-button-role-none"), Action.END_ROLE, user=number
        )
        return [*given, end]


async def _name(store: Store, number: int, *, alone: bool) -> str:
    """Name somebody; whom Telegram alone names is named to a lead in private, not to the group."""
    name = names.told_name if alone else names.name_of
    return await name(store, str(number))


async def _besides(turn: Turn, number: int) -> AsyncIterator[str]:
    if number in turn.surroundings.admins:
        yield "staff-role-of-admin"
    if not await names.has_written(turn.store, str(number)):
        yield "staff-officer-silent"


def _alone(press: Press) -> bool:
    return press.chat_id == press.officer


async def tell_group(
    store: Store, user_id: int, role: Role | None, *, by: str, key: str, turn: Turn
) -> None:
    """Tell the group whose role has changed, by whom, and which cases are nobody's now."""
    values: dict[str, Value] = {
        "who": Named(actor=str(user_id)),
        "role": Worded(key=f"staff-role-{role or 'none'}"),
        "officer": Named(actor=by),
    }
    changed = Line(text="notice-role-changed", values=values)
    told = Notice(lines=(changed, *await give_back(store, user_id, role, now=turn.now)))
    await store.outbox.add(parcels.tell(key, told), now=turn.now)


def _named_user(message: Message) -> User | None:
    """Give whom the command means: mentioned in it, or the writer of what it replies to."""
    mentioned = [one.user for one in message.entities or () if one.user is not None]
    replied = message.reply_to_message
    if replied and replied.from_user and replied.forum_topic_created is None:
        mentioned.append(replied.from_user)
    return next((one for one in mentioned if not one.is_bot), None)


def _words(message: Message) -> Iterator[str]:
    yield from (message.text or "").split()[1:]


def _number(message: Message) -> int | None:
    numbers = (int(one) for one in _words(message) if one.isascii() and one.isdigit())
    return next((one for one in numbers if one.bit_length() <= _BITS_OF_ACCOUNT), None)


def _has_username(message: Message) -> bool:
    return any(one.type == MessageEntityType.MENTION for one in message.entities or ()) or any(
        one.startswith("@") for one in _words(message)
    )
