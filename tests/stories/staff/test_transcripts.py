"""The work of the staff, path by path and in both languages, goes as its pages say.

The pages stand in `transcripts/`; what their marks mean stands in
`tests/servers/staff_transcript.py`, and how they are written anew in `tests/servers/pages.py`.
"""

from pathlib import Path

import pytest

from tests.servers import pages, staff_transcript
from tests.servers.pages import Told
from tests.servers.staff_stage import open_stage

FOLDER = Path(__file__).with_name("transcripts")


@pytest.mark.parametrize("told", pages.read(FOLDER), ids=lambda told: told.name)
async def test_work_goes_as_the_page_says(tmp_path: Path, tables: Path, told: Told) -> None:
    async with open_stage(tmp_path, tables, told.language) as stage:
        told.compare(await staff_transcript.play(stage, told.story, told.openings))


@pytest.mark.parametrize("page", pages.in_russian(FOLDER), ids=lambda page: page.name)
def test_each_path_is_told_in_both_languages_step_by_step(page: Path) -> None:
    assert pages.steps(page) == pages.steps(pages.in_kazakh(page))
