"""(a) What one request costs in counts, which no load of the machine changes.

Statements, transactions and files made durable, from a full mailbox to the last letter, by the
whole service inside this process. `python -m bench.counts [MESSAGES]`
"""

import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench import figures, mailbox
from bench.intake import UNCAPPED
from sqlalchemy import Connection, Engine, event

from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from tests.servers import service
from tests.servers.dovecot import Dovecot

if TYPE_CHECKING:
    from _typeshed import FileDescriptorLike

MESSAGES = 200
_COMMIT, _FSYNC = "COMMIT", "fsync of a kept file or its folder"


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """Count statements by their words, commits, and files that Python makes durable."""
    counted = Counter[str]()
    durable = os.fsync

    def note(_: Connection, __: object, statement: str, *___: object) -> None:
        counted[" ".join(statement.split())] += 1

    def commits(_: Connection) -> None:
        counted[_COMMIT] += 1

    def fsync(fd: "FileDescriptorLike") -> None:
        counted[_FSYNC] += 1
        durable(fd)

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", commits)
    os.fsync = fsync
    try:
        yield counted
    finally:
        os.fsync = durable
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "commit", commits)


async def measure(dovecot: Dovecot, count: int) -> Counter[str]:
    """Let the service take a mailbox; gives all that was counted meanwhile."""
    mailbox.fill(dovecot, "counts", map(mailbox.request, range(count)))
    with tempfile.TemporaryDirectory() as folder:
        async with SmtpSink() as sink:
            environment = service.configure(Path(folder), dovecot, sink, user="counts") | UNCAPPED
            with counting() as counted:
                async with service.running(environment):
                    # What a start asks is not the requests'.
                    counted.clear()
                    await sink.until(count, within=600)
                    return Counter(counted)


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    figures.title(f"(a) counts for each of {count} requests")
    dovecot = Dovecot()
    try:
        counted = asyncio.run(measure(dovecot, count))
    finally:
        dovecot.close()
    for name in (_COMMIT, _FSYNC):
        figures.show(name, f"{counted.pop(name) / count:.2f}")
    counted = Counter({words: times for words, times in counted.items() if "BEGIN" not in words})
    figures.show("statements", f"{counted.total() / count:.1f}")
    for words, times in counted.most_common():
        if times >= count / 2:
            figures.show(f"  {words[:46]}", f"{times / count:.2f}")


if __name__ == "__main__":
    main()
