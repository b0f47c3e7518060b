"""Lets filters that are plain functions be asked where they stand.

aiogram hands each to a thread and waits for it, which takes a hundred times as long as most of
them do: forty times an update, as every handler that is passed over asks at least one. Ours look
at a text or a state and wait for nothing.
"""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from aiogram import Router
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver

P = ParamSpec("P")
T = TypeVar("T")


def ask_at_once(router: Router) -> None:
    """Let the plain filters of a router and of all beneath it be asked without a thread.

    To be called when every handler is registered. What was done before stays as it is.
    """
    for one in router.chain_tail:
        for observer in one.observers.values():
            for each in _asked(observer):
                if not each.awaitable:
                    each.callback, each.awaitable = _at_once(each.callback), True


def _asked(observer: TelegramEventObserver) -> list[CallableObject]:
    whole = observer._handler.filters or []  # noqa: SLF001 - a router's own filters have no other name
    return [*whole, *(plain for handler in observer.handlers for plain in handler.filters or [])]


def _at_once(plain: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    async def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        return plain(*args, **kwargs)

    return ask
