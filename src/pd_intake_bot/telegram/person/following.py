"""Handlers of the screens about registered cases: look, explain, withdraw."""

from dataclasses import dataclass, replace

from aiogram import Router

from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.person import status
from pd_intake_bot.telegram.person.dialogue import Dialogue
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.routes import Pressed, on
from pd_intake_bot.telegram.person.states import Talking
from pd_intake_bot.usecases.people.tie_channels import own_case, own_cases
from pd_intake_bot.usecases.people.withdraw_case import WithdrawCase
from pd_intake_bot.usecases.terms.explain import Audience, explanation
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.work import asked

KEPT = 50
"""So many of a person's cases are taken down; an older one is opened by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Shows a person their cases, and does what they ask for about one."""

    reckon: Reckon
    withdraw: WithdrawCase

    def register(self, router: Router) -> None:
        """Register the handlers."""
        on(router, Talking.cases, Action.CASE, pick)
        on(router, Talking.case, Action.CASES, list_cases)
        on(router, Talking.case, Action.EXPLAIN, self.explain)
        on(router, Talking.case, Action.WITHDRAW, ask_to_withdraw)
        on(router, Talking.withdraw, Action.SURE, ask_again)
        on(router, Talking.sure, Action.END, self.end)
        for state in (Talking.withdraw, Talking.sure, Talking.proof, Talking.address, Talking.code):
            on(router, state, Action.CASE, pick)

    async def explain(self, _: Pressed, dialogue: Dialogue) -> None:
        """Tell step by step how the promised date came about."""
        case = await chosen(dialogue)
        if case is None:
            return
        policy, language = dialogue.policy, dialogue.view.language
        steps = deadlines.explain(
            policy.rights[case.right],
            await self.reckon.dates(dialogue.turn.store, case),
            received_on=policy.local_date(case.received_at),
            calendar=self.reckon.calendar,
            received_at=case.received_at,
        )
        lines = explanation(
            dialogue.texts, language, steps, policy=policy, audience=Audience.PERSON
        )
        title = dialogue.view.label("person-explained", ref=str(case.ref))
        page = Letter(subject_line=title, paragraphs=tuple(lines))
        dialogue.edit = None
        for part in letters.write(page):
            await dialogue.say(part)
        await open_case(dialogue, case)

    async def end(self, _: Pressed, dialogue: Dialogue) -> None:
        """Withdraw the case; the letter about it follows."""
        case = await chosen(dialogue)
        if case is None:
            return
        turn = dialogue.turn
        note = "person-withdrawn" if case.state.is_open else "person-ended-before"
        ended = await self.withdraw(turn.store, case, now=turn.now)
        by = "mail" if isinstance(case.reply_to, MailAddress) else "telegram"
        said = dialogue.view.say(note, ref=str(case.ref), by=by)
        await open_case(dialogue, ended, note=said)


async def list_cases(_: Pressed, dialogue: Dialogue) -> None:
    """List the person's own cases."""
    await look(dialogue)


async def tell(dialogue: Dialogue) -> None:
    """Say how the person's cases stand, and no more: they are being asked something."""
    await _take_down_all(dialogue)
    await dialogue.say(status.listed(dialogue.view))


async def look(dialogue: Dialogue) -> None:
    """Show the person's cases as they now stand; one who has none is told how to ask."""
    await _take_down_all(dialogue)
    if dialogue.talk.cases:
        await dialogue.interrupt(Talking.cases)
    else:
        await dialogue.say(status.write(dialogue.view))
        if dialogue.stood is not None:
            await dialogue.show(dialogue.stood)


async def _take_down_all(dialogue: Dialogue) -> None:
    found = await own_cases(dialogue.turn.store, TelegramChat(chat_id=dialogue.chat_id))
    cases = await status.follow(dialogue.turn.store, found[:KEPT], dialogue.policy)
    dialogue.talk = replace(dialogue.talk, cases=cases, chosen="")


async def pick(_: Pressed, callback_data: Press, dialogue: Dialogue) -> None:
    """Show one case."""
    dialogue.talk = replace(dialogue.talk, chosen=callback_data.arg)
    case = await chosen(dialogue)
    if case is not None:
        await open_case(dialogue, case)


async def chosen(dialogue: Dialogue) -> Case | None:
    """Give the chosen case as it now stands; where it is theirs no more the list is shown."""
    chat = TelegramChat(chat_id=dialogue.chat_id)
    case = await own_case(dialogue.turn.store, chat, dialogue.talk.chosen)
    if case is None:
        await look(dialogue)
    return case


async def open_case(dialogue: Dialogue, case: Case, *, note: str = "") -> None:
    """Show one case as it now stands."""
    await take_down(dialogue, case)
    await dialogue.interrupt(Talking.case, note=note)


async def take_down(dialogue: Dialogue, case: Case) -> None:
    """Make a case the chosen one, in the form in which screens show it."""
    (followed,) = await status.follow(dialogue.turn.store, [case], dialogue.policy)
    question = await asked.question(dialogue.turn.store, case)
    now_reads = replace(followed, question=question)
    others = [one for one in dialogue.talk.cases if one.ref != now_reads.ref]
    dialogue.talk = replace(dialogue.talk, cases=(now_reads, *others), chosen=now_reads.ref)


async def ask_to_withdraw(_: Pressed, dialogue: Dialogue) -> None:
    """Ask whether to withdraw."""
    await dialogue.show(Talking.withdraw)


async def ask_again(_: Pressed, dialogue: Dialogue) -> None:
    """Ask once more: it can't be undone."""
    await dialogue.show(Talking.sure)
