"""An SMTP server inside the program that keeps what it is given, and fails on demand."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from pd_intake_bot.sandbox import certificate, ports
from pd_intake_bot.sandbox.changes import Changes, What
from pd_intake_bot.sandbox.mail.smtp_faults import SmtpFaults
from pd_intake_bot.sandbox.mail.smtp_visit import Letter, Rules, Visit


class SmtpSink:
    """Listens on a free port of 127.0.0.1. `security` is `none`, `starttls` or `tls`.

    With a `username` nothing is accepted without that login. `changes` announces each letter,
    and `faults` is where trouble is ordered.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        *,
        security: str = "none",
        username: str = "",
        password: str = "",
        changes: Changes | None = None,
    ) -> None:
        self.security = security
        self.username = username
        self.password = password
        self.changes = changes or Changes()
        self.faults = SmtpFaults()
        self.port = 0
        self.ca_file = Path()
        self._letters: list[Letter] = []
        self._visits: set[Visit] = set()
        self._stack = ExitStack()
        self._tls: certificate.Certificate | None = None
        self._server: asyncio.Server | None = None
        self._held = ExitStack()

    @property
    def letters(self) -> Sequence[Letter]:
        """All letters accepted, oldest first."""
        return tuple(self._letters)

    async def until(self, count: int, *, within: float = 30.0) -> Sequence[Letter]:
        """Wait till at least `count` letters were accepted.

        Raises `TimeoutError` after `within` seconds.
        """
        await self.changes.until(lambda: len(self._letters) >= count, within=within)
        return self.letters

    async def __aenter__(self) -> Self:
        """Start to listen."""
        folder = self._stack.enter_context(TemporaryDirectory(prefix="pd-intake-smtp-"))
        self._tls = certificate.make(Path(folder))
        self.ca_file = self._tls.ca_file
        await self.accept()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the port and every connection."""
        await self.refuse()
        self._held.close()
        self._stack.close()

    async def accept(self) -> None:
        """Listen: the first time on any free port, after `refuse` on the same again."""
        assert self._server is None, "the sink listens already"
        assert self._tls is not None, "the sink is not entered"
        self._held.close()
        tls = self._tls.context() if self.security != "none" else None
        rules = Rules(
            username=self.username,
            password=self.password,
            starttls=tls if self.security == "starttls" else None,
            faults=self.faults,
            keep=self._keep,
            visits=self._visits,
        )
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Visit(rules),
            self.host,
            self.port,
            ssl=tls if self.security == "tls" else None,
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Close the port: the next client meets a refused connection, present ones are cut."""
        if self._server is None:
            return
        self._server.close()
        self._held.enter_context(ports.hold(self.host, self.port))
        await asyncio.gather(*(visit.cut() for visit in tuple(self._visits)))
        await self._server.wait_closed()
        self._server = None

    def _keep(self, letter: Letter) -> None:
        self._letters.append(letter)
        self.changes.announce(What.LETTER, item=len(self._letters))
