"""All that is kept, as one transaction sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pd_intake_bot.usecases.ports.cases import Cases, Events
from pd_intake_bot.usecases.ports.mailboxes import Mailboxes
from pd_intake_bot.usecases.ports.outbox import Outbox
from pd_intake_bot.usecases.ports.submissions import Reviews, Submissions
from pd_intake_bot.usecases.ports.surroundings import Marks
from pd_intake_bot.usecases.ports.telegram import Buttons, Cards, Conversations
from pd_intake_bot.usecases.ports.updates import Updates

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """All that is kept, as one transaction sees it."""

    cases: Cases
    submissions: Submissions
    reviews: Reviews
    events: Events
    outbox: Outbox
    mailboxes: Mailboxes
    updates: Updates
    conversations: Conversations
    cards: Cards
    buttons: Buttons
    marks: Marks


class Transactions(Protocol):
    """Runs work in a transaction: all of it is kept, or nothing."""

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Run `work` and commit; roll back on any error.

        A cancelled caller does not tear the transaction: it runs to its end first.
        """
        ...
