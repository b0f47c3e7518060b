"""What a request must contain, and how a place in policy or law is named."""

import pytest

from pd_intake_bot.domain.rights import Field, Language, Requirement, Right, RightKey, Rule
from pd_intake_bot.policy.load import load

WITHDRAWAL = load().rights[RightKey("withdrawal")]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        # Nothing yet.
        ({}, WITHDRAWAL.required),
        # An e-mail does for the postal address.
        (
            {Field.FULL_NAME: "Үлгі Үлгіұлы", Field.PHONE: "+77010000001", Field.EMAIL: "a@b.test"},
            ((Field.DATA,),),
        ),
        # A postal address does for the e-mail.
        (
            {Field.FULL_NAME: "Үлгі Үлгіұлы", Field.POSTAL_ADDRESS: "-", Field.DATA: "-"},
            ((Field.PHONE,),),
        ),
        # An empty answer is none.
        (
            {Field.FULL_NAME: "", Field.PHONE: "-", Field.EMAIL: "-", Field.DATA: "-"},
            ((Field.FULL_NAME,),),
        ),
    ],
)
def test_missing_names_what_no_given_field_meets(
    given: dict[Field, str], missing: tuple[Requirement, ...]
) -> None:
    assert WITHDRAWAL.missing(given) == missing


def test_place_is_named_in_the_words_of_the_language() -> None:
    rule = WITHDRAWAL.policy
    assert rule is not None
    assert rule.cite(Language.RU).startswith("Политика конфиденциальности, раздел 6")
    assert WITHDRAWAL.cite(Language.KK).startswith("Құпиялылық саясаты, 6-бөлім")


def test_place_without_words_is_named_by_its_short_form() -> None:
    rule = WITHDRAWAL.law
    assert rule is not None
    bare = Rule(term=rule.term, clause=rule.clause, starts=rule.starts)
    assert bare.cite(Language.KK) == "Law 94-V, Art. 8(7)"


def test_term_is_written_as_in_policy_files() -> None:
    assert WITHDRAWAL.law is not None
    assert str(WITHDRAWAL.law.term) == "15 wd"


def test_right_is_a_value() -> None:
    assert isinstance(WITHDRAWAL, Right)
    assert load().rights[RightKey("withdrawal")] == WITHDRAWAL
