"""What the tables of officers' work come to, and where they contradict the file."""

import string
from collections.abc import Iterator

from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.domain.work_rules import VARIABLES, Refusal, RefusalKey, Template, WorkRules
from pd_intake_bot.policy.faults import Location
from pd_intake_bot.policy.read import Localized
from pd_intake_bot.policy.schema import PolicyFile
from pd_intake_bot.policy.work_tables import RefusalTable, TemplateRow

BUTTON_LENGTH = 40
"""Longer words on a button are cut off on a phone."""


def rules(file: PolicyFile) -> WorkRules:
    """Read all of it."""
    return WorkRules(
        refusals={RefusalKey(key): _refusal(key, row) for key, row in file.refusals.items()},
        templates=tuple(_template(row) for row in file.templates),
        second_for=_keys(file.second_officer.answers),
        second_to_refuse=file.second_officer.refusals,
    )


def contradictions(file: PolicyFile) -> Iterator[tuple[Location, str]]:
    """List rights that are nowhere, labels too long for a button, and what can't be filled."""
    named: list[tuple[Location, tuple[str, ...]]] = [
        (("second_officer", "answers"), file.second_officer.answers)
    ]
    for key, refusal in file.refusals.items():
        named.append((("refusals", key, "rights"), refusal.rights))
        yield from _too_long(("refusals", key, "ask"), refusal.ask)
    for number, template in enumerate(file.templates):
        place: Location = ("templates", str(number))
        named.append(((*place, "rights"), template.rights))
        yield from _too_long((*place, "ask"), template.ask)
        yield from _unknown_variables((*place, "words"), template.words)
    for where, keys in named:
        unknown = [key for key in keys if key not in file.rights]
        yield from ((where, f"no [rights.{key}] is in this file") for key in unknown)


def _too_long(place: Location, label: Localized) -> Iterator[tuple[Location, str]]:
    for language, words in label.value().items():
        if len(words) > BUTTON_LENGTH:
            yield (*place, language), f"longer than a button: {BUTTON_LENGTH} letters"


def _unknown_variables(place: Location, words: Localized) -> Iterator[tuple[Location, str]]:
    for language in Language:
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(words.value()[language])]
        except ValueError as error:
            yield (*place, language), f"a brace is left open: {error}"
            continue
        for name in names:
            if name is not None and name not in VARIABLES:
                yield (*place, language), f"{{{name}}} is none of {', '.join(VARIABLES)}"


def _refusal(key: str, row: RefusalTable) -> Refusal:
    return Refusal(
        key=RefusalKey(key),
        words=row.words.value(),
        ask=row.ask.value(),
        clause=row.clause,
        cited=row.cited.value(row.clause),
        rights=_keys(row.rights),
        unproven=row.unproven,
    )


def _template(row: TemplateRow) -> Template:
    return Template(
        act=row.act, ask=row.ask.value(), words=row.words.value(), rights=_keys(row.rights)
    )


def _keys(names: tuple[str, ...]) -> frozenset[RightKey]:
    return frozenset(map(RightKey, names))
