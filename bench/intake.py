"""(a) From a full Dovecot mailbox to committed cases and acknowledgements at an SMTP sink.

Held against `bench.floor` in the same run, by turns: each as a process of its own, timed from
the moment it says that it runs. `python -m bench.intake [MESSAGES] [ROUNDS]`
"""

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench import figures, mailbox

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import PASSWORD, Dovecot

MESSAGES, ROUNDS = 1000, 3
WITHIN = 600.0
UNCAPPED = {"PD_LETTERS_OVERALL_PER_HOUR": "1000000", "PD_LETTERS_PER_DOMAIN_PER_HOUR": "1000000"}
"""Everybody of the bench writes from one domain, within a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How long it took and the processor worked for it, in seconds, and the most memory it had.

    Memory is in megabytes.
    """

    seconds: float
    worked: float
    megabytes: float


async def by_service(folder: Path, dovecot: Dovecot, user: str, count: int) -> Intake:
    """Let the service take a mailbox, until the last case and letter."""
    async with SmtpSink() as sink:
        environment = service.configure(folder, dovecot, sink, user=user) | UNCAPPED
        environment |= {"PD_IMAP_SECURITY": "none", "PD_IMAP_PORT": str(dovecot.port)}
        process = await service.Process.start(environment)
        try:
            await process.ready()
            found = await _timed(sink, process.pid, count)
            await process.end()
        finally:
            await process.kill()
        cases = await service.cases(environment)
    answered = {letter.recipients for letter in sink.letters}
    assert len(cases) == len(answered) == len(sink.letters) == count
    return found


async def by_floor(folder: Path, dovecot: Dovecot, user: str, count: int) -> Intake:
    """Let the bare libraries do the same."""
    async with SmtpSink() as sink:
        ports = str(dovecot.port), user, PASSWORD, str(sink.port)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bench.floor",
            *ports,
            str(folder / "floor.db"),
            stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": "."},
        )
        try:
            assert process.stderr is not None
            await process.stderr.readline()
            found = await _timed(sink, process.pid, count)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()
    return found


async def _timed(sink: SmtpSink, pid: int, count: int) -> Intake:
    """Wait for all letters of a process that has just said that it runs."""
    began, worked = time.perf_counter(), figures.processor(pid)
    await sink.until(count, within=WITHIN)
    return Intake(
        seconds=time.perf_counter() - began,
        worked=figures.processor(pid) - worked,
        megabytes=figures.memory(pid, peak=True),
    )


async def compare(dovecot: Dovecot, count: int, rounds: int) -> list[tuple[Intake, Intake]]:
    """Measure both by turns, each time on a mailbox of its own."""
    found = []
    for number in range(rounds):
        users = f"floor{number}", f"intake{number}"
        for user in users:
            mailbox.fill(dovecot, user, map(mailbox.request, range(count)))
        with tempfile.TemporaryDirectory() as place:
            floor = await by_floor(Path(place), dovecot, users[0], count)
            found.append((floor, await by_service(Path(place), dovecot, users[1], count)))
    return found


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS  # noqa: PLR2004 - the second word
    figures.title(f"(a) intake of {count} requests, median of {rounds}")
    dovecot = Dovecot()
    try:
        found = asyncio.run(compare(dovecot, count, rounds))
    finally:
        dovecot.close()
    floor = figures.middle([one.seconds for one, _ in found])
    whole = figures.middle([one.seconds for _, one in found])
    figures.show(
        "floor: fetch, parse, commit, send", f"{floor:.1f} s, {count / floor:.0f} a second"
    )
    figures.show("the service", f"{whole:.1f} s, {count / whole:.0f} a second")
    ratio = figures.middle([one.seconds / least.seconds for least, one in found])
    figures.show("times the floor", f"{ratio:.2f}", "1.2")
    work = figures.middle([one.worked / least.worked for least, one in found])
    each = figures.middle([one.worked for _, one in found]) / count
    figures.show("processor time", f"{each * 1000:.1f} ms each, {work:.2f} times the floor's")
    figures.show("(f) most memory meanwhile", f"{max(one.megabytes for _, one in found):.0f} MB")


if __name__ == "__main__":
    main()
