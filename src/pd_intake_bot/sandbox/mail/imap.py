"""An IMAP server inside the program: pymap's memory backend on loopback."""

import asyncio
from argparse import Namespace
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from ssl import SSLContext
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from uuid import uuid4

from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from pd_intake_bot.mail import transports
from pd_intake_bot.sandbox import certificate, ports
from pd_intake_bot.sandbox.changes import Changes, What
from pd_intake_bot.sandbox.mail.mailboxes import Mailbox, Mailboxes

_Callback = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class ImapServer:
    """Listens on two free ports of 127.0.0.1: `port` (plain and STARTTLS) and `tls_port`.

    `changes` announces each mail delivered.
    """

    host = "127.0.0.1"

    def __init__(
        self,
        *,
        username: str = "dpo@example.test",
        password: str = "sandbox",  # noqa: S107 - opens nothing but this server
        changes: Changes | None = None,
    ) -> None:
        self.username = username
        self.password = password
        self.changes = changes or Changes()
        self.port = 0
        self.tls_port = 0
        self.ca_file = Path()
        self._mailboxes = Mailboxes()
        self._servers: list[asyncio.Server] = []
        self._held = ExitStack()
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._stack = ExitStack()
        self._tls: certificate.Certificate | None = None

    async def deliver(self, raw: bytes, when: datetime, *, folder: str = "INBOX") -> int:
        """Put a mail into a folder with `when` as its INTERNALDATE, and give its UID."""
        assert when.tzinfo is not None, "an INTERNALDATE has a zone"
        uid = await (await self.folder(folder)).put(raw, when)
        self.changes.announce(What.DELIVERY, item=uid)
        return uid

    async def set_uid_validity(self, value: int, *, folder: str = "INBOX") -> None:
        """Give the folder another UIDVALIDITY, as a restored mailbox has."""
        (await self.folder(folder)).restore(value)

    async def folder(self, name: str = "INBOX") -> Mailbox:
        """Give a folder, making it if it is new."""
        return await self._mailboxes.folder(name)

    async def __aenter__(self) -> Self:
        """Start to listen."""
        folder = self._stack.enter_context(TemporaryDirectory(prefix="pd-intake-imap-"))
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
        """Close both ports and every connection."""
        await self.refuse()
        self._held.close()
        self._stack.close()

    async def accept(self) -> None:
        """Listen: the first time on any free ports, after `refuse` on the same again."""
        assert self._tls is not None, "the server is not entered"
        self._held.close()
        tls = self._tls.context()
        plain = await asyncio.start_server(self._serve(tls, starttls=True), self.host, self.port)
        sealed = await asyncio.start_server(
            self._serve(tls, starttls=False), self.host, self.tls_port, ssl=tls
        )
        self._servers = [plain, sealed]
        self.port, self.tls_port = (s.sockets[0].getsockname()[1] for s in self._servers)

    async def refuse(self) -> None:
        """Close both ports and cut every connection without a word, as a dying server does."""
        for server in self._servers:
            server.close()
        for port in (self.port, self.tls_port) if self._servers else ():
            self._held.enter_context(ports.hold(self.host, port))
        await self.drop()
        for server in self._servers:
            await server.wait_closed()
        self._servers.clear()

    async def drop(self) -> None:
        """Cut every connection without a word and go on listening."""
        tasks = tuple(self._connections)
        for task in tasks:
            transports.abort(self._connections[task].transport)
        if tasks:
            await asyncio.wait(tasks)

    def _serve(self, tls: SSLContext, *, starttls: bool) -> _Callback:
        config = self._config(tls, starttls=starttls)
        login = Login(config)
        login.users_dict[self.username] = UserMetadata(
            config, self.username, password=self.password
        )
        server = IMAPServer(login, config)

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._connections[task] = writer
            try:
                await server(reader, writer, SocketInfo.get(writer, None, unique_id=uuid4().bytes))
            finally:
                del self._connections[task]

        return talk

    def _config(self, tls: SSLContext, *, starttls: bool) -> Config:
        config = Config(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            demo_data=False,
            demo_user=self.username,
            demo_password=self.password,
            host=self.host,
            port=0,
            hash_context=Cleartext(),
            # Nothing here is worth a thread of its own.
            cpu_subsystem=Subsystem.for_asyncio(),
            ssl_context=tls,
            tls_enabled=starttls,
        )
        config.set_cache[self.username] = (self._mailboxes, FilterSet())
        return config
