"""The fuzzers of `make fuzz` run without their engine, on their seeds and on a little junk."""

import importlib
import random

import pytest


@pytest.mark.parametrize("name", ["mail", "subject_lines"])
def test_fuzzer_takes_its_seeds_and_junk(name: str) -> None:
    harness = importlib.import_module(f"fuzz.{name}")
    chance = random.Random(7)  # noqa: S311 - the same junk each time
    for seed in harness.SEEDS:
        harness.target(seed)
        changed = bytearray(seed)
        for _ in range(20):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
            harness.target(bytes(changed))
