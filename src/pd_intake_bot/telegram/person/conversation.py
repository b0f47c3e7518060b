"""A person's conversation with the bot, as one router for private chats."""

from dataclasses import dataclass

from aiogram import F, Router

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.telegram.conversations import EVENTS, Conversing
from pd_intake_bot.telegram.person import adding, answering, choosing, commands, files, surprises
from pd_intake_bot.telegram.person.dialogue import Meeting
from pd_intake_bot.telegram.person.edits import Edits
from pd_intake_bot.telegram.person.finishing import Finishing
from pd_intake_bot.usecases.keep_edit import KeepEdit
from pd_intake_bot.usecases.ports import Texts
from pd_intake_bot.usecases.submit_request import SubmitRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonConversation:
    """Everything a person may do here."""

    texts: Texts
    policy: Policy
    submit: SubmitRequest

    def router(self) -> Router:
        """Build the router; commands come before screens, surprises after them."""
        router = Router(name="person")
        router.message.filter(F.chat.type == "private")
        router.edited_message.filter(F.chat.type == "private")
        router.callback_query.filter(F.message.chat.type == "private")
        Conversing(files.ROLE).attach(router)
        meeting = Meeting(texts=self.texts, policy=self.policy)
        for event in EVENTS:
            router.observers[event].outer_middleware(meeting)
        commands.register(router)
        choosing.register(router)
        answering.register(router)
        adding.register(router)
        Finishing(submit=self.submit).register(router)
        Edits(keep=KeepEdit(blobs=self.submit.blobs)).register(router)
        surprises.register(router)
        return router
