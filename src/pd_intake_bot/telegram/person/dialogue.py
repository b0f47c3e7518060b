"""One update of a person's conversation: where they stand, and how the next screen is shown."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.states import FOLLOWING, Talking
from pd_intake_bot.telegram.person.talk import Draft, LastSent, Pace, Talk
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.telegram.person.windows import WINDOWS
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.people.daily import Most
from pd_intake_bot.usecases.ports import Texts

INTERRUPTIONS = frozenset(
    {
        Talking.language.state,
        Talking.resume.state,
        Talking.cancel.state,
        Talking.gone.state,
    }
)
"""Screens that come between, and give way to the one before them."""

ASIDE = frozenset({Talking.language.state, Talking.gone.state})
"""Those of them that give way to a screen about cases, too."""

PACE = 30
"""So many messages within a minute are answered; those beyond are taken in without a word."""
_MINUTE = timedelta(minutes=1)


@dataclass(slots=True, kw_only=True)
class Dialogue:
    """A person and the bot, for the length of one update.

    `stood` is the state the update found; `edit` the message whose button was pressed, in
    whose place the next screen appears. A `quiet` one has been written to so fast that it says
    no more than it must: what comes is taken all the same, and the last screen stays good.
    """

    turn: Turn
    state: FSMContext
    texts: Texts
    policy: Policy
    user: User
    chat_id: int
    stood: str | None
    talk: Talk
    most: Most = field(default_factory=Most)
    edit: int | None = None
    quiet: bool = False
    kept: bool = False

    @property
    def sender_name(self) -> str:
        """The name of the account, without marks that can't be seen."""
        return fields.clean(self.user.full_name, lines=False)

    @property
    def view(self) -> View:
        """What the windows are written from."""
        app, known = self.user.language_code or "", self.policy.languages
        guess = next((one for one in known if app.startswith(one)), known[0])
        return View(texts=self.texts, policy=self.policy, talk=self.talk, guess=guess)

    def buttons(self) -> frozenset[str]:
        """Give what each button of the last screen carries."""
        return frozenset(button.data for button in self._buttons())

    def labels(self) -> dict[str, str]:
        """Give what each button of the last screen carries, by its label without ornaments."""
        labels = {bare(button.label): button.data for button in self._buttons()}
        return {label: data for label, data in labels.items() if label}

    async def show(self, state: State | str, *, note: str = "", brief: bool = False) -> None:
        """Go to a state and show its window, with a line (HTML) before it.

        A `brief` note stands over the buttons alone: the question is just above in the chat.
        """
        name = state if isinstance(state, str) else state.state
        if self.quiet and name == self.stood:
            await self.keep()
            return
        self.talk = replace(self.talk, revision=self.talk.revision + 1)
        screen = WINDOWS[name](self.view)
        if self.talk.keys and not screen.replaces_keyboard and name not in INTERRUPTIONS:
            await self._take_keys_away(note or self.view.say("person-go-on"))
        elif note:
            screen = replace(screen, text=note if brief else f"{note}\n\n{screen.text}")
        await self._put_in_place(screen)
        self.talk = replace(self.talk, keys=self.talk.keys or screen.replaces_keyboard)
        await self._keep(name)

    async def interrupt(self, state: State, *, note: str = "") -> None:
        """Show a screen that gives way to the present one when it is done with."""
        is_aside = state.state in ASIDE
        if self.stood not in INTERRUPTIONS | FOLLOWING:
            self.talk = replace(self.talk, back=self.stood, beneath="")
        elif not is_aside:
            self.talk = replace(self.talk, beneath="")
        elif self.stood in FOLLOWING:
            self.talk = replace(self.talk, beneath=self.stood or "")
        await self.show(state, note=note)

    def before(self) -> str | None:
        """Leave a screen that has interrupted; gives where the person was before it."""
        if self.talk.beneath:
            before: str | None = self.talk.beneath
            self.talk = replace(self.talk, beneath="")
        else:
            before = self.talk.back
            self.talk = replace(self.talk, back=None)
        return before

    async def again(self, note: str, *, brief: bool = True) -> None:
        """Say something and show the present screen once more, or its buttons alone."""
        if self.stood is None:
            await self.say(note)
        else:
            await self.show(self.stood, note=note, brief=brief)

    async def finish(self, text: str) -> None:
        """End the conversation with some last words (HTML); the language is remembered."""
        last = Screen(text=text, clears=self.talk.keys)
        await self.turn.replies.send(self.chat_id, last, edit=self.edit)
        self.talk = ended(self.talk)
        await self._keep(None)

    async def remember(self, sent: LastSent) -> None:
        """Remember which request was sent last, and by which press."""
        before = self.talk.sent
        filed = (*self.talk.filed, before) if before else self.talk.filed
        self.talk = replace(self.talk, sent=sent, filed=filed[-talks.FILED :])
        await self._keep(self.stood)

    async def say(self, text: str) -> None:
        """Say something (HTML) that changes nothing."""
        if self.quiet:
            return
        await self.turn.replies.send(self.chat_id, Screen(text=text))

    async def keep(self) -> None:
        """Remember where the person stands without showing anything."""
        await self._keep(self.stood)

    async def keep_draft(self, draft: Draft) -> None:
        """Remember the draft without showing anything."""
        self.talk = replace(self.talk, draft=draft)
        await self._keep(self.stood)

    def _buttons(self) -> list[Button]:
        if self.stood is None:
            return []
        rows = WINDOWS[self.stood](self.view).keyboard
        return [button for row in rows for button in row if button.data]

    async def _put_in_place(self, screen: Screen) -> None:
        if self.edit is not None and screen.replaces_keyboard:
            # No edit can bring a reply keyboard: the pressed screen shrinks to its heading.
            heading = self.view.say("person-heading", title=self._title())
            await self.turn.replies.send(self.chat_id, Screen(text=heading), edit=self.edit)
        await self.turn.replies.send(self.chat_id, screen, edit=self.edit)

    async def _take_keys_away(self, text: str) -> None:
        await self.turn.replies.send(self.chat_id, Screen(text=text, clears=True))
        self.talk = replace(self.talk, keys=False)
        self.edit = None

    def _title(self) -> str:
        if self.talk.draft is None or self.stood in FOLLOWING:
            return self.talk.chosen
        return self.view.title

    async def _keep(self, state: str | None) -> None:
        self.kept = True
        self.talk = replace(self.talk, chat=self.chat_id, name=self.sender_name)
        await self.state.set_state(state)
        await self.state.set_data(talks.write(self.talk))
        self.stood = state


