"""Commands that answer from the policy alone: what a subject line is, when a request is due."""

import sys
import textwrap
from datetime import date, datetime
from typing import Annotated

import typer

from pd_intake_bot import i18n, settings
from pd_intake_bot.app.rules import load_calendar, load_policy
from pd_intake_bot.cli.output import Json, JsonLines, print_json
from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.clocks import Clock, Course
from pd_intake_bot.domain.deadlines import DeadlineError, Deadlines
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Right, RightKey
from pd_intake_bot.domain.subject_lines import SubjectLines
from pd_intake_bot.domain.workdays import CalendarError
from pd_intake_bot.usecases.terms import explain

_WIDTH = 79

Received = Annotated[str, typer.Option(help="Receipt: a date, or a moment with its offset.")]
Confirmed = Annotated[str | None, typer.Option(help="When the confirmation was received.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(classify)
    app.command()(deadline)


def classify(as_json: JsonLines = True) -> None:  # noqa: ARG001 - for symmetry with other commands
    """Say of subject lines on standard input what each is.

    One subject line a line in, one JSON object a line out.
    """
    lines = SubjectLines(load_policy(settings.load()).vocabulary)
    for written in sys.stdin.buffer if sys.stdin else ():
        subject_line = written.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
        match = lines.match(subject_line)
        print_json(
            {
                "subject_line": subject_line,
                "verdict": match.verdict,
                "request": match.request,
                "language": match.language,
                "why": match.why,
            }
        )


def deadline(
    right: Annotated[str, typer.Option(help="Key of the right, as `policy show` lists them.")],
    received: Received,
    confirmed: Confirmed = None,
    as_json: Json = False,
) -> None:
    """Tell when a request is due, and how each date comes about."""
    chosen = settings.load()
    policy = load_policy(chosen)
    asked = _right(policy, right)
    received_on, received_at = _day(policy, received, "--received")
    confirmed_on = None if confirmed is None else _day(policy, confirmed, "--confirmed")[0]
    days = load_calendar(chosen, policy)
    try:
        dates = deadlines.compute(
            asked,
            received_on=received_on,
            confirmed_on=confirmed_on,
            calendar=days,
            house_term=policy.house_term,
            course=Course(zone=policy.zone),
        )
    except (CalendarError, DeadlineError, OverflowError) as error:
        given = ", ".join(repr(one) for one in (received, confirmed) if one)
        raise typer.BadParameter(
            f"{given}: {error}", param_hint="--received, --confirmed"
        ) from None
    texts = i18n.Texts(i18n.locales())
    steps = deadlines.explain(
        asked, dates, received_on=received_on, calendar=days, received_at=received_at
    )
    explanation = {
        language: explain.explanation(texts, language, steps, policy=policy)
        for language in Language
    }
    if as_json:
        print_json(_answer(asked, received, confirmed, dates) | {"explanation": explanation})
        return
    for number, language in enumerate(Language):
        print("\n" * bool(number) + f"[{language}]")
        for line in explanation[language]:
            print(textwrap.fill(line, _WIDTH, subsequent_indent="  "))


def _answer(
    right: Right, received: str, confirmed: str | None, dates: Deadlines
) -> dict[str, object]:
    return {
        "right": right.key,
        "received": received,
        "confirmed": confirmed,
        "policy": _clock(dates.policy),
        "law": _clock(dates.law),
        "promised": dates.promised,
        "target": dates.target,
        "basis": dates.promised_basis,
    }


def _clock(clock: Clock | None) -> dict[str, object] | None:
    if clock is None:
        return None
    return {
        "date": clock.date,
        "term": clock.rule.term,
        "clause": clock.rule.clause,
        "clock": clock.rule.starts,
        "by_analogy": clock.rule.by_analogy,
    }


def _right(policy: Policy, key: str) -> Right:
    found = policy.rights.get(RightKey(key))
    if found is None:
        known = ", ".join(policy.rights)
        raise typer.BadParameter(f"{key!r} is not one of {known}", param_hint="--right")
    return found


def _day(policy: Policy, written: str, option: str) -> tuple[date, datetime | None]:
    """Read a date, or a moment whose local date counts; one without an offset is local."""
    try:
        return date.fromisoformat(written), None
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=policy.zone)
        return policy.local_date(moment), moment
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{written!r} is not an ISO 8601 date", param_hint=option
        ) from None
