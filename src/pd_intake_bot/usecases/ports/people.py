"""Ports of what is known of people: codes on their way, tied channels, chats out of reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.person import MailAddress, TelegramChat

CODE_LETTER = "code:"
"""How the keys of parcels begin that carry a code: they do not outlive it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesSent:
    """How many codes were sent after a moment: for this person, to this address, for everybody.

    `by_person_to_address` are those of `to_address` that this person has asked for.
    """

    by_person: int
    to_address: int
    by_person_to_address: int
    overall: int


class Tried(StrEnum):
    """What became of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"
    """It was wrong, and the code has no tries left."""
    NONE = "none"
    """There is no code that could be tried: it has expired, or none was sent."""


class Codes(Protocol):
    """Codes that were mailed to make sure of a mailbox; kept as keyed hashes only."""

    async def put(
        self, chat: TelegramChat, address: MailAddress, code: str, *, now: datetime, until: datetime
    ) -> None:
        """Keep a code for a while; those sent before it to the same person count no more."""
        ...

    async def count(self, chat: TelegramChat, address: MailAddress, *, now: datetime) -> None:
        """Count a mail without a code among those sent; a code on its way stays good."""
        ...

    async def sent(self, chat: TelegramChat, address: MailAddress, *, since: datetime) -> CodesSent:
        """Count the codes of late."""
        ...

    async def attempt(
        self, chat: TelegramChat, address: MailAddress, code: str, *, tries: int, now: datetime
    ) -> Tried:
        """Try a code; a right one is used up, and so is one after as many wrong `tries`."""
        ...

    async def forget(self, *, before: datetime, now: datetime) -> None:
        """Forget codes asked for before a moment, and the letters of those that have expired."""
        ...


class Ties(Protocol):
    """Which mailboxes are known to be of whom in Telegram, and the links that tell."""

    async def offer(
        self, token: str, case_id: CaseId, address: MailAddress, *, until: datetime
    ) -> None:
        """Keep a one-time link that is mailed to an address about a case."""
        ...

    async def redeem(self, token: str, *, now: datetime) -> tuple[CaseId, MailAddress] | None:
        """Use up a link, once; None for one that is unknown, used or expired."""
        ...

    async def mailed(self, token: str) -> tuple[CaseId, MailAddress] | None:
        """Tell of a link, good or not, what it was mailed about and where to; None for no link."""
        ...

    async def add(
        self, chat: TelegramChat, address: MailAddress, *, shared: bool, now: datetime
    ) -> None:
        """Keep that a mailbox is theirs; with `shared` its cases are to be seen in the chat."""
        ...

    async def mailboxes(self, chat: TelegramChat, *, shared: bool = False) -> Sequence[MailAddress]:
        """List their mailboxes, or those alone that are shared, the newest first."""
        ...

    async def chats(self, address: MailAddress) -> Sequence[TelegramChat]:
        """List the chats that share the cases of a mailbox, the newest first."""
        ...

    async def forget(self, *, before: datetime) -> None:
        """Forget links that were used or expired by a moment.

        Ties go with the last case of whom they tie.
        """
        ...


class LostChats(Protocol):
    """Chats that nothing can be written to; kept as keyed hashes only."""

    async def lose(self, chat: TelegramChat, *, now: datetime) -> bool:
        """Take a chat for lost; False where it was lost before."""
        ...

    async def find(self, chat: TelegramChat) -> bool:
        """Take it for within reach again; False where it always was."""
        ...

    async def knows(self, chat: TelegramChat) -> bool:
        """Tell whether a chat is lost."""
        ...
