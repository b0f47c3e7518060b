"""A mail storm while many people talk: nothing dropped, nobody kept waiting, no flood for staff.

`python -m bench.storm [MAILS] [PEOPLE] [PAUSE]`. The mails come within a minute; one of ten is a
request, one of a hundred may be one. Each person says nine lines with a pause between, so that
all of them together stay beneath what Telegram bears; the Bot API answers 429 beyond that. Held
against the bare bot of `bench.talk`, asked at the same rate for a fifth of the time, with no storm.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import figures, mailbox, talk

from pd_intake_bot.domain.case import Case
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.sandbox.telegram.group import Group
from tests.servers import service
from tests.servers.dovecot import Dovecot

MAILS, PEOPLE, PAUSE = 10_000, 1_000, 60.0
REQUESTS, UNCLEAR = 10, 100
"""Of so many mails one is a request, and one is put before staff."""
FLOOR = 5
"""By how much the floor is shorter: a fifth of the people, each five times as quick."""
SLICES = 12
MINUTE = 60.0
WITHIN = 1800.0
STAFF_CHAT = -1001000000001
UNCAPPED = {"PD_LETTERS_OVERALL_PER_HOUR": "1000000", "PD_LETTERS_PER_DOMAIN_PER_HOUR": "1000000"}
"""Everybody of the storm writes from one domain, each from an address of their own."""
USER = "storm"


@dataclass(slots=True, kw_only=True)
class Storm:
    """What came of it: memory second by second, waits, letters, cases, and what staff were sent."""

    memory: list[float] = field(default_factory=list)
    waits: Sequence[float] = ()
    seconds: float = 0.0
    recipients: Sequence[str] = ()
    cases: Sequence[Case] = ()
    reviews: int = 0
    refused: int = 0
    """How often the Bot API has said that there is too much."""
    cards: Sequence[str] = ()
    """The first line of each message in the staff group, in the order they came."""
    writes: int = 0
    """How often anything was written into the staff group, changes included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything: `pause` lies between a person's lines, `minute` is the storm's."""

    mails: int
    people: int
    pause: float
    minute: float = MINUTE

    @property
    def requests(self) -> int:
        """How many of the mails are requests."""
        return -(-self.mails // REQUESTS)

    @property
    def unclear(self) -> int:
        """How many of the mails are put before staff."""
        return sum(is_unclear(number) for number in range(self.mails))

    @property
    def floor(self) -> "Size":
        """The same rate of people for a shorter time."""
        return replace(self, people=-(-self.people // FLOOR), pause=self.pause / FLOOR)


def is_unclear(number: int) -> bool:
    """Tell whether the mail of this number may be a request."""
    return number % UNCLEAR == REQUESTS // 2


async def rage(folder: Path, dovecot: Dovecot, size: Size) -> Storm:
    """Let the storm rage over a service as a process of its own, until all is answered."""
    async with SmtpSink() as sink, talk.hall(limited=True) as hall:
        group = hall.api.group(STAFF_CHAT, "Staff")
        environment = service.configure(folder, dovecot, sink, user=USER) | UNCAPPED
        environment |= talk.configure(folder, hall.api)
        environment |= {"PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT)}
        dovecot.maildir(USER)
        process = await service.Process.start(environment)
        storm = Storm()
        try:
            await process.ready()
            async with _watched(process.pid, storm):
                await _rage(storm, hall, sink, dovecot, size)
                await _until_quiet(group, storm)
        finally:
            await process.kill()
        storm.recipients = [one for letter in sink.letters for one in letter.recipients]
        storm.cases = await service.cases(environment)
        storm.reviews = await service.count_reviews(environment)
        storm.refused = hall.refusals
        storm.writes = hall.written[STAFF_CHAT]
    return storm


async def _rage(
    storm: Storm, hall: talk.Hall, sink: SmtpSink, dovecot: Dovecot, size: Size
) -> None:
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(_pour(dovecot, size))
        talks = group.create_task(chat(hall, size))
        await sink.until(size.requests, within=WITHIN)
        storm.seconds = time.perf_counter() - began
    storm.waits = talks.result()


async def chat(hall: talk.Hall, size: Size) -> list[float]:
    """Let everybody talk, each beginning at a moment of their own; gives what they waited."""
    begins = [size.pause * number / max(size.people, 1) for number in range(size.people)]
    talks = await asyncio.gather(
        *(
            hall.talk(talk.FIRST + number, after=after, pause=size.pause)
            for number, after in enumerate(begins)
        )
    )
    return [took for each in talks for took in each]


async def _pour(dovecot: Dovecot, size: Size) -> None:
    """Let the mails lie in the mailbox, evenly over the minute."""
    each = -(-size.mails // SLICES)
    for start in range(0, size.mails, each):
        slice_ = range(start, min(start + each, size.mails))
        await asyncio.to_thread(mailbox.fill, dovecot, USER, map(_mail, slice_))
        await asyncio.sleep(max(size.minute / SLICES, 1.0))


def _mail(number: int) -> bytes:
    if number % REQUESTS == 0:
        return mailbox.request(number)
    return mailbox.unclear(number) if is_unclear(number) else mailbox.other(number)


async def _until_quiet(group: Group, storm: Storm) -> None:
    """Wait until the staff group has been left alone for a while, or given enough time."""
    seen = -1
    for _ in range(30):
        changed = sum(message.revision for message in group.messages)
        if changed == seen:
            break
        seen = changed
        await asyncio.sleep(12.0)
    storm.cards = [message.text.splitlines()[0] for message in group.messages if message.text]


@asynccontextmanager
async def _watched(pid: int, storm: Storm) -> AsyncIterator[None]:
    async def watch() -> None:
        while True:
            storm.memory.append(figures.memory(pid))
            await asyncio.sleep(1.0)

    async with asyncio.TaskGroup() as group:
        watching = group.create_task(watch())
        yield
        watching.cancel()


async def compare(folder: Path, dovecot: Dovecot, size: Size) -> tuple[Sequence[float], Storm]:
    """Measure what people wait for the bare bot at rest, and for the service in the storm."""
    async with talk.bare(folder) as (hall, _):
        floor = await chat(hall, size.floor)
    return floor, await rage(folder, dovecot, size)


def main() -> None:
    """Print the figures."""
    given = dict(enumerate(sys.argv[1:]))
    mails, people = int(given.get(0, MAILS)), int(given.get(1, PEOPLE))
    size = Size(mails=mails, people=people, pause=float(given.get(2, PAUSE)))
    figures.title(
        f"a storm of {size.mails:,} mails in a minute, {size.requests:,} of them requests, "
        f"while {size.people:,} people talk"
    )
    dovecot = Dovecot()
    try:
        with tempfile.TemporaryDirectory() as folder:
            floor, storm = asyncio.run(compare(Path(folder), dovecot, size))
    finally:
        dovecot.close()
    _show(size, floor, storm)


def _show(size: Size, floor: Sequence[float], storm: Storm) -> None:
    wanted = size.requests + size.people
    figures.show("cases, of so many requests", f"{len(storm.cases):,} of {wanted:,}", "all")
    written = f"{len(set(storm.recipients)):,} of {size.requests:,}, {storm.seconds:.0f} s after"
    figures.show("people answered by mail", f"{written} the first came", "all")
    quarter = max(len(storm.memory) // 4, 1)
    early, late = (max(part) for part in (storm.memory[:quarter], storm.memory[-quarter:]))
    figures.show("most memory, first quarter and last", f"{early:.0f} MB, {late:.0f} MB", "flat")
    figures.show("put before staff, of so many", f"{storm.reviews} of {size.unclear}", "all")
    written = f"{len(storm.cards)}, written to or changed {storm.writes} times"
    figures.show("messages in the staff group", written, "a burst is one digest")
    figures.show("times that Telegram bore no more", f"{storm.refused}", "0")
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        took, least = (figures.percentile(waits, share) for waits in (storm.waits, floor))
        aim = "2 s" if name == "p50" else ""
        figures.show(
            f"an answer took, {name}", f"{took:.2f} s, {took / least:.1f} times the floor", aim
        )


if __name__ == "__main__":
    main()
