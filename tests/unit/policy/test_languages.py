"""Which languages people are written in, and English that is for officers alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.policy.calendar import load_calendar
from pd_intake_bot.policy.load import check, load

POLICY = load()
Broken = Callable[..., Path]
KK, RU, EN = Language

CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LANGUAGES = 'languages = ["kk", "ru"]'


def test_people_are_written_in_the_languages_of_the_policy() -> None:
    assert POLICY.languages == (KK, RU)


@pytest.mark.parametrize(
    ("own", "written"),
    [
        (KK, (KK,)),
        (RU, (RU,)),
        # Not known, and one that the policy does not speak: all that it does.
        (None, (KK, RU)),
        (EN, (KK, RU)),
    ],
)
def test_letter_is_never_in_a_language_that_the_policy_does_not_speak(
    own: Language | None, written: tuple[Language, ...]
) -> None:
    assert POLICY.written_in(own) == written


def test_every_right_is_named_to_officers_in_english() -> None:
    named = [text for right in POLICY.rights.values() for text in (right.title[EN], right.ask[EN])]
    assert all(text.isascii() for text in named)
    assert all(
        right.cite(EN).startswith("Privacy policy, section") for right in POLICY.rights.values()
    )


def test_officers_find_no_other_alphabet_in_what_the_policy_says_in_english() -> None:
    work, rules = POLICY.work, [rule for right in POLICY.rights.values() for rule in right.rules]
    said = [rule.cite(EN) for rule in rules] + [POLICY.local_time[EN], POLICY.name[EN]]
    said += [
        words[EN] for one in work.refusals.values() for words in (one.ask, one.words, one.cited)
    ]
    said += [one.ask[EN] for one in work.templates]
    said += [one.ask[EN] for one in POLICY.groups]
    said += [off.names[EN] for off in load_calendar(POLICY).days_off.values() if off.names]
    assert [text for text in said if CYRILLIC.search(text)] == []


def test_name_that_is_not_written_in_english_is_told_in_russian(broken: Broken) -> None:
    policy = load(broken(', en = "Deletion of the account"', ""))
    title = policy.rights[RightKey("account_deletion")].title
    assert title[EN] == title[RU] == "Удаление учётной записи"


def test_clause_that_is_not_written_in_english_is_told_in_its_short_form(broken: Broken) -> None:
    policy = load(broken(', en = "Privacy policy, section 2"', ""))
    assert policy.rights[RightKey("account_deletion")].cite(EN) == "§2"


def test_policy_that_speaks_english_has_every_text_in_it(broken: Broken) -> None:
    faults = check(broken(LANGUAGES, 'languages = ["kk", "ru", "en"]'))
    keys = {fault.key for fault in faults}
    assert {"controller.postal_address.en", "templates.0.words.en"} <= keys
    assert "rights.erasure.title.en" not in keys


@pytest.mark.parametrize(
    ("languages", "key", "reason"),
    [
        ("[]", "policy.languages", "at least 1"),
        ('["kk", "kk", "ru"]', "policy.languages", "more than once"),
        ('["kk", "de"]', "policy.languages.1", "'kk', 'ru' or 'en'"),
        ('["kk"]', "subject_lines.lines.6.language", "names no 'ru'"),
    ],
)
def test_languages_that_can_not_be_meant_are_told(
    broken: Broken, languages: str, key: str, reason: str
) -> None:
    faults = check(broken(LANGUAGES, f"languages = {languages}"))
    assert any(fault.key == key and reason in fault.reason for fault in faults), faults
