"""The only place that asks what time it is, and where time zones come from."""

from datetime import UTC, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Give this moment as an aware datetime in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the place that the ban names


@cache
def zone(name: str) -> ZoneInfo:
    """Load a time zone from the `tzdata` package, whatever the operating system has.

    Almaty moved to UTC+5 on 1 March 2024 and system zone files older than 2024a still say +6.
    Raises `FileNotFoundError` for a zone that does not exist.
    """
    path = resources.files("tzdata.zoneinfo").joinpath(*name.split("/"))
    with path.open("rb") as source:
        return ZoneInfo.from_file(source, key=name)
