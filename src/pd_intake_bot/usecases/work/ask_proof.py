"""A person is told, beyond the acknowledgement, that they must show who they are, and how."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Language, Request, RightKey
from pd_intake_bot.domain.submission import Channel
from pd_intake_bot.domain.work import Order
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.usecases.letters import proof_words
from pd_intake_bot.usecases.letters.proof_words import Invitation
from pd_intake_bot.usecases.letters.work_letters import Said
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.work.doing import Written, is_dated, must_be_open

Words = Mapping[Language, str]


class ProvenAlready(IntakeError):
    """The person is known as well as the right needs it."""

    key = "error-proven-already"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskProof:
    """Asks the person of a case for proof (`doing.Doing`), each time with a link of its own."""

    written: Written
    offer: OfferTie | None = None

    async def preview(self, store: Store, case: Case, order: Order, *, now: datetime) -> Letter:
        """Show the letter: in the place of its link stands one that opens nothing.

        Whoever presses the link is taken for the person, so that no officer sees it.
        """
        offer = replace(self.offer, token=lambda: "…", kept=False) if self.offer else None
        words = await self._words(store, case, offer, now)
        return self.written.letters.write(case, await self._said(store, case, words, order, now))

    async def __call__(
        self, store: Store, case: Case, order: Order, *, officer: str, now: datetime
    ) -> Case:
        """Ask. Raises `StaleCase` for a case that has ended, and `ProvenAlready`."""
        must_be_open(case)
        words = await self._words(store, case, self.offer, now)
        said = await self._said(store, case, words, order, now)
        event = Event(kind=EventKind.PROOF_ASKED, at=now, actor=officer, data=order.proof())
        return await self.written(store, case, event, said)

    async def for_right(
        self, store: Store, case: Case, *, was: RightKey, officer: str, now: datetime
    ) -> Words | None:
        """Give what to write where the right of a case now needs more than the person showed.

        None where it needs no more, where the acknowledgement has said it or will yet, and
        where there is nobody to write to.
        """
        needed = self._news(case, was)
        if needed is None or case.held_because or case.reply_to is None:
            return None
        event = Event(kind=EventKind.PROOF_ASKED, at=now, actor=officer, data={})
        await store.events.add(case.id, event)
        return await self._words(store, case, self.offer, now)

    async def post(self, store: Store, case: Case, words: Words, *, now: datetime) -> bool:
        """Post the letter about a right that was changed; not where another one has said it.

        That one went as the case came to be what it is, and took the number of its version.
        """
        said = await self._said(store, case, words, None, now)
        letter = self.written.letters.write(case, said)
        kind = LetterKind.PROOF
        return await self.written.post(store, case, letter, kind=kind, number=case.version, now=now)

    def _news(self, case: Case, was: RightKey) -> Proof | None:
        policy = self.written.letters.policy
        needed, before = proof_words.lacking(policy, case), policy.rights[was].proof
        # The acknowledgement of a mail that may be about anything asks for no proof.
        was_open = case.channel is Channel.MAIL and was == policy.defaults.get(Request.INQUIRY)
        if needed is None or (before and not was_open and before.rank >= needed.rank):
            return None
        return needed

    async def _words(
        self, store: Store, case: Case, offer: OfferTie | None, now: datetime
    ) -> Words:
        policy = self.written.letters.policy
        needed = proof_words.lacking(policy, case)
        if needed is None:
            raise ProvenAlready(f"the person of {case.ref} is known well enough")
        invitation = await proof_words.invite(store, case, offer, now=now)
        languages = policy.written_in(case.language)
        return {one: self._how(one, case, needed, invitation) for one in languages}

    def _how(
        self, language: Language, case: Case, needed: Proof, invitation: Invitation | None
    ) -> str:
        letters = self.written.letters
        say = partial(letters.texts.text, language)
        told = proof_words.how(say, letters.policy, case, needed, invitation)
        return told or proof_words.by_officer(say, case, needed)

    async def _said(
        self, store: Store, case: Case, words: Words, order: Order | None, now: datetime
    ) -> Said:
        told = await store.clocks.told(case.id)
        as_told = not told or told[-1].promised == case.promised
        dated = as_told and await is_dated(store, case, self.written.letters.policy, now=now)
        news = "right" if order is None else "no"
        return Said(
            kind=LetterKind.PROOF,
            words=order.words if order else "",
            values={one: {"how": how, "news": news} for one, how in words.items()},
            dated=dated,
            files=order.files if order else (),
        )
