"""What no bot can do without: a state in memory, one durable row and one answer a message.

aiogram as its manual shows it, with `MemoryStorage` and polling. It keeps no case, seals nothing
and forgets where everybody stood when it ends.

`python -m bench.bare_bot TOKEN API DATABASE`
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message
from bench.floor import durably, kept
from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


async def answer(message: Message, state: FSMContext, engine: AsyncEngine) -> None:
    """Keep what was said, remember it, and answer."""
    said = await state.get_value("said", 0)
    await state.update_data(said=said + 1)
    async with engine.begin() as connection:
        await connection.execute(insert(kept).values(text=message.text))
    await message.answer(f"{said + 1}: {message.text}")


async def run(token: str, api: str, database: str) -> None:
    """Answer whoever writes, till the process is ended."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{database}")
    event.listen(engine.sync_engine, "connect", durably)
    async with engine.begin() as connection:
        await connection.run_sync(kept.metadata.create_all)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    dispatcher = Dispatcher(storage=MemoryStorage(), engine=engine)
    dispatcher.message.register(answer)
    print("is running", file=sys.stderr, flush=True)
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    _, secret, address, where = sys.argv
    asyncio.run(run(secret, address, where))
