"""Runs one fuzzer for so many seconds: `python -m fuzz.run mail 600`.

What it found interesting stays in `.fuzz/NAME` for the next time; an input that breaks something
is written beside it, and is run again with its file as the third argument.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import atheris

NAMES = ("mail", "subject_lines", "callbacks")
WATCHED = ["pd_intake_bot.mail", "pd_intake_bot.telegram", "email"]


def main(arguments: Sequence[str]) -> None:
    """Fuzz, print how many inputs were tried, and leave with a status of 0 where none broke."""
    name, seconds, *files = arguments
    if name not in NAMES:
        raise SystemExit(f"no such fuzzer: {name}; there are {', '.join(NAMES)}")
    with atheris.instrument_imports(
        include=["pd_intake_bot.mail", "pd_intake_bot.telegram", "email"]
    ):
        harness = importlib.import_module(f"fuzz.{name}")
    folder = Path(".fuzz") / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(harness.SEEDS):
        (folder / f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={harness.LONGEST}",
        f"-artifact_prefix={folder}-",
        "-print_final_stats=1",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-verbosity=1",
    ]
    atheris.Setup([sys.argv[0], *options, *(files or [str(folder)])], harness.target)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
