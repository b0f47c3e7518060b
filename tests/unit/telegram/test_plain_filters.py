"""Plain filters are asked in the thread of the loop, wherever they stand."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import get_ident

from aiogram import Bot, Dispatcher, Router
from aiogram.types import Chat, Message, Update

from pd_intake_bot.telegram.plain_filters import ask_at_once

BOT = Bot("42:placeholder")


def message() -> Update:
    """Make an update that says something in a private chat."""
    at = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    said = Message(message_id=1, date=at, chat=Chat(id=7, type="private"), text="Сәлем")
    return Update(update_id=1, message=said)


def noting(threads: list[int], *, passes: bool) -> Callable[[Message], bool]:
    """Make a plain filter that notes the thread it is asked in."""

    def ask(_: Message) -> bool:
        threads.append(get_ident())
        return passes

    return ask


async def feed(router: Router) -> None:
    """Let a router hear the message, its filters asked at once."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    ask_at_once(dispatcher)
    await dispatcher.feed_update(BOT, message())


async def handle(_: Message) -> None:
    """Do nothing."""


async def test_filters_of_routers_and_handlers_are_asked_without_a_thread() -> None:
    threads: list[int] = []
    outer, inner = Router(), Router()
    outer.include_router(inner)
    outer.message.filter(noting(threads, passes=True))
    inner.message.register(handle, noting(threads, passes=True))
    await feed(outer)
    assert threads == [get_ident()] * 2


async def test_a_filter_still_keeps_a_handler_from_being_asked() -> None:
    heard: list[str] = []

    async def hear(said: Message) -> None:
        heard.append(said.text or "")

    router = Router()
    router.message.register(handle, noting([], passes=False))
    router.message.register(hear)
    await feed(router)
    assert heard == ["Сәлем"]
