"""A person's conversation with the bot, as one router for private chats."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiogram import F, Router

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.telegram.conversations import EVENTS, Conversing
from pd_intake_bot.telegram.person import adding, answering, choosing, files, reach, surprises
from pd_intake_bot.telegram.person.commands import Commands
from pd_intake_bot.telegram.person.dialogue import Meeting
from pd_intake_bot.telegram.person.edits import Edits
from pd_intake_bot.telegram.person.finishing import Finishing
from pd_intake_bot.telegram.person.following import Following
from pd_intake_bot.telegram.person.gathering import Gathering
from pd_intake_bot.telegram.person.proving import Showing
from pd_intake_bot.usecases.intake.keep_edit import KeepEdit
from pd_intake_bot.usecases.intake.submit_request import SubmitRequest
from pd_intake_bot.usecases.letters.person_letters import PersonLetters
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.people.add_to_case import AddToCase
from pd_intake_bot.usecases.people.daily import Most
from pd_intake_bot.usecases.people.prove_mailbox import ProveMailbox
from pd_intake_bot.usecases.people.renew_link import RenewLink
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.people.withdraw_case import WithdrawCase
from pd_intake_bot.usecases.ports import Texts
from pd_intake_bot.usecases.terms.reckon import Reckon


def _six_digits() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


def _long_token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonConversation:
    """Everything a person may do here."""

    texts: Texts
    policy: Policy
    submit: SubmitRequest
    code: Callable[[], str] = _six_digits
    token: Callable[[], str] = _long_token
    most: Most = field(default_factory=Most)

    @property
    def add(self) -> AddToCase:
        """What adds to a case that is registered."""
        return AddToCase(blobs=self.submit.blobs, complete=self.submit.register.complete)

    def router(self) -> Router:
        """Build the router; commands come before screens, surprises after them."""
        router = Router(name="person")
        router.message.filter(F.chat.type == "private")
        router.edited_message.filter(F.chat.type == "private")
        router.callback_query.filter(F.message.chat.type == "private")
        Conversing(files.ROLE).attach(router)
        meeting = Meeting(texts=self.texts, policy=self.policy, most=self.most)
        for event in EVENTS:
            router.observers[event].outer_middleware(meeting)
        gathering = Gathering(add=self.add)
        Commands(gathering=gathering).register(router)
        gathering.register(router)
        self._following.register(router)
        self._showing.register(router)
        choosing.register(router)
        answering.register(router)
        adding.register(router)
        Finishing(submit=self.submit).register(router)
        Edits(keep=KeepEdit(blobs=self.submit.blobs)).register(router)
        reach.register(router)
        surprises.register(router)
        return router

    @property
    def _letters(self) -> PersonLetters:
        return PersonLetters(texts=self.texts, policy=self.policy)

    @property
    def _post(self) -> Post:
        return self.submit.register.acknowledge.post

    @property
    def _following(self) -> Following:
        reckon = Reckon(policy=self.policy, calendar=self.submit.register.calendar)
        return Following(
            reckon=reckon, withdraw=WithdrawCase(letters=self._letters, post=self._post)
        )

    @property
    def _showing(self) -> Showing:
        letters, names = self._letters, self._post.message_ids
        offer = OfferTie(token=self.token)
        return Showing(
            mailbox=ProveMailbox(letters=letters, message_ids=names, offer=offer, code=self.code),
            renewing=RenewLink(letters=letters, message_ids=names, offer=offer),
        )
