"""The command line: all commands under one name, and how each ends."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, cast

import typer

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.settings import SettingsError

if TYPE_CHECKING:
    from types import ModuleType

DONE, PROBLEM, USAGE = 0, 1, 2
"""Exit status: done; it ran and found a problem; wrong usage or settings."""

BROKEN_OFF = 130
"""Exit status after Ctrl-C, as a shell knows it."""

_FILES = {
    "run": "service",
    "demo": "demo",
    "check": "check",
    "init": "init",
    "classify": "words",
    "deadline": "words",
    "policy": "policy",
    "calendar": "calendar",
    "cases": "cases",
    "replay": "replay",
    "db": "database",
    "keys": "database",
    "audit": "audit",
    "evidence": "evidence",
    "retention": "retention",
    "looks": "looks",
    "updates": "updates",
}
"""The file of this package in which each command lives."""


def build(arguments: Sequence[str]) -> typer.Typer:
    """Put together the command line, or as much of it as the arguments ask for.

    Loading what every command stands on takes seconds; one that only counts days need not wait.
    """
    app = typer.Typer(
        name="pd-intake",
        help="Takes data-subject requests from a mailbox and from Telegram into one queue.",
        no_args_is_help=True,
        add_completion=False,
        # Plain words: a box would break paths and dates across lines.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def _named() -> None:
        """Keep commands named where only one of them is loaded."""

    asked = _FILES.get(arguments[0]) if arguments else None
    if asked == "service":
        # What is loaded stays: looking through it for garbage is a fifth of the way to ready.
        gc.disable()
        _load_structlog_alone()
    for file in [asked] if asked else dict.fromkeys(_FILES.values()):
        import_module(f"pd_intake_bot.cli.{file}").add_to(app)
    return app


def main() -> None:
    """Run a command and leave with the exit status of its outcome."""
    _open_streams()
    try:
        _run()
    except SettingsError as error:
        print(f"pd-intake: settings:\n{error}", file=sys.stderr)
        raise SystemExit(USAGE) from None
    except IntakeError as error:
        print(f"pd-intake: {error}", file=sys.stderr)
        raise SystemExit(PROBLEM) from None
    except OSError as error:
        _say_no_more()
        # A reader that left has read enough.
        if not isinstance(error, BrokenPipeError):
            print(f"pd-intake: {error}", file=sys.stderr)
        raise SystemExit(PROBLEM) from None
    except KeyboardInterrupt:
        # While a command is loaded nobody else answers it.
        raise SystemExit(BROKEN_OFF) from None
    finally:
        gc.enable()


def _run() -> None:
    """Run a command to its end; its last words are written before it counts as done."""
    try:
        build(sys.argv[1:])(prog_name="pd-intake")
    except SystemExit:
        sys.stdout.flush()
        raise


def _say_no_more() -> None:
    """Leave what could not be written: at the end Python would try again, and say so at length."""
    try:
        sys.stdout.flush()
    except OSError:
        with _nowhere() as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _load_structlog_alone() -> None:
    """Load structlog without rich, by which it would draw what a service never has it draw.

    That takes eight megabytes and a twentieth of the start. Whoever asks for rich later gets it.
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    if "rich" not in modules:
        modules["rich"] = None
        import_module("structlog")
        del modules["rich"]


def _open_streams() -> None:
    """Let what is printed go somewhere where the streams are closed, and be UTF-8."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _speak_utf8(stream: object) -> None:
    r"""Write Kazakh whatever the locale, and `\udcff` where a letter can't be written."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
