"""Writes target dates as a calendar that other programs read (RFC 5545)."""

from datetime import timedelta

from icalendar import Calendar, Event

from pd_intake_bot.domain.clockwork import Queued
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.overview.feed import Feed
from pd_intake_bot.usecases.ports import Texts

REFRESH = timedelta(hours=1)
"""How often a calendar program is asked to look again."""


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
