"""Each pitfall of Telegram that the service was built around, with the tests that show it."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest
from aiogram.types import Update

from pd_intake_bot.telegram.receive import ALLOWED

TESTS = Path(__file__).parents[1]
POINTS = tomllib.loads((TESTS / "shape" / "telegram_points.toml").read_text("utf-8"))
NOTHING_TO_RUN = {"24", "39"}
"""Points that are met by what the service does not do."""


@cache
def names(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return frozenset(
        one.name
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_every_point_has_its_tests_or_a_reason() -> None:
    assert list(POINTS) == [str(number) for number in range(1, 43)]
    assert {number for number, one in POINTS.items() if not one["shown"]} == NOTHING_TO_RUN


@pytest.mark.parametrize("number", POINTS)
def test_every_test_that_a_point_names_is_there(number: str) -> None:
    shown = [one.split() for one in POINTS[number]["shown"]]
    assert [name for file, name in shown if f"test_{name}" not in names(file)] == []


def test_every_kind_of_update_that_there_is_is_asked_for() -> None:
    assert set(ALLOWED) == set(Update.model_fields) - {"update_id"}
