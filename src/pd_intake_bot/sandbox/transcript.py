"""Shows a story as people tell one another what was said."""

import textwrap
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from pd_intake_bot.sandbox.story import Line

_WIDTH = 79
_US = "pd-intake"


class Transcript:
    """Prints a story line by line, or keeps it."""

    def __init__(self) -> None:
        self._kept: list[Line] = []
        self._where = ""
        self._console = Console(highlight=False, soft_wrap=True)

    def keep(self, line: Line) -> None:
        """Keep a line for later."""
        self._kept.append(line)

    def lines(self) -> list[dict[str, str]]:
        """Give the kept lines as plain values."""
        return [asdict(line) for line in self._kept]

    def print(self, line: Line) -> None:
        """Print a line: the service's words stand to the right of people's."""
        if line.where != self._where:
            self._console.print(f"\n── {line.where} ".ljust(_WIDTH, "─"), style="dim")
            self._where = line.where
        indent = " " * (8 if line.who == _US else 2)
        self._console.print(f"\n{indent}{line.who}", style="green" if line.who == _US else "bold")
        for paragraph in line.text.split("\n"):
            wrapped = textwrap.fill(
                paragraph, _WIDTH, initial_indent=indent, subsequent_indent=indent
            )
            self._console.print(Text(wrapped))
