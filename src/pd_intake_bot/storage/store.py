"""All that is kept, put together for one transaction."""

from pd_intake_bot.storage.cases.cases import Cases
from pd_intake_bot.storage.cases.chain import Chain
from pd_intake_bot.storage.cases.clocks import Clocks
from pd_intake_bot.storage.cases.events import Batch, Events
from pd_intake_bot.storage.cases.links import Links
from pd_intake_bot.storage.cases.queue import Queue
from pd_intake_bot.storage.cases.reminders import Reminders
from pd_intake_bot.storage.cases.reports import Reports
from pd_intake_bot.storage.cases.retention import Erasures
from pd_intake_bot.storage.cases.work import Approvals, Notes
from pd_intake_bot.storage.intake.conversations import Conversations
from pd_intake_bot.storage.intake.copies import Copies
from pd_intake_bot.storage.intake.mailboxes import Mailboxes
from pd_intake_bot.storage.intake.places import Places
from pd_intake_bot.storage.intake.reviews import Reviews
from pd_intake_bot.storage.intake.submissions import Submissions
from pd_intake_bot.storage.intake.updates import Updates
from pd_intake_bot.storage.letters.addresses import AutomaticLetters, DeadAddresses
from pd_intake_bot.storage.letters.letter_files import LetterFiles
from pd_intake_bot.storage.letters.outbox import Outbox
from pd_intake_bot.storage.letters.showing import Showing
from pd_intake_bot.storage.people.feeds import Feeds
from pd_intake_bot.storage.people.looks import Looks
from pd_intake_bot.storage.people.officers import Officers
from pd_intake_bot.storage.people.people import Codes, LostChats, Ties
from pd_intake_bot.storage.people.staff import Buttons, Cards, Topics
from pd_intake_bot.storage.sealing.data_keys import DataKeys
from pd_intake_bot.storage.surroundings.leases import Leases
from pd_intake_bot.storage.surroundings.marks import Marks
from pd_intake_bot.storage.surroundings.outages import Outages
from pd_intake_bot.storage.surroundings.owners import Owner
from pd_intake_bot.storage.surroundings.vitals import Watch
from pd_intake_bot.usecases.ports import Store


def open_store(keys: DataKeys, owner: Owner, added: Batch) -> Store:
    """Put the ports on the connection of the keys; `owner` names this process in its claims.

    `added` gathers the events that the transaction must chain at its end.
    """
    connection, seal, later = keys.connection, keys.seal, keys.later
    submissions, cases = Submissions(connection, keys), Cases(connection, keys)
    return Store(
        cases=cases,
        submissions=submissions,
        copies=Copies(connection, seal),
        reviews=Reviews(connection, submissions),
        events=Events(keys, added),
        links=Links(connection),
        clocks=Clocks(connection, later),
        automatic_letters=AutomaticLetters(connection, seal, later),
        dead_addresses=DeadAddresses(connection, seal),
        outbox=Outbox(connection, keys, owner),
        mailboxes=Mailboxes(connection),
        places=Places(connection),
        leases=Leases(connection, owner),
        updates=Updates(connection, seal),
        conversations=Conversations(connection, seal),
        cards=Cards(connection),
        buttons=Buttons(connection),
        topics=Topics(connection),
        officers=Officers(connection),
        watch=Watch(connection),
        marks=Marks(connection),
        codes=Codes(connection, seal),
        ties=Ties(connection, seal),
        lost_chats=LostChats(connection, seal),
        chain=Chain(connection, keys),
        erasures=Erasures(connection, keys),
        reminders=Reminders(connection),
        reports=Reports(connection),
        outages=Outages(connection),
        feeds=Feeds(connection, seal),
        notes=Notes(connection, keys),
        approvals=Approvals(connection, keys),
        letter_files=LetterFiles(connection, keys),
        queue=Queue(connection, cases),
        looks=Looks(connection),
        showing=Showing(connection),
    )
