"""Serves calendars of target dates to whoever knows their address (RFC 5545)."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from aiohttp import web
from icalendar import Calendar, Event

from pd_intake_bot.domain.clockwork import Queued
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.feed import Feed, ReadFeed
from pd_intake_bot.usecases.ports import Texts

PATH = "/feed/{token}.ics"
LONGEST_TOKEN = 64
REFRESH = timedelta(hours=1)
"""How often a calendar program is asked to look again."""

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
        body = write(feed, self.texts)
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


def write(feed: Feed, texts: Texts) -> bytes:
    """Write a calendar: numbers and dates, nothing about a person.

    The same cases give the same bytes, so that a program that asks often is told "unchanged".
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pd-intake//target dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.text(feed.language, f"clockwork-feed-calendar-{feed.scope}"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for case in feed.cases:
        calendar.add_component(_event(case, texts, feed.language))
    return bytes(calendar.to_ical())


def _event(case: Queued, texts: Texts, language: Language) -> Event:
    event = Event()
    event.add("uid", f"{case.ref}@pd-intake")
    event.add("dtstamp", case.registered_at)
    event.add("sequence", case.version)
    event.add("dtstart", case.due)
    event.add("summary", texts.text(language, "clockwork-feed-entry", ref=case.ref))
    event.add("transp", "TRANSPARENT")
    return event
