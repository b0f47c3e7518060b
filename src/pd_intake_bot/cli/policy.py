"""Commands about the policy file."""

import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from pd_intake_bot import settings
from pd_intake_bot.app.rules import load_policy, unwritten_languages
from pd_intake_bot.cli.output import Json, print_json, whole_or_gone
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Requirement, Right, Rule, Term, Unit
from pd_intake_bot.policy import draft, load
from pd_intake_bot.policy.faults import Fault, Level

_WIDTH = 79
_ANSWERS = ", ".join(question.name for question in draft.QUESTIONS)

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
    faults = _faults(file or settings.load().policy)
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
        warnings = len(faults) - errors
        print(f"errors: {errors}, warnings: {warnings}")
    raise typer.Exit(1 if errors else 0)


def _faults(file: Path | None) -> list[Fault]:
    """List what is wrong with the file, and the languages that no letter can be written in."""
    faults = load.check(file)
    if any(fault.level is Level.ERROR for fault in faults):
        return faults
    unwritten = unwritten_languages(load.load(file))
    place = str(file or load.BUNDLED)
    return [*(Fault(file=place, key="policy.languages", reason=one) for one in unwritten), *faults]


@group.command()
def show(as_json: Json = False) -> None:
    """Show every right with its clause, terms and required fields."""
    policy = load_policy(settings.load())
    if as_json:
        print_json(_whole(policy))
        return
    print(f"{policy.name[Language.RU]}, {policy.edition}\n{policy.controller.name[Language.RU]}")
    print(f"{policy.controller.email}\n")
    for line in policy.vocabulary.lines:
        if line.prescribed:
            print(f"{line.request:<12}{line.text}")
    for right in policy.rights.values():
        _print_right(right)


@group.command()
def new(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", metavar="NAME=VALUE", help=f"One of {_ANSWERS}; else asked."),
    ] = None,
) -> None:
    """Write another company's policy file from a few questions, with a comment at each key."""
    if file.exists():
        # Said before anything is asked, and not after fifteen answers.
        raise typer.BadParameter(f"{file} is there already", param_hint="FILE")
    text = draft.write(_answers(answer or []))
    with file.open("x", encoding="utf-8") as stream, whole_or_gone(file):
        stream.write(text)
        stream.flush()
    faults = load.check(file)
    for fault in faults:
        print(f"{fault.level}: {fault}")
    shown = f"PD_POLICY={quote(str(file))} pd-intake policy show"
    print(f"{file}: read it beside the policy, then `{shown}`")
    raise typer.Exit(1 if any(fault.level is Level.ERROR for fault in faults) else 0)


def _answers(given: Sequence[str]) -> dict[str, str]:
    answers = dict(one.split("=", 1) for one in given if "=" in one)
    known = {question.name for question in draft.QUESTIONS}
    unknown = [one for one in given if one.partition("=")[0] not in known or "=" not in one]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r}: NAME is one of {_ANSWERS}")
    for question in draft.QUESTIONS:
        if question.name not in answers:
            answers[question.name] = _ask(question)
    return answers


def _ask(question: draft.Question) -> str:
    if sys.stdin.isatty():
        default = question.otherwise or None
        return str(typer.prompt(question.words, default=default)).strip()
    if not question.otherwise:
        raise typer.BadParameter(f"--answer {question.name}=…: not given, and nobody to ask")
    return question.otherwise


def _print_right(right: Right) -> None:
    print(f"\n{right.key}   {right.clause}")
    titles = {right.title[language]: language for language in reversed(Language)}
    for title, language in reversed(titles.items()):
        # What a policy does not say in a language is filled in from another.
        _print_part(language, title)
    _print_part("policy", _brief(right.policy))
    _print_part("law", _brief(right.law))
    if right.required:
        _print_part("required", ", ".join(map(_either, right.required)))


def _print_part(name: str, words: str) -> None:
    head, indent = f"  {name:<10}", " " * 12
    print(textwrap.fill(words, _WIDTH, initial_indent=head, subsequent_indent=indent))


def _either(requirement: Requirement) -> str:
    return " or ".join(requirement)


def _brief(rule: Rule | None) -> str:
    if rule is None:
        return "no term"
    note = ", by analogy" if rule.by_analogy else ""
    return f"{_term(rule.term)} from {rule.starts}: {rule.clause}{note}"


def _term(term: Term) -> str:
    kind = "working" if term.unit is Unit.WORKING_DAYS else "calendar"
    return f"{term.amount} {kind} {'day' if term.amount == 1 else 'days'}"


def _whole(policy: Policy) -> dict[str, object]:
    return {
        "edition": policy.edition,
        "controller": dict(policy.controller.name),
        "email": policy.controller.email,
        "subject_lines": [
            {"request": line.request, "language": line.language, "text": line.text}
            for line in policy.vocabulary.lines
            if line.prescribed
        ],
        "rights": [_row(right) for right in policy.rights.values()],
    }


def _row(right: Right) -> dict[str, object]:
    return {
        "key": right.key,
        "request": right.request,
        **{language.value: right.title[language] for language in Language},
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
