"""An SMTP server inside the program that keeps what it is given, and fails on demand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as it arrived: the envelope and the bytes."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class SmtpSink:
    """Listens on a free port of 127.0.0.1. `security` is `none`, `starttls` or `tls`."""

    host: str
    port: int
    ca_file: Path

    def __init__(self, *, security: str = "none", username: str = "", password: str = "") -> None:
        raise NotImplementedError

    @property
    def letters(self) -> Sequence[Letter]:
        """All letters accepted, oldest first."""
        raise NotImplementedError

    async def until(self, count: int, *, within: float = 5.0) -> Sequence[Letter]:
        """Wait till at least `count` letters were accepted."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        """Start to listen."""
        raise NotImplementedError

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the port and every connection."""
        raise NotImplementedError
