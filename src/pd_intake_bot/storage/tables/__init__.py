"""Every table of the service.

A column of type LargeBinary is sealed; one named `person` or `lane` is a keyed hash.
Migrations are written by hand and a test holds them to these pages.
"""

from pd_intake_bot.storage.tables.addresses import automatic_letters, dead_addresses
from pd_intake_bot.storage.tables.cases import cases, counters, events
from pd_intake_bot.storage.tables.clocks import extensions, halted, pauses, receipts, told
from pd_intake_bot.storage.tables.clockwork import feeds, outages, reminders
from pd_intake_bot.storage.tables.leases import leases
from pd_intake_bot.storage.tables.links import links
from pd_intake_bot.storage.tables.mailboxes import mailboxes, places
from pd_intake_bot.storage.tables.marks import marks
from pd_intake_bot.storage.tables.metadata import metadata
from pd_intake_bot.storage.tables.outbox import IN_FLIGHT, ONE_IN_FLIGHT, WAITING, outbox
from pd_intake_bot.storage.tables.proof import codes, lost_chats, tie_links, ties
from pd_intake_bot.storage.tables.queue import contacts, looks, shown
from pd_intake_bot.storage.tables.records import (
    Holds,
    chain,
    data_keys,
    legal_holds,
    tombstones,
)
from pd_intake_bot.storage.tables.submissions import attachments, reviews, submissions
from pd_intake_bot.storage.tables.telegram import (
    UpdateStanding,
    buttons,
    cards,
    conversations,
    officers,
    role_changes,
    topics,
    updates,
)
from pd_intake_bot.storage.tables.work import approvals, letter_files, notes

__all__ = [
    "IN_FLIGHT",
    "ONE_IN_FLIGHT",
    "WAITING",
    "Holds",
    "UpdateStanding",
    "approvals",
    "attachments",
    "automatic_letters",
    "buttons",
    "cards",
    "cases",
    "chain",
    "codes",
    "contacts",
    "conversations",
    "counters",
    "data_keys",
    "dead_addresses",
    "events",
    "extensions",
    "feeds",
    "halted",
    "leases",
    "legal_holds",
    "letter_files",
    "links",
    "looks",
    "lost_chats",
    "mailboxes",
    "marks",
    "metadata",
    "notes",
    "officers",
    "outages",
    "outbox",
    "pauses",
    "places",
    "receipts",
    "reminders",
    "reviews",
    "role_changes",
    "shown",
    "submissions",
    "tie_links",
    "ties",
    "told",
    "tombstones",
    "topics",
    "updates",
]
