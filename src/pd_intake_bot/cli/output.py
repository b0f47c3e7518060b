"""How commands print: JSON for programs, tables for people."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

OPERATOR = "operator"
"""The actor of what is done by a command and not by an officer."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
JsonLines = Annotated[
    bool, typer.Option("--json", help="One JSON object a line; there is no other form.")
]

Gauge = Callable[[int, int | None], None]
"""Hears how much is done, and of how much; None where nobody knows."""


def print_json(value: object) -> None:
    """Print one value on one line, in UTF-8, dates in ISO 8601."""
    print(json_of(value), flush=True)


def json_of(value: object) -> str:
    """Write one value on one line, dates in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def print_table(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows under the columns of these names, each as wide as its longest value.

    Nothing is cut to the width of a terminal: what is piped on must be whole.
    """
    names = list(columns)
    lines = [names, *([plain(row[name]) for name in names] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print(" ".join(padded).rstrip())


def print_tree(value: Mapping[str, object], indent: str = "") -> None:
    """Print names with their values, what lies deeper further to the right."""
    for name, part in value.items():
        if isinstance(part, Mapping):
            print(f"{indent}{name}:")
            print_tree(part, f"{indent}  ")
        elif isinstance(part, list):
            print(f"{indent}{name}:")
            _print_items(part, f"{indent}  ")
        else:
            words = plain(part).replace("\n", f"\n{indent}  ")
            print(f"{indent}{name}: {words}".rstrip())


def _print_items(items: Iterable[object], indent: str) -> None:
    for number, item in enumerate(items):
        if not isinstance(item, Mapping):
            print(f"{indent}{plain(item)}")
            continue
        if number:
            print()
        print_tree(item, indent)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show on the terminal how far a long run has come; what is called counts one step.

    It is drawn on standard error where that is a terminal and what is printed goes elsewhere.
    """
    screen = Console(stderr=True)
    bar = Progress(
        console=screen, transient=True, disable=not screen.is_terminal or sys.stdout.isatty()
    )
    task = bar.add_task(what, total=total)
    with bar:
        yield lambda: bar.advance(task)


@contextmanager
def gauge(what: str, *, unless_fewer: int = 0) -> Iterator[Gauge]:
    """Show on the terminal how far a long run has come, once it tells: done, and of how much.

    A run of fewer steps than that is not worth a bar. Nothing is drawn where nobody looks.
    """
    screen = Console(stderr=True)
    columns = (*Progress.get_default_columns()[:-1], MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)

    def told(done: int, total: int | None) -> None:
        if total is not None and total < unless_fewer:
            return
        task = next(iter(bar.task_ids), None)
        task = bar.add_task(what) if task is None else task
        bar.update(task, completed=done, total=total)
        # A bar that has reached its end goes: what is shown after it may run for years.
        (bar.stop if done == total else bar.start)()

    try:
        yield told
    finally:
        bar.stop()


@contextmanager
def whole_or_gone(path: Path) -> Iterator[None]:
    """Take a new file away again where it does not become whole."""
    with ExitStack() as stack:
        stack.callback(path.unlink)
        yield
        stack.pop_all()


def plain(value: object) -> str:
    """Write a value as a table shows it: dates in ISO 8601, nothing for None."""
    return "" if value is None else _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
