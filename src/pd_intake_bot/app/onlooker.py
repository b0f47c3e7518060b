"""Whoever looks on while the service runs, and what they are told."""

from collections.abc import Callable
from dataclasses import dataclass

from pd_intake_bot.mail.mailbox.folder import Told, tell_nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Onlooker:
    """Somebody at a terminal, or another program.

    `ready` hears when all parts stand, with the port of the web server where there is one;
    `scanned` how far the first look into a mailbox has come.
    """

    ready: Callable[[int | None], None] = lambda _: None
    scanned: Told = tell_nobody


NOBODY = Onlooker()
