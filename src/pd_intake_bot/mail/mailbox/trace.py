"""The trace that colleagues see on a message once it is registered: a keyword, or a move."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from pd_intake_bot.mail.imap import marking
from pd_intake_bot.mail.imap.mailbox import BATCH, FolderState, Mailbox, MailboxError
from pd_intake_bot.mail.imap.marking import ChangeRefusedError
from pd_intake_bot.mail.mailbox.intake import Ledger, MailboxKey

log = structlog.get_logger(__name__)

PAUSE = timedelta(hours=1)
"""How long traces wait after the server did not let us leave them."""

TRIES = 3
"""Times that the connection may break while a trace is left, before traces wait."""


class TraceKind(StrEnum):
    """What a trace is."""

    KEYWORD = "keyword"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is left on a registered message: the keyword `name`, or its move to the folder."""

    kind: TraceKind
    name: str

    def obstacle(self, mailbox: Mailbox, state: FolderState) -> str | None:
        """Say why a folder, opened to be written to, takes no such trace, and what to do."""
        if not state.writable:
            return "the server opens the folder for reading alone: let the account write to it"
        if self.kind is TraceKind.KEYWORD:
            keeps = state.keeps(self.name)
            return None if keeps else "the server keeps no such keyword: set PD_IMAP_TRACE=move"
        moves = mailbox.can("MOVE") or mailbox.can("UIDPLUS")
        return None if moves else "the server has neither MOVE nor UIDPLUS: PD_IMAP_TRACE=keyword"

    async def leave(self, mailbox: Mailbox, uids: Sequence[int]) -> None:
        """Leave it on messages of the open folder."""
        if self.kind is TraceKind.KEYWORD:
            await marking.add_keyword(mailbox, uids, self.name)
        else:
            await marking.move(mailbox, uids, self.name)


@dataclass(slots=True, kw_only=True)
class Tracer:
    """Leaves the traces that are owed. Whatever hinders it, mail is taken in all the same.

    What could not be left stays owed, and is tried again when a pause is over.
    """

    trace: Trace
    ledger: Ledger
    _until: datetime | None = field(default=None, init=False)
    _broken: int = field(default=0, init=False)
    _said: set[str] = field(default_factory=set, init=False)

    async def leave(
        self, mailbox: Mailbox, folder: str, key: MailboxKey, uidvalidity: int, *, now: datetime
    ) -> bool:
        """Leave what is owed in a folder; tells whether it was opened anew, to be written to.

        Raises `MailboxError` where the connection is lost.
        """
        if self._until is not None and now < self._until:
            return False
        if not await self.ledger.owed(key, uidvalidity, limit=1):
            return False
        try:
            await self._leave(mailbox, folder, key, uidvalidity, now)
        except ChangeRefusedError as error:
            self._put_off(str(error), now)
        except MailboxError as error:
            self._broken += 1
            if self._broken >= TRIES:
                self._put_off(str(error), now)
            raise
        else:
            self._broken = 0
        return True

    async def _leave(
        self, mailbox: Mailbox, folder: str, key: MailboxKey, uidvalidity: int, now: datetime
    ) -> None:
        state = await mailbox.open_to_write(folder)
        obstacle = self.trace.obstacle(mailbox, state)
        if obstacle is not None:
            self._put_off(obstacle, now)
            return
        while state.uidvalidity == uidvalidity:
            uids = await self.ledger.owed(key, uidvalidity, limit=BATCH)
            if not uids:
                return
            await self.trace.leave(mailbox, uids)
            await self.ledger.settle(key, uidvalidity, uids)

    def _put_off(self, why: str, now: datetime) -> None:
        self._until = now + PAUSE
        self._broken = 0
        if why not in self._said:
            self._said.add(why)
            log.warning("no trace is left", trace=self.trace.kind.value, reason=why)
