"""All that an officer does about one case in private, as one part of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.filters import Command, StateFilter

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.telegram.staff.acts.noting import Notes, Noting
from pd_intake_bot.telegram.staff.acts.redirecting import Redirecting
from pd_intake_bot.telegram.staff.acts.retaining import Retaining, Retention
from pd_intake_bot.telegram.staff.acts.tying import Tying
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards.menu import Menu
from pd_intake_bot.telegram.staff.entry.entering import EnteringByHand
from pd_intake_bot.telegram.staff.entry.form import Entering
from pd_intake_bot.telegram.staff.letters.answering import Replying
from pd_intake_bot.telegram.staff.letters.approving import Approving
from pd_intake_bot.telegram.staff.letters.draft import Answering
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.presses import Deed
from pd_intake_bot.telegram.staff.quitting import Quitting
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.intake.enter import Enter
from pd_intake_bot.usecases.intake.register import Register
from pd_intake_bot.usecases.ports import Blobs
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work import workbench
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.approve import Approve
from pd_intake_bot.usecases.work.orders import Orders
from pd_intake_bot.usecases.work.split import Split

_NEW = Command("new")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workroom:
    """Letters, notes, second presses, and cases that are merged or taken apart."""

    words: Wording
    officers: Officers
    answer: Answer
    reckon: Reckon
    register: Register
    blobs: Blobs

    def deeds(self) -> Mapping[Action, Deed]:
        """Say what each action does."""
        replying, approving = self._replying, self._approving
        return {
            Action.ANSWER: Deed(do=replying.begin),
            Action.ACT: Deed(do=replying.begin),
            Action.PICK: Deed(do=replying.pick),
            Action.TEMPLATE: Deed(do=replying.template),
            Action.LOOK: Deed(do=replying.look),
            Action.NO_FILES: Deed(do=replying.leave_out),
            Action.SEND: Deed(do=replying.send),
            Action.REWRITE: Deed(do=replying.rewrite),
            Action.CANCEL: Deed(do=self._quitting.press),
            Action.SEND_BY_TELEGRAM: Deed(do=Redirecting(words=self.words).press),
            Action.MENU: Deed(do=Menu(words=self.words).show),
            Action.NOTE: Deed(do=self._notes.begin),
            Action.APPROVAL: Deed(do=approving.show),
            Action.APPROVE: Deed(do=approving.give),
            Action.RETURN: Deed(do=approving.refuse),
            Action.HOLD: Deed(do=self._retention.hold, needs=Role.LEAD),
            Action.LIFT: Deed(do=self._retention.lift, needs=Role.LEAD),
            **self._deeds_of_ties(),
            Action.ENTER: Deed(do=self._entering.pick),
            Action.ENTER_ON: Deed(do=self._entering.go_on),
            Action.ENTER_ANEW: Deed(do=self._entering.anew),
            Action.ENTER_REGISTER: Deed(do=self._entering.register),
        }

    def listen(self, router: Router, has_role: CallbackType, help_: CallbackType) -> None:
        """Take what is typed in private on the way to a letter or a note."""
        replying, private = self._replying, F.chat.type == "private"
        where = (private, StateFilter(Answering, Noting, Entering, Retaining), has_role)
        router.message.register(self._quitting.command, *where, Command("cancel"))
        # In the midst of an answer a person's help would only be in the way.
        router.message.register(help_, *where, Command("help"))
        answering = (private, StateFilter(Answering), has_role)
        router.message.register(replying.write, *answering, ~F.text.startswith("/"))
        router.edited_message.register(replying.amend, *answering)
        entering = (private, StateFilter(Entering), has_role)
        router.message.register(self._entering.write, *entering, ~F.text.startswith("/"))
        retaining = (private, StateFilter(Retaining), has_role)
        router.message.register(self._retention.write, *retaining, ~F.text.startswith("/"))
        noting = (private, StateFilter(Noting), has_role)
        router.message.register(self._notes.write, *noting, ~F.text.startswith("/"))

    def command(
        self, router: Router, is_officer: CallbackType, in_staff_group: CallbackType
    ) -> None:
        """Take the command that begins an entry by hand; in the group, say where to give it."""
        private = F.chat.type == "private"
        router.message.register(self._entering.command, private, _NEW, is_officer)
        router.message.register(self._entering.point, in_staff_group, _NEW, is_officer)

    def overhear(self, router: Router, in_staff_group: CallbackType) -> None:
        """Keep with a case what is said about it in the group."""
        router.message.register(self._notes.in_group, in_staff_group)
        router.edited_message.register(self._notes.in_group, in_staff_group)

    def _deeds_of_ties(self) -> Mapping[Action, Deed]:
        tying = self._tying
        return {
            Action.MERGE: Deed(do=tying.candidates),
            Action.MERGE_INTO: Deed(do=tying.into),
            Action.SPLIT: Deed(do=tying.groups),
            Action.SPLIT_IN_GROUP: Deed(do=tying.rights),
            Action.SPLIT_OFF: Deed(do=tying.off, needs=Role.OFFICER),
        }

    @property
    def _orders(self) -> Orders:
        return workbench.build(self.answer, self.reckon, self.register.acknowledge.offer)

    @property
    def _replying(self) -> Replying:
        return Replying(words=self.words, orders=self._orders)

    @property
    def _approving(self) -> Approving:
        return Approving(words=self.words, approve=Approve(orders=self._orders))

    @property
    def _quitting(self) -> Quitting:
        return Quitting(words=self.words)

    @property
    def _notes(self) -> Notes:
        return Notes(words=self.words, officers=self.officers)

    @property
    def _retention(self) -> Retention:
        return Retention(words=self.words, officers=self.officers)

    @property
    def _entering(self) -> EnteringByHand:
        enter = Enter(register=self.register, blobs=self.blobs)
        return EnteringByHand(words=self.words, officers=self.officers, enter=enter)

    @property
    def _tying(self) -> Tying:
        merge = workbench.merge_of(self.answer, self.reckon)
        return Tying(words=self.words, merge=merge, split=Split(register=self.register))
