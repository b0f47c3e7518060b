"""Who may do what: roles of officers, asked anew at every press and every command."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiogram.types import Message, Update, User

from pd_intake_bot.telegram.staff import buttons
from pd_intake_bot.usecases.ports import Store

ANONYMOUS = 1087968824
"""The account that stands for every group administrator who remains anonymous (Bot API)."""


_NAME_LENGTH = 40
"""So that a line with a name in it fits into the answer to a press: 200 characters."""


class Role(StrEnum):
    """What an officer may do, from the least to the most."""

    VIEWER = "viewer"
    """Sees the queue and opens cases."""
    OFFICER = "officer"
    """Decides and answers as well."""
    LEAD = "lead"

    def reaches(self, needed: "Role") -> bool:
        """Tell whether this role is enough for what `needed` may do."""
        ranks = tuple(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """The officers that the settings name; administrators of the staff group are leads."""

    named: Mapping[int, Role]

    def role_of(self, user_id: int, admins: frozenset[int]) -> Role | None:
        """Give a user's role; None for one who has none, though they be in the group."""
        return Role.LEAD if user_id in admins else self.named.get(user_id)


async def may_act(store: Store, update: Update, staff_chat: int | None) -> bool:
    """Tell whether an update may be an officer's: nobody else's needs a role to be known."""
    if update.callback_query is not None:
        return (update.callback_query.data or "").startswith(buttons.PREFIX)
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
    if text.startswith(("/queue", f"/start {buttons.PAYLOAD}")):
        return True
    user = message.from_user
    return user is not None and await store.marks.get(_mark(str(user.id))) is not None


async def remember(store: Store, user: User) -> None:
    """Remember how an officer is called, for the lines that say who did what."""
    name = user.full_name[:_NAME_LENGTH]
    if await store.marks.get(_mark(str(user.id))) != name:
        await store.marks.put(_mark(str(user.id)), name)


async def name_of(store: Store, actor: str) -> str:
    """Give the name of an officer, or the number where no name is known."""
    return await store.marks.get(_mark(actor)) or f"№ {actor}"


def _mark(actor: str) -> str:
    return f"officer:{actor}"
