"""Goes through a mailbox once a day and takes in what the register does not know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from pd_intake_bot.mail.folder import DAY_OF_GRACE, Folder, read_whole
from pd_intake_bot.mail.imap import BATCH, FolderState, Mailbox
from pd_intake_bot.mail.intake import Batch, Ledger
from pd_intake_bot.usecases.reconcile import Reconcile, Tally

log = structlog.get_logger(__name__)

STRETCH = 10 * BATCH
"""Messages compared before new mail is looked for again."""

TRIES = 3
"""Times that a walk may break off before it is given up for the day."""


@dataclass(slots=True, kw_only=True)
class Comparison:
    """One walk a day through every folder, by headers alone and a stretch at a time."""

    ledger: Ledger
    reconcile: Reconcile
    _left: dict[str, tuple[int, list[int]]] = field(default_factory=dict, init=False)
    _tally: Tally = field(default_factory=Tally, init=False)
    _broken: int = field(default=0, init=False)

    async def is_due(self, now: datetime) -> bool:
        """Tell whether a walk is to be begun or gone on with; say how the last one ended."""
        await self.reconcile.tell(now)
        if not await self.reconcile.is_due(now):
            return False
        if self._broken >= TRIES:
            log.warning("reconciliation given up")
            self._tally.complete = False
            await self.finish(now)
            return False
        return True

    def has_done(self, folder: Folder) -> bool:
        """Tell whether the walk has been through a folder."""
        return folder.name in self._left and not self._left[folder.name][1]

    async def step(
        self, mailbox: Mailbox, folder: Folder, state: FolderState, *, now: datetime
    ) -> bool:
        """Go through one stretch of an open folder; there is always more, if only the end."""
        self._broken += 1
        uidvalidity, uids = self._left.get(folder.name, (0, []))
        if uidvalidity != state.uidvalidity:
            progress = await folder.intake.progress(folder.key)
            read_to = progress.last_uid if progress else 0
            found = await mailbox.uids_since(folder.since - DAY_OF_GRACE)
            uids = [uid for uid in found if uid <= read_to]
        for start in range(0, min(STRETCH, len(uids)), BATCH):
            folder.go_on()
            await self._compare(mailbox, folder, uids[start : start + BATCH], now)
        self._left[folder.name] = (state.uidvalidity, uids[STRETCH:])
        self._broken = 0
        return True

    async def finish(self, now: datetime) -> None:
        """Keep and tell how the walk ended, and be ready for the next one."""
        await self.reconcile.finish(self._tally, now=now)
        await self.reconcile.tell(now)
        self._left.clear()
        self._tally = Tally()
        self._broken = 0

    async def _compare(
        self, mailbox: Mailbox, folder: Folder, uids: Sequence[int], now: datetime
    ) -> None:
        progress = await folder.intake.progress(folder.key)
        if progress is None:
            return
        envelopes = await mailbox.headers(uids, fields=folder.fields, now=now)
        wanted = await folder.intake.wanted(envelopes)
        known = await self.ledger.known(folder.key, progress.uidvalidity, wanted)
        unknown = set(wanted) - known
        matter = [envelope for envelope in envelopes if envelope.uid in unknown]
        messages = await read_whole(mailbox, matter, limit=folder.limit)
        self._tally.looked += len(envelopes)
        self._tally.kept += len(known)
        if messages:
            batch = Batch(
                uidvalidity=progress.uidvalidity,
                last_uid=progress.last_uid,
                first_look_to=progress.first_look_to,
                messages=tuple(messages),
            )
            missed = await self.ledger.make_up(folder.key, batch, now=now)
            self._tally.missed += missed
            self._tally.kept += len(messages) - missed
