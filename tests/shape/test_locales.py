"""All languages say the same things, the code asks only for what is there, and for all of it."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from pd_intake_bot import i18n
from pd_intake_bot.domain.case import State
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.clockwork import BANDS, Strand
from pd_intake_bot.domain.deadlines import Basis
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.queue import View
from pd_intake_bot.domain.retention import Class
from pd_intake_bot.domain.review import ReviewKind, Verdict
from pd_intake_bot.domain.rights import Field, Language, Request, Unit
from pd_intake_bot.domain.subject_lines import Why
from pd_intake_bot.domain.submission import Channel, LeftOutBecause
from pd_intake_bot.policy.load import load
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.usecases.intake import cap
from pd_intake_bot.usecases.intake.decide_mail import OLD
from pd_intake_bot.usecases.overview.feed import Scope
from pd_intake_bot.usecases.overview.register_book import COLUMNS

SOURCES = Path(i18n.__file__).parent
KEY = re.compile(r"[a-z]+(-[a-z0-9]+)+")
NOT_TEXTS = {
    "staff-chat",  # the name of a router
    "term-analogy",  # the end of a key: `explain-term-analogy`
}
CONVERSATION = "telegram/person/"
WRITE_TO_PEOPLE = {
    "usecases/letters/writer.py",
    "usecases/letters/date_letters.py",
    "usecases/letters/work_letters.py",
    "usecases/letters/person_letters.py",
    "usecases/letters/proof_words.py",
    "usecases/work/close.py",  # the reason, as the letter gives it
    "telegram/bot.py",  # the commands of people's chats
    "sandbox/story.py",  # plays a person
}
"""What asks for texts that are for people alone, beside the conversation."""
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
SAMPLE = "X"
"""What stands for a computed part of a key."""


class Mentions(Visitor):
    """The variables and other texts that a text mentions."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.texts: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - fluent
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - fluent
        self.texts.add(node.id.name)


@cache
def entries(language: Language, file: str) -> list[ftl.EntryType]:
    source = (i18n.locales() / language / file).read_text("utf-8")
    return list(FluentParser().parse(source).body)


def mentions(entry: ftl.EntryType) -> Mentions:
    found = Mentions()
    found.visit(entry)
    return found


def texts(language: Language, file: str) -> Mapping[str, Mentions]:
    return {
        entry.id.name: mentions(entry)
        for entry in entries(language, file)
        if isinstance(entry, ftl.Message)
    }


OTHERS = [one for one in Language if one is not Language.KK]
SPOKEN = i18n.written_to_people(i18n.locales())
FILES = [
    (language, file)
    for language in Language
    for file in (i18n.FILES if language in SPOKEN else i18n.FILES_FOR_STAFF)
]


@cache
def every_text() -> Mapping[str, Mentions]:
    return {key: said for file in i18n.FILES for key, said in texts(Language.KK, file).items()}


