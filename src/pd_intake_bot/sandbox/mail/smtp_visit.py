"""One client's connection to the embedded SMTP server."""

import asyncio
import hmac
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from pd_intake_bot.mail import transports
from pd_intake_bot.sandbox.mail.smtp_faults import SmtpFaults, Stage, Trouble

SIZE_LIMIT = 32 * 2**20
"""The largest mail accepted, in bytes."""

# The library warns of its own deprecated attribute at every login.
logging.getLogger("mail.log").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as it arrived: the envelope and the bytes."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the connections of one server have in common."""

    username: str
    password: str
    starttls: ssl.SSLContext | None
    faults: SmtpFaults
    keep: Callable[[Letter], None]
    visits: set["Visit"]


class Visit(SMTP):
    """One connection, entered in `rules.visits` for as long as it lasts."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        super().__init__(
            SimpleNamespace(
                handle_MAIL=self._take_sender,
                handle_RCPT=self._take_recipient,
                handle_DATA=self._take_letter,
            ),
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            hostname="localhost",
            ident="pd-intake sandbox",
            tls_context=rules.starttls,
            require_starttls=rules.starttls is not None,
            auth_require_tls=rules.starttls is not None,
            authenticator=self._check,
            loop=asyncio.get_running_loop(),
        )
        self._smtp_methods["DATA"] = self._data

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Enter the visit in the list."""
        self._rules.visits.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Strike the visit off the list."""
        self._rules.visits.discard(self)
        super().connection_lost(error)

    async def cut(self) -> None:
        """End the connection without a word and wait till nothing of it is left."""
        task = self._handler_coroutine
        self._abort()
        if task is not None:
            await asyncio.wait({task})

    async def meet(self, stage: Stage) -> str | None:
        """Let the trouble of a stage happen; give the line to answer, if that is all."""
        fault = self._rules.faults.take(stage)
        if fault is None:
            return None
        if fault.trouble is Trouble.REPLY:
            return fault.reply
        if fault.trouble is Trouble.DROP:
            self._abort()
        silence: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        return await silence  # the end of the connection cancels it

    async def _data(self, arg: str) -> None:
        reply = await self.meet(Stage.DATA)
        if reply is None:
            await self.smtp_DATA(arg)
        else:
            await self.push(reply)

    async def _handle_client(self) -> None:
        reply = await self.meet(Stage.CONNECT)
        if reply is None:
            await super()._handle_client()
        else:
            await self.push(reply)
            self._writer.close()

    def _abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            transports.abort(self.transport)

    def _check(
        self, _: SMTP, __: Session, ___: Envelope, ____: str, given: LoginPassword
    ) -> AuthResult:
        right = hmac.compare_digest(given.login, self._rules.username.encode()) & (
            hmac.compare_digest(given.password, self._rules.password.encode())
        )
        return AuthResult(success=right and bool(self._rules.username), handled=False)

    async def _take_sender(
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._rules.username and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if reply := await self.meet(Stage.MAIL):
            return reply
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender accepted"

    async def _take_recipient(
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if reply := await self.meet(Stage.RCPT):
            return reply
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Recipient accepted"

    async def _take_letter(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        if reply := await self.meet(Stage.BODY):
            return reply
        letter = Letter(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            raw=bytes(envelope.original_content or b""),
        )
        self._rules.keep(letter)
        return await self.meet(Stage.ACCEPTED) or "250 2.0.0 Letter accepted"
