"""Serves calendars of target dates to whoever knows their address (RFC 5545)."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module

from aiohttp import web

from pd_intake_bot.usecases.overview.feed import ReadFeed
from pd_intake_bot.usecases.ports import Texts

PATH = "/feed/{token}.ics"
LONGEST_TOKEN = 64
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One address a calendar; a wrong one is looked up like a right one, and is not there."""

    read: ReadFeed
    texts: Texts

    @property
    def route(self) -> web.RouteDef:
        """The address as the web server takes it."""
        return web.get(PATH, self._serve)

    async def _serve(self, request: web.Request) -> web.Response:
        feed = await self.read(request.match_info["token"][:LONGEST_TOKEN])
        if feed is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        # Imported here: few services have a calendar asked for, and none at its start.
        ical = import_module("pd_intake_bot.http.ical")
        body: bytes = ical.write(feed, self.texts)
        tag = hashlib.sha256(body).hexdigest()[:32]
        known = {one.value for one in request.if_none_match or ()}
        response = web.Response(headers=_HEADERS)
        response.etag = tag
        if known & {tag, "*"}:
            response.set_status(HTTPStatus.NOT_MODIFIED)
            return response
        response.body = body
        response.content_type, response.charset = "text/calendar", "utf-8"
        return response
