"""Registers step by step, in private, what came by post, in person or by telephone."""

from dataclasses import dataclass, replace

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.rights import Field, Language, RightKey
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.errors import IntakeError, Unavailable
from pd_intake_bot.telegram import attachments, letters
from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff.entry import form as forms
from pd_intake_bot.telegram.staff.entry.form import Form, Question
from pd_intake_bot.telegram.staff.entry.form_screens import FormScreens
from pd_intake_bot.telegram.staff.letters import begun, days
from pd_intake_bot.telegram.staff.officers import Officers
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.roles import COMMANDS
from pd_intake_bot.telegram.staff.wanted import MAX_FILES, MAX_TOTAL
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.intake.enter import Enter, Way
from pd_intake_bot.usecases.records.showing import About


class FileNotTaken(IntakeError):
    """There is no room for a file, or it is too big."""

    key = "error-file-not-taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteringByHand:
    """One question at a time; nothing is registered before the officer has seen it whole."""

    words: Wording
    officers: Officers
    enter: Enter

    @property
    def screens(self) -> FormScreens:
        """What writes the questions."""
        return FormScreens(words=self.words)

    async def command(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Begin a new one."""
        user = message.from_user
        role = await self.officers.role(turn, user.id) if user else None
        if role is None or not role.reaches(COMMANDS["new"]):
            text = self.words.say("staff-role-too-low")
            await turn.replies.send(message.chat.id, Screen(text=text))
            return
        form, other = await forms.read(state), await begun.unfinished(state)
        if form is not None and form.is_begun:
            screen = await self.screens.begun(turn, form)
            await turn.replies.send(message.chat.id, screen, shows=About())
        elif other:
            await turn.replies.send(message.chat.id, Screen(text=self.words.say(other)))
        else:
            await self._ask(turn, state, Form(token=str(turn.update_id)), message.chat.id)

    async def point(self, message: Message, turn: Turn) -> None:
        """Say in the group where it is done: a person's data are not typed there."""
        await turn.replies.send(
            message.chat.id, Screen(text=self.words.say("staff-new-in-private"))
        )

    async def go_on(self, press: Press) -> None:
        """Ask again what was asked last of the form that was begun."""
        form = await self._at_hand(press)
        if form is not None:
            await self._ask(press.turn, press.state, form, press.chat_id)

    async def anew(self, press: Press) -> None:
        """Throw the form away, and begin another."""
        if await self._at_hand(press) is not None:
            form = Form(token=str(press.turn.update_id))
            await self._ask(press.turn, press.state, form, press.chat_id)

    async def pick(self, press: Press) -> None:
        """Take what a button stands for."""
        form = await self._at_hand(press)
        if form is None:
            return
        picked = _picked(form, press.word("what"), press.word("value"))
        await self._ask(press.turn, press.state, picked, press.chat_id)

    async def write(self, message: Message, turn: Turn, state: FSMContext) -> None:
        """Take what is typed, or a file."""
        form = await forms.read(state)
        if form is None:
            return
        await turn.replies.typed(message, About())
        try:
            form = self._typed(form, message, turn)
        except IntakeError as error:
            text = self.words.say(error.key, **error.values)
            await turn.replies.send(message.chat.id, Screen(text=text))
            return
        await self._ask(turn, state, form, message.chat.id)

    async def register(self, press: Press) -> None:
        """Register what was shown."""
        turn, form = press.turn, await self._at_hand(press)
        entry = form.entry() if form else None
        if entry is None:
            return
        try:
            done = await self.enter(turn.store, entry, officer=press.actor, now=turn.now)
        except Unavailable:
            raise
        except IntakeError as error:
            # Refused before anything was written.
            turn.effects.tell(self.words.label(error.key, **error.values), alert=True)
            return
        await press.state.clear()
        if done is not None:
            await self._tell(press, *done)

    async def _at_hand(self, press: Press) -> Form | None:
        """Give the form that a button belongs to; else tell that the button is none any more."""
        form = await forms.read(press.state)
        if form is not None and form.token == press.word("form"):
            return form
        press.turn.effects.tell(self.words.label("staff-button-unknown"), alert=True)
        return None

    def _typed(self, form: Form, message: Message, turn: Turn) -> Form:
        """Read what was typed in answer to the question. Raises what is wrong with it."""
        text = (message.text or message.caption or "").strip()
        match form.question:
            case Question.DAY:
                day = days.past(text, today=self.words.policy.local_date(turn.now))
                return replace(form, received_on=day)
            case Question.FIELD:
                asked = form.asked or Field.FULL_NAME
                return form.with_field(asked, fields.check(asked, text, insisted=True))
            case Question.WORDS:
                files = (*form.files, *_file(form, message, turn))
                said = {**form.words, message.message_id: text} if text else form.words
                return replace(form, words=said, files=files)
            case _:
                return form

    async def _ask(self, turn: Turn, state: FSMContext, form: Form, chat_id: int) -> None:
        await forms.keep(state, form)
        await turn.replies.send(chat_id, await self.screens.of(turn, form), shows=About())

    async def _tell(self, press: Press, case: Case, letter: Letter) -> None:
        """Tell the number; the letter too where it can't go by itself."""
        ref, turn = str(case.ref), press.turn
        by_mail = case.reply_to is not None
        key = "staff-new-done" if by_mail else "staff-new-done-nowhere"
        text = Screen(text=self.words.say(key, ref=ref))
        await turn.replies.send(press.chat_id, text, edit=press.message_id)
        for part in [] if by_mail else letters.write(letter):
            await turn.replies.send(press.chat_id, Screen(text=part), shows=About(case=case.id))


def _file(form: Form, message: Message, turn: Turn) -> tuple[Attachment, ...]:
    """Give the file of a message; none where it has none. Raises `FileNotTaken`."""
    if attachments.of(message) is None:
        return ()
    kept, total = turn.surroundings.attached, sum(one.size for one in form.files)
    if kept is None or len(form.files) >= MAX_FILES or total + kept.size > MAX_TOTAL:
        raise FileNotTaken("too many files, or too big", files=MAX_FILES, megabytes=MAX_TOTAL >> 20)
    return (kept,)


def _picked(form: Form, what: str, value: str) -> Form:
    """Fill in what a button stands for."""
    question = Question(what)
    if question is Question.RIGHT and value.startswith("group:"):
        return replace(form, group=value.removeprefix("group:"))
    take = {
        Question.WAY: lambda: replace(form, way=Way(value)),
        Question.DAY: lambda: replace(form, received_on=days.iso(value)),
        Question.RIGHT: lambda: replace(form, right=RightKey(value)),
        Question.LANGUAGE: lambda: replace(form, language=Language(value)),
        Question.FIELD: lambda: replace(form, unknown=(*form.unknown, Field(value))),
    }
    return take.get(question, lambda: replace(form, whole=True))()
