"""How much one person may add by Telegram within a day: what is more is asked for by mail."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """What one person may add in a day: files, all their bytes, all characters of words."""

    files: int = 60
    size: int = 300 * 1024 * 1024
    characters: int = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken from one person since a moment."""

    since: datetime
    files: int = 0
    size: int = 0
    characters: int = 0

    @property
    def until(self) -> datetime:
        """The moment at which counting begins anew."""
        return self.since + DAY

    def fits(self, most: Most) -> bool:
        """Tell whether this is no more than may be taken."""
        return (
            self.files <= most.files
            and self.size <= most.size
            and self.characters <= most.characters
        )


def with_one_more(
    taken: Taken | None, *, at: datetime, size: int | None = None, characters: int = 0
) -> Taken:
    """Count one more message of a moment: its words, and the bytes of its file if it has one."""
    today = taken if taken and at < taken.until else Taken(since=at)
    return replace(
        today,
        files=today.files + (size is not None),
        size=today.size + (size or 0),
        characters=today.characters + characters,
    )
