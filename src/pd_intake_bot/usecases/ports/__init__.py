"""Every port of the use cases: what they need from the outside."""

from pd_intake_bot.usecases.ports.cases import Cases, Events
from pd_intake_bot.usecases.ports.mailboxes import Mailboxes, Progress
from pd_intake_bot.usecases.ports.outbox import Outbox
from pd_intake_bot.usecases.ports.store import Store, Transactions
from pd_intake_bot.usecases.ports.submissions import Blobs, Reviews, Submissions
from pd_intake_bot.usecases.ports.surroundings import Marks, MessageIds, Texts, Wake
from pd_intake_bot.usecases.ports.telegram import (
    Button,
    Buttons,
    Cards,
    Conversation,
    Conversations,
    Place,
)
from pd_intake_bot.usecases.ports.updates import StoredUpdate, Updates

__all__ = [
    "Blobs",
    "Button",
    "Buttons",
    "Cards",
    "Cases",
    "Conversation",
    "Conversations",
    "Events",
    "Mailboxes",
    "Marks",
    "MessageIds",
    "Outbox",
    "Place",
    "Progress",
    "Reviews",
    "Store",
    "StoredUpdate",
    "Submissions",
    "Texts",
    "Transactions",
    "Updates",
    "Wake",
]
