"""`python -m tests.servers.later SECONDS COMMAND ...`: a command as it will run so much later.

The service asks one place what time it is; here that place answers with another day. And it
writes to the staff group as fast as it can, so that nobody who watches has to wait.
"""

import sys
from datetime import datetime, timedelta

from pd_intake_bot import clock
from pd_intake_bot.telegram import group_pace


def main() -> None:
    """Run the command as `pd-intake` would."""
    seconds, *arguments = sys.argv[1:]
    really, ahead = clock.now, timedelta(seconds=int(seconds))

    def now() -> datetime:
        return really() + ahead

    group_pace.SERVICE = group_pace.Limits()
    setattr(clock, "now", now)  # noqa: B010 - a function of a module is not assigned to
    sys.argv[1:] = arguments
    # Imported now: who imports it before would keep the clock as it was.
    from pd_intake_bot.cli import run  # noqa: PLC0415

    run.main()


if __name__ == "__main__":
    main()
