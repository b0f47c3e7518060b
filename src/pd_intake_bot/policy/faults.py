"""What is wrong with a policy file or a workdays file, said so that it can be found and mended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pd_intake_bot.errors import IntakeError

_TABLE = re.compile(r"^\s*\[(\[)?\s*([\w.\-]+)\s*\]")
_KEY = re.compile(r"^\s*([\w\-]+(?:\.[\w\-]+)*)\s*=")

Location = tuple[str, ...]


class Level(StrEnum):
    """Whether the file can be used all the same."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing to mend: in which file and line, at which key, and why.

    `key` is a dotted path such as `rights.erasure.policy.term`, empty for the file as a whole;
    `line` counts from 1 and is missing where the key is not in the file.
    """

    file: str
    key: str
    reason: str
    line: int | None = None
    level: Level = Level.ERROR

    def __str__(self) -> str:
        """Write the fault as compilers do: `file:line: key: reason`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.reason}" if self.key else f"{place}: {self.reason}"


class PolicyError(IntakeError):
    """A policy file or a workdays file can't be used; `faults` says everything that is wrong."""

    key = "error-policy"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(map(str, self.faults))
        super().__init__(lines, faults=lines)


def find_line(text: str, location: Location) -> int | None:
    """Find the line of a key, or of the nearest table above it that the file has."""
    lines = dict(_lines(text))
    for length in range(len(location), 0, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return None


def _lines(text: str) -> Iterator[tuple[Location, int]]:
    """List every table and key of a TOML text with its line; rows of an array are numbered."""
    table: Location = ()
    rows: dict[Location, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = tuple(header[2].split("."))
            if header[1]:
                rows[table] = rows.get(table, -1) + 1
                yield table, number
                table = (*table, str(rows[table]))
            yield table, number
        elif assignment := _KEY.match(line):
            yield (*table, *assignment[1].split(".")), number
