"""Reminds as a process of its own, that can be killed: it walks through the days by itself.

`python -m tests.servers.ticking URL KEY FROM UNTIL`; a line on standard output after each look,
and then it waits for a line on standard input.
"""

import asyncio
import sys
from datetime import date, datetime, time, timedelta

from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.clockwork.morning import ReportInTheMorning
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.ports import Store

LEAD = 9001
TIMES = (time(0, 30), time(9))


async def _leads(_: Store) -> frozenset[int]:
    return frozenset({LEAD})


async def walk(url: str, key: str, first: date, last: date) -> None:
    """Look at every time of every day."""
    policy = load.load()
    days, tell = calendar.load_calendar(policy), Tell(leads=_leads)
    async with Database(url, Seal(key)) as database:
        remind = Remind(transactions=database, policy=policy, calendar=days, tell=tell)
        untaken = SayUntaken(transactions=database, policy=policy, calendar=days, tell=tell)
        report = ReportInTheMorning(
            transactions=database,
            policy=policy,
            calendar=days,
            tell=tell,
            remind=remind,
            untaken=untaken,
        )
        day = first
        while day <= last:
            for at in TIMES:
                now = datetime.combine(day, at, policy.zone)
                for look in (report, remind, untaken):
                    await look(now)
                sys.stdout.write(f"{now.isoformat()}\n")
                sys.stdout.flush()
                await asyncio.to_thread(sys.stdin.readline)
            day += timedelta(days=1)


if __name__ == "__main__":
    _, where, root_key, begins, ends = sys.argv
    asyncio.run(walk(where, root_key, date.fromisoformat(begins), date.fromisoformat(ends)))
