"""What became of something that was sent, as exactly as the outside let us know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The outside took it. `answer` is its own words, `ids` the names it gave.

    `content` is, byte for byte, what left, where the carrier composed it.
    """

    answer: str
    ids: Mapping[str, str | int] = field(default_factory=dict)
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The outside refused it for good, or it can never be sent: trying again does not help.

    `status` is the enhanced code of a mail server (RFC 3463), where it gave one.
    """

    answer: str
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """Nothing has left. It may be tried again, after `retry_after` where the outside said so.

    `trouble` says, without personal data, what is wrong with the carrier itself, where it is
    not this one parcel that it does not take.
    """

    answer: str
    retry_after: timedelta | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It may have left or not: the outside fell silent at the one moment that matters.

    `content` is, byte for byte, what may have left.
    """

    answer: str
    content: bytes | None = field(default=None, repr=False)


Outcome = Sent | Refused | Postponed | Unknown
