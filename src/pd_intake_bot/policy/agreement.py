"""What the tables of a policy file must agree on, and where the law outruns the policy."""

from collections.abc import Iterator

from pd_intake_bot import clock
from pd_intake_bot.domain.rights import Request, Term, Unit
from pd_intake_bot.domain.workdays import Week
from pd_intake_bot.policy import clocks, keywords, languages, work
from pd_intake_bot.policy.faults import Location
from pd_intake_bot.policy.schema import PolicyFile, RightTable

Finding = tuple[Location, str]

_DAYS_OF_A_WEEK = 7


def contradictions(file: PolicyFile) -> Iterator[Finding]:
    """List what makes the file unusable although each value is in order."""
    yield from _zone(file)
    yield from _laws(file)
    yield from clocks.contradictions(file)
    yield from _groups(file)
    yield from _reach(file)
    yield from _defaults(file)
    yield from _subject_lines(file)
    yield from languages.contradictions(file)
    yield from work.contradictions(file)
    yield from keywords.faults(file.keywords, file.keyword_rows)


def laxities(file: PolicyFile) -> Iterator[Finding]:
    """List the rights for which the law sets a shorter term than the policy promises.

    Working days are compared as the part of an ordinary week that they take.
    """
    for key, right in file.rights.items():
        if right.policy is None or right.law is None:
            continue
        law = file.law[right.law]
        if _length(law.term, file.time.week) < _length(right.policy.term, file.time.week):
            yield (
                ("rights", key, "policy", "term"),
                (
                    f"the policy promises {right.policy.term} from {right.policy.starts}"
                    f" ({right.policy.clause}), the law gives {law.term} from {law.starts}"
                    f" ({law.clause}): staff work to the earlier date"
                ),
            )


def _length(term: Term, week: Week) -> float:
    return term.amount * (_DAYS_OF_A_WEEK / week if term.unit is Unit.WORKING_DAYS else 1)


def _zone(file: PolicyFile) -> Iterator[Finding]:
    try:
        clock.zone(file.time.zone)
    except (OSError, ValueError):
        yield ("time", "zone"), f"no time zone is called {file.time.zone!r}"


def _laws(file: PolicyFile) -> Iterator[Finding]:
    for key, right in file.rights.items():
        if right.law is not None and right.law not in file.law:
            yield ("rights", key, "law"), f"no [law.{right.law}] is in this file"


def _groups(file: PolicyFile) -> Iterator[Finding]:
    keys = [group.key for group in file.group]
    for number, group in enumerate(file.group):
        place = ("group", str(number))
        if group.ask is None and len(group.rights) > 1:
            yield (*place, "ask"), "a group of several rights needs words to pick it by"
        if group.key in keys[:number]:
            yield (*place, "key"), f"another group is called {group.key!r}"
        unknown = [name for name in group.rights if name not in file.rights]
        yield from (((*place, "rights"), f"no [rights.{name}] is in this file") for name in unknown)


def _reach(file: PolicyFile) -> Iterator[Finding]:
    named = [name for group in file.group for name in group.rights]
    for key in file.rights:
        if named.count(key) != 1:
            times = "no group" if key not in named else "more than one group"
            yield ("rights", key), f"{times} of the conversation leads to this right"


def _defaults(file: PolicyFile) -> Iterator[Finding]:
    for request in Request:
        right: RightTable | None = file.rights.get(file.defaults.get(request, ""))
        if right is None or right.request is not request:
            yield ("defaults", request), f"needs the key of a right whose request is {request!r}"


def _subject_lines(file: PolicyFile) -> Iterator[Finding]:
    lines = file.subject_lines.lines
    for request in Request:
        if not any(line.prescribed for line in lines if line.request is request):
            yield ("subject_lines", "lines"), f"no line is prescribed for {request!r}"
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if line.text.casefold() in seen:
            yield ("subject_lines", "lines", str(number), "text"), "the same line stands above"
        seen.add(line.text.casefold())
