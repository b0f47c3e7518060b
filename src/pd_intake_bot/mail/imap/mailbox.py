"""The mailbox, read over one guarded IMAP connection that never hangs and changes nothing."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from types import TracebackType
from typing import Self

from aioimaplib.aioimaplib import quoted

from pd_intake_bot.mail.imap import answers, mutf7
from pd_intake_bot.mail.imap.answers import FolderState
from pd_intake_bot.mail.imap.connection import Connection, Patience, last_words, lines_of
from pd_intake_bot.mail.imap.settings import (
    FolderRefusedError,
    ImapSettings,
    LoginRefusedError,
    MailboxError,
    Security,
)
from pd_intake_bot.mail.mailbox.intake import Envelope, Fetched

__all__ = [
    "FolderRefusedError",
    "FolderState",
    "ImapSettings",
    "LoginRefusedError",
    "Mailbox",
    "MailboxError",
    "Patience",
    "Security",
]

BATCH = 50
"""Messages asked for by one command: short answers, and little to repeat after a failure."""

_GROUP_BYTES = 4 * 2**20
_BEGINNING = 8 * 2**10
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Mailbox:
    """One account, of which one folder at a time is open, read-only if nothing else is asked.

    After a connection has failed it is closed for good.
    """

    def __init__(self, connection: Connection, folder: str) -> None:
        self._connection = connection
        self._protocol = connection.protocol
        self._folder = folder

    @classmethod
    async def connect(cls, settings: ImapSettings, *, patience: Patience | None = None) -> Self:
        """Reach the server and log in.

        Raises `LoginRefusedError` for a wrong name or password and `MailboxError` for all else.
        """
        connection = Connection(patience or Patience())
        await connection.open(settings)
        return cls(connection, settings.folder)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def alive(self) -> bool:
        """Whether the connection still stands."""
        return self._connection.alive

    async def close(self) -> None:
        """Log out if the server lets us, and end the connection in any case."""
        await self._connection.close()

    @property
    def connection(self) -> Connection:
        """The connection, for those who do more than read."""
        return self._connection

    def can(self, ability: str) -> bool:
        """Tell whether the server says that it has an ability, such as `IDLE`."""
        return ability in {word.upper() for word in self._protocol.capabilities}

    async def status(self, folder: str | None = None) -> FolderState:
        r"""Open a folder read-only, so that not even `\Recent` changes, and say what is in it.

        To be called before anything is read. Without a name it is the folder of the settings.
        Raises `FolderRefusedError` where the server does not open it.
        """
        return await self._open(folder, to_write=False)

    async def open_to_write(self, folder: str | None = None) -> FolderState:
        r"""Open a folder so that flags can be set and mail moved; `\Recent` is lost by it."""
        return await self._open(folder, to_write=True)

    async def _open(self, folder: str | None, *, to_write: bool) -> FolderState:
        name = self._folder if folder is None else folder
        command = "SELECT" if to_write else "EXAMINE"
        async with self._connection.command(command):
            response = await self._protocol.open_folder(
                quoted(mutf7.encode(name)), to_write=to_write
            )
        if response.result == "NO":
            raise FolderRefusedError(f"the server does not open the folder {name!r}")
        lines = lines_of(response, command)
        writable = to_write and b"[READ-ONLY]" not in last_words(response)
        state = answers.folder_state(lines, writable=writable)
        if state is None:
            raise MailboxError("the folder has no UIDVALIDITY, so its mail can't be kept apart")
        # Its count can't be held against that of the folder that was open before.
        self._protocol.news.set()
        return state

    async def folders(self) -> list[str]:
        """Name the folders of the account that can be opened."""
        async with self._connection.command("LIST"):
            response = await self._protocol.simple_command("LIST", '""', '"*"')
        return [mutf7.decode(one) for one in answers.folders(lines_of(response, "LIST"))]

    async def uids_after(self, uid: int) -> list[int]:
        """List the messages above a UID, lowest first.

        The server gives the last message for `n:*` even when it is below n (RFC 3501, 6.4.8).
        """
        return [found for found in await self._search(f"UID {uid + 1}:*") if found > uid]

    async def uids_since(self, day: date) -> list[int]:
        """List the messages received on a day of the server's calendar or later."""
        return await self._search(f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year:04d}")

    async def uids_of(self, message_id: str) -> list[int]:
        """List the messages of a Message-ID; servers look for it anywhere in that header."""
        return await self._search(f"HEADER Message-ID {quoted(message_id)}")

    async def headers(
        self, uids: Sequence[int], *, fields: Sequence[str], now: datetime
    ) -> list[Envelope]:
        """Read the given header fields of messages; one that has vanished is left out.

        A message that has none, for the server takes a stray line at its top for the end of
        the header, is read from its beginning. `now` stands in for an INTERNALDATE that is not
        a date.
        """
        wanted = f"(UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({' '.join(fields)})])"
        found: list[Envelope] = []
        for start in range(0, len(uids), BATCH):
            items = await self._fetch(uids[start : start + BATCH], wanted)
            blank = [uid for uid, item in items.items() if not item.get("BODY", b"").strip()]
            for uid, item in (await self._beginnings(blank)).items():
                items[uid]["BODY"] = item["BODY"]
            found.extend(_envelope(uid, item, now) for uid, item in sorted(items.items()))
        return found

    async def messages(self, envelopes: Sequence[Envelope], *, limit: int) -> list[Fetched]:
        """Read messages whole, or the first `limit` bytes of those that are longer."""
        found: list[Fetched] = []
        for group in _groups(envelopes, limit):
            partial = f"<0.{limit}>" if group[0].size > limit else ""
            by_uid = {envelope.uid: envelope for envelope in group}
            items = await self._fetch(list(by_uid), f"(UID BODY.PEEK[]{partial})")
            found.extend(
                _message(by_uid[uid], item["BODY"], limit)
                for uid, item in items.items()
                if "BODY" in item
            )
        return sorted(found, key=lambda message: message.uid)

    async def wait(self, seconds: float) -> None:
        """Return when mail is announced that no search has listed yet, at the latest in `seconds`.

        Listens by IDLE where the server knows it, and else asks by NOOP when the time is over.
        """
        idles = self.can("IDLE")
        if not idles:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._protocol.news.wait()
        await self._ask_for_news()
        if idles and not self._protocol.news.is_set():
            total = seconds + self._connection.patience.silence
            async with self._connection.command("IDLE", silence=total, total=total):
                response = await self._protocol.idle_for(seconds)
            lines_of(response, "IDLE")

    async def _beginnings(self, uids: Sequence[int]) -> dict[int, dict[str, bytes]]:
        if not uids:
            return {}
        found = await self._fetch(uids, f"(UID BODY.PEEK[]<0.{_BEGINNING}>)")
        return {uid: item for uid, item in found.items() if "BODY" in item}

    async def _ask_for_news(self) -> None:
        """Hear what came between the last command and now; not every server says it in IDLE."""
        async with self._connection.command("NOOP"):
            response = await self._protocol.simple_command("NOOP")
        lines_of(response, "NOOP")

    async def _search(self, criteria: str) -> list[int]:
        if not self._protocol.news.is_set():
            # A search goes by what the server has told us of, in Dovecot's case.
            await self._ask_for_news()
        async with self._connection.command("SEARCH"):
            # What is announced from here on may be missing in the answer.
            self._protocol.news.clear()
            response = await self._protocol.search(criteria, charset=None, by_uid=True)
        return answers.search(lines_of(response, "SEARCH"))

    async def _fetch(self, uids: Sequence[int], items: str) -> dict[int, dict[str, bytes]]:
        async with self._connection.command("FETCH"):
            response = await self._protocol.fetch(",".join(map(str, uids)), items, by_uid=True)
        # RFC 2180, section 4.1: a server may say no because some of the messages have vanished.
        gone = response.result == "NO" and b"[EXPUNGEISSUED]" in last_words(response)
        lines = response.lines[:-1] if gone else lines_of(response, "FETCH")
        asked = set(uids)
        return {uid: item for uid, item in answers.fetched(lines).items() if uid in asked}


def _envelope(uid: int, items: dict[str, bytes], now: datetime) -> Envelope:
    return Envelope(
        uid=uid,
        received_at=answers.received_at(items.get("INTERNALDATE", b"")) or now,
        size=answers.number(items.get("RFC822.SIZE", b"")) or 0,
        header=items.get("BODY", b""),
    )


def _message(envelope: Envelope, body: bytes, limit: int) -> Fetched:
    return Fetched(
        uid=envelope.uid,
        received_at=envelope.received_at,
        size=max(envelope.size, len(body)),
        raw=body[:limit],
        truncated=envelope.size > limit or len(body) > limit,
    )


def _groups(envelopes: Sequence[Envelope], limit: int) -> Iterator[list[Envelope]]:
    """Split messages for one command each: some megabytes together, the oversized alone."""
    group: list[Envelope] = []
    weight = 0
    for envelope in envelopes:
        heavy = weight + envelope.size > min(_GROUP_BYTES, limit)
        if group and (heavy or len(group) == BATCH):
            yield group
            group, weight = [], 0
        group.append(envelope)
        weight += envelope.size
    if group:
        yield group
