"""How figures are taken and shown: percentiles, memory of a process, one line for each."""

import os
import statistics
from collections.abc import Sequence
from pathlib import Path

PAGES_OF_KB = 1024


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def middle(values: Sequence[float]) -> float:
    """Give the median."""
    return statistics.median(values)


def memory(pid: int, *, peak: bool = False) -> float:
    """Give the megabytes of main memory that a process has now, or has had at most."""
    name = "VmHWM" if peak else "VmRSS"
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / PAGES_OF_KB
    return 0.0


def processor(pid: int) -> float:
    """Give the seconds that a process has been at work, its own and the system's for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def title(words: str) -> None:
    """Begin a part."""
    print(f"\n{words}", flush=True)


def show(name: str, value: str, aim: str = "") -> None:
    """Show one figure, with the aim that it is held against where there is one."""
    print(f"  {name:52} {value}{f'   (aim: {aim})' if aim else ''}", flush=True)