class Meeting(BaseMiddleware):
    """Gives the handlers of a person's conversation their `dialogue`."""

    def __init__(self, *, texts: Texts, policy: Policy, most: Most) -> None:
        self._texts = texts
        self._policy = policy
        self._most = most

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - aiogram's own signature
        """Read where the person stands; what has no sender or no chat is none of theirs."""
        state: FSMContext | None = data.get("state")
        if state is None:
            return await handler(event, data)
        talk, is_said = talks.read(await state.get_data()), isinstance(event, Message)
        pace = _paced(talk.pace, data["turn"].now) if is_said else talk.pace
        dialogue = data["dialogue"] = Dialogue(
            turn=data["turn"],
            state=state,
            texts=self._texts,
            policy=self._policy,
            most=self._most,
            user=data["event_from_user"],
            chat_id=data["event_chat"].id,
            stood=data["raw_state"],
            talk=replace(talk, pace=pace),
            edit=_pressed(event),
        )
        if is_said and pace is not None:
            await _slow_down(dialogue, pace)
        done = await handler(event, data)
        if is_said and not dialogue.kept:
            await dialogue.keep()
        return done


def ended(talk: Talk) -> Talk:
    """Give what stays of a conversation that has come to its end."""
    return Talk(
        language=talk.language,
        revision=talk.revision + 1,
        sent=talk.sent,
        filed=talk.filed,
        addition=talk.addition,
        chat=talk.chat,
        name=talk.name,
        pace=talk.pace,
        taken=talk.taken,
    )


def _paced(pace: Pace | None, now: datetime) -> Pace:
    if pace is None or now - pace.since >= _MINUTE:
        return Pace(since=now, count=1)
    return replace(pace, count=pace.count + 1)


async def _slow_down(dialogue: Dialogue, pace: Pace) -> None:
    """Say once that answers pause; nothing that is sent is lost."""
    if pace.count == PACE + 1:
        await dialogue.say(dialogue.view.say("person-slow"))
    dialogue.quiet = pace.count > PACE


def bare(label: str) -> str:
    """Leave of a label its words alone: no case, no pictures, no marks."""
    letters = (character if character.isalnum() else " " for character in label.casefold())
    return " ".join("".join(letters).split())


def _pressed(event: TelegramObject) -> int | None:
    """Give the message whose button was pressed, if the bot may still edit it."""
    if isinstance(event, CallbackQuery) and isinstance(event.message, Message):
        return event.message.message_id
    return None
