"""`python -m tests.servers.later SECONDS COMMAND ...`: a command as it will run.

The service asks one place what time it is; here that place answers with another day.
"""

import sys
from datetime import datetime, timedelta

from pd_intake_bot import clock


def main() -> None:
    """Run the command as `pd-intake` would, so many seconds later."""
    seconds, *arguments = sys.argv[1:]
    really, ahead = clock.now, timedelta(seconds=int(seconds))

    def now() -> datetime:
        return really() + ahead

    setattr(clock, "now", now)  # noqa: B010 - a function of a module is not assigned to
    sys.argv[1:] = arguments
    # Imported now: who imports it before would keep the clock as it was.
    from pd_intake_bot.cli import run  # noqa: PLC0415

    run.main()


if __name__ == "__main__":
    main()
