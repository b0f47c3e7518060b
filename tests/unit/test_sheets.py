"""The register as a sheet: dates are dates, the heading stays, and nothing is a formula."""

import io
import xml.etree.ElementTree as ET
from datetime import date, datetime
from zipfile import ZipFile

import pytest

from pd_intake_bot.sheets import Book
from pd_intake_bot.usecases.overview.register_book import Cell, Heading

HEADING = Heading(title="Реестр", columns=("Номер", "Получено", "Срок"), widths=(18, 18, 14))
SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


async def write(*rows: tuple[Cell, ...]) -> ZipFile:
    book = Book(HEADING)
    await book.add(rows)
    return ZipFile(io.BytesIO(await book.done()))


def sheet(file: ZipFile) -> ET.Element:
    return ET.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written here


def words(file: ZipFile) -> list[str]:
    return [one.text or "" for one in sheet(file).iterfind(".//x:is/x:t", SPACE)]


async def test_words_in_kazakh_and_russian_stand_in_cells() -> None:
    file = await write(("PD-2026-00001-F", None, None), ("Өтініш № 2", None, None))
    assert words(file) == ["Номер", "Получено", "Срок", "PD-2026-00001-F", "Өтініш № 2"]


@pytest.mark.parametrize(
    "dangerous",
    [
        '=HYPERLINK("http://example.test";"x")',
        "+7 701 000 00 21",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "http://example.test",
        "mailto:user@example.test",
    ],
)
async def test_what_looks_like_a_formula_or_an_address_is_words(dangerous: str) -> None:
    file = await write((dangerous, None, None))
    found = sheet(file)
    assert found.find(".//x:f", SPACE) is None
    assert found.find(".//x:hyperlinks", SPACE) is None
    cell = found.find(".//x:c[@r='A2']", SPACE)
    assert cell is not None
    assert cell.get("t") == "inlineStr"


async def test_words_that_begin_as_a_formula_stay_words_when_the_cell_is_edited() -> None:
    file = await write(("=1+1", None, None), ("слова", None, None))
    cells = {one.get("r"): one.get("s") for one in sheet(file).iterfind(".//x:c", SPACE)}
    styles = ET.fromstring(file.read("xl/styles.xml"))  # noqa: S314 - written here
    formats = styles.findall("x:cellXfs/x:xf", SPACE)
    assert formats[int(cells["A2"] or 0)].get("quotePrefix") == "1"
    assert cells["A3"] is None


async def test_dates_are_numbers_that_are_shown_as_dates() -> None:
    file = await write(("1", datetime(2026, 11, 23, 10, 30), date(2026, 12, 7)))  # noqa: DTZ001 - local
    found = sheet(file)
    values = [one.text for one in found.iterfind(".//x:c/x:v", SPACE)]
    styles = file.read("xl/styles.xml").decode()
    assert values == ["46349.4375", "46363"]
    assert "dd.mm.yyyy hh:mm" in styles


async def test_heading_stays_in_sight_and_filters() -> None:
    file = await write(("1", None, None))
    found = sheet(file)
    pane = found.find(".//x:pane", SPACE)
    chosen = found.find(".//x:autoFilter", SPACE)
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert chosen is not None
    assert chosen.get("ref") == "A1:C2"


async def test_same_rows_are_the_same_file() -> None:
    rows = [("1", date(2026, 12, 7), None)]
    first, second = Book(HEADING), Book(HEADING)
    for book in (first, second):
        await book.add(rows)
    assert await first.done() == await second.done()
