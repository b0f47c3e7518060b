"""What an officer is asked on the way to a letter: a ground, a day, a length, the words."""

from dataclasses import dataclass, replace

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.rights import Term
from pd_intake_bot.domain.work import Act
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import quitting
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.letters import days, steps
from pd_intake_bot.telegram.staff.letters.draft import Draft
from pd_intake_bot.telegram.staff.letters.steps import Step
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.work.orders import Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Writes the questions, and reads what is typed in answer to them."""

    words: Wording
    orders: Orders

    async def screen(self, turn: Turn, case: Case, draft: Draft, step: Step) -> Screen:
        """Ask for what comes next; each question can be left."""
        maker = Maker(store=turn.store, now=turn.now)
        match step:
            case Step.CHOICE:
                text, rows = await self._choice(turn, maker, case, draft)
            case Step.AMOUNT:
                text, rows = await self._amount(maker, case, draft)
            case Step.DAY:
                text, rows = await self._day(turn, maker, case)
            case _:
                text, rows = await self._words(maker, case, draft)
        cancel = await quitting.button(
            self.words, maker, of="case", case=case.id, act=draft.act.value
        )
        return Screen(text=text, keyboard=tuple((one,) for one in (*rows, cancel)))

    def take(self, case: Case, draft: Draft, step: Step, typed: str) -> Draft | str:
        """Read what was typed; gives what is wrong with it as a text (HTML) where it is no good."""
        if step is Step.DAY:
            try:
                return replace(draft, day=days.read(typed))
            except days.NoDay as error:
                return self.words.say(error.key, **error.values)
        allowed = steps.allowance(self.words.policy, case, draft.choice)
        upto = allowed.upto.amount if allowed else 0
        amount = int(typed) if typed.isascii() and typed.isdigit() else 0
        if allowed is None or not 0 < amount <= upto:
            return self.words.say("staff-work-amount-wrong", upto=str(upto))
        return replace(draft, by=Term(amount=amount, unit=allowed.upto.unit))

    async def _choice(
        self, turn: Turn, maker: Maker, case: Case, draft: Draft
    ) -> tuple[str, list[Button]]:
        found = await steps.choices(self.words, turn.store, case, draft.act)
        rows = [
            await maker.make(label, Action.PICK, case=case.id, choice=key)
            for key, label in found.items()
        ]
        return self.words.say(f"staff-work-choose-{draft.act}", ref=str(case.ref)), rows

    async def _amount(self, maker: Maker, case: Case, draft: Draft) -> tuple[str, list[Button]]:
        allowed = steps.allowance(self.words.policy, case, draft.choice)
        if allowed is None:
            return self.words.say("staff-work-amount-wrong", upto="0"), []
        term = self.words.label(f"term-{allowed.upto.unit}", amount=allowed.upto.amount)
        whole = await maker.make(term, Action.PICK, case=case.id, amount=allowed.upto.amount)
        return self.words.say("staff-work-amount", ref=str(case.ref), term=term), [whole]

    async def _day(self, turn: Turn, maker: Maker, case: Case) -> tuple[str, list[Button]]:
        today = self.words.policy.local_date(turn.now)
        label = self.words.label("staff-button-today", date=self.words.day(today))
        button = await maker.make(label, Action.PICK, case=case.id, day=today.isoformat())
        example = self.words.day(today)
        return self.words.say("staff-work-day", ref=str(case.ref), example=example), [button]

    async def _words(self, maker: Maker, case: Case, draft: Draft) -> tuple[str, list[Button]]:
        key = "staff-answer-ask" if draft.act is Act.ANSWER else f"staff-work-ask-{draft.act}"
        templates = self.orders.templates(case, draft.act)
        rows = [
            await maker.make(
                self.words.label("staff-work-template", name=names[self.words.language]),
                Action.TEMPLATE,
                case=case.id,
                number=number,
            )
            for number, names in templates.items()
        ]
        text = self.words.say(key, ref=str(case.ref))
        return "\n\n".join([text, *self._unsettled(case, draft), *self._foreign(case)]), rows

    def _unsettled(self, case: Case, draft: Draft) -> list[str]:
        """Say, before a case is answered, that it may be about something else."""
        suggestion = case.understood.suggestion
        if suggestion is None or draft.act not in {Act.ANSWER, Act.REFUSE}:
            return []
        title = self.words.title(suggestion.right)
        return [self.words.say("staff-suggestion-unsettled", title=title)]

    def _foreign(self, case: Case) -> list[str]:
        """Say in which language the letter is, where that is not the officer's own."""
        languages = self.words.policy.written_in(case.language)
        if languages == (self.words.language,):
            return []
        one = languages[0] if len(languages) == 1 else "all"
        return [self.words.say("staff-work-language", language=one)]
