"""Writes a table as an XLSX file in which nothing is ever reckoned or followed."""

import asyncio
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from pd_intake_bot.usecases.overview.register_book import Cell, Heading

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell must not begin with where a program may take it for a formula (OWASP).

The wide letters are the same to programs in Chinese and Japanese.
"""
_SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NAME_LIMIT = 31


class Book:
    """One sheet: the heading stays in sight, dates are dates, and words are words."""

    def __init__(self, heading: Heading) -> None:
        # Imported here: most processes never write a sheet. It ships no types.
        from xlsxwriter import Workbook  # noqa: PLC0415

        self._file = io.BytesIO()
        self._book = Workbook(self._file, _SAFE)
        # The same rows are the same file, whenever it is written.
        self._book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        self._sheet = self._book.add_worksheet(heading.title[:_NAME_LIMIT])
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy"})
        self._moment = self._book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._next = 0
        self._begin(heading)

    async def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows beneath those that are there."""
        await asyncio.to_thread(self._add, rows)

    async def done(self) -> bytes:
        """Close the file and give it: that packs it, which takes seconds for a large one."""
        return await asyncio.to_thread(self._done)

    def _add(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                self._write(column, cell)
            self._next += 1

    def _done(self) -> bytes:
        self._sheet.autofilter(0, 0, max(self._next - 1, 0), self._columns - 1)
        self._book.close()
        return self._file.getvalue()

    def _begin(self, heading: Heading) -> None:
        bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._columns = len(heading.columns)
        for column, width in enumerate(heading.widths):
            self._sheet.set_column(column, column, width)
        for column, name in enumerate(heading.columns):
            self._sheet.write_string(0, column, name, bold)
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._next = 1

    def _write(self, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case datetime():
                self._sheet.write_datetime(self._next, column, cell, self._moment)
            case date():
                self._sheet.write_datetime(self._next, column, cell, self._day)
            case _:
                # Marked as words for whoever edits the cell.
                style = self._quoted if cell.startswith(_DANGEROUS) else None
                self._sheet.write_string(self._next, column, cell, style)
