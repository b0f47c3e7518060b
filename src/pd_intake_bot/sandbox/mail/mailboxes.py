"""Mailboxes in memory that keep every keyword, on pymap's own."""

from datetime import datetime

from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import ObjectId
from pymap.parsing.specials.flag import Answered, Deleted, Draft, Flag, Flagged, Seen, Wildcard


class Mailbox(MailboxData):
    """A folder that takes custom keywords, as Dovecot does and pymap's own does not."""

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        """Every flag may be stored, also one that a client makes up."""
        return frozenset({Seen, Answered, Deleted, Draft, Flagged, Wildcard})

    async def put(self, raw: bytes, when: datetime) -> int:
        """Take in a mail received at `when`, wake who waits in IDLE, and give the UID."""
        message = await self.append(AppendMessage(raw, when), recent=True)
        return message.uid

    def restore(self, uid_validity: int) -> None:
        """Change UIDVALIDITY, as a server does after a restore from backup."""
        self._uid_validity = uid_validity


class Mailboxes(MailboxSet):
    """The folders of one user."""

    def __init__(self) -> None:
        super().__init__()
        self._inbox = Mailbox(self._content_cache, self._thread_cache)

    async def add_mailbox(self, name: str) -> ObjectId:
        """Make a new folder."""
        await super().add_mailbox(name)
        made = Mailbox(self._content_cache, self._thread_cache)
        self._set[name] = made
        return made.mailbox_id

    async def folder(self, name: str) -> Mailbox:
        """Give a folder, making it if it is new."""
        if name.upper() != "INBOX" and name not in self._set:
            await self.add_mailbox(name)
        found = await self.get_mailbox(name)
        assert isinstance(found, Mailbox)
        return found
