"""How the dates of a case came about, for its officers: every clock, with the clauses."""

from dataclasses import dataclass
from datetime import date

from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Told
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.terms.explain import Audience, explanation
from pd_intake_bot.usecases.terms.reckon import Reckon


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """Writes the explanation into the officer's private chat."""

    words: Wording
    reckon: Reckon

    async def __call__(self, press: Press) -> None:
        """Explain the dates of a case, and list those that the person was told."""
        store = press.turn.store
        case = await store.cases.get(press.case_id)
        dates, told = await self.reckon.dates(store, case), await store.clocks.told(case.id)
        steps = deadlines.explain(
            self.words.policy.rights[case.right],
            dates,
            received_on=self.words.policy.local_date(case.received_at),
            calendar=self.reckon.calendar,
            received_at=case.received_at,
        )
        lines = explanation(
            self.words.texts,
            self.words.language,
            steps,
            policy=self.words.policy,
            audience=Audience.FULL,
        )
        heading = self.words.label("staff-explained", ref=str(case.ref))
        page = Letter(subject_line=heading, paragraphs=(*lines, *(self._told(one) for one in told)))
        for part in letters.write(page):
            await press.turn.replies.send(press.officer, Screen(text=part))

    def _told(self, told: Told) -> str:
        moment, day = self.words.moment(told.at), self.words.day(told.promised)
        return self.words.label("staff-explained-told", moment=moment, date=day)


async def button(words: Wording, maker: Maker, case: Case) -> Button:
    """Make the button that asks for the explanation."""
    return await maker.make(words.label("staff-button-explain"), Action.EXPLAIN, case=case.id)


def detail(words: Wording, event: Event) -> str:
    """Tell in a line of the history which dates became which, and why."""
    if event.kind is not EventKind.DATES_CHANGED:
        return ""
    days = {name: _day(words, event.data[name]) for name in _DATES}
    why = words.label(f"letter-because-{event.data['reason']}")
    return ": " + words.label("staff-event-dates-moved", why=why, **days)


def _day(words: Wording, written: object) -> str:
    return words.day(date.fromisoformat(str(written))) if written else "—"


_DATES = ("promised_before", "promised", "target_before", "target")
