"""Takes the updates that Telegram posts: kept first, answered at once, worked on later."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from pd_intake_bot.errors import IntakeError

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

Keep = Callable[[Mapping[str, Any]], Awaitable[object]]
"""Keeps one update durably."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """One address that only Telegram, which knows the secret, can post to."""

    path: str
    secret: str = field(repr=False)
    keep: Keep

    @property
    def route(self) -> web.RouteDef:
        """The address as the web server takes it."""
        return web.post(self.path, self._take)

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self.secret.encode()):
            return web.Response(status=401)
        update = await _read(request)
        if update is None:
            return web.Response(status=400)
        try:
            await self.keep(update)
        except IntakeError:
            # Telegram posts it again until it is told that it was kept.
            return web.Response(status=503)
        return web.Response()


async def _read(request: web.Request) -> Mapping[str, Any] | None:
    try:
        update = await request.json()
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    return update if is_update else None
