"""Each claim of the threat model names the tests that try it, and they are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODEL = (ROOT / "THREAT-MODEL.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", MODEL)))
CLAIMS = [line for line in MODEL.splitlines() if re.match(r"\| (?!claim|---)", line)]


def test_every_claim_names_a_test() -> None:
    assert len(CLAIMS) > 30
    assert [line for line in CLAIMS if "::test_" not in line] == []


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_test_that_a_claim_names_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert name in {one.name for one in ast.walk(tree) if isinstance(one, functions)}


def test_fuzzers_that_it_names_are_there() -> None:
    for path in re.findall(r"`(fuzz/\w+\.py)`", MODEL):
        assert (ROOT / path).is_file()
