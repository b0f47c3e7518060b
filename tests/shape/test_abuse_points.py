"""Each kind of abuse names the tests that show what is done against it, and they are there."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
POINTS = tomllib.loads((TESTS / "abuse" / "points.toml").read_text("utf-8"))
KINDS = {
    *("limits-per-person", "limits-per-address", "limits-per-domain", "limits-overall"),
    *("deep-mime", "many-parts", "declared-size", "archives", "long-header"),
    *("regular-expressions", "markup", "headers-of-letters", "formulas"),
    *("authentication-results", "spoofed-officers", "callbacks", "webhook", "codes", "numbers"),
}


@cache
def names(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, functions))


def test_every_kind_of_abuse_is_there() -> None:
    assert set(POINTS) == KINDS
    assert all(one["shown"] for one in POINTS.values())


@pytest.mark.parametrize("kind", POINTS)
def test_every_test_that_a_kind_of_abuse_names_is_there(kind: str) -> None:
    shown = [one.split() for one in POINTS[kind]["shown"]]
    assert [name for file, name in shown if f"test_{name}" not in names(file)] == []
