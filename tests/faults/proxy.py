"""A network that fails: a port of this machine that stands between the service and a server."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, suppress
from enum import StrEnum

from pd_intake_bot.sandbox import ports


class Mode(StrEnum):
    """How the network behaves to new connections."""

    PASS = "pass"
    RESET = "reset"
    HANG = "hang"
    HALF = "half"


HALF_BYTES = 100
"""How much of the server's answers passes before a half-answered connection is cut."""


class Proxy:
    """Passes bytes on to `target`, a port of this machine, or fails to.

    What goes wrong begins with the present connections: they are cut, and new ones meet `mode`.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.port = 0
        self._mode = Mode.PASS
        self._open: set[StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._held = ExitStack()

    @classmethod
    @asynccontextmanager
    async def before(cls, target: int) -> AsyncIterator["Proxy"]:
        """Stand before a port while the context lasts."""
        proxy = cls(target)
        await proxy.listen()
        try:
            yield proxy
        finally:
            await proxy.refuse()
            proxy._held.close()

    async def listen(self) -> None:
        """Listen: the first time on any free port, after `refuse` on the same again."""
        self._held.close()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Close the port and cut all connections."""
        if self._server is not None:
            self._server.close()
            self._held.enter_context(ports.hold("127.0.0.1", self.port))
            self.cut()
            await self._server.wait_closed()
            self._server = None

    def behave(self, mode: Mode) -> None:
        """Cut all connections, and let new ones meet this mode."""
        self._mode = mode
        self.cut()

    def cut(self) -> None:
        """Reset every connection."""
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._open.add(writer)
        mode = self._mode
        try:
            if mode is Mode.HANG:
                await _swallow(reader)
            elif mode is not Mode.RESET:
                await self._pass_on(reader, writer, mode)
        except OSError:
            pass  # Cut, which is what it is here for.
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter, mode: Mode) -> None:
        behind, ahead = await asyncio.open_connection("127.0.0.1", self.target)
        self._open.add(ahead)
        limit = HALF_BYTES if mode is Mode.HALF else None
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_copy(reader, ahead, writer, None))
                group.create_task(_copy(behind, writer, ahead, limit))
        finally:
            self._open.discard(ahead)
            ahead.transport.abort()


async def _swallow(reader: StreamReader) -> None:
    while await reader.read(65536):
        pass


async def _copy(
    reader: StreamReader, writer: StreamWriter, other: StreamWriter, limit: int | None
) -> None:
    """Copy until the end, or until so many bytes were copied; then both sides are cut."""
    passed = 0
    with suppress(OSError):
        while chunk := await reader.read(65536):
            chunk = chunk if limit is None else chunk[: limit - passed]
            writer.write(chunk)
            await writer.drain()
            passed += len(chunk)
            if limit is not None and passed >= limit:
                break
    writer.close()
    other.transport.abort() if limit is not None else other.close()
