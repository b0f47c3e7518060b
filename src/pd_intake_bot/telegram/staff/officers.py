"""Who may do what: roles of officers, asked anew at every press and every command."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram.types import Message, Update, User

from pd_intake_bot.domain.officers import Officer, Role, everybody
from pd_intake_bot.telegram.staff import buttons
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.overview.names import mark, name_of
from pd_intake_bot.usecases.ports import Store

__all__ = ["Officers", "Role", "actor", "may_act", "name_of", "remember"]

ANONYMOUS = 1087968824
"""The account that stands for every group administrator who remains anonymous (Bot API)."""


# These no person gives; the others that officers have, persons have as well.
_OF_STAFF = tuple(f"/{name}" for name in COMMANDS if name not in {"help", "language"})

_NAME_LENGTH = 40
"""So that a line with a name in it fits into the answer to a press: 200 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """The officers that the settings name; administrators of the staff group are leads."""

    named: Mapping[int, Role]

    def role_of(
        self, user_id: int, admins: frozenset[int], kept: Officer | None = None
    ) -> Role | None:
        """Give a user's role; None for one who has none, though they be in the group.

        What was decided here, as `kept` tells, outweighs the settings.
        """
        return everybody(self.named, (kept,) if kept else (), admins).get(user_id)

    async def role(self, turn: Turn, user_id: int) -> Role | None:
        """Give a user's role at this moment."""
        kept = await turn.store.officers.get(user_id)
        return self.role_of(user_id, turn.surroundings.admins, kept)

    async def leads(self, store: Store, admins: frozenset[int]) -> list[int]:
        """List the leads there are now."""
        roles = await self.everybody(store, admins)
        return [number for number, role in roles.items() if role is Role.LEAD]

    async def all(self, turn: Turn) -> Mapping[int, Role]:
        """Give everybody who has a role at this moment."""
        return await self.everybody(turn.store, turn.surroundings.admins)

    async def everybody(self, store: Store, admins: frozenset[int]) -> Mapping[int, Role]:
        """Give everybody who has a role, as `admins` administer the group."""
        return everybody(self.named, await store.officers.all(), admins)


async def may_act(store: Store, update: Update, staff_chat: int | None) -> bool:
    """Tell whether an update may be an officer's: nobody else's needs a role to be known."""
    if update.callback_query is not None:
        return (update.callback_query.data or "").startswith(buttons.PREFIX)
    membership = update.chat_member or update.my_chat_member
    if membership is not None:
        return membership.chat.id == staff_chat
    message = update.message or update.edited_message
    if message is None:
        return False
    return message.chat.id == staff_chat or await _speaks_as_officer(store, message)


def actor(update: Update) -> int | None:
    """Give the number of whoever wrote or pressed."""
    found = update.callback_query or update.message or update.edited_message
    return found.from_user.id if found and found.from_user else None


async def _speaks_as_officer(store: Store, message: Message) -> bool:
    text = message.text or ""
    if text.startswith((*_OF_STAFF, f"/start {buttons.PAYLOAD}")):
        return True
    user = message.from_user
    return user is not None and await store.marks.get(mark(str(user.id))) is not None


def shown_name(user: User) -> str:
    """Give the name of an account, as lines show it."""
    # Without marks that can't be seen: they would turn the whole line round.
    return fields.clean(user.full_name, lines=False)[:_NAME_LENGTH]


async def remember(store: Store, user: User) -> None:
    """Remember how an officer is called, for the lines that say who did what."""
    name = shown_name(user)
    if await store.marks.get(mark(str(user.id))) != name:
        await store.marks.put(mark(str(user.id)), name)


async def meet(store: Store, user: User) -> None:
    """Remember somebody of the group who has no role, so that a lead may give one."""
    await remember(store, user)
    await store.officers.meet(user.id)
