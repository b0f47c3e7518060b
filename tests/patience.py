"""Cuts off what would otherwise not end; no test says how fast something is."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 120


@contextmanager
def cut_off() -> Iterator[None]:
    """Raise `TimeoutError` inside the `with` block when it has not ended in two minutes."""

    def ring(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"not done after {SECONDS} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
