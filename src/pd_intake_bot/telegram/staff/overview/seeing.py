"""The commands and buttons by which officers see the queue: lists, search, figures, register."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from aiogram import Router
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.filters import Command
from aiogram.types import Message

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.queue import View
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards import bursts
from pd_intake_bot.telegram.staff.cards.drawing import Cards
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.overview.exporting import Exporting
from pd_intake_bot.telegram.staff.overview.finding import Finding
from pd_intake_bot.telegram.staff.overview.listing import Listing, Place
from pd_intake_bot.telegram.staff.overview.stats import Stats
from pd_intake_bot.telegram.staff.overview.undecided import Undecided
from pd_intake_bot.telegram.staff.presses import Deed
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

_FIND = Command("find")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeing:
    """Everything that shows the queue and changes nothing in it."""

    words: Wording
    officers: Officers
    cards: Cards

    def tidy(self, router: Router, in_group: CallbackType) -> None:
        """Register what stands before all others: personal data leave the group first."""
        router.message.register(self._finding.tidy, in_group, _FIND)

    def register(self, router: Router, where: CallbackType, has_role: CallbackType) -> None:
        """Register the commands in one kind of chat."""
        exporting = Exporting(words=self.words, officers=self.officers)
        commands: Mapping[str, CallbackType] = {
            **{view.value: partial(self._list, view=view) for view in View},
            "reviews": Undecided(words=self.words).command,
            "find": self._finding.find,
            "case": self._finding.case,
            "stats": Stats(words=self.words).command,
            "export": exporting.command,
        }
        for name, handler in commands.items():
            router.message.register(handler, where, Command(name), has_role)

    def deeds(self) -> Mapping[Action, Deed]:
        """Say what the buttons do and who may press them."""
        listing = Listing(words=self.words)
        exporting = Exporting(words=self.words, officers=self.officers)
        return {
            Action.QUEUE: Deed(do=listing.turn_page, needs=Role.VIEWER, in_place=True),
            Action.DIGEST: Deed(do=bursts.pages(self.words).turn, needs=Role.VIEWER, in_place=True),
            Action.UNDECIDED: Deed(
                do=Undecided(words=self.words).turn_page, needs=Role.VIEWER, in_place=True
            ),
            Action.FOUND: Deed(do=self._finding.turn_page, needs=Role.VIEWER),
            Action.EXPORT: Deed(do=exporting.write),
        }

    @property
    def _finding(self) -> Finding:
        return Finding(words=self.words, officers=self.officers, cards=self.cards)

    async def _list(self, message: Message, turn: Turn, view: View) -> None:
        """Show the first page of a list."""
        officer = str(message.from_user.id) if message.from_user else ""
        screen = await Listing(words=self.words).page(turn, Place(view=view, officer=officer))
        await turn.replies.send(message.chat.id, screen)
