"""Writes a person's own cases: all of them for /status, and one with what is awaited."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pd_intake_bot.domain.case import Case, State
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.telegram.person.summary import excerpt
from pd_intake_bot.telegram.person.talk import Followed
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.usecases.people.goes_on import merged_into
from pd_intake_bot.usecases.ports import Store

SHOWN = 12
"""More than this does not fit into one message; open and new ones come first."""
_ASKED = 1500
"""So many letters of a question; the whole of it is in the letter that asked."""


async def follow(store: Store, cases: Sequence[Case], policy: Policy) -> tuple[Followed, ...]:
    """Take down the cases as they now stand."""
    return tuple([_taken_down(case, await merged_into(store, case), policy) for case in cases])


def _taken_down(case: Case, joined: Case | None, policy: Policy) -> Followed:
    def day(moment: datetime | None) -> date | None:
        return policy.local_date(moment) if moment else None

    return Followed(
        ref=str(case.ref),
        right=case.right,
        state=case.state,
        received=policy.local_date(case.received_at),
        promised=case.promised,
        acknowledged=day(case.acknowledged_at),
        proof=case.proof,
        email=case.fields.get(Field.EMAIL, ""),
        by_mail=isinstance(case.reply_to, MailAddress),
        missing=case.missing,
        ended=day(case.closed_at),
        joined=str(joined.ref) if joined else "",
    )


def write(view: View) -> str:
    """List the cases, and say what can be done with them; or how to have one."""
    if not view.talk.cases:
        return view.say("person-status-none")
    return f"{listed(view)}\n\n{view.say('person-status-how')}"


def listed(view: View) -> str:
    """List the cases: number, what was asked, state, dates."""
    cases = view.talk.cases
    shown = ["\n".join(_lines(view, case)) for case in cases[:SHOWN]]
    more = [view.say("person-status-more", count=len(cases) - SHOWN)] * (len(cases) > SHOWN)
    return "\n\n".join([view.say("person-status"), *shown, *more])


def write_case(view: View, case: Followed) -> str:
    """Write one case, what is awaited of whom, and how well the person is known."""
    parts = ["\n".join(_lines(view, case))]
    if case.state.is_open:
        wanted = [*_wanted(view, case)]
        parts += [_awaited(view, case, wanted=bool(wanted)), *wanted]
    return "\n\n".join(parts)


def _wanted(view: View, case: Followed) -> Iterator[str]:
    """Say what the person can do to have their answer, or have it sooner."""
    if case.missing:
        names = "\n".join(f"— {view.requirement_name(one)}" for one in case.missing)
        yield view.say("person-awaited-missing", names=names)
    if case.promised is None:
        yield view.say("person-awaited-confirmation")
    proof = proof_line(view, case)
    if proof:
        yield proof


def _awaited(view: View, case: Followed, *, wanted: bool) -> str:
    if case.state is not State.WAITING:
        return view.say("person-awaited-us", rest="no" if wanted else "yes")
    if not case.question:
        return view.say("person-awaited-person")
    return view.say("person-awaited-question", question=excerpt(case.question, _ASKED))


def proof_line(view: View, case: Followed) -> str:
    """Say what proof the right needs and the case lacks; nothing where nothing is lacking."""
    needed = view.policy.rights[case.right].proof
    if needed is None or case.proof.rank >= needed.rank:
        return ""
    return view.say(f"person-proof-needs-{needed}")


def _lines(view: View, case: Followed) -> Iterator[str]:
    title = view.policy.rights[case.right].title[view.language]
    yield view.say("person-status-case", ref=case.ref, title=title)
    yield _state(view, case)
    yield view.say("person-status-received", date=_day(case.received))
    if case.promised is not None and case.is_due:
        yield view.say("person-status-promised", date=_day(case.promised))
    elif case.state.is_open:
        yield view.say("person-status-waits")
    if case.acknowledged is not None:
        yield view.say("person-status-acknowledged", date=_day(case.acknowledged))
    elif case.state.is_open:
        yield view.say("person-status-not-acknowledged")


def _state(view: View, case: Followed) -> str:
    """Say where the case stands; of one that has ended also when, and that nothing is owed."""
    if case.state.is_open:
        return view.say(f"person-state-{case.state}")
    day = _day(case.ended) if case.ended else "—"
    if case.joined:
        return view.say("person-state-joined", other=case.joined, date=day)
    return view.say(f"person-state-{case.state}", date=day)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
