"""What staff are told, as values: the words are the locale's, and chosen when it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.domain.submission import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An officer, by the actor that stands in the history; shown by name."""

    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A right, shown by its title."""

    right: RightKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A text within a text, by its key."""

    key: str


Value = str | int | date | datetime | Named | Titled | Worded
"""What goes into a line; none of it may be personal data where the line goes to the group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph: the key of its text, and what goes into it."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)


RELEASE_ALL = "release-all"
"""What a notice may offer: to let go the letters that are held because too many have left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something staff are told.

    `to` is an officer's private chat, None for the staff group. `ref` names the case that it
    is about, where there is one: a button opens it. `picture` is an image that goes with it.
    With `else_group` the group hears what the officer's private chat does not take.
    `offers` names what a press on it does besides. A `brief` one has no empty lines between
    its lines.
    """

    lines: tuple[Line, ...]
    ref: str | None = None
    to: int | None = None
    picture: Digest | None = None
    else_group: bool = False
    offers: tuple[str, ...] = ()
    brief: bool = False


def write(notice: Notice) -> dict[str, Json]:
    """Turn a notice into the payload of its parcel."""
    lines: list[Json] = [
        {"text": line.text, "values": {name: _plain(one) for name, one in line.values.items()}}
        for line in notice.lines
    ]
    return {
        "lines": lines,
        "ref": notice.ref,
        "to": notice.to,
        "picture": notice.picture,
        "offers": list(notice.offers),
        "else_group": notice.else_group,
        "brief": notice.brief,
    }


def read(payload: Mapping[str, Json]) -> Notice:
    """Turn the payload of a parcel back into the notice."""
    lines = cast("Sequence[Mapping[str, Json]]", payload["lines"])
    picture = cast("str | None", payload.get("picture"))
    return Notice(
        lines=tuple(map(_line, lines)),
        ref=cast("str | None", payload.get("ref")),
        to=cast("int | None", payload.get("to")),
        picture=Digest(picture) if picture else None,
        offers=tuple(cast("Sequence[str]", payload.get("offers", ()))),
        else_group=bool(payload.get("else_group")),
        brief=bool(payload.get("brief")),
    )


def _line(plain: Mapping[str, Json]) -> Line:
    values = cast("Mapping[str, Json]", plain["values"])
    return Line(
        text=cast("str", plain["text"]),
        values={name: _value(value) for name, value in values.items()},
    )


def _plain(value: Value) -> Json:
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Named():
            return {"officer": value.actor}
        case Titled():
            return {"right": value.right}
        case Worded():
            return {"key": value.key}
        case _:
            return value


def _value(plain: Json) -> Value:
    match plain:
        case {"moment": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"officer": str(actor)}:
            return Named(actor=actor)
        case {"right": str(right)}:
            return Titled(right=RightKey(right))
        case {"key": str(key)}:
            return Worded(key=key)
        case _:
            return cast("str | int", plain)
