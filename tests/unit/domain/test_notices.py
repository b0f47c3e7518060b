"""A notice comes out of its parcel as it went in."""

from datetime import UTC, date, datetime

from pd_intake_bot.domain import notices
from pd_intake_bot.domain.notices import Line, Named, Notice, Titled, Value, Worded
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.domain.submission import digest


def test_notice_with_every_kind_of_value_survives_its_parcel() -> None:
    values: dict[str, Value] = {
        "words": "x",
        "count": 3,
        "day": date(2026, 11, 23),
        "moment": datetime(2026, 11, 23, 4, 30, tzinfo=UTC),
        "officer": Named(actor="7"),
        "right": Titled(right=RightKey("erasure")),
        "why": Worded(key="staff-days-today"),
    }
    told = Notice(
        lines=(Line(text="a-b", values=values), Line(text="c-d")),
        ref="PD-2026-00001-F",
        to=7,
        picture=digest(b"x"),
    )
    assert notices.read(notices.write(told)) == told


def test_plain_notice_goes_to_the_group_and_names_no_case() -> None:
    told = Notice(lines=(Line(text="a-b"),))
    assert notices.read(notices.write(told)) == told
