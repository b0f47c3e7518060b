"""What few submissions have, in one sealed column: files not taken, another address for answers."""

from collections.abc import Mapping
from typing import Any, cast

from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.submission import LeftOut, LeftOutBecause, Submission
from pd_intake_bot.storage.sql.columns import SealedRow

COLUMN = "beside"

Noted = Mapping[str, Any]


def write(sealed: SealedRow, submission: Submission) -> bytes | None:
    """Seal what there is of it; None where there is nothing."""
    if not submission.left_out and not submission.answer_to:
        return None
    files = _files(submission)
    return sealed.close(COLUMN, {"left_out": files, "answer_to": submission.answer_to})


def _files(submission: Submission) -> list[Json]:
    return [[one.name, one.size, one.because.value, one.limit] for one in submission.left_out]


def read(sealed: SealedRow, value: bytes | None) -> Noted:
    """Open the column; rows from before it was there have nothing in it."""
    return {} if value is None else sealed.mapping(COLUMN, value)


def left_out(noted: Noted) -> tuple[LeftOut, ...]:
    """Give the files that were not taken."""
    return tuple(
        LeftOut(name=name, size=size, because=LeftOutBecause(because), limit=limit)
        for name, size, because, limit in noted.get("left_out", ())
    )


def answer_to(noted: Noted) -> str:
    """Give the other address for answers, or nothing."""
    return cast("str", noted.get("answer_to", ""))
