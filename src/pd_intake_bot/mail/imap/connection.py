"""One guarded IMAP connection: reached, protected, logged in, and never left hanging."""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aioimaplib.aioimaplib import AioImapException, quoted

from pd_intake_bot.mail import tls, transports
from pd_intake_bot.mail.imap.answers import Answer
from pd_intake_bot.mail.imap.framing import FramingError
from pd_intake_bot.mail.imap.protocol import LOST, GuardedProtocol
from pd_intake_bot.mail.imap.settings import (
    ImapSettings,
    LoginRefusedError,
    MailboxError,
    Security,
)

# RFC 5530: codes of a refusal that has nothing to do with the name and the password.
_PASSING = (b"[UNAVAILABLE]", b"[INUSE]", b"[LIMIT]", b"[SERVERBUG]")
_READY = (b"* OK", b"* PREAUTH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a server may take, in seconds: to say anything at all, and to finish a command."""

    silence: float = 30.0
    total: float = 600.0


class Connection:
    """A connection on which one command runs at a time.

    A command that times out or is cancelled takes the connection with it, for the answer that
    comes late would be taken for the answer to the next one.
    """

    def __init__(self, patience: Patience) -> None:
        self.protocol = GuardedProtocol()
        self.patience = patience
        self._turn = asyncio.Lock()
        self._dropped = False

    @property
    def alive(self) -> bool:
        """Whether the connection still stands."""
        return not self._dropped and not self.protocol.lost.is_set()

    async def open(self, settings: ImapSettings) -> None:
        """Reach the server and log in.

        Raises `LoginRefusedError` for a wrong name or password and `MailboxError` for all else.
        """
        _refuse_open_air(settings)
        async with self.command("connecting"):
            context = tls.context(settings.ca_file) if settings.security is Security.TLS else None
            await asyncio.get_running_loop().create_connection(
                lambda: self.protocol, settings.host, settings.port, ssl=context
            )
            await self._greet(settings)
            await self._log_in(settings)

    @asynccontextmanager
    async def command(
        self, what: str, *, silence: float | None = None, total: float | None = None
    ) -> AsyncIterator[None]:
        """Give one command its turn and its time; drop the connection unless it ends well."""
        async with self._turn:
            if not self.alive:
                raise MailboxError("the connection is gone")
            finished = False
            try:
                async with asyncio.timeout(total or self.patience.total):
                    async with self._watch(silence or self.patience.silence):
                        yield
                finished = True
            except TimeoutError as error:
                raise MailboxError(f"the server did not answer in time: {what}") from error
            except OSError as error:
                raise MailboxError(f"{what} failed: {_os_words(error)}") from error
            except (AioImapException, FramingError, ValueError) as error:
                raise MailboxError(self._why(what)) from error
            finally:
                if not finished:
                    self._drop()

    async def close(self) -> None:
        """Log out if the server lets us, and end the connection in any case."""
        if self.alive and not self._turn.locked():
            with suppress(MailboxError):
                async with self.command("LOGOUT", total=min(3.0, self.patience.total)):
                    await self.protocol.logout()
        self._drop()
        await self.protocol.lost.wait()

    async def _greet(self, settings: ImapSettings) -> None:
        greeting = (await self.protocol.greet()).upper()
        if not greeting.startswith(_READY):
            raise MailboxError("the server did not greet as an IMAP server that is ready")
        if settings.security is not Security.STARTTLS:
            return
        if greeting.startswith(b"* PREAUTH") or "STARTTLS" not in self.protocol.capabilities:
            raise MailboxError("the server does not offer STARTTLS")
        response = await self.protocol.start_tls(tls.context(settings.ca_file), settings.host)
        lines_of(response, "STARTTLS")

    async def _log_in(self, settings: ImapSettings) -> None:
        if self.protocol.state == "AUTH":
            return
        response = await self._try_password(settings)
        passing = any(code in last_words(response) for code in _PASSING)
        if response.result == "NO" and not passing:
            raise LoginRefusedError("the server refused the user name or the password")
        lines_of(response, "LOGIN")
        await self.protocol.capability()

    async def _try_password(self, settings: ImapSettings) -> Any:  # noqa: ANN401 # no types there
        name, password = settings.username, settings.password
        offered = self.protocol.capabilities
        # LOGIN has no way to carry letters outside ASCII (RFC 3501, section 6.2.3).
        simple = name.isascii() and password.isascii() and "LOGINDISABLED" not in offered
        if "AUTH=PLAIN" in offered and not simple:
            return await self.protocol.authenticate_plain(name, password)
        if "LOGINDISABLED" in offered:
            raise LoginRefusedError("the server takes no password over this connection")
        return await self.protocol.login(quoted(name), password)

    @asynccontextmanager
    async def _watch(self, silence: float) -> AsyncIterator[None]:
        """Allow as much silence each time the server has said something."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(silence) as limit:

            def heard() -> None:
                if not limit.expired():
                    limit.reschedule(loop.time() + silence)

            self.protocol.heard = heard
            try:
                yield
            finally:
                self.protocol.heard = None

    def _why(self, what: str) -> str:
        if self.protocol.lost.is_set():
            return f"the connection was lost: {what}"
        return f"the server broke the rules of IMAP: {what}"

    def _drop(self) -> None:
        self._dropped = True
        if self.protocol.transport is None:
            self.protocol.lost.set()
        else:
            transports.abort(self.protocol.transport)


def lines_of(response: Any, what: str) -> list[Answer]:  # noqa: ANN401 # the library has no types
    """Give the untagged answers of a command that went well, else raise `MailboxError`."""
    if response.result == LOST:
        raise MailboxError(f"the connection was lost: {what}")
    if response.result != "OK":
        raise MailboxError(f"the server refused: {what}")
    return list(response.lines[:-1])


def last_words(response: Any) -> bytes:  # noqa: ANN401 # the library has no types
    """Give the text of the tagged answer in upper case, for the codes in it."""
    return bytes(response.lines[-1]).upper()


def _refuse_open_air(settings: ImapSettings) -> None:
    """Send no password unprotected to another machine."""
    if settings.security is not Security.NONE or settings.host == "localhost":
        return
    with suppress(ValueError):
        if ipaddress.ip_address(settings.host).is_loopback:
            return
    raise MailboxError("a connection without TLS is allowed to this machine only")


def _os_words(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the server's certificate is not trusted: {error.verify_message}"
    return error.strerror or type(error).__name__
