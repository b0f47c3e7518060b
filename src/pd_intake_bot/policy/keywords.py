"""Words by which an inquiry names its right: their form in a policy file, and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from pd_intake_bot.domain import phrases
from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.domain.suggestion import Keywords, Lexicon
from pd_intake_bot.policy.faults import Location
from pd_intake_bot.policy.read import Section, Text

LIST = "@"
"""How a phrase begins that stands for a whole list."""

SHORTEST_STEM = 3
"""A shorter stem is met by half the words of a language."""

Phrases = Annotated[tuple[Text, ...], Field(min_length=1)]
Finding = tuple[Location, str]


class KeywordRow(Section):
    """`[[rights.KEY.keywords]]`: words that in one sentence name the right."""

    words: Annotated[tuple[Phrases, ...], Field(min_length=1)]
    unless: tuple[Text, ...] = ()
    language: Language | None = None


class KeywordsTable(Section):
    """`[keywords]`: what all rows share."""

    doubts: tuple[Text, ...] = ()
    lists: dict[str, Phrases] = Field(default_factory=dict)


Rows = Mapping[str, tuple[KeywordRow, ...]]
"""The rows beside each right, by its key."""


def lexicon(table: KeywordsTable, rows: Rows) -> Lexicon:
    """Put the lists into the rows that name them."""
    keywords = [
        Keywords(
            right=RightKey(key),
            words=tuple(_spelled(group, table) for group in row.words),
            unless=_spelled(row.unless, table),
            language=row.language,
        )
        for key, row in ((key, row) for key, of_right in rows.items() for row in of_right)
    ]
    return Lexicon(keywords=tuple(keywords), doubts=table.doubts)


def faults(table: KeywordsTable, rows: Rows) -> Iterator[Finding]:
    """List what can't be meant: unknown lists, empty or needless phrases, rows never met."""
    yield from _phrases(("keywords", "doubts"), table.doubts)
    for name, listed in table.lists.items():
        yield from _phrases(("keywords", "lists", name), listed)
    seen: dict[tuple[frozenset[str], ...], str] = {}
    for key, of_right in rows.items():
        for number, row in enumerate(of_right):
            place = ("rights", key, "keywords", str(number))
            yield from _row(place, row, table)
            other = seen.setdefault(_met_by(row, table), key)
            if other != key:
                yield (*place, "words"), f"the same words name {other!r}: neither is suggested"


def _row(place: Location, row: KeywordRow, table: KeywordsTable) -> Iterator[Finding]:
    for group in row.words:
        yield from _phrases((*place, "words"), group, table)
        if set(_spelled(group, table)) <= set(_spelled(row.unless, table)):
            yield (*place, "unless"), "it takes back a whole group of words: the row is never met"
    yield from _phrases((*place, "unless"), row.unless, table)


def _phrases(
    place: Location, listed: Iterable[str], table: KeywordsTable | None = None
) -> Iterator[Finding]:
    seen: set[str] = set()
    for phrase in listed:
        if phrase.startswith(LIST):
            if table is None or phrase.removeprefix(LIST) not in table.lists:
                yield place, f"no list is called {phrase!r} here"
            continue
        yield from ((place, fault) for fault in _phrase(phrase))
        form = phrases.folded(phrase) + "*" * phrase.endswith("*")
        if form in seen:
            yield place, f"{phrase!r} stands here twice"
        seen.add(form)


def _phrase(phrase: str) -> Iterator[str]:
    for word in phrase.split():
        stem = word.removesuffix("*")
        if "*" in stem:
            yield f"in {phrase!r} a `*` stands elsewhere than at the end of a word"
        elif not phrases.letters(stem):
            yield f"in {phrase!r} there is a word without letters"
        elif word != stem and len(phrases.letters(stem)) < SHORTEST_STEM:
            yield f"{word!r} in {phrase!r} is met by too many words"


def _spelled(listed: Iterable[str], table: KeywordsTable) -> tuple[str, ...]:
    return tuple(
        one
        for phrase in listed
        for one in (
            table.lists.get(phrase.removeprefix(LIST), ()) if phrase.startswith(LIST) else (phrase,)
        )
    )


def _met_by(row: KeywordRow, table: KeywordsTable) -> tuple[frozenset[str], ...]:
    groups = [frozenset(map(phrases.folded, _spelled(group, table))) for group in row.words]
    return tuple(sorted(groups, key=sorted))
