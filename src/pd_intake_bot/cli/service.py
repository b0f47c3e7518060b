"""The command that runs the service."""

import asyncio
import sys
from typing import Annotated

import typer

from pd_intake_bot import log, settings, supervise
from pd_intake_bot.app.parts import EVERYTHING, Part

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
    chosen = settings.load()
    log.configure(chosen.log_format, chosen.log_level)
    asyncio.run(_run(chosen, parts))


async def _run(chosen: settings.Settings, only: frozenset[Part]) -> None:
    # Imported here: aiogram takes seconds to load, and no other command needs it.
    from pd_intake_bot.app import service  # noqa: PLC0415

    stop = asyncio.Event()
    with supervise.on_signals(stop):
        try:
            await service.run(chosen, stop=stop, only=only, ready=_say_ready)
        except OSError as error:
            # Every loop answers for its own connections; what is left is the address to listen on.
            where = f"{chosen.http_listen.host}:{chosen.http_listen.port}"
            fault = f"PD_HTTP_LISTEN: {where!r}: {error.strerror or error}"
            raise settings.SettingsError([fault]) from error


def _say_ready(port: int | None) -> None:
    where = f", http on port {port}" if port else ""
    print(f"pd-intake is running{where}", file=sys.stderr, flush=True)


def _parts(only: str) -> frozenset[Part]:
    try:
        return frozenset(Part(name.strip()) for name in only.split(","))
    except ValueError:
        known = ", ".join(sorted(EVERYTHING))
        raise typer.BadParameter(f"{only!r}: known are {known}", param_hint="--only") from None
