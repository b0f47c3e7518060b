"""The officers' side of the bot as one router: presses, commands and answers being written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aiogram import F, Router
from aiogram.filters import Command, CommandStart

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.conversations import Conversing
from pd_intake_bot.telegram.staff import buttons
from pd_intake_bot.telegram.staff.acts.changing import Changing
from pd_intake_bot.telegram.staff.acts.explaining import Explaining
from pd_intake_bot.telegram.staff.acts.holding import Holding
from pd_intake_bot.telegram.staff.acts.recounting import Applying
from pd_intake_bot.telegram.staff.acts.releasing import Releasing
from pd_intake_bot.telegram.staff.acts.settling import Settling
from pd_intake_bot.telegram.staff.acts.vouching import Vouching
from pd_intake_bot.telegram.staff.backing_out import BackingOut
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards import review_bursts
from pd_intake_bot.telegram.staff.cards.drawing import Cards
from pd_intake_bot.telegram.staff.commands import Commands, in_staff_group
from pd_intake_bot.telegram.staff.group.belonging import Belonging
from pd_intake_bot.telegram.staff.group.hats import Hats
from pd_intake_bot.telegram.staff.group.leaving import Leaving
from pd_intake_bot.telegram.staff.group.managing import Managing
from pd_intake_bot.telegram.staff.group.speaking import Speaking
from pd_intake_bot.telegram.staff.of_staff import OfStaff
from pd_intake_bot.telegram.staff.officers import Officers, Role
from pd_intake_bot.telegram.staff.overview.feeds import Feeds
from pd_intake_bot.telegram.staff.overview.opening import Opening
from pd_intake_bot.telegram.staff.overview.seeing import Seeing
from pd_intake_bot.telegram.staff.presses import Deed, Presses
from pd_intake_bot.telegram.staff.speech import Speaks
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.staff.workroom import Workroom
from pd_intake_bot.usecases.intake.release_held import ReleaseHeld
from pd_intake_bot.usecases.intake.settle_review import SettleReview
from pd_intake_bot.usecases.ports import Blobs
from pd_intake_bot.usecases.terms.calendar_change import CalendarChange
from pd_intake_bot.usecases.work.answer import Answer
from pd_intake_bot.usecases.work.change_right import ChangeRight

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
    web: str = "http://127.0.0.1:8090"
    """Where the service's own web server is reached."""
    change: ChangeRight
    calendar: CalendarChange
    blobs: Blobs

    @property
    def cards(self) -> Cards:
        """What writes the cards of the staff group when they leave."""
        return Cards(words=self.words)

    def router(self) -> Router:
        """Build the router; it stands before the person's and takes only what is staff's."""
        router = Router(name="staff")
        of_staff = OfStaff(self.officers)
        for observer in (router.message, router.edited_message, router.callback_query):
            observer.filter(of_staff)
        Leaving(officers=self.officers).register(router)
        Belonging(words=self.words, officers=self.officers).register(router)
        spoken = {language: self._speaking(language) for language in Language}
        deeds = {language: desk.deeds() for language, desk in spoken.items()}
        for language, desk in spoken.items():
            presses = Presses(
                words=desk.words,
                officers=self.officers,
                deeds=deeds,
                setting=self.words.language,
            )
            speaks = Speaks(language, self.words.language)
            router.include_router(desk.in_one_language(presses, speaks))
        return router

    def _speaking(self, language: Language) -> "StaffDesk":
        return replace(self, words=self.words.in_language(language))

    def in_one_language(self, presses: Presses, speaks: Speaks) -> Router:
        """Build the router of what is answered in this desk's language."""
        router = Router(name=f"staff-{self.words.language}")
        Conversing(ROLE).attach(router)
        for observer in (router.message, router.edited_message, router.callback_query):
            observer.filter(speaks)
        router.callback_query.register(presses.pressed, F.data.startswith(buttons.PREFIX))
        commands = Commands(
            words=self.words,
            officers=self.officers,
            seeing=self._seeing,
            presses=presses,
            managing=self._managing,
            speaking=self._speaker,
            feeds=self._feeds,
        )
        self._workroom.listen(router, commands.has_role, commands.help)
        self._workroom.command(router, commands.has_role, in_staff_group)
        self._workroom.overhear(router, in_staff_group)
        commands.register(router)
        self._register_hats(router, commands)
        return router

    @property
    def _seeing(self) -> Seeing:
        return Seeing(words=self.words, officers=self.officers, cards=self.cards)

    @property
    def _workroom(self) -> Workroom:
        return Workroom(
            words=self.words,
            officers=self.officers,
            answer=self.answer,
            reckon=self.calendar.reckon,
            register=self.settle.register,
            blobs=self.blobs,
        )

    @property
    def _feeds(self) -> Feeds:
        return Feeds(words=self.words, base=self.web)

    @property
    def _managing(self) -> Managing:
        return Managing(words=self.words, officers=self.officers)

    @property
    def _speaker(self) -> Speaking:
        return Speaking(words=self.words, officers=self.officers)

    def deeds(self) -> Mapping[Action, Deed]:
        """Say what each action does and who may do it."""
        opening = Opening(words=self.words)
        settling = Settling(words=self.words, cards=self.cards, settle=self.settle)
        releasing = Releasing(words=self.words, release=self.release)
        applying = Applying(words=self.words, change=self.calendar)
        vouching = Vouching(words=self.words)
        explaining = Explaining(words=self.words, reckon=self.calendar.reckon)
        return {
            Action.OPEN_CASE: Deed(do=opening.case, needs=Role.VIEWER, opens=True),
            Action.OPEN_REVIEW: Deed(do=opening.review, needs=Role.VIEWER, opens=True),
            **self._deeds_of_review_bursts(),
            **self._seeing.deeds(),
            Action.RELEASE: Deed(do=releasing),
            Action.RELEASE_ALL: Deed(do=releasing.everything, needs=Role.LEAD),
            Action.APPLY_CALENDAR: Deed(do=applying, needs=Role.LEAD),
            Action.DOCUMENT_SEEN: Deed(do=vouching.ask),
            Action.DOCUMENT_SURE: Deed(do=vouching.record),
            Action.BACK_OUT: Deed(do=BackingOut(words=self.words), needs=Role.VIEWER),
            Action.EXPLAIN: Deed(do=explaining, needs=Role.VIEWER),
            Action.CHOOSE: Deed(do=settling.choose, in_place=True),
            Action.GROUPS: Deed(do=settling.groups, in_place=True),
            Action.RIGHTS: Deed(do=settling.rights, in_place=True),
            Action.REGISTER: Deed(do=settling.register),
            Action.ATTACH: Deed(do=settling.attach),
            Action.REOPEN: Deed(do=settling.reopen),
            Action.DOUBT: Deed(do=settling.doubt, in_place=True),
            Action.DISMISS: Deed(do=settling.dismiss),
            Action.BACK: Deed(do=settling.back, in_place=True),
            **self._workroom.deeds(),
            **self._deeds_of_rights(),
            **self._deeds_of_holding(),
            **self._deeds_of_officers(),
            Action.MAKE_FEED: Deed(do=self._feeds.make, needs=Role.VIEWER),
            Action.REVOKE_FEEDS: Deed(do=self._feeds.revoke, needs=Role.VIEWER),
        }

    def _deeds_of_review_bursts(self) -> Mapping[Action, Deed]:
        turn, show = review_bursts.pages(self.words).turn, review_bursts.Showing(words=self.words)
        return {
            Action.REVIEW_DIGEST: Deed(do=turn, needs=Role.VIEWER, in_place=True),
            Action.SHOW_REVIEW: Deed(do=show, needs=Role.VIEWER, in_place=True),
        }

    def _deeds_of_rights(self) -> Mapping[Action, Deed]:
        changing = Changing(words=self.words, change=self.change)
        return {
            Action.CHANGE: Deed(do=changing.groups),
            Action.CHANGE_IN_GROUP: Deed(do=changing.rights),
            Action.SET_RIGHT: Deed(do=changing.settle),
        }

    def _deeds_of_holding(self) -> Mapping[Action, Deed]:
        holding = Holding(words=self.words, officers=self.officers, cards=self.cards)
        return {
            Action.TAKE: Deed(do=holding.take),
            Action.LET_GO: Deed(do=holding.let_go),
            Action.HAND_OVER: Deed(do=holding.choose, in_place=True),
            Action.HAND_TO: Deed(do=holding.hand),
            Action.CARD: Deed(do=holding.back, needs=Role.VIEWER, in_place=True),
        }

    def _deeds_of_officers(self) -> Mapping[Action, Deed]:
        managing, speaker = self._managing, self._speaker
        hats = Hats(words=self.words)
        return {
            Action.OFFICERS: Deed(do=managing.overview, needs=Role.LEAD, in_place=True),
            Action.OFFICER: Deed(do=managing.choose, needs=Role.LEAD, in_place=True),
            Action.SET_ROLE: Deed(do=managing.set_role, needs=Role.LEAD, in_place=True),
            Action.END_ROLE: Deed(do=managing.end_role, needs=Role.LEAD, in_place=True),
            Action.SPEAK: Deed(do=speaker.choose, needs=Role.VIEWER),
            Action.SPEAK_IN_GROUP: Deed(do=speaker.choose_for_group, needs=Role.LEAD),
            Action.AS_PERSON: Deed(do=hats.as_person, needs=Role.VIEWER),
        }

    def _register_hats(self, router: Router, commands: Commands) -> None:
        """Catch what no other handler of an officer's private chat has taken."""
        hats = Hats(words=self.words)
        where = (F.chat.type == "private", commands.has_role)
        router.message.register(hats.at_work, *where, Command("staff"))
        # A start link with a payload that is no staff button's is the officer's own, as a person.
        of_staff = ~F.args | F.args.startswith(buttons.PAYLOAD)
        start = CommandStart(ignore_mention=True, magic=of_staff)
        router.message.register(hats.ask, *where, start)
        router.message.register(hats.ask, *where, ~F.text.startswith("/"))
