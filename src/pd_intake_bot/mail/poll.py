"""Keeps a mailbox read: finds new mail by UID, reads headers first, and takes what matters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from pd_intake_bot.mail.imap import BATCH, FolderState, ImapSettings, Mailbox, Patience
from pd_intake_bot.mail.intake import Batch, Intake
from pd_intake_bot.mail.trials import Trial, Trials

log = structlog.get_logger(__name__)

FIELDS = (
    "FROM",
    "SUBJECT",
    "DATE",
    "MESSAGE-ID",
    "IN-REPLY-TO",
    "REFERENCES",
    "AUTO-SUBMITTED",
    "CONTENT-TYPE",
    "X-FAILED-RECIPIENTS",
)
"""The header fields read of every new message: enough to tell whether it is one of ours."""

DAY_OF_GRACE = timedelta(days=1)
"""SINCE goes by the server's calendar, which may be a day behind ours."""


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Reads one mailbox over one connection, which it makes anew after it was lost.

    `first_scan_since` bounds the reading of a mailbox that was never read before, and of one
    that its server has renumbered. `limit` is the size in bytes up to which a message is read.
    Every error is raised: the caller pauses and calls again, and nothing was lost.
    """

    settings: ImapSettings
    intake: Intake
    first_scan_since: date
    poll: timedelta
    limit: int
    patience: Patience = field(default_factory=Patience)
    fields: Sequence[str] = FIELDS
    _mailbox: Mailbox | None = field(default=None, init=False)
    _state: FolderState | None = field(default=None, init=False)
    _trials: Trials = field(default_factory=Trials, init=False)

    async def tick(self, now: datetime) -> None:
        """Look once: take all that came since the progress that was committed last.

        Raises `MailboxError`, and whatever the intake raises.
        """
        mailbox, state = await self._opened()
        progress = await self.intake.progress(self.settings.key)
        if progress is not None and progress.uidvalidity == state.uidvalidity:
            uids = await mailbox.uids_after(progress.last_uid)
            await self._take_all(mailbox, state, uids, now)
            return
        if progress is not None:
            log.warning("mailbox renumbered", was=progress.uidvalidity, now=state.uidvalidity)
        await self._take_first(mailbox, state, now)

    async def rest(self) -> None:
        """Wait until mail is announced or it is time to look; to be called after a good tick."""
        if self._mailbox is not None:
            await self._mailbox.wait(self.poll.total_seconds())

    async def close(self) -> None:
        """Log out and let go of the connection."""
        mailbox, self._mailbox, self._state = self._mailbox, None, None
        if mailbox is not None:
            await mailbox.close()

    async def _opened(self) -> tuple[Mailbox, FolderState]:
        if self._mailbox is None or self._state is None or not self._mailbox.alive:
            await self.close()
            self._mailbox = await Mailbox.connect(self.settings, patience=self.patience)
            self._state = await self._mailbox.status()
            self._trials.of_folder(self._state.uidvalidity)
        return self._mailbox, self._state

    async def _take_first(self, mailbox: Mailbox, state: FolderState, now: datetime) -> None:
        """Take what is recent, and mark all that is older as dealt with."""
        end = max(await mailbox.uids_after(0), default=0)
        recent = await mailbox.uids_since(self.first_scan_since - DAY_OF_GRACE)
        await self._take_all(mailbox, state, recent, now)
        if not recent or recent[-1] < end:
            older = Batch(uidvalidity=state.uidvalidity, last_uid=end)
            await self.intake.take(self.settings.key, older, now=now)

    async def _take_all(
        self, mailbox: Mailbox, state: FolderState, uids: Sequence[int], now: datetime
    ) -> None:
        for batch in self._trials.split(uids, BATCH):
            with self._trials.attempt(batch) as trial:
                if trial.hopeless:
                    await self._quarantine(state, trial, now)
                else:
                    await self._take(mailbox, state, trial, now)

    async def _take(
        self, mailbox: Mailbox, state: FolderState, trial: Trial, now: datetime
    ) -> None:
        envelopes = await mailbox.headers(trial.uids, fields=self.fields, now=now)
        trial.seen(envelopes)
        wanted = set(await self.intake.wanted(envelopes))
        matter = [envelope for envelope in envelopes if envelope.uid in wanted]
        messages = await mailbox.messages(matter, limit=self.limit)
        trial.fetched(messages)
        batch = Batch(
            uidvalidity=state.uidvalidity, last_uid=trial.uids[-1], messages=tuple(messages)
        )
        await self.intake.take(self.settings.key, batch, now=now)

    async def _quarantine(self, state: FolderState, trial: Trial, now: datetime) -> None:
        uid = trial.uids[-1]
        log.warning("message quarantined", uid=uid, reason=trial.reason)
        batch = Batch(uidvalidity=state.uidvalidity, last_uid=uid, messages=(trial.remains(now),))
        await self.intake.quarantine(self.settings.key, batch, trial.reason, now=now)
