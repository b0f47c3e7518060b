"""How well a person is known, from the least to the most."""

from enum import StrEnum


class Proof(StrEnum):
    """What stands for it that the person is who they say."""

    CHANNEL = "channel"
    """Only the channel itself: an unproven From line, a Telegram account."""
    PHONE = "phone"
    """Their own contact, shared from Telegram."""
    MAILBOX = "mailbox"
    """The mailbox is theirs."""
    TIED = "tied"
    """Mailbox and Telegram account are known to be one person's."""
    DOCUMENT = "document"
    """An officer has seen a document."""

    @property
    def rank(self) -> int:
        """How much it says: each proof says more than those before it."""
        return tuple(Proof).index(self)
