"""Every port of the use cases, on one page: what they need from the outside."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from pd_intake_bot.domain.case import Case, CaseId, NewCase
from pd_intake_bot.domain.delivery import Outcome
from pd_intake_bot.domain.events import Event
from pd_intake_bot.domain.outbox import Carrier, Json, NewParcel, Parcel, ParcelId
from pd_intake_bot.domain.person import ReplyTo
from pd_intake_bot.domain.reference import Reference
from pd_intake_bot.domain.review import NewReview, Review, ReviewId
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Digest, Submission

T = TypeVar("T")


class Texts(Protocol):
    """Every text of the program, by language and key."""

    def text(self, language: Language, key: str, /, **values: str | int) -> str:
        """Write the text `key` in `language` with `values` put in as they are."""
        ...


class MessageIds(Protocol):
    """Message-IDs that only this service can make."""

    def make(self, token: str, number: int) -> str:
        """Make the Message-ID of the n-th letter about `token`, the same each time."""
        ...


class Blobs(Protocol):
    """Contents kept byte for byte and sealed, outside the database."""

    async def put(self, content: bytes) -> Digest:
        """Keep the content durably and name it; the same content twice is kept once."""
        ...

    async def get(self, digest: Digest) -> bytes:
        """Give back the content. Raises `LookupError` when it is not there."""
        ...


class Cases(Protocol):
    """The queue."""

    async def add(self, case: NewCase, *, prefix: str, year: int, now: datetime) -> Case:
        """Register a case under the next number of its year."""
        ...

    async def get(self, case_id: CaseId) -> Case:
        """Give a case. Raises `LookupError` when there is none."""
        ...

    async def by_ref(self, ref: Reference) -> Case | None:
        """Find a case by its number."""
        ...

    async def change(self, case: Case) -> Case:
        """Write the case and count its version up.

        Raises `StaleCase` when it is no longer at the version that was read.
        """
        ...

    async def all(self) -> Sequence[Case]:
        """List every case, oldest first."""
        ...

    async def count_unheld(self, reply_to: ReplyTo, *, since: datetime) -> int:
        """Count the cases registered after a moment whose automatic letter to there was let go."""
        ...

    async def of_person(self, reply_to: ReplyTo) -> Sequence[Case]:
        """List the cases whose person is reached there, newest first."""
        ...


class Submissions(Protocol):
    """Messages as they came in."""

    async def add(self, submission: Submission, *, case_id: CaseId | None) -> bool:
        """Keep a submission; False, and nothing is kept, when its identity is known."""
        ...

    async def known(self, identities: Sequence[str]) -> frozenset[str]:
        """Tell which of these identities have been kept before."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Submission]:
        """List the submissions of a case, in the order they came."""
        ...

    async def assign(self, identity: str, case_id: CaseId) -> None:
        """Give a kept submission to a case."""
        ...


class Reviews(Protocol):
    """Messages that wait for an officer's eye."""

    async def add(self, review: NewReview) -> Review:
        """Put a message before staff; its submission must have been kept."""
        ...

    async def get(self, review_id: ReviewId) -> Review:
        """Give an item. Raises `LookupError` when there is none."""
        ...

    async def settle(self, review: Review) -> None:
        """Write an officer's verdict. Raises `AlreadySettled` when there is one."""
        ...


