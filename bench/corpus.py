"""How well real mail is read: a labelled corpus through `pd-intake replay`'s own code.

A corpus is a folder with `index.jsonl` and beside it the messages, or `mails.tar.xz` that holds
them. Each line of the index names a message (`path`), the sets it belongs to (`sets`) and what
is known of it (`expect`: `subject`, `body`). Nothing is written but to a temporary folder.
"""

import argparse
import asyncio
import json
import resource
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import corpus_sets

from pd_intake_bot import settings
from pd_intake_bot.app.mailbox import build_reader, fit_reader
from pd_intake_bot.app.rules import load_policy, sender_address
from pd_intake_bot.cli import output
from pd_intake_bot.cli.replay import Player
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.mail.reading import apart
from pd_intake_bot.mail.threads import MessageIds

PAGE = resource.getpagesize()
BRIEF = 0.05
"""Seconds: the reading of a small message, in a thread, may take longer; here it is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A whole replay: what was said of each message, and bytes of memory after each.

    `seconds` is how long each took, `busy` how long this process was at work on it.
    """

    said: list[dict[str, Any]]
    seconds: list[float]
    busy: list[float]
    memory: list[int]


@contextmanager
def unpacked(corpus: Path) -> Iterator[Path]:
    """Give the folder in which the messages lie, unpacked where they are packed."""
    packed = corpus / "mails.tar.xz"
    if not packed.is_file():
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(packed) as tar:
        tar.extractall(folder, filter="data")
        yield Path(folder)


def build_player() -> Player:
    """Build what replays: every subject line counts as an inquiry, so that each rule is tried."""
    chosen = settings.load()
    policy = load_policy(chosen)
    own = sender_address(chosen, policy)
    ids = MessageIds(key=b"replayed mail answers no letter", domain=own.rpartition("@")[2])
    reader = fit_reader(build_reader(policy, ids, own, "replay"), chosen)
    return Player(reader=reader, policy=policy, request=Request.INQUIRY)


async def play(player: Player, messages: Sequence[bytes]) -> Run:
    """Replay the messages one after the other."""
    run = Run(said=[], seconds=[], busy=[], memory=[])
    with output.progress("messages", len(messages)) as step:
        for raw in messages:
            began, idle = time.perf_counter(), time.process_time()
            run.said.append(await player.play(raw))
            run.busy.append(time.process_time() - idle)
            run.seconds.append(time.perf_counter() - began)
            run.memory.append(memory())
            step()
    return run


def memory() -> int:
    """Tell how many bytes this process has in memory now, where the system tells."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * PAGE if told.is_file() else 0


def figures(run: Run, messages: Sequence[bytes]) -> dict[str, Any]:
    """Count exceptions, budgets and memory over the whole run."""
    quarter = max(1, len(run.memory) // 4)
    near = [busy for busy, raw in zip(run.busy, messages, strict=True) if len(raw) <= apart.NEAR]
    errors = [one["error"] for one in run.said if one["error"]]
    return {
        "messages": len(run.said),
        "quarantined": len(errors),
        "past_budget": sum("budget" in error for error in errors),
        "seconds_in_all": round(sum(run.seconds), 2),
        "slowest_ms": round(max(run.seconds) * 1000),
        "busiest_small_message_ms": round(max(near, default=0) * 1000),
        "small_messages_over_50_ms": sum(busy > BRIEF for busy in near),
        "memory_first_quarter_mb": round(sum(run.memory[:quarter]) / quarter / 2**20, 1),
        "memory_last_quarter_mb": round(sum(run.memory[-quarter:]) / quarter / 2**20, 1),
        "memory_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10, 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, the sets, and every miss by its path; status 2 without a corpus."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("corpus", nargs="?", type=Path)
    words.add_argument("--json", action="store_true")
    said = words.parse_args(arguments)
    if said.corpus is None or not (said.corpus / "index.jsonl").is_file():
        print(
            f"no corpus at {str(said.corpus or '')!r}: name a folder that holds index.jsonl, "
            "as in: make corpus CORPUS=path/to/corpus",
            file=sys.stderr,
        )
        return 2
    lines = (said.corpus / "index.jsonl").read_text(encoding="utf-8").splitlines()
    index = [json.loads(line) for line in lines]
    with unpacked(said.corpus) as folder:
        messages = [(folder / row["path"]).read_bytes() for row in index]
    run = asyncio.run(play(build_player(), messages))
    counts = corpus_sets.count(
        corpus_sets.Labelled(row=row, said=one, raw=raw)
        for row, one, raw in zip(index, run.said, messages, strict=True)
    )
    _print(figures(run, messages), counts, as_json=said.json)
    return 0


def _print(whole: dict[str, Any], counts: Sequence[corpus_sets.Count], *, as_json: bool) -> None:
    if as_json:
        sets = {one.name: asdict(one) | {"percent": one.percent} for one in counts}
        print(json.dumps({"whole": whole, "sets": sets}, ensure_ascii=False))
        return
    for name, value in whole.items():
        print(f"{name.replace('_', ' '):28} {value}")
    print()
    for one in counts:
        print(f"{one.name:44} {one.right:5} of {one.of:5}  {one.percent:5.1f}%")
        for path, why in one.misses:
            print(f"    {path}: {why}")


if __name__ == "__main__":
    sys.exit(main())
