"""Writes a person's own cases as the answer to /status."""

from collections.abc import Sequence
from datetime import date

from pd_intake_bot.domain.case import Case
from pd_intake_bot.telegram.person.view import View

SHOWN = 12
"""More than this does not fit into one message; the newest come first."""


def write(view: View, cases: Sequence[Case]) -> str:
    """List the cases: number, what was asked, state, dates."""
    if not cases:
        return view.say("person-status-none")
    listed = [_case(view, case) for case in cases[:SHOWN]]
    more = [view.say("person-status-more", count=len(cases) - SHOWN)] * (len(cases) > SHOWN)
    return "\n\n".join([view.say("person-status"), *listed, *more])


def _case(view: View, case: Case) -> str:
    title = view.policy.rights[case.right].title[view.language]
    lines = [
        view.say("person-status-case", ref=str(case.ref), title=title),
        view.say(f"person-state-{case.state}"),
        view.say("person-status-received", date=_day(view.policy.local_date(case.received_at))),
        _promised(view, case),
        _acknowledged(view, case),
    ]
    return "\n".join(lines)


def _promised(view: View, case: Case) -> str:
    if case.promised is None:
        return view.say("person-status-waits")
    return view.say("person-status-promised", date=_day(case.promised))


def _acknowledged(view: View, case: Case) -> str:
    if case.acknowledged_at is None:
        return view.say("person-status-not-acknowledged")
    day = view.policy.local_date(case.acknowledged_at)
    return view.say("person-status-acknowledged", date=_day(day))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
