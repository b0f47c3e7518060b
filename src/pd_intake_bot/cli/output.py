"""How commands print: JSON for programs, tables for people."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def print_json(value: object) -> None:
    """Print one value on one line, in UTF-8, dates in ISO 8601."""
    print(json.dumps(value, ensure_ascii=False, default=_plain), flush=True)


def print_table(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Print rows under the columns of these names."""
    names = list(columns)
    table = Table(*names, show_lines=False)
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names))
    Console().print(table)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
