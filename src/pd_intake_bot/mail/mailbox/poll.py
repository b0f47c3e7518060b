"""Keeps a mailbox read: its folders one after the other, over one connection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from pd_intake_bot.mail.imap.mailbox import (
    FolderRefusedError,
    FolderState,
    ImapSettings,
    Mailbox,
    Patience,
)
from pd_intake_bot.mail.mailbox.comparing import Comparison
from pd_intake_bot.mail.mailbox.folder import Folder, Told, tell_nobody
from pd_intake_bot.mail.mailbox.intake import Intake
from pd_intake_bot.mail.mailbox.trace import Tracer

log = structlog.get_logger(__name__)

OPEN_FOR = timedelta(minutes=10)
"""How long an open folder is taken for the one of its name.

Where it is renamed and another takes its place, a server may say nothing and leave us in it.
"""


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Reads one mailbox over one connection, which it makes anew after it was lost.

    `also` names further folders, looked at every `poll`; at rest the first one is listened to.
    `first_scan_since`, `limit`, `go_on` and `told` are those of each `Folder`. Every error is
    raised: the caller pauses and calls again, and nothing was lost.
    """

    settings: ImapSettings
    intake: Intake
    first_scan_since: date
    poll: timedelta
    limit: int
    patience: Patience = field(default_factory=Patience)
    also: Sequence[str] = ()
    go_on: Callable[[], None] = lambda: None
    told: Told = tell_nobody
    tracer: Tracer | None = None
    comparison: Comparison | None = None
    _mailbox: Mailbox | None = field(default=None, init=False)
    _open: tuple[Folder, FolderState] | None = field(default=None, init=False)
    _opened_at: datetime | None = field(default=None, init=False)
    _folders: dict[str, Folder] = field(default_factory=dict, init=False)
    _looked_elsewhere: datetime | None = field(default=None, init=False)
    _refused: set[str] = field(default_factory=set, init=False)

    async def tick(self, now: datetime) -> bool:
        """Look once: take all that came since the progress that was committed last.

        Tells whether there is more to do at once. Raises `MailboxError`, and whatever the
        intake raises.
        """
        mailbox = await self._connected()
        if self._opened_at is None or abs(now - self._opened_at) >= OPEN_FOR:
            self._open, self._opened_at = None, now
        first, *others = map(self._folder, (self.settings.folder, *self.also))
        await self._look(mailbox, first, now)
        if others and self._is_time(now):
            for folder in others:
                await self._look_if_let(mailbox, folder, now)
            self._looked_elsewhere = now
            await self._look(mailbox, first, now)
        return await self._compare(mailbox, [first, *others], now)

    async def rest(self) -> None:
        """Wait until mail is announced or it is time to look; to be called after a good tick."""
        if self._mailbox is not None:
            await self._opened(self._mailbox, self._folder(self.settings.folder))
            await self._mailbox.wait(self.poll.total_seconds())

    async def close(self) -> None:
        """Log out and let go of the connection."""
        mailbox, self._mailbox, self._open = self._mailbox, None, None
        if mailbox is not None:
            await mailbox.close()

    async def _connected(self) -> Mailbox:
        if self._mailbox is None or not self._mailbox.alive:
            await self.close()
            self._mailbox = await Mailbox.connect(self.settings, patience=self.patience)
        return self._mailbox

    def _folder(self, name: str) -> Folder:
        if name not in self._folders:
            self._folders[name] = Folder(
                name=name,
                key=self.settings.key_of(name),
                intake=self.intake,
                since=self.first_scan_since,
                limit=self.limit,
                go_on=self.go_on,
                told=self.told,
            )
        return self._folders[name]

    def _is_time(self, now: datetime) -> bool:
        before = self._looked_elsewhere
        return before is None or now - before >= self.poll

    async def _opened(self, mailbox: Mailbox, folder: Folder) -> FolderState:
        if self._open is None or self._open[0] is not folder:
            self._open = None
            self._open = (folder, await mailbox.status(folder.name))
        return self._open[1]

    async def _look(self, mailbox: Mailbox, folder: Folder, now: datetime) -> None:
        state = await self._opened(mailbox, folder)
        folder.limit = self.limit
        await folder.look(mailbox, state, now=now)
        if self.tracer is not None and await self.tracer.leave(
            mailbox, folder.name, folder.key, state.uidvalidity, now=now
        ):
            self._open = None

    async def _look_if_let(self, mailbox: Mailbox, folder: Folder, now: datetime) -> None:
        """Look into a further folder; that it is not there must not hold up the first one."""
        try:
            await self._look(mailbox, folder, now)
        except FolderRefusedError as error:
            if folder.name not in self._refused:
                log.warning("folder not read", reason=str(error))
            self._refused.add(folder.name)
        else:
            self._refused.discard(folder.name)

    async def _compare(self, mailbox: Mailbox, folders: Sequence[Folder], now: datetime) -> bool:
        if self.comparison is None or not await self.comparison.is_due(now):
            return False
        for folder in folders:
            if folder.name in self._refused:
                self.comparison.lack()
                continue
            if self.comparison.has_done(folder):
                continue
            state = await self._opened(mailbox, folder)
            return await self.comparison.step(mailbox, folder, state, now=now)
        await self.comparison.finish(now)
        return False
