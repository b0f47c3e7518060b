"""What a policy file says of officers' work, and what is found wrong with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pd_intake_bot.domain.rights import Language, RightKey
from pd_intake_bot.domain.work import Act
from pd_intake_bot.policy import load
from pd_intake_bot.policy.load import check

POLICY = load.load()


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        (
            '["rectification", "unl',
            '["ratification", "unl',
            "refusals.not_confirmed.rights",
            "no [",
        ),
        ('answers = ["sources"', 'answers = ["source"', "second_officer.answers", "no [rights"),
        (
            "Обязательство не исполнено",
            "Обязательство " * 4,
            "refusals.obligation.ask.ru",
            "button",
        ),
        (
            "{controller} обрабатывает",
            "{company} обрабатывает",
            "templates.0.words.ru",
            "{company}",
        ),
        ("{controller} обрабатывает", "{controller обрабатывает", "templates.0.words.ru", "brace"),
        ('act = "answer"', 'act = "sing"', "templates.0.act", "answer"),
    ],
)
def test_each_error_names_its_key_and_reason(
    broken: Callable[..., Path], old: str, new: str, key: str, reason: str
) -> None:
    faults = check(broken(old, new))
    assert any(fault.key == key and reason in fault.reason for fault in faults), faults


@pytest.mark.parametrize(
    ("act", "right", "second"),
    [
        # What discloses or destroys data, and every refusal.
        (Act.ANSWER, "sources", True),
        (Act.ANSWER, "erasure", True),
        (Act.ANSWER, "account_deletion", True),
        (Act.ANSWER, "dispute", False),
        (Act.REFUSE, "withdrawal", True),
        (Act.MESSAGE, "sources", False),
        (Act.QUESTION, "erasure", False),
    ],
)
def test_two_officers_agree_on_what_cannot_be_taken_back(
    act: Act, right: str, *, second: bool
) -> None:
    assert POLICY.work.needs_second(act, RightKey(right)) is second


@pytest.mark.parametrize("right", POLICY.rights)
def test_every_ground_to_refuse_names_its_clause_in_both_languages(right: RightKey) -> None:
    for ground in POLICY.work.refusals_of(right):
        assert ground.clause
        assert set(ground.cited) == set(ground.words) == set(ground.ask) == set(Language)


def test_withdrawal_is_refused_on_the_grounds_of_policy_and_law_alone() -> None:
    grounds = POLICY.work.refusals_of(RightKey("withdrawal"))
    assert [one.clause for one in grounds] == ["Law 94-V, Art. 8(2)", "§6 (8)"]


def test_complaint_is_refused_on_no_ground() -> None:
    assert POLICY.work.refusals_of(RightKey("dispute")) == ()


def test_templates_are_for_their_rights_and_those_of_none_for_all() -> None:
    found = POLICY.work.templates_of(Act.QUESTION, RightKey("rectification"))
    assert [one.ask[Language.RU] for one in found] == ["Подтверждающие документы", "Уточнить суть"]
