"""Every port of the use cases: what they need from the outside."""

from pd_intake_bot.usecases.ports.addresses import (
    Among,
    AutomaticLetters,
    DeadAddresses,
    Tally,
)
from pd_intake_bot.usecases.ports.cases import Cases, Events
from pd_intake_bot.usecases.ports.clocks import Clocks
from pd_intake_bot.usecases.ports.leases import Leases
from pd_intake_bot.usecases.ports.links import Links
from pd_intake_bot.usecases.ports.mailboxes import Mailboxes, Places, Progress
from pd_intake_bot.usecases.ports.officers import Officers
from pd_intake_bot.usecases.ports.outbox import Outbox
from pd_intake_bot.usecases.ports.people import (
    CODE_LETTER,
    Codes,
    CodesSent,
    LostChats,
    Ties,
    Tried,
)
from pd_intake_bot.usecases.ports.queue import Looks, Queue, Showing
from pd_intake_bot.usecases.ports.records import Chain, ErasureLog, Erasures
from pd_intake_bot.usecases.ports.store import Store, Transactions
from pd_intake_bot.usecases.ports.submissions import Blobs, Copies, Reviews, Submissions, ToldOf
from pd_intake_bot.usecases.ports.surroundings import (
    Lanes,
    Marks,
    MessageIds,
    Pace,
    Texts,
    Wake,
)
from pd_intake_bot.usecases.ports.telegram import (
    Button,
    Buttons,
    Cards,
    Conversation,
    Conversations,
    Place,
    Topic,
    Topics,
    Unplaced,
)
from pd_intake_bot.usecases.ports.updates import StoredUpdate, Updates
from pd_intake_bot.usecases.ports.vitals import Backlog, Vitals, Watch
from pd_intake_bot.usecases.ports.work import Approvals, LetterFiles, Notes

__all__ = [
    "CODE_LETTER",
    "Among",
    "Approvals",
    "AutomaticLetters",
    "Backlog",
    "Blobs",
    "Button",
    "Buttons",
    "Cards",
    "Cases",
    "Chain",
    "Clocks",
    "Codes",
    "CodesSent",
    "Conversation",
    "Conversations",
    "Copies",
    "DeadAddresses",
    "ErasureLog",
    "Erasures",
    "Events",
    "Lanes",
    "Leases",
    "LetterFiles",
    "Links",
    "Looks",
    "LostChats",
    "Mailboxes",
    "Marks",
    "MessageIds",
    "Notes",
    "Officers",
    "Outbox",
    "Pace",
    "Place",
    "Places",
    "Progress",
    "Queue",
    "Reviews",
    "Showing",
    "Store",
    "StoredUpdate",
    "Submissions",
    "Tally",
    "Texts",
    "Ties",
    "ToldOf",
    "Topic",
    "Topics",
    "Transactions",
    "Tried",
    "Unplaced",
    "Updates",
    "Vitals",
    "Wake",
    "Watch",
]
