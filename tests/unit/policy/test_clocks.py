"""The grounds on which a policy file lets a clock stand still or a term be longer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pd_intake_bot.domain.policy import DateMoved
from pd_intake_bot.domain.rights import Language, RightKey, Term, Unit
from pd_intake_bot.policy.load import check, load

Broken = Callable[..., Path]
HEAD = "[rights.withdrawal.policy]\n"
GROUND = (
    '[grounds.asked]\nwords = { kk = "сұралды", ru = "спросили" }\nclause = "§7"\n'
    'cited = { kk = "7-бөлім", ru = "раздел 7" }\n\n'
)


def test_grounds_stand_with_the_rule_that_names_them(broken: Broken) -> None:
    terms = 'pause = ["asked"]\nextend = [{ ground = "asked", upto = "10 cd" }]\n'
    path = broken(HEAD, GROUND + HEAD + terms)
    rule = load(path).rights[RightKey("withdrawal")].policy
    assert rule is not None
    (ground,), (allowed,) = rule.pause, rule.extend
    assert (ground.key, ground.words[Language.RU], ground.clause) == ("asked", "спросили", "§7")
    assert (allowed.ground, allowed.upto) == (ground, Term(amount=10, unit=Unit.CALENDAR_DAYS))


@pytest.mark.parametrize(
    ("terms", "key", "reason"),
    [
        ('pause = ["asked", "lunch"]', "pause", "no [grounds.lunch]"),
        ('pause = ["asked", "asked"]', "pause", "named more than once"),
        ('extend = [{ ground = "lunch", upto = "1 cd" }]', "extend", "no [grounds.lunch]"),
        ('extend = [{ ground = "asked", upto = "1 wd" }]', "extend", "unit must be the same"),
        ('extend = [{ ground = "asked", upto = "a day" }]', "extend.0.upto", "a term is written"),
    ],
)
def test_ground_that_cannot_be_is_found(broken: Broken, terms: str, key: str, reason: str) -> None:
    faults = check(broken(HEAD, f"{GROUND}{HEAD}{terms}\n"))
    found = [(fault.key, fault.reason) for fault in faults]
    assert any(
        one.endswith(f"withdrawal.policy.{key}") and reason in words for one, words in found
    ), found


def test_ground_of_the_law_is_looked_for_too(broken: Broken) -> None:
    faults = check(broken("[law.withdrawal]\n", '[law.withdrawal]\npause = ["lunch"]\n'))
    assert [fault.key for fault in faults] == ["law.withdrawal.pause"]


@pytest.mark.parametrize("says", DateMoved)
def test_policy_says_when_a_person_is_written_of_a_date_that_moved(
    broken: Broken, says: DateMoved
) -> None:
    path = broken('date_moved = "later"', f'date_moved = "{says}"')
    assert load(path).date_moved is says


def test_bundled_policy_writes_of_later_dates_and_knows_no_ground() -> None:
    policy = load()
    assert policy.date_moved is DateMoved.LATER
    rules = [rule for right in policy.rights.values() for rule in (right.policy, right.law)]
    assert not any(rule and (rule.pause or rule.extend) for rule in rules)
