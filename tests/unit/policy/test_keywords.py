"""Keywords of rights in a policy file: what is found wrong in them, and where."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pd_intake_bot.domain.suggestion import Keywords
from pd_intake_bot.policy import load
from pd_intake_bot.policy.faults import Level

Broken = Callable[[str, str], Path]
DOUBT = '"не удал*", '
PLACE = "rights.dispute.keywords.0.words"


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        # A stem that half the words of a language begin with.
        ('"утечк*"', '"у*"', PLACE, "met by too many words"),
        # The star ends a word and stands nowhere else.
        ('"утечк*"', '"ут*чка"', PLACE, "elsewhere than at the end"),
        ('"утечк*"', '"*"', PLACE, "without letters"),
        # One phrase in two spellings.
        ('"утечк*"', '"слили", "СЛИЛИ"', PLACE, "twice"),
        ('"утечк*"', '"@news"', PLACE, "no list is called '@news'"),
        ('data_kk = ["дерек*"', 'data_kk = ["@data_ru"', "keywords.lists.data_kk", "no list"),
        (DOUBT, DOUBT * 2, "keywords.doubts", "twice"),
        # Words that name two rights name none.
        (
            '[["утечк*"',
            (
                '[["отзываю"], ["согласи*"]]\n\n[[rights.blocking.keywords]]\n'
                'words = [["согласи*"], ["отзываю"]]\n\n[[rights.dispute.keywords]]\n'
                'words = [["утечк*"'
            ),
            "rights.dispute.keywords.0.words",
            "the same words name",
        ),
        # A row that takes back what it asks for.
        (
            'unless = ["политик*", "ответственн*"]',
            'unless = ["@data_ru", "@contact_ru"]',
            "rights.confirmation.keywords.0.unless",
            "the row is never met",
        ),
        ('unless = ["политик*"', 'unles = ["политик*"', "rights.confirmation.keywords.0.unles", ""),
    ],
)
def test_fault_is_told_with_its_key_and_line(
    broken: Broken, old: str, new: str, key: str, reason: str
) -> None:
    faults = [one for one in load.check(broken(old, new)) if one.level is Level.ERROR]
    found = {one.key: one for one in faults}
    assert key in found
    assert reason in found[key].reason
    assert found[key].line is not None


def test_lists_stand_in_the_rows_that_name_them() -> None:
    keywords = load.load().lexicon.keywords
    assert all(isinstance(row, Keywords) for row in keywords)
    phrases = {phrase for row in keywords for group in row.words for phrase in group}
    assert "данн*" in phrases
    assert not any(phrase.startswith("@") for phrase in phrases)


def test_every_right_of_an_inquiry_can_be_suggested_in_both_languages() -> None:
    policy = load.load()
    named = {(row.right, row.language) for row in policy.lexicon.keywords}
    assert {(right, language) for right in policy.rights for language in ("kk", "ru")} == named
