"""Roles: named in the settings, or given by the group; nothing else gives one."""

import pytest

from pd_intake_bot.telegram.staff.officers import Officers, Role

OFFICERS = Officers(named={1: Role.VIEWER, 2: Role.OFFICER, 3: Role.LEAD})


@pytest.mark.parametrize(
    ("user_id", "role"),
    [
        (1, Role.VIEWER),
        (2, Role.OFFICER),
        (3, Role.LEAD),
        # In nobody's list.
        (4, None),
        # Administrators of the group.
        (5, Role.LEAD),
        (6, Role.LEAD),
    ],
)
def test_role_is_named_or_comes_with_administering_the_group(
    user_id: int, role: Role | None
) -> None:
    assert OFFICERS.role_of(user_id, frozenset({5, 6})) is role


def test_administrator_named_as_a_viewer_is_a_lead() -> None:
    assert OFFICERS.role_of(1, frozenset({1})) is Role.LEAD


@pytest.mark.parametrize(
    ("role", "reached"),
    [
        (Role.VIEWER, {Role.VIEWER}),
        (Role.OFFICER, {Role.VIEWER, Role.OFFICER}),
        (Role.LEAD, {Role.VIEWER, Role.OFFICER, Role.LEAD}),
    ],
)
def test_each_role_reaches_those_beneath_it(role: Role, reached: set[Role]) -> None:
    assert {needed for needed in Role if role.reaches(needed)} == reached