class Events(Protocol):
    """The history of every case; events are only ever added."""

    async def add(self, case_id: CaseId, event: Event) -> None:
        """Add an event."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Event]:
        """List the events of a case, in the order they happened."""
        ...


class Outbox(Protocol):
    """Parcels that wait to be sent.

    A lane is named after an address or a chat, so it is kept as a keyed hash only.
    """

    async def add(self, parcel: NewParcel, *, now: datetime) -> bool:
        """Put a parcel in, due at once; False when its key was there before."""
        ...

    async def claim(
        self, carrier: Carrier, *, now: datetime, limit: int, lease: timedelta
    ) -> Sequence[Parcel]:
        """Take a carrier's parcels that are due, the oldest of each lane, for the lease."""
        ...

    async def begin(self, parcel_id: ParcelId, *, now: datetime) -> None:
        """Write down that sending begins, before the first byte leaves."""
        ...

    async def hand_back(self, carrier: Carrier) -> None:
        """Free what this process has claimed for a carrier and not begun to send."""
        ...

    async def settle(self, parcel: Parcel, outcome: Outcome, *, now: datetime) -> Parcel:
        """Write what became of it, and when it is due again, if so; gives the new standing."""
        ...

    async def renew(self, *, now: datetime, lease: timedelta) -> None:
        """Keep what this process has claimed for another lease: it is still at work."""
        ...

    async def recover(self, *, now: datetime, lease: timedelta) -> Sequence[Parcel]:
        """Free what processes that have died had claimed; give back what they left half-sent.

        Those parcels are this process's for the lease.
        """
        ...

    async def release(self, key: str, *, now: datetime) -> None:
        """Send, of an officer's will, a parcel that is unknown or refused once more."""
        ...

    async def of_case(self, case_id: CaseId) -> Sequence[Parcel]:
        """List the parcels of a case, in the order they were put in."""
        ...

    async def waiting(self) -> int:
        """Count the parcels that have neither left nor been given up."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a mail folder has been read: every UID up to `last_uid` is dealt with."""

    uidvalidity: int
    last_uid: int


class Mailboxes(Protocol):
    """How far each mail folder has been read."""

    async def progress(self, mailbox: str) -> Progress | None:
        """Tell how far a folder has been read; None before the first time."""
        ...

    async def advance(self, mailbox: str, progress: Progress) -> None:
        """Write down how far it has been read, with the cases that came of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUpdate:
    """A Telegram update as it came, before anything was done with it."""

    update_id: int
    lane: str
    raw: str
    received_at: datetime
    attempts: int


class Updates(Protocol):
    """Telegram's updates, kept before they are handled, handled one at a time for each lane.

    A lane is named after a person, so it is kept as a keyed hash only.
    """

    async def add(self, updates: Sequence[StoredUpdate]) -> int:
        """Keep updates that are not yet known; tells how many were new."""
        ...

    async def due(self, *, now: datetime, limit: int) -> Sequence[StoredUpdate]:
        """Give the oldest open update of each lane, where it is due."""
        ...

    async def take(self, update_id: int, *, now: datetime) -> bool:
        """Hold an open update until the transaction ends.

        False when another process holds it, or has handled it or put it off since it was listed.
        """
        ...

    async def done(self, update_id: int) -> None:
        """Mark as handled, and forget its content."""
        ...

    async def postpone(self, update_id: int, *, until: datetime) -> None:
        """Count an attempt and try again later."""
        ...

    async def quarantine(self, update_id: int, reason: str) -> None:
        """Give up on it, keep it whole, and let the lane go on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where a person or an officer stands in a conversation; `state` is a name of a screen."""

    state: str | None
    data: Mapping[str, Json]


class Conversations(Protocol):
    """Where each person and officer stands in their conversation with the bot."""

    async def get(self, key: str) -> Conversation:
        """Give the conversation under this key; an empty one where there is none."""
        ...

    async def put(self, key: str, conversation: Conversation, *, now: datetime) -> None:
        """Write where it stands; an empty one is forgotten."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a card stands in the staff group."""

    chat_id: int
    message_id: int


class Cards(Protocol):
    """Where each card stands, by a key such as `case:17` or `review:4`."""

    async def place(self, key: str) -> Place | None:
        """Tell where a card stands; None before it was first posted."""
        ...

    async def put(self, key: str, place: Place) -> None:
        """Write where it stands."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What a press on a staff button means: the payload that Telegram carries is a mere name."""

    action: str
    args: Mapping[str, Json]


class Buttons(Protocol):
    """What each button of the staff group means, by an opaque name."""

    async def add(self, button: Button, *, now: datetime) -> str:
        """Keep a button and give its name, at most 32 letters."""
        ...

    async def get(self, name: str) -> Button | None:
        """Tell what a name means; None for one that was never given."""
        ...


class Marks(Protocol):
    """Single facts the service must remember about its surroundings, such as its bot's id."""

    async def get(self, name: str) -> str | None:
        """Give a fact; None where there is none."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Remember a fact."""
        ...


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


class Wake(Protocol):
    """Tells the delivery loop that there is something to send."""

    def __call__(self) -> None:
        """Wake it up."""
        ...
