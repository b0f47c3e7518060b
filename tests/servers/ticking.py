"""Reminds as a process of its own, that can be killed: it looks at each moment it is told.

`python -m tests.servers.ticking URL KEY`; moments come as lines on standard input, and after each
look a line goes to standard output.
"""

import asyncio
import sys
from datetime import datetime

from pd_intake_bot.policy import calendar, load
from pd_intake_bot.storage.database import Database
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.usecases.clockwork.morning import ReportInTheMorning
from pd_intake_bot.usecases.clockwork.remind import Remind
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.untaken import SayUntaken
from pd_intake_bot.usecases.ports import Store

LEAD = 9001


async def _leads(_: Store) -> frozenset[int]:
    return frozenset({LEAD})


async def walk(url: str, key: str) -> None:
    """Look at every moment that comes."""
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
        while moment := await asyncio.to_thread(sys.stdin.readline):
            for look in (report, remind, untaken):
                await look(datetime.fromisoformat(moment.strip()))
            sys.stdout.write("looked\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(walk(*sys.argv[1:]))
