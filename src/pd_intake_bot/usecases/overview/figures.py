"""How the work stands at this moment, in numbers that can be drawn."""

from datetime import timedelta

from pd_intake_bot.domain.clockwork import Figures
from pd_intake_bot.usecases.clockwork.moments import Moment
from pd_intake_bot.usecases.clockwork.summary import WEEKS, gather
from pd_intake_bot.usecases.ports import Store


async def of_now(store: Store, moment: Moment) -> Figures:
    """Gather the figures of the last weeks, this one with them, up to today."""
    monday = moment.today - timedelta(days=moment.today.weekday())
    since = monday - timedelta(weeks=WEEKS - 1)
    return await gather(store, moment, since=since, until=moment.today)
