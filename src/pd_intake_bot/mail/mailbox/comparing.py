"""Goes through a mailbox once a day and takes in what the register does not know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from pd_intake_bot.mail.imap.mailbox import BATCH, FolderState, Mailbox
from pd_intake_bot.mail.mailbox.folder import DAY_OF_GRACE, Folder, read_whole
from pd_intake_bot.mail.mailbox.intake import Batch, Fetched, Ledger
from pd_intake_bot.mail.mailbox.trials import Trial, Trials
from pd_intake_bot.usecases.intake.reconcile import Reconcile, Tally
from pd_intake_bot.usecases.ports import Progress

log = structlog.get_logger(__name__)

STRETCH = 10 * BATCH
"""Messages compared before new mail is looked for again."""

TRIES = 3
"""Times that a folder may fail to be listed before the walk is given up for the day."""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """How far the walk through a folder has come, and which messages make it stumble."""

    uidvalidity: int
    left: list[int]
    trials: Trials = field(default_factory=Trials)


@dataclass(slots=True, kw_only=True)
class Comparison:
    """One walk a day through every folder, by headers alone and a stretch at a time.

    A message that breaks it off is tried again by itself, and then put before staff unread, so
    that the walk goes on behind it.
    """

    ledger: Ledger
    reconcile: Reconcile
    _walks: dict[str, _Walk] = field(default_factory=dict, init=False)
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
        return folder.name in self._walks and not self._walks[folder.name].left

    def lack(self) -> None:
        """Write down that a folder can't be opened, so that nobody takes the walk for whole."""
        self._tally.complete = False

    async def step(
        self, mailbox: Mailbox, folder: Folder, state: FolderState, *, now: datetime
    ) -> bool:
        """Go through one stretch of an open folder; there is always more, if only the end."""
        walk = await self._walk(mailbox, folder, state)
        for uids in list(walk.trials.split(walk.left[:STRETCH], BATCH)):
            folder.go_on()
            with walk.trials.attempt(uids) as trial:
                if trial.hopeless:
                    await self._put_aside(folder, trial, now)
                else:
                    await self._compare(mailbox, folder, trial, now)
            walk.left = walk.left[len(uids) :]
        return True

    async def finish(self, now: datetime) -> None:
        """Keep and tell how the walk ended, and be ready for the next one."""
        await self.reconcile.finish(self._tally, now=now)
        await self.reconcile.tell(now)
        self._walks.clear()
        self._tally = Tally()
        self._broken = 0

    async def _walk(self, mailbox: Mailbox, folder: Folder, state: FolderState) -> _Walk:
        """Give the walk through a folder, begun anew where its server has renumbered it."""
        walk = self._walks.get(folder.name)
        if walk is not None and walk.uidvalidity == state.uidvalidity:
            return walk
        self._broken += 1
        progress = await folder.intake.progress(folder.key)
        read_to = progress.last_uid if progress else 0
        found = await mailbox.uids_since(folder.since - DAY_OF_GRACE)
        self._broken = 0
        left = [uid for uid in found if uid <= read_to]
        self._walks[folder.name] = _Walk(uidvalidity=state.uidvalidity, left=left)
        return self._walks[folder.name]

    async def _compare(self, mailbox: Mailbox, folder: Folder, trial: Trial, now: datetime) -> None:
        progress = await folder.intake.progress(folder.key)
        if progress is None:
            return
        envelopes = await mailbox.headers(trial.uids, fields=folder.fields, now=now)
        wanted = await folder.intake.wanted(envelopes)
        known = await self.ledger.known(folder.key, progress.uidvalidity, wanted)
        unknown = set(wanted) - known
        matter = [envelope for envelope in envelopes if envelope.uid in unknown]
        trial.seen(matter)
        messages = await read_whole(mailbox, matter, limit=folder.limit)
        trial.fetched(messages)
        missed = await self._make_up(folder, progress, messages, now)
        self._tally.looked += len(envelopes)
        self._tally.kept += len(known) + len(messages) - missed
        self._tally.missed += missed

    async def _make_up(
        self, folder: Folder, progress: Progress, messages: Sequence[Fetched], now: datetime
    ) -> int:
        if not messages:
            return 0
        return await self.ledger.make_up(folder.key, _batch(progress, *messages), now=now)

    async def _put_aside(self, folder: Folder, trial: Trial, now: datetime) -> None:
        """Put before staff what can't be taken; of what can't even be seen, say that it is so."""
        log.warning("message not compared", uid=trial.uids[-1], reason=trial.reason)
        progress = await folder.intake.progress(folder.key)
        remains = trial.remains(now)
        if progress is None or not remains.raw:
            self._tally.complete = False
            return
        batch = _batch(progress, remains)
        await folder.intake.quarantine(folder.key, batch, trial.reason, now=now)
        self._tally.looked += 1
        if remains.truncated:
            # Staff may have it already, from when it came: no more was to be had of it then.
            self._tally.complete = False
        else:
            self._tally.missed += 1


def _batch(progress: Progress, *messages: Fetched) -> Batch:
    """Make a batch that leaves the place as it is, for all this lies before it."""
    return Batch(
        uidvalidity=progress.uidvalidity,
        last_uid=progress.last_uid,
        first_look_to=progress.first_look_to,
        messages=messages,
    )
