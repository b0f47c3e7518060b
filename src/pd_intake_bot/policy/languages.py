"""In which languages a policy speaks to people: that every text of the file is written in each."""

from collections.abc import Iterator

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.policy.faults import Location
from pd_intake_bot.policy.read import Localized, Section
from pd_intake_bot.policy.schema import PolicyFile


def contradictions(file: PolicyFile) -> Iterator[tuple[Location, str]]:
    """List languages named twice, subject lines in others, and texts that are not written."""
    languages = file.policy.languages
    if len(set(languages)) < len(languages):
        yield ("policy", "languages"), "a language is named more than once"
    for number, line in enumerate(file.subject_lines.lines):
        if line.language not in languages:
            where: Location = ("subject_lines", "lines", str(number), "language")
            yield where, f"[policy] names no {line.language.value!r} among its languages"
    if Language.EN in languages:
        for place in _without_english(file, ()):
            yield (*place, "en"), "people are written in English, and this text is not"


def _without_english(value: object, place: Location) -> Iterator[Location]:
    match value:
        case Localized() if value.en is None:
            yield place
        case Section():
            for name in type(value).model_fields:
                yield from _without_english(getattr(value, name), (*place, name))
        case dict():
            for name, one in value.items():
                yield from _without_english(one, (*place, str(name)))
        case tuple():
            for number, one in enumerate(value):
                yield from _without_english(one, (*place, str(number)))
