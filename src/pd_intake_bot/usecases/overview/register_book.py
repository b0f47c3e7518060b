"""The register as a sheet: a row a case, in the words of one language, and nobody's data in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.queue import Entry
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.overview import names
from pd_intake_bot.usecases.ports import Store, Texts, Transactions

Cell = str | date | datetime | None
"""A moment is local, for a sheet has no zones; the heading names the place."""

COLUMNS = (
    *("ref", "channel", "right", "state", "received", "acknowledged", "promised", "target"),
    *("closed", "officer", "language", "proof"),
)
PAGE = 1000
"""Rows that are read at once: between pages others may write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above the rows; `widths` are in characters."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]


class Sheet(Protocol):
    """A sheet that is being written."""

    async def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows beneath those that are there."""
        ...

    async def done(self) -> bytes:
        """Close the file and give it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """Writes the register; `begin` makes an empty sheet."""

    transactions: Transactions
    texts: Texts
    policy: Policy
    begin: Callable[[Heading], Sheet]

    async def __call__(self, language: Language) -> bytes:
        """Write all cases, oldest first, and give the file."""
        sheet = self.begin(self.heading(language))
        last = CaseId(0)
        called: dict[str, str] = {}
        while page := await self._page(last, called):
            await sheet.add([self.row(entry, language, called) for entry in page])
            last = page[-1].id
        return await sheet.done()

    def heading(self, language: Language) -> Heading:
        """Write what stands above the rows."""
        place = self.policy.local_time[language]
        return Heading(
            title=self.texts.text(language, "queue-register"),
            columns=tuple(
                self.texts.text(language, f"queue-column-{name}", place=place) for name in COLUMNS
            ),
            widths=(18, 14, 40, 24, 18, 18, 14, 14, 18, 24, 12, 30),
        )

    def row(self, entry: Entry, language: Language, called: Mapping[str, str]) -> Sequence[Cell]:
        """Write the row of a case."""
        spoken = entry.language or "unknown"
        return (
            str(entry.ref),
            self._word(language, f"queue-channel-{entry.channel}"),
            self._title(entry, language),
            self._word(language, f"queue-state-{entry.state}"),
            self._local(entry.received_at),
            self._local(entry.acknowledged_at),
            self._date(language, entry.promised, entry.halted.promised),
            self._date(language, entry.target, entry.halted.target),
            self._local(entry.closed_at),
            called.get(entry.officer or "", ""),
            self._word(language, f"queue-language-{spoken}"),
            self._word(language, f"queue-proof-{entry.proof}"),
        )

    async def _page(self, after: CaseId, called: dict[str, str]) -> Sequence[Entry]:
        async def read(store: Store) -> Sequence[Entry]:
            page = await store.queue.register(after=after, limit=PAGE)
            for actor in {one.officer for one in page if one.officer} - called.keys():
                called[actor] = await names.name_of(store, actor)
            return page

        return await self.transactions(read)

    def _title(self, entry: Entry, language: Language) -> str:
        right = self.policy.rights.get(entry.right)
        # A case may be older than the policy file, which knows its right no more.
        return right.title[language] if right else entry.right

    def _date(self, language: Language, day: date | None, halted: datetime | None) -> Cell:
        """Write a date; one that stands still as the words that say so."""
        if day is None or halted is None:
            return day
        return self.texts.text(language, "queue-date-paused", date=f"{day:%d.%m.%Y}")

    def _local(self, moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(self.policy.zone).replace(tzinfo=None)

    def _word(self, language: Language, key: str) -> str:
        return self.texts.text(language, key)
