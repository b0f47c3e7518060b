"""Keeps settings in `.env`: readable by the service alone, and never lost half-way."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from dotenv.parser import parse_stream

PRIVATE = 0o600

_PLAIN = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
_HEAD = (
    "# Settings of pd-intake; each is described in .env.example. Keep this file to the service.\n"
)


class EnvFile:
    """The file of settings; comments and lines of others in it stay as they are."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._copied = False

    @property
    def exists(self) -> bool:
        """Whether there is a file already."""
        return self.path.exists()

    def read(self) -> dict[str, str]:
        """Give every setting in the file."""
        if not self.exists:
            return {}
        with self.path.open(encoding="utf-8-sig") as stream:
            return {one.key: one.value for one in parse_stream(stream) if one.key and one.value}

    def keep(self, values: Mapping[str, str]) -> Path | None:
        """Put these settings into the file; an empty value takes its line away.

        Gives the copy of the former file, made before the first change to it.
        """
        former = self.path.read_text("utf-8-sig") if self.exists else _HEAD
        written = _merged(former, values)
        if self.exists and written == former:
            return None
        copy = self._copy(former) if self.exists and not self._copied else None
        self._copied = True
        _replace(self.path, written)
        return copy

    def _copy(self, former: str) -> Path:
        number = 1
        while (copy := self.path.with_name(f"{self.path.name}.old-{number}")).exists():
            number += 1
        _replace(copy, former)
        return copy


def quoted(value: str) -> str:
    """Write a value so that it is read back letter for letter."""
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _merged(text: str, values: Mapping[str, str]) -> str:
    left = dict(values)
    lines = []
    for line in text.splitlines():
        name = line.lstrip("#").partition("=")[0].strip()
        if name not in values or (line.startswith("#") and name not in left):
            lines.append(line)
        elif value := left.pop(name, ""):
            lines.append(f"{name}={quoted(value)}")
        elif not line.startswith("#"):
            # Taken away, or written a second time further up.
            lines.append(f"#{name}=")
    lines += [f"{name}={quoted(value)}" for name, value in left.items() if value]
    return "\n".join(lines) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write a file at once: whoever breaks off finds the former one, or the whole new one."""
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(path)
