"""Reads out of a person's words what a request must contain, each with the words it came from.

What is labelled, said of oneself, or has a form of its own is sure. All else is only possibly
meant so: staff see it, and it fills nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.understood import Reading
from pd_intake_bot.usecases.reading import contacts, labels, names, places, scope

LONGEST_TEXT = 50_000
_LONGEST_VALUE = 1000

# Twelve digits, of whatever script, are an individual identification number: it is asked for
# nowhere, is no phone's, and is not kept again beside the message it came in.
_IIN = re.compile(
    r"[,;]?\s*(?:\b(?:иин|жсн|iin)\b\W{0,4})?(?<![\d+])\d{6}[ -]?\d{6}(?!\d)", re.IGNORECASE
)
_NO_PLACE = re.compile(r"[@<>=]")
_WORD = re.compile(r"[^\W_]{2,}")


def read_fields(
    text: str, *, not_theirs: frozenset[str] = frozenset(), asked: frozenset[Field] = frozenset()
) -> tuple[Reading, ...]:
    """Read the fields of a request, the surest of each first.

    E-mail addresses in `not_theirs` (lower case) are passed over. `asked` are the fields that
    the person was asked for: a line that looks like one is then the answer.
    """
    text = _IIN.sub("", text[:LONGEST_TEXT])
    found = (
        *_labelled(text, not_theirs),
        *contacts.phones(text),
        *contacts.emails(text, not_theirs),
        *names.read(text, asked=Field.FULL_NAME in asked),
        *places.read(text, asked=Field.POSTAL_ADDRESS in asked),
        *scope.read(text, asked=Field.DATA in asked),
    )
    return tuple(_once(sorted(found, key=lambda one: not one.sure)))


def possible(beside: Iterable[Reading], *, known: Iterable[Reading]) -> Iterator[Reading]:
    """Give of what was read beside a person's words that of which their words say nothing.

    None of it is sure.
    """
    said = {one.field for one in known}
    seen: set[tuple[Field, str]] = set()
    for one in beside:
        same = (one.field, one.value.casefold())
        if one.field not in said and same not in seen:
            seen.add(same)
            yield replace(one, sure=False)


def values(readings: Iterable[Reading]) -> dict[Field, str]:
    """Give what is sure, one value a field: the first that was read."""
    sure: dict[Field, str] = {}
    for one in readings:
        if one.sure:
            sure.setdefault(one.field, one.value)
    return sure


def _labelled(text: str, not_theirs: frozenset[str]) -> Iterator[Reading]:
    for line in labels.find(text):
        value = _READERS[line.field](line.value)
        if value and value.lower() not in not_theirs:
            yield Reading(field=line.field, value=value, words=line.words[:_LONGEST_VALUE])


def _once(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Leave out what was read before; what only may be a name is none where one is known."""
    seen: set[tuple[Field, str]] = set()
    known: set[Field] = set()
    for one in readings:
        same = (one.field, one.value.casefold())
        if same in seen or (one.field in known and not one.sure and one.field in _ONE):
            continue
        seen.add(same)
        if one.sure:
            known.add(one.field)
        yield one


def _read_words(value: str) -> str:
    plain = " ".join(value.split())
    return plain[:_LONGEST_VALUE] if _WORD.search(plain) else ""


def _read_place(value: str) -> str:
    plain = _read_words(value)
    return "" if _NO_PLACE.search(plain) else plain


# Of these a person has one: a guess beside a sure one is noise.
_ONE = frozenset({Field.FULL_NAME, Field.DATA})
_READERS: Mapping[Field, Callable[[str], str]] = {
    Field.FULL_NAME: names.plain,
    Field.PHONE: contacts.read_phone,
    Field.EMAIL: contacts.read_address,
    Field.POSTAL_ADDRESS: _read_place,
    Field.DATA: _read_words,
    Field.DETAILS: _read_words,
}
