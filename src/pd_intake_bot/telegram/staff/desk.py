"""The officers' side of the bot as one router: presses, commands and answers being written."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import Command, StateFilter

from pd_intake_bot.telegram.conversations import Conversing
from pd_intake_bot.telegram.staff import buttons
from pd_intake_bot.telegram.staff.answering import Replying
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards import Cards
from pd_intake_bot.telegram.staff.commands import Commands
from pd_intake_bot.telegram.staff.draft import Answering
from pd_intake_bot.telegram.staff.listing import Listing
from pd_intake_bot.telegram.staff.officers import Officers, Role
from pd_intake_bot.telegram.staff.opening import Opening
from pd_intake_bot.telegram.staff.presses import Deed, Presses
from pd_intake_bot.telegram.staff.releasing import Releasing
from pd_intake_bot.telegram.staff.settling import Settling
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.answer import Answer
from pd_intake_bot.usecases.release_held import ReleaseHeld
from pd_intake_bot.usecases.settle_review import SettleReview

ROLE = "officer"
"""Whose conversations these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDesk:
    """Everything an officer may do here."""

    words: Wording
    officers: Officers
    answer: Answer
    release: ReleaseHeld
    settle: SettleReview

    @property
    def cards(self) -> Cards:
        """What writes the cards of the staff group when they leave."""
        return Cards(words=self.words)

    def router(self) -> Router:
        """Build the router; it stands before the person's and takes only what is staff's."""
        router = Router(name="staff")
        Conversing(ROLE).attach(router)
        presses = Presses(words=self.words, officers=self.officers, deeds=self.deeds())
        router.callback_query.register(presses.pressed, F.data.startswith(buttons.PREFIX))
        commands = Commands(
            words=self.words,
            officers=self.officers,
            listing=Listing(words=self.words),
            presses=presses,
        )
        self._register_answers(router, commands)
        commands.register(router)
        return router

    def deeds(self) -> Mapping[Action, Deed]:
        """Say what each action does and who may do it."""
        opening, listing = Opening(words=self.words), Listing(words=self.words)
        settling = Settling(words=self.words, cards=self.cards, settle=self.settle)
        replying = Replying(words=self.words, answer=self.answer)
        return {
            Action.OPEN_CASE: Deed(do=opening.case, needs=Role.VIEWER, opens=True),
            Action.OPEN_REVIEW: Deed(do=opening.review, needs=Role.VIEWER, opens=True),
            Action.QUEUE: Deed(do=listing.turn_page, needs=Role.VIEWER),
            Action.RELEASE: Deed(do=Releasing(words=self.words, release=self.release)),
            Action.CHOOSE: Deed(do=settling.choose),
            Action.GROUPS: Deed(do=settling.groups),
            Action.RIGHTS: Deed(do=settling.rights),
            Action.REGISTER: Deed(do=settling.register),
            Action.DOUBT: Deed(do=settling.doubt),
            Action.DISMISS: Deed(do=settling.dismiss),
            Action.BACK: Deed(do=settling.back),
            Action.ANSWER: Deed(do=replying.begin),
            Action.SEND: Deed(do=replying.send),
            Action.REWRITE: Deed(do=replying.rewrite),
            Action.CANCEL: Deed(do=replying.cancel),
        }

    def _register_answers(self, router: Router, commands: Commands) -> None:
        replying = Replying(words=self.words, answer=self.answer)
        where = (F.chat.type == "private", StateFilter(Answering), commands.has_role)
        router.message.register(replying.stop, *where, Command("cancel"))
        # In the midst of an answer a person's help would only be in the way.
        router.message.register(commands.help, *where, Command("help"))
        router.message.register(replying.write, *where, ~F.text.startswith("/"))
        router.edited_message.register(replying.amend, *where)
