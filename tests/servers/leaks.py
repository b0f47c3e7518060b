"""Watches a test run for what must not be said: names, addresses, phones, texts of people.

What the tests invent is known by how it is written: people and their words in Kazakh and Russian
letters, which the program's log never uses, their addresses at `example.test`, and phones.
"""

import logging
import re
from collections.abc import Iterator

import structlog

from pd_intake_bot import log

_INVENTED = re.compile(
    r"[\u0400-\u052f]"  # Cyrillic
    r"|(?:\\u0[45][0-9a-f]{2}){2}"  # the same as JSON writes it
    r"|(?:\\x[cd][0-9a-f]\\x[89ab][0-9a-f]){2}"  # as Python writes bytes
    r"|(?:=D[0-4]=[89AB][0-9A-F]){2}"  # in quoted-printable
    r"|[\w.+-]+@[\w-]*\.?(?:example|victim)\.test"
    r"|\+?7\s?70\d[\s-]?\d{3}[\s-]?\d\d[\s-]?\d\d"
)


def found(words: str) -> list[str]:
    """List what may name somebody in some words of the program."""
    return [match[0] for match in _INVENTED.finditer(words)]


class Watch:
    """Hears every event and record of the run as the program would write it."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._libraries = log.Libraries()

    def __call__(
        self, _: structlog.typing.WrappedLogger, __: str, event: structlog.typing.EventDict
    ) -> str:
        """Write an event and remember how: the last processor of structlog."""
        written = structlog.processors.JSONRenderer(ensure_ascii=False)(None, "", event)
        self._said.append(str(written))
        return str(written)

    def take(self) -> Iterator[str]:
        """Give what was said since the last time, and forget it."""
        said, self._said = self._said, []
        yield from said

    def listen(self) -> None:
        """Stand where the log is written, with all that stands before it in the program."""
        structlog.configure(
            processors=[structlog.processors.add_log_level, log.redact, self],
            wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
            logger_factory=structlog.ReturnLoggerFactory(),
            cache_logger_on_first_use=False,
        )
        root = logging.getLogger()
        if self._libraries not in root.handlers:
            root.addHandler(self._libraries)
