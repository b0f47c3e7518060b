"""What was understood of a person's words, as the plain value that is sealed with their case."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.rights import Field, RightKey
from pd_intake_bot.domain.understood import Reading, Suggestion, Understood
from pd_intake_bot.storage.sql.columns import SealedRow

_COLUMN = "understood"


def close(sealed: SealedRow, understood: Understood) -> bytes | None:
    """Seal it for its case; nothing is kept where nothing was understood."""
    if understood == Understood():
        return None
    readings: list[Json] = [
        {"field": one.field, "value": one.value, "words": one.words, "sure": one.sure}
        for one in understood.readings
    ]
    suggestion = _write(understood.suggestion) if understood.suggestion else None
    return sealed.close(_COLUMN, {"readings": readings, "suggestion": suggestion})


def read(sealed: SealedRow, value: bytes | None) -> Understood:
    """Open it."""
    if value is None:
        return Understood()
    plain = sealed.mapping(_COLUMN, value)
    readings = cast("list[dict[str, Json]]", plain["readings"])
    suggestion = cast("dict[str, Json] | None", plain["suggestion"])
    return Understood(
        readings=tuple(map(_reading, readings)),
        suggestion=_suggestion(suggestion) if suggestion else None,
    )


def _reading(plain: Mapping[str, Json]) -> Reading:
    return Reading(
        field=Field(cast("str", plain["field"])),
        value=cast("str", plain["value"]),
        words=cast("str", plain["words"]),
        sure=bool(plain["sure"]),
    )


def _write(suggestion: Suggestion) -> dict[str, Json]:
    return {
        "right": suggestion.right,
        "words": list(suggestion.words),
        "target": suggestion.target.isoformat() if suggestion.target else None,
    }


def _suggestion(plain: Mapping[str, Json]) -> Suggestion:
    target = cast("str | None", plain["target"])
    return Suggestion(
        right=RightKey(cast("str", plain["right"])),
        words=tuple(cast("list[str]", plain["words"])),
        target=date.fromisoformat(target) if target else None,
    )
