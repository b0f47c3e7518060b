"""Whose files are fetched: a person's where they are being taken, an officer's where asked for."""

from aiogram.types import Message

from pd_intake_bot.telegram.person import files
from pd_intake_bot.telegram.staff import wanted as of_staff
from pd_intake_bot.usecases.people.daily import Most
from pd_intake_bot.usecases.ports import Store

ORDINARY = Most()


async def by_anyone(store: Store, message: Message, *, most: Most = ORDINARY) -> bool:
    """Tell whether to fetch the file of a message; `most` is what a person may add in a day."""
    if await of_staff.wanted(store, message):
        return True
    return await files.wanted(store, message, most=most)
