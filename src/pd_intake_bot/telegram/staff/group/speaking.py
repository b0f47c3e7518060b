"""An officer chooses the language they are spoken to in, a lead that of the group."""

from dataclasses import dataclass, replace
from datetime import datetime

from aiogram.types import Message

from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff import speech
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.letters import parcels
from pd_intake_bot.usecases.ports import Store

AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Offers the languages there are and keeps the choice."""

    words: Wording
    officers: Officers

    async def command(self, message: Message, turn: Turn) -> None:
        """Offer the languages; in the group only to leads."""
        user = message.from_user
        in_group = message.chat.id == turn.surroundings.staff_chat
        role = await self.officers.role(turn, user.id) if user else None
        if in_group and role is not Role.LEAD:
            text = self.words.say("staff-needs-lead")
            await turn.replies.send(message.chat.id, Screen(text=text))
            return
        action = Action.SPEAK_IN_GROUP if in_group else Action.SPEAK
        maker = Maker(store=turn.store, now=turn.now)
        buttons = [
            await maker.make(
                self.words.label(f"staff-button-speak-{one}"), action, language=one.value
            )
            for one in Language
        ]
        text = self.words.say(f"staff-speak-{'group' if in_group else 'private'}")
        await turn.replies.send(message.chat.id, Screen(text=text, keyboard=(tuple(buttons),)))

    async def choose(self, press: Press) -> None:
        """Speak to the officer so from now on."""
        language = Language(press.word("language"))
        await press.turn.store.officers.set_language(press.officer, language)
        await self._confirm(press, language)

    async def choose_for_group(self, press: Press) -> None:
        """Speak to the group so from now on."""
        language = Language(press.word("language"))
        turn = press.turn
        await turn.store.marks.put(speech.MARK, language)
        await write_anew(turn.store, f"{language}:{turn.update_id}", now=turn.now)
        await self._confirm(press, language)

    async def _confirm(self, press: Press, language: Language) -> None:
        text = self.words.in_language(language).say("staff-spoken")
        await press.turn.replies.send(press.chat_id, Screen(text=text), edit=press.message_id)


async def write_anew(store: Store, name: str, *, now: datetime) -> None:
    """Write anew what stands in the group and still has something to be done about it.

    The cards of ended cases stay in the language they ended in. `name` tells one time from
    another.
    """
    for case in await store.cases.open():
        card = parcels.card(case)
        await store.outbox.add(replace(card, key=f"{card.key}:{name}"), now=now)
    after = ReviewId(0)
    while waiting := await store.queue.undecided(after=after, limit=AT_ONCE):
        for after in waiting:
            card = parcels.review_card(await store.reviews.get(after))
            await store.outbox.add(replace(card, key=f"{card.key}:{name}"), now=now)
