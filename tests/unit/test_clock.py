"""Time zones come from the package and never from the operating system."""

from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from pd_intake_bot import clock


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        # Six hours until midnight before 1 March 2024, five since.
        (datetime(2024, 2, 29, 17, 59, tzinfo=UTC), 6),
        (datetime(2024, 2, 29, 18, 0, tzinfo=UTC), 5),
        (datetime(2026, 11, 23, 18, 30, tzinfo=UTC), 5),
    ],
)
def test_almaty_is_as_far_from_utc_as_the_law_says(moment: datetime, hours: int) -> None:
    assert moment.astimezone(clock.zone("Asia/Almaty")).utcoffset() == timedelta(hours=hours)


def test_zone_is_read_from_the_package_and_not_looked_for_on_the_system() -> None:
    system = ZoneInfo("Asia/Almaty")
    ours = clock.zone("Asia/Almaty")
    assert ours is not system
    with resources.files("tzdata.zoneinfo").joinpath("Asia", "Almaty").open("rb") as source:
        package = ZoneInfo.from_file(source, key="Asia/Almaty")
    hours = [datetime(2024, 2, 29, hour, tzinfo=UTC) for hour in range(24)]
    told = [[str(one.astimezone(zone)) for one in hours] for zone in (ours, package)]
    assert told[0] == told[1]