def written() -> Iterator[tuple[str, str]]:
    """Give each key that the code writes, whole or with computed parts, and where."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = str(path.relative_to(SOURCES))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, f"{name}:{node.lineno}"
            if isinstance(node, ast.JoinedStr):
                yield "".join(_part(one) for one in node.values), f"{name}:{node.lineno}"


def _part(value: ast.expr) -> str:
    return str(value.value) if isinstance(value, ast.Constant) else SAMPLE


def fits(asked: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, asked.split(SAMPLE))))


@cache
def asked_for() -> Sequence[tuple[str, str]]:
    """Give each text that the code asks for, and where."""
    families = tuple(sorted({f"{key.split('-')[0]}-" for key in every_text()}))
    return [
        (key, where)
        for key, where in written()
        if key.startswith(families)
        and key not in NOT_TEXTS
        and KEY.fullmatch(key.replace(SAMPLE, "x"))
    ]


def endings() -> set[str]:
    """Give keys whose beginning was handed over, such as a pair with and without a date."""
    return {key for key, _ in written() if re.fullmatch(f"{SAMPLE}-[a-z]{{4,}}", key)}


@pytest.mark.parametrize(("language", "file"), FILES)
def test_file_holds_nothing_but_texts(language: Language, file: str) -> None:
    junk = [entry for entry in entries(language, file) if isinstance(entry, ftl.Junk)]
    assert [entry.content for entry in junk] == []


@pytest.mark.parametrize("language", Language)
def test_folder_has_the_files_that_the_code_reads_and_no_others(language: Language) -> None:
    """A language is whole for officers, and for people whole or not there at all."""
    found = {path.name for path in (i18n.locales() / language).iterdir()}
    assert found == {file for one, file in FILES if one is language}


def test_policy_speaks_languages_that_people_can_be_written_in() -> None:
    assert set(load().languages) == SPOKEN == {Language.KK, Language.RU}


@pytest.mark.parametrize(("language", "file"), [one for one in FILES if one[0] in OTHERS])
def test_all_languages_have_the_same_texts_in_the_same_order(language: Language, file: str) -> None:
    assert list(texts(language, file)) == list(texts(Language.KK, file))


@pytest.mark.parametrize(("language", "file"), [one for one in FILES if one[0] in OTHERS])
def test_all_languages_use_the_same_variables(language: Language, file: str) -> None:
    def used(one: Language) -> Mapping[str, set[str]]:
        return {key: said.variables for key, said in texts(one, file).items()}

    assert used(language) == used(Language.KK)


def test_only_what_writes_to_people_asks_for_texts_that_are_for_people_alone() -> None:
    """What officers read is never asked for from a file that their language may not have."""
    alone = {key for file in i18n.FILES_FOR_PEOPLE for key in texts(Language.KK, file)}
    asking = {
        where.partition(":")[0]
        for key, where in asked_for()
        if (found := [one for one in every_text() if fits(key).fullmatch(one)])
        and alone.issuperset(found)
    }
    assert asking - WRITE_TO_PEOPLE == {one for one in asking if one.startswith(CONVERSATION)}


def test_english_has_no_letter_of_another_alphabet() -> None:
    names = {"staff-button-speak-kk", "staff-button-speak-ru"}  # a language's own name
    found = {
        entry.id.name
        for language, file in FILES
        if language is Language.EN
        for entry in entries(language, file)
        if isinstance(entry, ftl.Message)
        and CYRILLIC.search(FluentSerializer().serialize_entry(entry))
    }
    assert found == names


def test_no_text_stands_twice() -> None:
    keys = [
        entry.id.name
        for file in i18n.FILES
        for entry in entries(Language.RU, file)
        if isinstance(entry, ftl.Message)
    ]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_every_text_that_the_code_asks_for_is_there() -> None:
    missing = [
        f"{where} {key}"
        for key, where in asked_for()
        if not any(map(fits(key).fullmatch, every_text()))
    ]
    assert missing == []


def test_no_text_is_left_unasked_for() -> None:
    patterns = [fits(key) for key in {key for key, _ in asked_for()} | endings()]
    mentioned = {name for said in every_text().values() for name in said.texts}
    unasked = [key for key in every_text() if not any(one.fullmatch(key) for one in patterns)]
    assert sorted(set(unasked) - mentioned) == []


@pytest.mark.parametrize(
    ("family", "words"),
    [
        ("clockwork-chart-band-", BANDS),
        ("clockwork-feed-has-", Scope),
        ("clockwork-outage-", Strand),
        ("clockwork-report-outage-", Strand),
        ("evidence-erased-", Class),
        ("field-", Field),
        ("letter-attachment-", LeftOutBecause),
        ("letter-because-", Cause),
        ("letter-ground-", Basis),
        ("person-state-", State),
        ("queue-channel-", Channel),
        ("queue-column-", COLUMNS),
        ("queue-empty-", View),
        ("queue-language-", [*Language, "unknown"]),
        ("queue-list-", View),
        ("queue-proof-", Proof),
        ("queue-state-", State),
        ("staff-channel-", Channel),
        ("staff-event-", EventKind),
        ("staff-held-", MachineKind),
        ("staff-held-", [cap.CAP, cap.CAP_DOMAIN, cap.BREAKER, cap.DEAD, OLD]),
        ("staff-linked-", LinkKind),
        ("staff-language-", [*Language, "unknown"]),
        ("staff-left-out-", LeftOutBecause),
        ("staff-letter-", LetterKind),
        ("staff-preview-", Channel),
        ("staff-proof-", Proof),
        ("staff-review-heading-", ReviewKind),
        ("staff-role-", Role),
        ("staff-button-role-", [*Role, "none"]),
        ("staff-button-speak-", Language),
        ("staff-command-", COMMANDS),
        ("staff-seems-", Request),
        ("staff-state-", State),
        ("staff-verdict-", set(Verdict) - {Verdict.OPEN}),
        ("staff-why-", [why.name.lower() for why in Why]),
        ("term-", Unit),
        ("notice-letter-", ["refused", "unknown"]),
    ],
)
def test_every_word_of_an_enumeration_has_its_text(
    family: str, words: type[StrEnum] | Iterable[str]
) -> None:
    missing = [word for word in words if f"{family}{word.replace('_', '-')}" not in every_text()]
    assert missing == []
