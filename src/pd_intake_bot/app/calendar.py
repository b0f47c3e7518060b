"""Puts together what keeps the calendar of working days up to date."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

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

    return Loop(
        name="calendar",
        tick=tick,
        every=LOOK,
        wake=ground.moved,
        trouble=_watch(ground.settings.policy),
    )


def _watch(policy: Path | None) -> Callable[[], str | None]:
    """Say of a policy file, which is read at the start alone, that it is another one by now."""
    if policy is None:
        return lambda: None
    first = _digest(policy)

    def trouble() -> str | None:
        if _digest(policy) == first:
            return None
        return f"the policy file is no longer as it was when the service started: {policy}"

    return trouble


def _digest(file: Path) -> str | None:
    """Tell a file's content from any other; None where it can't be read."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None
