"""Every button and command that there is goes through the walk of roles, or says where it does."""

import ast
from pathlib import Path

import pytest

from pd_intake_bot.telegram.staff.buttons import Action
from tests.servers.walked import PLAYED

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("action", PLAYED)
def test_button_that_the_walk_only_names_is_played_by_the_test_that_is_named(
    action: Action,
) -> None:
    path, _, name = PLAYED[action].test.partition("::")
    source = (ROOT / path).read_text("utf-8")
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    there = {one.name for one in ast.walk(ast.parse(source)) if isinstance(one, functions)}
    assert name in there
    assert PLAYED[action].words in source
    assert PLAYED[action].why
