"""Every table of the service.

A column of type LargeBinary is sealed; one named `person` or `lane` is a keyed hash.
Migrations are written by hand and a test holds them to these pages.
"""

from pd_intake_bot.storage.tables.cases import cases, counters, events
from pd_intake_bot.storage.tables.mailboxes import mailboxes
from pd_intake_bot.storage.tables.marks import marks
from pd_intake_bot.storage.tables.metadata import metadata
from pd_intake_bot.storage.tables.outbox import IN_FLIGHT, ONE_IN_FLIGHT, WAITING, outbox
from pd_intake_bot.storage.tables.submissions import attachments, reviews, submissions
from pd_intake_bot.storage.tables.telegram import (
    UpdateStanding,
    buttons,
    cards,
    conversations,
    updates,
)

__all__ = [
    "IN_FLIGHT",
    "ONE_IN_FLIGHT",
    "WAITING",
    "UpdateStanding",
    "attachments",
    "buttons",
    "cards",
    "cases",
    "conversations",
    "counters",
    "events",
    "mailboxes",
    "marks",
    "metadata",
    "outbox",
    "reviews",
    "submissions",
    "updates",
]
