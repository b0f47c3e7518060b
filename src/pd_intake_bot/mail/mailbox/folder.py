"""Keeps one folder read: finds new mail by UID, reads headers first, and takes what matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from pd_intake_bot.mail.imap.mailbox import BATCH, FolderState, Mailbox, MailboxError
from pd_intake_bot.mail.mailbox.intake import Batch, Envelope, Fetched, Intake, MailboxKey
from pd_intake_bot.mail.mailbox.trials import Trial, Trials
from pd_intake_bot.usecases.ports import Progress

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

Told = Callable[[int, int], None]
"""Hears how far a long look has come: messages done, and all there are."""

DAY_OF_GRACE = timedelta(days=1)
"""SINCE goes by the server's calendar, which may be a day behind ours."""

VANISHED = "vanished from the mailbox before it could be read"


def tell_nobody(_done: int, _total: int) -> None:
    """Let a long look go unwatched."""


@dataclass(slots=True, kw_only=True)
class Folder:
    """One folder of a mailbox and how far it has been read.

    `since` bounds the reading of a folder that was never read before, and of one that its
    server has renumbered. `limit` is the size in bytes up to which a message is read. `go_on`
    is asked before each batch, and raises where another process has taken over. `told` hears
    how many messages of a first look are done, and of how many.
    """

    name: str
    key: MailboxKey
    intake: Intake
    since: date
    limit: int
    fields: Sequence[str] = FIELDS
    go_on: Callable[[], None] = lambda: None
    told: Told = tell_nobody
    _trials: Trials = field(default_factory=Trials, init=False)

    async def look(self, mailbox: Mailbox, state: FolderState, *, now: datetime) -> None:
        """Take all that came since the progress that was committed last; the folder is open."""
        self._trials.of_folder(state.uidvalidity)
        progress = await self.intake.progress(self.key)
        if progress is None or progress.uidvalidity != state.uidvalidity:
            progress = await self._begin(mailbox, state, progress)
            await self._first_look(mailbox, progress, now)
        elif progress.last_uid < progress.first_look_to:
            await self._first_look(mailbox, progress, now)
        done = max(progress.last_uid, progress.first_look_to)
        await self._take_all(mailbox, progress, await mailbox.uids_after(done), now)

    async def _begin(
        self, mailbox: Mailbox, state: FolderState, before: Progress | None
    ) -> Progress:
        if before is not None:
            log.warning("mailbox renumbered", was=before.uidvalidity, now=state.uidvalidity)
        end = max(await mailbox.uids_after(0), default=0)
        return Progress(uidvalidity=state.uidvalidity, last_uid=0, first_look_to=end)

    async def _first_look(self, mailbox: Mailbox, progress: Progress, now: datetime) -> None:
        """Take what is recent, and mark all that is older as dealt with.

        What comes to lie here later is taken whatever its date, so the end of the first look
        is kept with its progress.
        """
        end = progress.first_look_to
        recent = await mailbox.uids_since(self.since - DAY_OF_GRACE)
        uids = [uid for uid in recent if progress.last_uid < uid <= end]
        await self._take_all(mailbox, progress, uids, now, told=self.told)
        if not uids or uids[-1] < end:
            await self.intake.take(self.key, _batch(progress, end), now=now)

    async def _take_all(
        self,
        mailbox: Mailbox,
        progress: Progress,
        uids: Sequence[int],
        now: datetime,
        *,
        told: Told = tell_nobody,
    ) -> None:
        done = 0
        for stretch in self._trials.split(uids, BATCH):
            self.go_on()
            with self._trials.attempt(stretch) as trial:
                if trial.hopeless:
                    await self._put_aside(progress, trial, now)
                else:
                    await self._take(mailbox, progress, trial, now)
            done += len(stretch)
            told(done, len(uids))

    async def _take(
        self, mailbox: Mailbox, progress: Progress, trial: Trial, now: datetime
    ) -> None:
        envelopes = await mailbox.headers(trial.uids, fields=self.fields, now=now)
        trial.seen(envelopes)
        wanted = set(await self.intake.wanted(envelopes))
        matter = [envelope for envelope in envelopes if envelope.uid in wanted]
        messages = await read_whole(mailbox, matter, limit=self.limit)
        trial.fetched(messages)
        there = {message.uid for message in messages}
        for envelope in matter:
            if envelope.uid not in there:
                await self._miss(progress, trial, envelope, now)
        batch = _batch(progress, trial.uids[-1], *messages)
        await self.intake.take(self.key, batch, now=now)

    async def _miss(
        self, progress: Progress, trial: Trial, envelope: Envelope, now: datetime
    ) -> None:
        """Put before staff what is left of a request that was deleted under our feet."""
        log.warning("message vanished", uid=envelope.uid)
        # The progress is as before, so that the rest of the stretch is still to be taken.
        batch = _batch(progress, trial.uids[0] - 1, header_of(envelope))
        await self.intake.quarantine(self.key, batch, VANISHED, now=now)

    async def _put_aside(self, progress: Progress, trial: Trial, now: datetime) -> None:
        uid = trial.uids[-1]
        log.warning("message quarantined", uid=uid, reason=trial.reason)
        remains = trial.remains(now)
        batch = _batch(progress, uid, remains)
        # Of what is not had whole another time may give more.
        await self.intake.quarantine(
            self.key, batch, trial.reason, again=remains.truncated, now=now
        )


async def read_whole(
    mailbox: Mailbox, envelopes: Sequence[Envelope], *, limit: int
) -> list[Fetched]:
    """Read messages; one that has vanished is left out.

    Raises `MailboxError` where the server gives nothing of a message that it says it has.
    """
    messages = await mailbox.messages(envelopes, limit=limit)
    if any(message.size and not message.raw for message in messages):
        raise MailboxError("the server gives nothing of a message that it has")
    return messages


def header_of(envelope: Envelope) -> Fetched:
    """Make the best of a message of which nothing but the header is left."""
    return Fetched(
        uid=envelope.uid,
        received_at=envelope.received_at,
        size=envelope.size,
        raw=envelope.header,
        truncated=True,
    )


def _batch(progress: Progress, last_uid: int, *messages: Fetched) -> Batch:
    return Batch(
        uidvalidity=progress.uidvalidity,
        last_uid=last_uid,
        first_look_to=progress.first_look_to,
        messages=messages,
    )
