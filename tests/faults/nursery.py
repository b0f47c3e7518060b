"""A process that has loaded the service and brings forth one process of it at a time.

Loading takes seconds; forking takes none, so that hundreds of lives are lived in minutes. It is
told on standard input, a line of JSON each, what settings the next life has and at which point
it ends; it says `born PID`, `ready` when the service runs, and `ended` when its process is dead.
SIGUSR1 and SIGUSR2 move the clock of a life an hour on and back; at SIGQUIT it writes into its
log where it is.
"""

import asyncio
import faulthandler
import json
import os
import random
import signal
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from pd_intake_bot import log, settings, supervise
from pd_intake_bot.app import service, telegram
from pd_intake_bot.app.onlooker import Onlooker
from pd_intake_bot.sandbox.clock import MovableClock
from tests.faults.points import Trap

JUMP = timedelta(hours=1)
LOADED = telegram.__name__
"""The part that is loaded late; here it is loaded before anybody is born."""


def main() -> None:
    """Bring forth one life after the other, until there are no more orders."""
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be_born(order)
        _say(f"born {pid}")
        os.waitpid(pid, 0)
        _say("ended")


def _be_born(order: Mapping[str, Any]) -> None:
    random.seed()
    os.dup2(os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    chosen = settings.load(order["environment"], dotenv=Path("none"))
    log.configure("json", "INFO")
    faulthandler.register(signal.SIGQUIT)
    if order["point"]:
        Trap(point=order["point"], number=order["number"]).set()
    try:
        asyncio.run(_live(chosen, timedelta(seconds=order["ahead"])))
    finally:
        os._exit(0)


async def _live(chosen: settings.Settings, ahead: timedelta) -> None:
    clock, stop = MovableClock(), asyncio.Event()
    clock.ahead = ahead
    loop = asyncio.get_running_loop()

    def jump(by: timedelta) -> None:
        clock.ahead += by
        clock.moved()

    loop.add_signal_handler(signal.SIGUSR1, jump, JUMP)
    loop.add_signal_handler(signal.SIGUSR2, jump, -JUMP)
    with supervise.on_signals(stop):
        await service.run(
            chosen,
            stop=stop,
            onlooker=Onlooker(ready=lambda _: _say("ready")),
            now=clock,
            moved=clock.moved,
        )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
