"""How a policy file becomes the policy that the service keeps."""

from importlib import resources
from pathlib import Path

from pd_intake_bot import clock
from pd_intake_bot.domain.clockwork import Clockwork
from pd_intake_bot.domain.policy import Controller, Policy, Recourse, RightGroup
from pd_intake_bot.domain.retention import Retention
from pd_intake_bot.domain.rights import Ground, Right, RightKey, Rule
from pd_intake_bot.domain.subject_lines import Paraphrase, PrescribedLine, Vocabulary
from pd_intake_bot.policy import clocks, keywords, work
from pd_intake_bot.policy.agreement import contradictions, laxities
from pd_intake_bot.policy.faults import Fault, Level, PolicyError, find_line
from pd_intake_bot.policy.read import Source, parse, text_of
from pd_intake_bot.policy.schema import (
    GroupRow,
    PolicyFile,
    RightTable,
    SubjectLinesTable,
)

BUNDLED = "bazarjaq-2024-01-24.toml"


def load(path: Path | None = None) -> Policy:
    """Load a policy file, the bundled one where none is named.

    Raises `PolicyError` with every fault that makes the file unusable.
    """
    return _policy(_read(*_open(path)))


def check(path: Path | None = None) -> list[Fault]:
    """List what is wrong with a policy file, and as warnings where the law is the shorter."""
    try:
        text, name = _open(path)
        file = _read(text, name)
    except PolicyError as error:
        return list(error.faults)
    return [
        Fault(
            file=name,
            key=".".join(location),
            reason=reason,
            line=find_line(text, location),
            level=Level.WARNING,
        )
        for location, reason in laxities(file)
    ]


def _open(path: Path | None) -> tuple[str, str]:
    source: Source = path or resources.files(__package__).joinpath(BUNDLED)
    return text_of(source), BUNDLED if path is None else str(path)


def _read(text: str, name: str) -> PolicyFile:
    file = parse(text, PolicyFile, file=name)
    faults = [
        Fault(file=name, key=".".join(location), reason=reason, line=find_line(text, location))
        for location, reason in contradictions(file)
    ]
    if faults:
        raise PolicyError(faults)
    return file


def _policy(file: PolicyFile) -> Policy:
    grounds = clocks.grounds(file)
    laws = {name: clocks.rule(table, grounds) for name, table in file.law.items()}
    rights = {key: _right(key, table, laws, grounds) for key, table in file.rights.items()}
    return Policy(
        edition=file.policy.edition,
        name=file.policy.name.value(),
        controller=Controller(
            name=file.controller.name.value(),
            email=file.controller.email,
            postal_address=file.controller.postal_address.value(),
            site=file.controller.site,
        ),
        zone_name=file.time.zone,
        zone=clock.zone(file.time.zone),
        local_time=file.time.local_time.value(),
        week=file.time.week,
        house_term=file.time.house_term,
        reference_prefix=file.policy.reference_prefix,
        rights={right.key: right for right in rights.values()},
        groups=tuple(_group(row, rights) for row in file.group),
        defaults={request: rights[key].key for request, key in file.defaults.items()},
        clockwork=file.clockwork.value() if file.clockwork else Clockwork(),
        retention=file.retention.value() if file.retention else Retention(),
        vocabulary=_vocabulary(file.subject_lines),
        lexicon=keywords.lexicon(file.keywords, file.keyword_rows),
        recourse=Recourse(
            clause=file.recourse.clause,
            cited=file.recourse.cited.value(file.recourse.clause),
            authority=file.recourse.authority.value(),
            authority_now=file.recourse.authority_now.value(),
        ),
        date_moved=file.letters.date_moved,
        work=work.rules(file),
        languages=file.policy.languages,
    )


def _right(key: str, table: RightTable, laws: dict[str, Rule], grounds: dict[str, Ground]) -> Right:
    return Right(
        key=RightKey(key),
        request=table.request,
        title=table.title.value(),
        ask=table.ask.value(),
        clause=table.clause,
        cited=table.cited.value(table.clause),
        policy=clocks.rule(table.policy, grounds) if table.policy else None,
        law=laws[table.law] if table.law else None,
        required=table.required,
        helpful=table.helpful,
        proof=table.proof,
    )


def _group(row: GroupRow, rights: dict[str, Right]) -> RightGroup:
    keys = tuple(rights[name].key for name in row.rights)
    ask = row.ask.value() if row.ask else rights[row.rights[0]].ask
    return RightGroup(key=row.key, ask=ask, rights=keys)


def _vocabulary(table: SubjectLinesTable) -> Vocabulary:
    return Vocabulary(
        lines=tuple(PrescribedLine(**dict(row)) for row in table.lines),
        paraphrases=tuple(Paraphrase(**dict(row)) for row in table.paraphrases),
        gives_consent=table.gives_consent,
        machines=table.machines,
    )
