"""The file of holidays says what the library says: an upgrade of it is seen here, day by day."""

import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import holidays

from pd_intake_bot.policy.calendar import FIRST_YEAR, HOLIDAYS, LAST_YEAR

HEAD = f"""\
# What the `holidays` library says of Kazakhstan, {FIRST_YEAR} to {LAST_YEAR}: written by
# PD_TEST_WRITE=1 pytest tests/unit/policy/test_holidays.py, which compares it, too.
"""


def of_the_library() -> Iterator[str]:
    days = holidays.country_holidays(
        "KZ",
        years=range(FIRST_YEAR, LAST_YEAR + 1),
        observed=False,
        language="en_US",
        islamic_show_estimated=False,
    )
    return (f"{day} {name}\n" for day in sorted(days) for name in days.get_list(day))


def test_the_file_of_holidays_says_what_the_library_says() -> None:
    with resources.as_file(resources.files("pd_intake_bot.policy").joinpath(HOLIDAYS)) as kept:
        said = HEAD + "".join(of_the_library())
        if os.environ.get("PD_TEST_WRITE") == "1":
            Path(kept).write_text(said, "utf-8")
        assert kept.read_text("utf-8") == said
