"""The work of the staff, path by path and in both languages, goes as its pages say.

The pages stand in `transcripts/`; what their marks mean stands in
`tests/servers/staff_transcript.py`. With `PD_TEST_WRITE=1` they are written anew from what
happens: read the difference before you keep it.
"""

import os
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import Language
from tests.servers import staff_transcript, transcript
from tests.servers.staff_stage import open_stage

FOLDER = Path(__file__).with_name("transcripts")
PAGES = sorted(FOLDER.glob("*.md"))
STORIES = {page.name: transcript.read(page) for page in PAGES}
WRITE = os.environ.get("PD_TEST_WRITE") == "1"
_TOLD = [
    pytest.param(page, heading, id=f"{page.name.removesuffix('.md')}: {heading}")
    for page in PAGES
    for heading in STORIES[page.name]
]


@pytest.mark.parametrize(("page", "heading"), _TOLD)
async def test_work_goes_as_the_page_says(
    tmp_path: Path, tables: Path, page: Path, heading: str
) -> None:
    language = page.suffixes[0].removeprefix(".")
    openings, story = STORIES[f"opening.{language}.md"], STORIES[page.name][heading]
    async with open_stage(tmp_path, tables, Language(language)) as stage:
        played = await staff_transcript.play(stage, story, openings)
    if WRITE:
        staff_transcript.write(page, transcript.read(page) | {heading: played})
    else:
        assert played == story


def _shape(page: str) -> list[list[tuple[str, str]]]:
    return [
        [(act.who, act.how) for act in staff_transcript.acts(story)]
        for story in STORIES[page].values()
    ]


@pytest.mark.parametrize("page", [page.name for page in PAGES if page.suffixes[0] == ".ru"])
def test_each_path_is_told_in_both_languages_step_by_step(page: str) -> None:
    assert _shape(page) == _shape(page.replace(".ru.", ".kk."))
