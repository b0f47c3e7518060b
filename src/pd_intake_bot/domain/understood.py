"""What was understood of a person's own words, each thing with the words it rests on."""

from dataclasses import dataclass
from datetime import date

from pd_intake_bot.domain.rights import Field, RightKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A field as it was read: its value in one form, and the words it was read from.

    What is not `sure` is only possibly meant so: staff are shown it, and it fills nothing.
    """

    field: Field
    value: str
    words: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The right that an inquiry seems to be about, which an officer settles.

    `words` are the sentences it rests on. `target` is the date staff would work to if it is
    this right, None while that clock would wait for a confirmation.
    """

    right: RightKey
    words: tuple[str, ...]
    target: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """Everything that was read in what a person wrote about a case, in the order it came."""

    readings: tuple[Reading, ...] = ()
    suggestion: Suggestion | None = None
