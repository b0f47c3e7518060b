"""Commands about the policy file."""

from pathlib import Path
from typing import Annotated

import typer

from pd_intake_bot import settings
from pd_intake_bot.cli.output import Json, print_json, print_table
from pd_intake_bot.domain.rights import Language, Right, Rule
from pd_intake_bot.policy import load
from pd_intake_bot.policy.faults import Level

group = typer.Typer(help="The policy as the service keeps it.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="policy")


@group.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="Else the one in the settings.")] = None,
    as_json: Json = False,
) -> None:
    """Validate a policy file; warn where the law gives less time than the policy."""
    faults = load.check(file or settings.load().policy)
    for fault in faults:
        if as_json:
            print_json(
                {
                    "level": fault.level,
                    "file": fault.file,
                    "line": fault.line,
                    "key": fault.key,
                    "reason": fault.reason,
                }
            )
        else:
            print(f"{fault.level}: {fault}")
    errors = sum(fault.level is Level.ERROR for fault in faults)
    if not as_json:
        print(f"{errors} errors, {len(faults) - errors} warnings")
    raise typer.Exit(1 if errors else 0)


@group.command()
def show(as_json: Json = False) -> None:
    """Show every right with its clause, terms and required fields."""
    policy = load.load(settings.load().policy)
    rows = [_row(right) for right in policy.rights.values()]
    if as_json:
        print_json(
            {
                "edition": policy.edition,
                "controller": dict(policy.controller.name),
                "email": policy.controller.email,
                "subject_lines": [
                    {"request": line.request, "language": line.language, "text": line.text}
                    for line in policy.vocabulary.lines
                    if line.prescribed
                ],
                "rights": rows,
            }
        )
        return
    shown = [row | {"policy": _brief(row["policy"]), "law": _brief(row["law"])} for row in rows]
    print_table(("key", "clause", "policy", "law", "required", "ru"), shown)


def _row(right: Right) -> dict[str, object]:
    return {
        "key": right.key,
        "request": right.request,
        "kk": right.title[Language.KK],
        "ru": right.title[Language.RU],
        "clause": right.clause,
        "policy": _rule(right.policy),
        "law": _rule(right.law),
        "required": ["|".join(requirement) for requirement in right.required],
    }


def _rule(rule: Rule | None) -> dict[str, object] | None:
    if rule is None:
        return None
    return {
        "term": str(rule.term),
        "clause": rule.clause,
        "clock": rule.starts,
        "by_analogy": rule.by_analogy,
    }


def _brief(rule: object) -> str:
    if not isinstance(rule, dict):
        return "-"
    note = " by analogy" if rule["by_analogy"] else ""
    return f"{rule['term']} from {rule['clock']}{note}"
