"""aioimaplib's protocol with its parser, its dead ends and its logging replaced.

The library's own protocol forgets the commands in hand when the socket dies, parses by
recursion, deletes every `* ` inside a line and builds log lines out of passwords. Here each
command ends, one way or the other, and nothing that is sent or received reaches a log.
"""

import asyncio
import logging
import re
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aioimaplib.aioimaplib import (
    AUTH,
    SELECTED,
    AioImapException,
    Command,
    IMAP4ClientProtocol,
    Response,
)

from pd_intake_bot.mail import transports
from pd_intake_bot.mail.imap.framing import Frame, Framer, FramingError

LOST = "LOST"
"""Result of a command whose connection ended before the server answered it."""

_TAGGED = re.compile(rb"[A-Z0-9]+ (?:OK|NO|BAD)\b")
_COUNT = re.compile(rb"([0-9]{1,10}) (EXISTS|EXPUNGE)\Z", re.IGNORECASE)
_FETCH = re.compile(rb"[0-9]+ FETCH\b", re.IGNORECASE)

# Its debug lines hold bodies and its scrubbing misses passwords with a quote in them.
logging.getLogger("aioimaplib").setLevel(logging.WARNING)


class GuardedProtocol(IMAP4ClientProtocol):  # type: ignore[misc] # the library ships no types
    """One IMAP connection on which every command comes to an end.

    `heard` is called whenever the server says anything. `news` is set when it has announced a
    message after somebody last cleared it. `lost` is set when the connection has ended.
    """

    heard: Callable[[], None] | None
    transport: Any
    capabilities: set[str]
    pending_async_commands: dict[str, Command]

    def __init__(self) -> None:
        super().__init__(asyncio.get_running_loop())
        self.heard = None
        self.news = asyncio.Event()
        self.lost = asyncio.Event()
        self._exists = 0
        self._unasked = False
        self._framer = Framer()
        self._greeting = b""
        self._greeted = asyncio.Event()
        self._credentials: str | None = None

    async def greet(self) -> bytes:
        """Wait for the server's first line, learn what it can do, and give the line."""
        await self._greeted.wait()
        if self._greeting.upper().startswith((b"* OK", b"* PREAUTH")):
            await self.welcome(self._greeting)
        return self._greeting

    async def open_folder(self, folder: str, *, to_write: bool = False) -> Response:
        """Open a folder, read-only or to be written to; `folder` is quoted already."""
        command = "SELECT" if to_write else "EXAMINE"
        response = await self.execute(Command(command, self.new_tag(), folder, loop=self.loop))
        # RFC 3501, section 6.3.1: after a refusal no folder is open.
        self.state = SELECTED if response.result == "OK" else AUTH
        return response

    async def by_uid(self, command: str, *words: str) -> Response:
        """Run a command that names messages by their UIDs; `words` are quoted already."""
        return await self.execute(
            Command(command, self.new_tag(), *words, prefix="UID", loop=self.loop)
        )

    async def create(self, folder: str) -> Response:
        """Make a folder; `folder` is quoted already."""
        return await self.execute(Command("CREATE", self.new_tag(), folder, loop=self.loop))

    async def authenticate_plain(self, username: str, password: str) -> Response:
        """Log in by SASL PLAIN (RFC 4616), which carries any Unicode name and password."""
        self._credentials = b64encode(f"\0{username}\0{password}".encode()).decode()
        response = await self.execute(
            Command("AUTHENTICATE", self.new_tag(), "PLAIN", loop=self.loop)
        )
        self._credentials = None
        if response.result == "OK":
            self.state = "AUTH"
        return response

    async def start_tls(self, context: ssl.SSLContext, host: str) -> Response:
        """Turn the connection into a TLS one; what was said before in plain is forgotten."""
        self._unasked = False
        response = await self.execute(Command("STARTTLS", self.new_tag(), loop=self.loop))
        if response.result != "OK":
            return response
        if self._unasked or not self._framer.empty:
            raise FramingError("plain text was slipped in behind STARTTLS")
        self.transport = await self.loop.start_tls(
            self.transport, self, context, server_hostname=host
        )
        self.capabilities = set()
        await self.capability()
        return response

    async def idle_for(self, seconds: float) -> Response:
        """Idle (RFC 2177) until a message is announced or the time is over."""
        command = Command("IDLE", self.new_tag(), loop=self.loop)
        self._idle_event.clear()
        self.pending_sync_command = command
        self.send(str(command))
        await self._idle_event.wait()
        if self.pending_sync_command is command:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self.news.wait()
        if self.pending_sync_command is command:
            self.send("DONE")
        await command.wait()
        return command.response

    def send(self, line: str, scrub: str | None = None) -> None:
        """Write one line."""
        del scrub  # Nothing of it is logged, so nothing is to be scrubbed.
        self.transport.write(f"{line}\r\n".encode())

    def data_received(self, d: bytes) -> None:
        """Hand each whole response to the command that it answers."""
        if self.heard is not None:
            self.heard()
        try:
            for frame in self._framer.feed(d):
                self._dispatch(frame)
        except (FramingError, AioImapException):
            transports.abort(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """End every command in hand and wake everybody who waits."""
        super().connection_lost(exc)
        self.lost.set()
        commands = [self.pending_sync_command, *self.pending_async_commands.values()]
        self.pending_sync_command = None
        self.pending_async_commands = {}
        for command in filter(None, commands):
            command.close(b"connection lost", result=LOST)
        self._greeted.set()
        self._stop_idling()

    def _dispatch(self, frame: Frame) -> None:
        line = frame[0]
        self._unasked = self.pending_sync_command is None
        if not self._greeted.is_set():
            self._greeting = line
            self._greeted.set()
        elif _TAGGED.match(line):
            idling = self.has_pending_idle_command()
            self._response_done(line)
            if idling:
                self._stop_idling()
        elif line.startswith(b"+"):
            self._continuation(line)
        elif line.startswith(b"* "):
            self._untagged(frame)
        elif line:
            raise FramingError("a line that is no IMAP response")

    def _untagged(self, frame: Frame) -> None:
        text = frame[0][2:]
        self._count(text)
        name = b"FETCH" if _FETCH.match(text) else text.partition(b" ")[0].upper()
        command = self.pending_sync_command or self.pending_async_commands.get(
            name.decode("ascii", "replace")
        )
        if command is not None:
            command.append_to_resp(text if len(frame) == 1 else (text, *frame[1:]))

    def _count(self, text: bytes) -> None:
        """Keep count of the folder, for some servers repeat EXISTS when nothing has come."""
        match = _COUNT.match(text)
        if not match:
            return
        before = self._exists
        expunged = match[2].upper() == b"EXPUNGE"
        self._exists = max(0, before - 1) if expunged else int(match[1])
        if self._exists > before:
            self.news.set()

    def _continuation(self, line: bytes) -> None:
        pending = self.pending_sync_command
        if pending is not None and pending.name == "AUTHENTICATE":
            # Asked a second time, a refused client answers with nothing to hear why.
            self.send(self._credentials or "")
            self._credentials = None
        else:
            super()._continuation(line)

    def _stop_idling(self) -> None:
        self._idle_event.set()
        self.news.set()
