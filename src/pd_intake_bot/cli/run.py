"""The command line: all commands under one name, and how each ends."""

import io
import sys

import typer

from pd_intake_bot.cli import cases, check, database, demo, policy, replay, service, words
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.settings import SettingsError

DONE, PROBLEM, USAGE = 0, 1, 2
"""Exit status: done; it ran and found a problem; wrong usage or settings."""

app = typer.Typer(
    name="pd-intake",
    help="Takes data-subject requests from a mailbox and from Telegram into one queue.",
    no_args_is_help=True,
    add_completion=False,
    # Plain words: a box would break paths and dates across lines.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for part in (service, demo, check, words, policy, cases, replay, database):
    part.add_to(app)


def main() -> None:
    """Run a command and leave with the exit status of its outcome."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        app()
    except SettingsError as error:
        print(f"pd-intake: settings:\n{error}", file=sys.stderr)
        raise SystemExit(USAGE) from None
    except IntakeError as error:
        print(f"pd-intake: {error}", file=sys.stderr)
        raise SystemExit(PROBLEM) from None
    except OSError as error:
        print(f"pd-intake: {error}", file=sys.stderr)
        raise SystemExit(PROBLEM) from None


def _speak_utf8(stream: object) -> None:
    r"""Write Kazakh whatever the locale, and `\udcff` where a letter can't be written."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
