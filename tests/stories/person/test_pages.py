"""What people see, path by path and in both languages, and every letter whole, is as written.

The pages stand in `pages/`; what their marks mean stands in `tests/servers/staff_transcript.py`
and `tests/servers/person_stage.py`, and how they are written anew in `tests/servers/pages.py`.
"""

from pathlib import Path

import pytest

from tests.servers import pages, person_transcript
from tests.servers.pages import Told
from tests.servers.person_stage import open_stage

FOLDER = Path(__file__).with_name("pages")
BOTH = "both.ru.md"
"""Letters in both languages are on one page, and it is the staff who speak Russian there."""

_TOLD = [told for told in pages.read(FOLDER) if not told.page.name.startswith(pages.OPENING)]


@pytest.mark.parametrize("told", _TOLD, ids=lambda told: told.name)
async def test_people_see_what_the_page_says(tmp_path: Path, tables: Path, told: Told) -> None:
    async with open_stage(tmp_path, tables, told.language) as stage:
        told.compare(await person_transcript.play(stage, told.story, told.openings))


@pytest.mark.parametrize(
    "page",
    [page for page in pages.in_russian(FOLDER) if page.name != BOTH],
    ids=lambda page: page.name,
)
def test_each_path_is_shown_in_both_languages_step_by_step(page: Path) -> None:
    assert pages.steps(page) == pages.steps(pages.in_kazakh(page))
