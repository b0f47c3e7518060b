"""How the program writes its log: one event a line, without personal data.

Nothing can know every name, so nothing is trusted to be none: of our own events only the values
that are listed here are written, short and with whatever looks like an address, a number of
somebody or another script than the program's own taken out; of what libraries say, only who said
it and where, for their words may quote a mail.
"""

import logging
import re
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

VALUES = frozenset(
    {
        "attempt",
        "case",
        "error",
        "level",
        "library",
        "loop",
        "now",
        "part",
        "port",
        "reason",
        "timestamp",
        "trace",
        "trouble",
        "uid",
        "update",
        "was",
        "where",
        "why",
    }
)
"""The names of values that may be written beside an event; of any other only the name is."""

HIDDEN = "***"
LONGEST = 300

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")
_TELLTALE = re.compile(
    r"""
    [^\s<>"'(),;:]*@[^\s<>"'(),;:]*     # an address of mail, or of Telegram
    | \+?\d(?:[\d\s()-]{5,})\d          # a phone, a number of a person or of a chat
    | (?:(?![\r\n\t])[^\x20-\x7e])+     # another script: no word of the program is in one
    | \b(?:[A-Za-z0-9+/=_-]{40,})       # what may be anything, written in base64
    | =(?:[0-9A-F]{2}=?){3,}            # likewise in quoted-printable
    | (?:\\[xuU][0-9a-fA-F]{2,8}){2,}   # likewise as Python and JSON write it
    | (?:%[0-9A-Fa-f]{2}){2,}           # likewise in an address of the web
    """,
    re.VERBOSE,
)


def configure(form: Literal["console", "json"], level: str) -> None:
    """Send the log to standard error in the chosen form, with what libraries say and crashes."""
    _take_over(logging.getLogger())
    sys.excepthook = _crashed
    threading.excepthook = _crashed_in_thread
    sys.unraisablehook = _failed_unheard
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            redact,
            name_action,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_: Unfailing(sys.stderr),
        cache_logger_on_first_use=False,
    )


def name_action(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Add the name by which programs know an event, whatever its words: `loop_failed`."""
    words = str(event.get("event", ""))
    event["action"] = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    return event


def redact(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take out of an event what may be somebody's: a processor of structlog."""
    kept = {name: _value(name, value) for name, value in event.items() if name not in _ERRORS}
    error = next((event[name] for name in _ERRORS if event.get(name)), None)
    return kept | ({"error": kind_and_place(error)} if error else {})


def scrub(words: str) -> str:
    """Take whatever may name somebody out of words that somebody else wrote."""
    moments = _MOMENT.fullmatch(words)
    return words[:LONGEST] if moments else _TELLTALE.sub(HIDDEN, words[: 4 * LONGEST])[:LONGEST]


def kind_and_place(error: object) -> str:
    """Name an error and the lines it went through, but not what it says."""
    given = sys.exc_info()[1] if error is True else error
    given = given[1] if isinstance(given, tuple) else given
    if not isinstance(given, BaseException):
        return HIDDEN
    frames = traceback.extract_tb(given.__traceback__)[-3:]
    places = (f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
    return " ".join((type(given).__name__, *places))


class Unfailing(structlog.PrintLogger):
    """Writes what it can: a log on a full disk must not end what is being logged."""

    def msg(self, message: str) -> None:
        """Write a line, or do without it."""
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


class Libraries(logging.Handler):
    """Takes what libraries log by the standard library, and passes on who spoke and where."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line about a record, and nothing of its words."""
        error = {"error": kind_and_place(record.exc_info)} if record.exc_info else {}
        structlog.get_logger().log(
            record.levelno,
            "a library has something to say",
            library=record.name,
            where=f"{record.filename}:{record.lineno}",
            **error,
        )


_ERRORS = ("exc_info", "exception", "stack_info", "stack")


def _value(name: str, value: object) -> object:
    if name == "event" or (name in VALUES and isinstance(value, str)):
        return scrub(str(value))
    if name in VALUES and (value is None or isinstance(value, bool | int | float)):
        return value
    return HIDDEN


def _take_over(root: logging.Logger) -> None:
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.addHandler(Libraries())
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)


def _crashed(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    structlog.get_logger().critical("the program ends", exc_info=error)


def _crashed_in_thread(given: threading.ExceptHookArgs) -> None:
    structlog.get_logger().error("a thread ends", exc_info=given.exc_value)


def _failed_unheard(given: "sys.UnraisableHookArgs") -> None:
    structlog.get_logger().error("something failed unheard", exc_info=given.exc_value)
