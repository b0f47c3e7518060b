"""Whose files are fetched: a person's where they are being taken, an officer's where asked for."""

from aiogram.types import Message

from pd_intake_bot.telegram.person import files
from pd_intake_bot.telegram.staff import wanted as of_staff
from pd_intake_bot.usecases.ports import Store


async def by_anyone(store: Store, message: Message) -> bool:
    """Tell whether to fetch the file of a message."""
    return await of_staff.wanted(store, message) or await files.wanted(store, message)
