"""All that is kept, as one transaction sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pd_intake_bot.usecases.ports.addresses import AutomaticLetters, DeadAddresses
from pd_intake_bot.usecases.ports.cases import Cases, Events
from pd_intake_bot.usecases.ports.clocks import Clocks
from pd_intake_bot.usecases.ports.clockwork import Feeds, Outages, Reminders, Reports
from pd_intake_bot.usecases.ports.leases import Leases
from pd_intake_bot.usecases.ports.links import Links
from pd_intake_bot.usecases.ports.mailboxes import Mailboxes, Places
from pd_intake_bot.usecases.ports.officers import Officers
from pd_intake_bot.usecases.ports.outbox import Outbox
from pd_intake_bot.usecases.ports.people import Codes, LostChats, Ties
from pd_intake_bot.usecases.ports.queue import Looks, Queue, Showing
from pd_intake_bot.usecases.ports.records import Chain, Erasures
from pd_intake_bot.usecases.ports.submissions import Copies, Reviews, Submissions
from pd_intake_bot.usecases.ports.surroundings import Marks
from pd_intake_bot.usecases.ports.telegram import Buttons, Cards, Conversations, Topics
from pd_intake_bot.usecases.ports.updates import Updates
from pd_intake_bot.usecases.ports.vitals import Watch
from pd_intake_bot.usecases.ports.work import Approvals, LetterFiles, Notes

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """All that is kept, as one transaction sees it."""

    cases: Cases
    submissions: Submissions
    copies: Copies
    reviews: Reviews
    events: Events
    links: Links
    clocks: Clocks
    automatic_letters: AutomaticLetters
    dead_addresses: DeadAddresses
    outbox: Outbox
    mailboxes: Mailboxes
    places: Places
    leases: Leases
    updates: Updates
    conversations: Conversations
    cards: Cards
    buttons: Buttons
    topics: Topics
    officers: Officers
    watch: Watch
    marks: Marks
    codes: Codes
    ties: Ties
    lost_chats: LostChats
    chain: Chain
    erasures: Erasures
    reminders: Reminders
    reports: Reports
    outages: Outages
    feeds: Feeds
    notes: Notes
    approvals: Approvals
    letter_files: LetterFiles
    queue: Queue
    looks: Looks
    showing: Showing


class Transactions(Protocol):
    """Runs work in a transaction: all of it is kept, or nothing."""

    async def __call__(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Run `work` and commit; roll back on any error.

        A cancelled caller does not tear the transaction: it runs to its end first.
        """
        ...
