"""The questions by which an officer enters a request, each with its buttons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from pd_intake_bot.telegram.screens import Screen
from pd_intake_bot.telegram.staff import quitting
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.entry.form import Form, Question
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.intake.enter import Way

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScreens:
    """Writes the screen of each question; each can be left."""

    words: Wording

    async def of(self, turn: Turn, form: Form) -> Screen:
        """Write what is asked next; at the end the whole form."""
        maker = Maker(store=turn.store, now=turn.now)
        question = form.question
        choices = dict(self._choices(turn, form))
        rows = [
            await maker.make(label, Action.ENTER, form=form.token, what=question.value, value=value)
            for value, label in choices.items()
        ]
        if question is Question.CHECK:
            label = self.words.label("staff-button-enter-register")
            rows.append(await maker.make(label, Action.ENTER_REGISTER, form=form.token))
        rows.append(await quitting.button(self.words, maker, of="token", form=form.token))
        return Screen(text=self._text(form), keyboard=tuple((one,) for one in rows))

    async def begun(self, turn: Turn, form: Form) -> Screen:
        """Ask whether to go on with what was begun, or to throw it away."""
        maker = Maker(store=turn.store, now=turn.now)
        actions = (Action.ENTER_ON, Action.ENTER_ANEW)
        rows = [
            await maker.make(self.words.label(f"staff-button-{one}"), one, form=form.token)
            for one in actions
        ]
        lines = [self.words.say("staff-new-begun"), "", *self._whole(form)]
        return Screen(text="\n".join(lines), keyboard=tuple((one,) for one in rows))

    def _text(self, form: Form) -> str:
        if form.question is Question.CHECK:
            return "\n".join([self.words.say("staff-new-check"), "", *self._whole(form)])
        if form.question is Question.FIELD and form.asked is not None:
            return self.words.say("staff-new-field", field=self.words.field(form.asked))
        if form.question is Question.WORDS and (form.words or form.files):
            count = len(form.words) + len(form.files)
            return self.words.say("staff-new-words-more", count=count)
        return self.words.say(f"staff-new-{form.question}")

    def _choices(self, turn: Turn, form: Form) -> Iterator[tuple[str, str]]:
        match form.question:
            case Question.WAY:
                yield from ((one, self.words.label(f"staff-way-{one}")) for one in Way)
            case Question.DAY:
                yield from self._days(turn)
            case Question.RIGHT:
                yield from self._rights(form)
            case Question.LANGUAGE:
                for one in self.words.policy.languages:
                    yield one, self.words.label(f"staff-button-speak-{one}")
            case Question.FIELD if form.asked is not None:
                yield form.asked, self.words.label("staff-button-unknown-field")
            case Question.WORDS if form.words:
                yield "whole", self.words.label("staff-button-enter-whole")
            case _:
                return

    def _days(self, turn: Turn) -> Iterator[tuple[str, str]]:
        today = self.words.policy.local_date(turn.now)
        label = self.words.label("staff-button-today", date=self.words.day(today))
        yield today.isoformat(), label
        yesterday = today - DAY
        yield yesterday.isoformat(), self.words.day(yesterday)

    def _rights(self, form: Form) -> Iterator[tuple[str, str]]:
        for group in self.words.policy.groups:
            if group.key == form.group:
                yield from ((right, self.words.ask(right)) for right in group.rights)
                return
        for group in self.words.policy.groups:
            if len(group.rights) == 1:
                yield group.rights[0], self.words.ask(group.rights[0])
            else:
                yield f"group:{group.key}", group.ask[self.words.language]

    def _whole(self, form: Form) -> Iterator[str]:
        if form.way:
            yield self.words.say(f"staff-way-{form.way}")
        if form.received_on:
            yield self.words.say("staff-new-received", date=self.words.day(form.received_on))
        if form.right:
            yield self.words.say("staff-new-title", title=self.words.title(form.right))
        if form.language:
            yield self.words.say(f"staff-language-{form.language}")
        for field, value in form.fields.items():
            yield self.words.line(field, value)
        if form.files:
            yield self.words.say("staff-attachments", count=len(form.files))
        if form.text:
            yield ""
            yield self.words.say("staff-new-said", words=form.text[:_SHOWN])


_SHOWN = 3000
"""Letters of the words that one message has room for."""
