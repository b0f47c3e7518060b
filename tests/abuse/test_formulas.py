"""Formulas written wherever one may write: none of them stands in the register as a sheet.

As CSV it has no column for anybody's words at all, and `test_forty_marks.py` finds none there.
"""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from pd_intake_bot.app import register
from pd_intake_bot.domain.rights import Language
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
