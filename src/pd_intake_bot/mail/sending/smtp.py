"""Gives letters to the mail server, one at a time, and tells exactly how it ended.

The conversation is led step by step, for only so it is known whether a letter may have left:
until the last byte of the letter is written nothing has; from then until the server answers,
nobody knows.
"""

import asyncio
import re
from dataclasses import dataclass, field
from pathlib import Path

import aiosmtplib

from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.mail import tls
from pd_intake_bot.mail.imap.settings import Security
from pd_intake_bot.mail.sending import recipients
from pd_intake_bot.mail.sending.recipients import Recipient

_GO_AHEAD = 354
# A server that is silent at the end must not hold up the end of the program.
_GOODBYE_SECONDS = 2
_COMPLETED = 250
_PERMANENT = range(500, 600)
_TEMPORARY = range(400, 500)
# The server wants a login or a better one: that is the operator's to mend, not the letter's end.
_LOGIN_WANTED = frozenset({530, 534, 535, 538})
_CLOSING = 421
_QUEUE_ID = re.compile(r"queued as ([\w.-]{1,80})", re.IGNORECASE)
_STATUS = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")
_LINE_START = re.compile(rb"^\.", re.MULTILINE)
_TROUBLE = (aiosmtplib.SMTPException, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where letters are given to. `sender` is the address in From and on the envelope.

    Times are seconds. `answer_timeout` covers the upload of the letter, too (RFC 5321 §4.5.3.2
    asks for ten minutes).
    """

    host: str
    port: int
    security: Security
    sender: str
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout: float = 30.0
    answer_timeout: float = 600.0


class SmtpSender:
    """One connection to the mail server, kept between letters and renewed when it is gone.

    Whether the server still answers on a kept connection is seen by its answer to MAIL.

    Raises `recipients.AddressError` for a sender that is no address.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._sender = recipients.check(settings.sender)
        self._lock = asyncio.Lock()
        self._client: aiosmtplib.SMTP | None = None

    @property
    def is_open(self) -> bool:
        """Whether a connection is kept; the server may have closed it a moment ago."""
        return self._client is not None and self._client.is_connected

    async def send(self, content: bytes, *, to: str) -> Outcome:
        """Send the bytes of a mail, with CRLF line ends, to one address.

        It never raises for what the server or the network does. When cancelled after the letter
        was written its outcome is unknown, and the caller must take it so.
        """
        try:
            recipient = recipients.check(to)
        except recipients.AddressError as error:
            return Refused(answer=str(error))
        async with self._lock:
            return await self._send(content, recipient)

    async def check(self) -> None:
        """Connect and log in. Raises what the library and the network raise."""
        async with self._lock:
            await self._connect()

    async def close(self) -> None:
        """Say good-bye if a connection is open."""
        async with self._lock:
            client, self._client = self._client, None
            if client is not None and client.is_connected:
                try:
                    await client.quit(timeout=_GOODBYE_SECONDS)
                except _TROUBLE:
                    client.close()

    async def _send(self, content: bytes, recipient: Recipient) -> Outcome:
        outcome: Outcome | None = None
        try:
            outcome = await self._converse(content, recipient)
        finally:
            # Cancelled in the middle, or after anything odd: what the server says next on this
            # connection would be taken for the answer to the next letter.
            if not isinstance(outcome, Sent):
                self._drop()
        return outcome

    async def _converse(self, content: bytes, recipient: Recipient) -> Outcome:
        client = self._client
        if client is not None and client.is_connected:
            try:
                return await self._transact(client, content, recipient)
            except _ConnectionOver:
                self._drop()
        try:
            client = await self._connect()
        except _TROUBLE as error:
            return Postponed(answer=_words(error), trouble=_trouble(error))
        try:
            return await self._transact(client, content, recipient)
        except _ConnectionOver as error:
            return error.outcome

    async def _transact(
        self, client: aiosmtplib.SMTP, content: bytes, recipient: Recipient
    ) -> Outcome:
        """Send a letter. Raises `_ConnectionOver` where the server does not even take MAIL."""
        needs_utf8 = self._sender.needs_utf8 or recipient.needs_utf8
        if needs_utf8 and not client.supports_extension("smtputf8"):
            return Refused(answer="the mail server takes no addresses outside ASCII")
        options = ["SMTPUTF8", "BODY=8BITMIME"] if needs_utf8 else []
        await self._begin(client, options)
        try:
            await client.rcpt(recipient.address, encoding="utf-8")
            answer = await client.execute_command(b"DATA")
        except aiosmtplib.SMTPResponseException as error:
            return _not_taken(error.code, error.message)
        except _TROUBLE as error:
            return Postponed(answer=_words(error))
        if answer.code != _GO_AHEAD:
            return _not_taken(answer.code, answer.message)
        return await self._hand_over(client, content)

    async def _begin(self, client: aiosmtplib.SMTP, options: list[str]) -> None:
        try:
            await client.mail(self._sender.address, options=options, encoding="utf-8")
        except aiosmtplib.SMTPResponseException as error:
            raise _ConnectionOver(_not_taken(error.code, error.message)) from error
        except _TROUBLE as error:
            raise _ConnectionOver(Postponed(answer=_words(error))) from error

    async def _hand_over(self, client: aiosmtplib.SMTP, content: bytes) -> Outcome:
        protocol = client.protocol
        if protocol is None:
            return Postponed(answer="the connection was lost before the letter was written")
        ended = content if content.endswith(b"\r\n") else content + b"\r\n"
        try:
            protocol.write(_LINE_START.sub(b"..", ended) + b".\r\n")
            answer = await protocol.read_response(timeout=self._settings.answer_timeout)
        except _TROUBLE as error:
            return Unknown(answer=_words(error))
        if answer.code == _COMPLETED:
            queued = _QUEUE_ID.search(answer.message)
            ids = {"queue_id": queued[1]} if queued else {}
            return Sent(answer=f"{answer.code} {answer.message}", ids=ids)
        if answer.code in _PERMANENT or answer.code in _TEMPORARY:
            return _not_taken(answer.code, answer.message)
        return Unknown(answer=f"{answer.code} {answer.message}")

    async def _connect(self) -> aiosmtplib.SMTP:
        self._drop()
        settings = self._settings
        is_open = settings.security is Security.NONE
        client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.username or None,
            password=settings.password or None,
            timeout=settings.timeout,
            use_tls=settings.security is Security.TLS,
            # Never left to the library: on its own it goes on in the clear where TLS is missing.
            start_tls=settings.security is Security.STARTTLS,
            tls_context=None if is_open else tls.context(settings.ca_file),
        )
        self._client = client
        await client.connect()
        await client.ehlo()  # After STARTTLS the library does not know the extensions yet.
        return client

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


class _ConnectionOver(Exception):
    """The server took no letter any more, and nothing of this one has left.

    It may have closed a connection that was kept for long; on a fresh one this is the outcome.
    """

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def _not_taken(code: int, message: str) -> Outcome:
    """Say what an answer means that came while nothing had left, or that refused the letter."""
    answer = f"{code} {message}"
    if code in _LOGIN_WANTED or code == _CLOSING:
        return Postponed(answer=answer, trouble=f"the mail server answers {code}")
    if code not in _PERMANENT:
        return Postponed(answer=answer)
    status = _STATUS.match(message)
    return Refused(answer=answer, status=status[0] if status else None)


def _trouble(error: Exception) -> str:
    """Say for the log why no letter can leave: only what is surely nobody's address or name."""
    code = f" {error.code}" if isinstance(error, aiosmtplib.SMTPResponseException) else ""
    return f"no connection to the mail server: {type(error).__name__}{code}"


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
