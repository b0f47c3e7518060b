"""The rules of a policy file, and the grounds on which a clock stands still or a term is longer."""

from collections.abc import Iterator, Mapping

from pd_intake_bot.domain.rights import Allowance, Ground, GroundKey, Rule
from pd_intake_bot.policy.faults import Location
from pd_intake_bot.policy.schema import GroundTable, PolicyFile, RuleTable


def grounds(file: PolicyFile) -> dict[str, Ground]:
    """Read every ground by its name."""
    return {name: _ground(name, table) for name, table in file.grounds.items()}


def rule(table: RuleTable, known: Mapping[str, Ground]) -> Rule:
    """Read a rule, with the grounds that it names."""
    return Rule(
        term=table.term,
        starts=table.starts,
        clause=table.clause,
        cited=table.cited.value(table.clause),
        by_analogy=table.by_analogy,
        pause=tuple(known[name] for name in table.pause),
        extend=tuple(Allowance(ground=known[row.ground], upto=row.upto) for row in table.extend),
    )


def contradictions(file: PolicyFile) -> Iterator[tuple[Location, str]]:
    """List grounds that are nowhere, are named twice, or lengthen in another unit."""
    for place, table in _rules(file):
        yield from _grounds_of(file, (*place, "pause"), table.pause)
        yield from _grounds_of(file, (*place, "extend"), tuple(row.ground for row in table.extend))
        for row in table.extend:
            if row.upto.unit is not table.term.unit:
                reason = f"{row.upto} does not lengthen {table.term}: the unit must be the same"
                yield (*place, "extend"), reason


def _grounds_of(
    file: PolicyFile, place: Location, names: tuple[str, ...]
) -> Iterator[tuple[Location, str]]:
    for name in dict.fromkeys(names):
        if name not in file.grounds:
            yield place, f"no [grounds.{name}] is in this file"
        if names.count(name) > 1:
            yield place, f"{name!r} is named more than once"


def _rules(file: PolicyFile) -> Iterator[tuple[Location, RuleTable]]:
    yield from ((("law", name), table) for name, table in file.law.items())
    for key, right in file.rights.items():
        if right.policy is not None:
            yield ("rights", key, "policy"), right.policy


def _ground(name: str, table: GroundTable) -> Ground:
    return Ground(
        key=GroundKey(name),
        words=table.words.value(),
        clause=table.clause,
        cited=table.cited.value(table.clause),
    )
