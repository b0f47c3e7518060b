"""The bundled policy against what the published one says, row by row."""

import pytest

from pd_intake_bot.domain.policy import MAX_CHOICES, Policy
from pd_intake_bot.domain.rights import Field, Language, RightKey, Rule
from pd_intake_bot.policy.load import load


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load()


def brief(rule: Rule | None) -> str:
    return "-" if rule is None else f"{rule.term} {rule.starts}"


@pytest.mark.parametrize(
    ("key", "clause", "promise", "law"),
    [
        ("confirmation", "§6 (1), §8", "30 cd receipt", "3 wd receipt"),
        ("sources", "§6 (2)", "-", "3 wd receipt"),
        ("grounds", "§6 (3), §8", "-", "3 wd receipt"),
        ("recipients", "§6 (5)", "-", "3 wd receipt"),
        ("processors", "§6 (6)", "-", "3 wd receipt"),
        ("usage", "§8", "-", "3 wd receipt"),
        ("rectification", "§6 (4), §8", "7 wd confirmation", "1 wd confirmation"),
        ("unsubscribe", "§6 (7)", "-", "15 wd receipt"),
        ("withdrawal", "§6 (8), §8, §10", "30 cd receipt", "15 wd receipt"),
        # The policy stops unlawful processing without a term; the law's runs from the request.
        ("unlawful_processing", "§6 (9), §10", "-", "1 wd receipt"),
        ("erasure", "§6 (10), §10", "4 wd confirmation", "1 wd confirmation"),
        ("blocking", "§8", "-", "1 wd receipt"),
        ("account_deletion", "§2", "-", "15 wd receipt"),
        ("dispute", "§7", "-", "3 wd receipt"),
    ],
)
def test_right_has_its_clause_and_terms(
    policy: Policy, key: str, clause: str, promise: str, law: str
) -> None:
    right = policy.rights[RightKey(key)]
    assert (right.clause, brief(right.policy), brief(right.law)) == (clause, promise, law)


def test_there_are_fourteen_rights(policy: Policy) -> None:
    assert len(policy.rights) == 14


def test_only_terms_that_no_article_states_are_by_analogy(policy: Policy) -> None:
    found = [key for key, right in policy.rights.items() if right.law and right.law.by_analogy]
    assert found == ["unsubscribe", "account_deletion"]


def test_every_row_cites_its_place_in_both_languages(policy: Policy) -> None:
    for right in policy.rights.values():
        for source in (right, right.policy, right.law):
            assert source is None or set(source.cited) == set(Language)


def test_only_a_withdrawal_has_fields_that_the_policy_requires(policy: Policy) -> None:
    required = {key: right.required for key, right in policy.rights.items() if right.required}
    assert required == {
        "withdrawal": (
            (Field.FULL_NAME,),
            (Field.PHONE,),
            (Field.EMAIL, Field.POSTAL_ADDRESS),
            (Field.DATA,),
        )
    }


def test_every_right_is_reached_within_two_short_screens(policy: Policy) -> None:
    reached = [key for group in policy.groups for key in group.rights]
    assert sorted(reached) == sorted(policy.rights)
    assert max(len(policy.groups), *(len(group.rights) for group in policy.groups)) <= MAX_CHOICES


def test_choices_on_one_screen_are_told_apart(policy: Policy) -> None:
    for language in Language:
        words = [group.ask[language] for group in policy.groups]
        assert len(set(words)) == len(words)


def test_prescribed_lines_stand_word_for_word(policy: Policy) -> None:
    lines = [line.text for line in policy.vocabulary.lines if line.prescribed]
    assert lines == [
        "Дербес деректер туралы сұрау",
        "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",
    ]


def test_postal_code_begins_with_a_cyrillic_letter(policy: Policy) -> None:
    for language in Language:
        assert policy.controller.postal_address[language].endswith("\u041015G7M6")


def test_group_of_one_right_is_picked_by_the_words_of_that_right(policy: Policy) -> None:
    group = next(group for group in policy.groups if group.key == "withdrawal")
    assert group.ask == policy.rights[RightKey("withdrawal")].ask


def test_both_names_of_the_authorised_body_are_kept(policy: Policy) -> None:
    assert "Цифрлық даму, инновациялар" in policy.recourse.authority[Language.KK]
    assert "Жасанды интеллект" in policy.recourse.authority_now[Language.KK]
