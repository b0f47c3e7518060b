"""Puts together what keeps the calendar of working days up to date."""

from datetime import timedelta

from pd_intake_bot.app.ground import Ground
from pd_intake_bot.supervise import Loop
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange

LOOK = timedelta(minutes=1)
"""How soon a changed file of working days is noticed."""


def build_loop(ground: Ground) -> Loop:
    """Build the loop that reads the operator's file anew and tells the group what would move."""
    change = CalendarChange(reckon=ground.reckon)
    told = set[str]()

    async def tick() -> None:
        ground.almanac.refresh()
        now = ground.now()
        today = f"{ground.policy.local_date(now)} {ground.calendar.digest()}"
        if today not in told and await ground.database.reading(change.is_pending):
            await ground.database(lambda store: change.notice(store, now=now))
            ground.wake()
        told.clear()
        told.add(today)

    return Loop(name="calendar", tick=tick, every=LOOK, wake=ground.moved)
