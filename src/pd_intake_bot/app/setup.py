"""Tries settings as they are given, for whoever sets the service up."""

import asyncio
import os
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import aiosmtplib

from pd_intake_bot import settings
from pd_intake_bot.app import delivery, mailbox, telegram
from pd_intake_bot.app.rules import load_policy, sender_address
from pd_intake_bot.mail import autoconfig
from pd_intake_bot.mail.autoconfig import Server, Servers
from pd_intake_bot.mail.imap.connection import Patience
from pd_intake_bot.mail.imap.mailbox import FolderRefusedError, Mailbox
from pd_intake_bot.mail.imap.settings import LoginRefusedError, MailboxError, Security
from pd_intake_bot.mail.mailbox.survey import MailboxUnfitError, survey
from pd_intake_bot.mail.sending.smtp import SmtpSender
from pd_intake_bot.settings import Settings
from pd_intake_bot.settings.kinds import is_loopback
from pd_intake_bot.telegram import finding, selfcheck

Answers = Mapping[str, str]
"""Settings by their full names, as they stand in `.env`."""

PATIENCE = Patience(silence=10, total=60)
"""Somebody waits: a server that takes longer is not the one to use."""

LOOK_FOR_GROUP = 1.0
"""Seconds between two looks for the staff group."""

# The server is the right one, and says what is wrong.
_FINAL = (
    LoginRefusedError,
    FolderRefusedError,
    MailboxUnfitError,
    aiosmtplib.SMTPAuthenticationError,
    settings.SettingsError,
)


def read(answers: Answers) -> Settings:
    """Read settings from these answers alone. Raises `SettingsError`."""
    return settings.load(dict(answers), dotenv=Path(os.devnull))


async def find_servers(address: str) -> Servers:
    """List the servers of an address that answer."""
    found = await autoconfig.find(address, lookup=autoconfig.look_up, fetch=autoconfig.fetch)
    return Servers(
        imap=await autoconfig.answering(found.imap), smtp=await autoconfig.answering(found.smtp)
    )


def written_servers(written: str, ports: Mapping[str, int]) -> Sequence[Server]:
    """List the ways to a server written as `name` or `name:port`.

    Protected ways come first, and the open one only to this very machine. Raises `ValueError`.
    """
    where = urlsplit(f"//{written}")
    host, port = where.hostname or written, where.port
    ways = [Security.TLS, Security.STARTTLS, *([Security.NONE] if is_loopback(host) else [])]
    return [Server(host=host, port=port or ports[way], security=way) for way in ways]


async def reach_mailbox(answers: Answers, servers: Sequence[Server]) -> tuple[Answers, str]:
    """Log in to the first server that works; gives its settings, and what is in the mailbox.

    Raises what the likeliest server ended in.
    """
    return await _reach("IMAP", answers, servers, see_mailbox)


async def reach_sender(answers: Answers, servers: Sequence[Server]) -> tuple[Answers, str]:
    """Log in to the first mail server that works; gives its settings and the sender."""
    return await _reach("SMTP", answers, servers, see_sender)


async def see_mailbox(chosen: Settings) -> str | None:
    """Describe the mailbox, or raise what is wrong; None where mail is off."""
    where = mailbox.imap_settings(chosen)
    if where is None:
        return None
    async with await Mailbox.connect(where, patience=PATIENCE) as box:
        return await survey(box, mailbox.wishes(chosen))


async def see_sender(chosen: Settings) -> str | None:
    """Log in to the mail server, or raise what is wrong; None where letters are off."""
    where = delivery.smtp_settings(chosen, sender_address(chosen, load_policy(chosen)))
    if where is None:
        return None
    smtp = SmtpSender(replace(where, timeout=PATIENCE.silence))
    try:
        await smtp.check()
    finally:
        await smtp.close()
    return f"letters leave as {where.sender}"


async def see_bot(chosen: Settings) -> tuple[str, Sequence[str]] | None:
    """Name the bot and what BotFather should be told; None where Telegram is off."""
    async with AsyncExitStack() as stack:
        bot = telegram.open_bot(chosen, stack)
        if bot is None:
            return None
        name = await selfcheck.meet(bot)
        return name, [*await finding.wants_of(bot), *await finding.hints_for(bot)]


async def see_group(chosen: Settings) -> str | None:
    """Describe the staff group, or raise what is missing; None where there is none."""
    async with AsyncExitStack() as stack:
        return await telegram.examine_group(chosen, stack)


async def find_group(chosen: Settings, *, looks: int) -> int | None:
    """Look so many times for the group in which somebody writes /here."""
    async with AsyncExitStack() as stack:
        bot = telegram.open_bot(chosen, stack)
        if bot is None:
            return None
        for look in range(looks):
            if look:
                await asyncio.sleep(LOOK_FOR_GROUP)
            if (group := await finding.group_of(bot)) is not None:
                return group
    return None


async def _reach(
    kind: str,
    answers: Answers,
    servers: Sequence[Server],
    see: Callable[[Settings], Awaitable[str | None]],
) -> tuple[Answers, str]:
    first: Exception | None = None
    spoilt = set()
    for server in servers:
        if (server.host, server.port) in spoilt:
            continue
        trial = dict(answers) | {
            f"PD_{kind}_HOST": server.host,
            f"PD_{kind}_PORT": str(server.port),
            f"PD_{kind}_SECURITY": server.security.value,
        }
        try:
            return trial, await see(read(trial)) or ""
        except _FINAL:
            raise
        except (MailboxError, OSError, aiosmtplib.SMTPException) as error:
            first = first or error
            if _speaks_tls(error):
                spoilt.add((server.host, server.port))
    raise first or MailboxError(f"no {kind} server answers")


def _speaks_tls(error: BaseException | None) -> bool:
    """Tell whether the port is for TLS, only not with a certificate to be trusted."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__
    return False
