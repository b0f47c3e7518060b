"""Folders of pages, `NAME.LANGUAGE.md`: stories that are compared word for word, or written anew.

With `PD_TEST_WRITE=1` a page is written from what happens: read the difference before you keep it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pd_intake_bot.domain.rights import Language
from tests.servers import staff_transcript, transcript

OPENING = "opening"
_WRITE = os.environ.get("PD_TEST_WRITE") == "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story of a page: its heading, and how it goes."""

    page: Path
    heading: str
    story: str

    @property
    def name(self) -> str:
        """Name it among all stories."""
        return f"{self.page.name.removesuffix('.md')}: {self.heading}"

    @property
    def language(self) -> Language:
        """The language of the page."""
        return Language(self.page.suffixes[0].removeprefix("."))

    @property
    def openings(self) -> Mapping[str, str]:
        """The stories that others begin with, in the language of the page."""
        return transcript.read(self.page.with_name(f"{OPENING}.{self.language}.md"))

    def compare(self, played: str) -> None:
        """Hold the story to what came of it, or write that down in its place."""
        if _WRITE:
            staff_transcript.write(self.page, transcript.read(self.page) | {self.heading: played})
        else:
            assert played == self.story


def read(folder: Path) -> list[Told]:
    """Read every story of every page."""
    return [
        Told(page=page, heading=heading, story=story)
        for page in sorted(folder.glob("*.md"))
        for heading, story in transcript.read(page).items()
    ]


def steps(page: Path) -> list[list[tuple[str, str]]]:
    """Say of each story of a page who acts, and how."""
    return [
        [(act.who, act.how) for act in staff_transcript.acts(story)]
        for story in transcript.read(page).values()
    ]


def in_russian(folder: Path) -> list[Path]:
    """List the pages in Russian; their twins in Kazakh end in `.kk.md`."""
    return sorted(folder.glob("*.ru.md"))


def in_kazakh(page: Path) -> Path:
    """Name the twin of a page in Russian."""
    return page.with_name(page.name.replace(".ru.", ".kk."))
