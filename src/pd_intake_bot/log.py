"""How the program writes its log: one event a line, without personal data."""

import logging
import sys
from typing import Literal

import structlog

_QUIET = ("aioimaplib", "aiogram", "aiohttp", "aiosmtplib", "sqlalchemy", "alembic", "asyncio")
"""Libraries that print mail, names or addresses when they explain themselves."""


def configure(form: Literal["console", "json"], level: str) -> None:
    """Send the log to standard error in the chosen form."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: warning")
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
