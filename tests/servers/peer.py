"""An IMAP server that says what a test tells it to, right or wrong."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from types import TracebackType
from typing import Self

_COMMAND = re.compile(r"(?P<tag>[A-P0-9]+) (?P<name>(?:UID )?[A-Z]+)")


class Act(Enum):
    """What a server may do instead of answering."""

    HANG = "say nothing more"
    CLOSE = "close the connection"


Answer = str | bytes | Act
Script = Mapping[str, Answer | Sequence[Answer]]

ORDINARY: Script = {
    "greeting": "* OK ready",
    "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done",
    "LOGIN": "{tag} OK welcome",
    "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 13] next\r\n"
    "{tag} OK [READ-ONLY] done",
    "SELECT": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n"
    "* OK [PERMANENTFLAGS (\\Seen \\*)] any\r\n{tag} OK [READ-WRITE] done",
    "UID SEARCH": "* SEARCH 10 11 12\r\n{tag} OK done",
    "NOOP": "{tag} OK done",
    "IDLE": "+ idling",
    "DONE": "{tag} OK done",
    "LOGOUT": "* BYE\r\n{tag} OK done",
}


class Peer:
    """Listens on a free port of 127.0.0.1 and answers each command by the script.

    `{tag}` is the tag of the command. Of several answers each is given once, the last one for
    ever. `heard` is what clients have said.
    """

    host = "127.0.0.1"

    def __init__(self, script: Script) -> None:
        self.port = 0
        self.heard: list[str] = []
        self._script = {
            name: list(answers)
            if isinstance(answers, Sequence) and not isinstance(answers, str | bytes)
            else [answers]
            for name, answers in {**ORDINARY, **script}.items()
        }
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        await self._server.wait_closed()

    def say(self, line: str) -> None:
        """Say something unasked to the client that came last."""
        self._writers[-1].write(f"{line}\r\n".encode())

    def close(self) -> None:
        """Close the connection of the client that came last."""
        self._writers[-1].transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        tag = ""
        self._answer("greeting", tag, writer)
        while line := await reader.readline():
            said = line.decode().rstrip("\r\n")
            self.heard.append(said)
            match = _COMMAND.match(said)
            tag = match["tag"] if match else tag
            self._answer(match["name"] if match else said, tag, writer)

    def _answer(self, name: str, tag: str, writer: asyncio.StreamWriter) -> None:
        answers = self._script.get(name, [f"{tag} BAD {name} is not in the script"])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer is Act.CLOSE:
            writer.transport.abort()
        elif isinstance(answer, str | bytes):
            raw = answer.encode() if isinstance(answer, str) else answer
            writer.write(raw.replace(b"{tag}", tag.encode()) + b"\r\n")
