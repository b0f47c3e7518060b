"""What people see, path by path and in both languages, and every letter whole, is as written.

The pages stand in `pages/`; what their marks mean stands in `tests/servers/staff_transcript.py`
and `tests/servers/person_stage.py`. With `PD_TEST_WRITE=1` they are written anew from what
happens: read the difference before you keep it.
"""

import os
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import Language
from tests.servers import person_transcript, staff_transcript, transcript
from tests.servers.person_stage import open_stage

FOLDER = Path(__file__).with_name("pages")
PAGES = sorted(FOLDER.glob("*.md"))
STORIES = {page.name: transcript.read(page) for page in PAGES}
WRITE = os.environ.get("PD_TEST_WRITE") == "1"
OPENING = "opening"
BOTH = "both.ru.md"
"""Letters in both languages are on one page, and it is the staff who speak Russian there."""

_TOLD = [
    pytest.param(page, heading, id=f"{page.name.removesuffix('.md')}: {heading}")
    for page in PAGES
    for heading in STORIES[page.name]
    if not page.name.startswith(OPENING)
]


@pytest.mark.parametrize(("page", "heading"), _TOLD)
async def test_people_see_what_the_page_says(
    tmp_path: Path, tables: Path, page: Path, heading: str
) -> None:
    language = page.suffixes[0].removeprefix(".")
    openings, story = STORIES[f"{OPENING}.{language}.md"], STORIES[page.name][heading]
    async with open_stage(tmp_path, tables, Language(language)) as stage:
        played = await person_transcript.play(stage, story, openings)
    if WRITE:
        staff_transcript.write(page, transcript.read(page) | {heading: played})
    else:
        assert played == story


def _shape(page: str) -> list[list[tuple[str, str]]]:
    return [
        [(act.who, act.how) for act in staff_transcript.acts(story)]
        for story in STORIES[page].values()
    ]


@pytest.mark.parametrize(
    "page", [one.name for one in PAGES if one.suffixes[0] == ".ru" and one.name != BOTH]
)
def test_each_path_is_shown_in_both_languages_step_by_step(page: str) -> None:
    assert _shape(page) == _shape(page.replace(".ru.", ".kk."))
