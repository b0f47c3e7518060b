"""The command that runs the service."""

import asyncio
import gc
import resource
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Annotated

import structlog
import typer

from pd_intake_bot import log, settings, supervise
from pd_intake_bot.app.parts import EVERYTHING, Part

_WORTH_A_BAR = 500
"""Messages in a mailbox that are read for the first time, past which a bar shows how far."""

Only = Annotated[
    str | None,
    typer.Option(help="Parts to run, joined by commas: " + ", ".join(sorted(EVERYTHING))),
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(run)


def run(only: Only = None) -> None:
    """Run the service until SIGTERM or Ctrl-C.

    What is in hand is finished first.
    """
    parts = EVERYTHING if only is None else _parts(only)
    # People's words and every key are in its memory: a crash must not leave them in a file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    chosen = settings.load()
    log.configure(chosen.log_format, chosen.log_level)
    asyncio.run(_run(chosen, parts))


async def _run(chosen: settings.Settings, only: frozenset[Part]) -> None:
    # Imported here: aiogram takes seconds to load, and no other command needs it.
    from pd_intake_bot.app import service  # noqa: PLC0415
    from pd_intake_bot.app.onlooker import Onlooker  # noqa: PLC0415 - as above

    stop = asyncio.Event()
    with supervise.on_signals(stop), _watched(chosen) as scanned:
        try:
            onlooker = Onlooker(ready=partial(_begin, chosen), scanned=scanned)
            await service.run(chosen, stop=stop, only=only, onlooker=onlooker)
        except OSError as error:
            # Every loop answers for its own connections; what is left is the address to listen on.
            where = f"{chosen.http_listen.host}:{chosen.http_listen.port}"
            fault = f"PD_HTTP_LISTEN: {where!r}: {error.strerror or error}"
            raise settings.SettingsError([fault]) from error


def _watched(chosen: settings.Settings) -> AbstractContextManager[Callable[[int, int], None]]:
    """Show whoever looks on how far the first reading of a large mailbox has come."""
    if not sys.stderr.isatty() or chosen.log_format != "console":
        return nullcontext(lambda _done, _total: None)
    # Imported here: where nobody looks on, it only costs memory.
    from pd_intake_bot.cli.output import gauge  # noqa: PLC0415

    return gauge("first look into the mailbox", unless_fewer=_WORTH_A_BAR)


def _begin(chosen: settings.Settings, port: int | None) -> None:
    """Look for garbage from here on, in what is not there yet, and say that it runs."""
    gc.freeze()
    gc.enable()
    _say_ready(chosen, port)


def _say_ready(chosen: settings.Settings, port: int | None) -> None:
    if chosen.log_format == "json":
        # Whoever takes the log apart meets no line that is not JSON.
        structlog.get_logger().info("pd-intake is running", port=port)
        return
    where = f", http on port {port}" if port else ""
    print(f"pd-intake is running{where}", file=sys.stderr, flush=True)


def _parts(only: str) -> frozenset[Part]:
    try:
        return frozenset(Part(name.strip()) for name in only.split(","))
    except ValueError:
        known = ", ".join(sorted(EVERYTHING))
        raise typer.BadParameter(f"{only!r}: known are {known}", param_hint="--only") from None
