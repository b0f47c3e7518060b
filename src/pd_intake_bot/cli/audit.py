"""The command that goes along the chain of events."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from pd_intake_bot import settings
from pd_intake_bot.app.ground import open_database
from pd_intake_bot.cli.output import Json, print_json
from pd_intake_bot.domain.chain import Head
from pd_intake_bot.usecases.records import audit
from pd_intake_bot.usecases.records.audit import Audit

group = typer.Typer(help="The chain of events.", no_args_is_help=True)

Shown = Annotated[
    list[str] | None,
    typer.Option("--head", help="POSITION:HASH that the staff group was shown; any number."),
]

_FAULTS = {
    "chain-gap": "a link is missing before this one",
    "chain-previous": "it does not follow the link before it",
    "chain-case": "it does not follow the link before it of the same case",
    "chain-hash": "its event was changed after it was written",
    "chain-event": "its event is gone",
    "chain-payload": "what its event says was changed",
    "chain-head": "staff were shown another hash for it",
    "chain-silent": "what its event says is gone, and no event tells that it was erased",
    "chain-cut": "the chain ends before a head that was shown to staff",
    "chain-outside": "there are events beside the chain",
}


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(group, name="audit")


@group.callback()
def _audit() -> None:
    """Keep `audit verify` a command of a group."""


@group.command()
def verify(head: Shown = None, as_json: Json = False) -> None:
    """Go along the chain of events and name the first break.

    Exit status 1 where there is one.
    """
    shown = _heads(head or [])
    found = asyncio.run(_verify(shown))
    if as_json:
        print_json(_row(found))
    else:
        _print(found)
    raise typer.Exit(1 if found.broken else 0)


async def _verify(shown: Mapping[int, str]) -> Audit:
    async with open_database(settings.load()) as database:
        return await database.reading(lambda store: audit.verify(store, shown=shown))


def _heads(written: Sequence[str]) -> dict[int, str]:
    heads = {}
    for one in written:
        position, _, value = one.partition(":")
        if not position.isdecimal() or not value:
            raise typer.BadParameter(f"{one!r} is not POSITION:HASH", param_hint="--head")
        heads[int(position)] = value.lower()
    return heads


def _row(found: Audit) -> dict[str, object]:
    broken = found.broken
    return {
        "whole": broken is None,
        "events": found.head.position,
        "erased": found.erased,
        "head": _head(found.head),
        "posted": _head(found.posted),
        "broken": broken
        and {"position": broken.position, "case": broken.case, "fault": broken.fault},
    }


def _head(head: Head | None) -> dict[str, object] | None:
    return {"position": head.position, "hash": head.hash} if head else None


def _print(found: Audit) -> None:
    if found.broken:
        case = f", {found.broken.case}" if found.broken.case else ""
        print(f"broken at link {found.broken.position}{case}: {_FAULTS[found.broken.fault]}")
        return
    print(f"the chain is whole: {found.head.position} events, of {found.erased} the words erased")
    print(f"head {found.head.position}:{found.head.hash}")
