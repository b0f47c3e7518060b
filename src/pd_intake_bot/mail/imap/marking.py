"""What is ever changed in a mailbox: a keyword on a message, or its move to a folder."""

from collections.abc import Awaitable, Sequence
from typing import Any

from aioimaplib.aioimaplib import quoted

from pd_intake_bot.mail.imap import mutf7
from pd_intake_bot.mail.imap.connection import lines_of
from pd_intake_bot.mail.imap.mailbox import Mailbox
from pd_intake_bot.mail.imap.settings import MailboxError


class ChangeRefusedError(MailboxError):
    """The server does not let us change what we asked it to; nothing else is wrong."""

    key = "error-mailbox-change"


async def add_keyword(mailbox: Mailbox, uids: Sequence[int], keyword: str) -> None:
    r"""Add a keyword to messages of the open folder and leave every other flag, `\Seen` too.

    Raises `ChangeRefusedError` where the server does not.
    """
    await _store(mailbox, uids, keyword)


async def move(mailbox: Mailbox, uids: Sequence[int], folder: str) -> None:
    """Move messages of the open folder to another, which is made if it is not there.

    Where the server does not know MOVE (RFC 6851) they are copied, and then these alone
    expunged (RFC 4315). Raises `ChangeRefusedError` where the server does not.
    """
    name = quoted(mutf7.encode(folder))
    command = "MOVE" if mailbox.can("MOVE") else "COPY"
    try:
        await _ask(mailbox, command, _numbers(uids), name)
    except ChangeRefusedError:
        await _made(mailbox, "CREATE", mailbox.connection.protocol.create(name))
        await _ask(mailbox, command, _numbers(uids), name)
    if command == "COPY":
        await _store(mailbox, uids, r"\Deleted")
        await _ask(mailbox, "EXPUNGE", _numbers(uids))


async def _store(mailbox: Mailbox, uids: Sequence[int], flag: str) -> None:
    await _ask(mailbox, "STORE", _numbers(uids), "+FLAGS.SILENT", f"({flag})")


async def _ask(mailbox: Mailbox, command: str, *words: str) -> None:
    asked = mailbox.connection.protocol.by_uid(command, *words)
    await _made(mailbox, f"UID {command}", asked)


async def _made(mailbox: Mailbox, what: str, asked: Awaitable[Any]) -> None:
    async with mailbox.connection.command(what):
        response = await asked
    if response.result in {"NO", "BAD"}:
        raise ChangeRefusedError(f"the server refused: {what}")
    lines_of(response, what)


def _numbers(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))
