"""The command that writes everything about one case to a file."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app.ground import open_ground
from pd_intake_bot.app.records import build_evidence
from pd_intake_bot.cli.output import OPERATOR, Json, print_json, whole_or_gone
from pd_intake_bot.cli.retention import find
from pd_intake_bot.domain.chain import sha256
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.settings import Settings

Ref = Annotated[str, typer.Argument(help="Reference number, such as PD-2026-00001-7.")]
Out = Annotated[Path, typer.Option("-o", "--output", help="Where to write the archive.")]
By = Annotated[str, typer.Option("--by", help="Who takes it, for the history.")]
In = Annotated[Language, typer.Option("--language", help="Language of the page to read.")]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(evidence)


def evidence(
    ref: Ref,
    output: Out,
    by: By = OPERATOR,
    language: In = Language.RU,
    as_json: Json = False,
) -> None:
    """Write everything about a case into an archive that proves itself. Holds personal data."""
    with _new_file(output) as file:
        packed = asyncio.run(_gather(settings.load(), ref, by, language))
        file.write(packed)
    if as_json:
        print_json({"file": str(output), "size": len(packed), "sha256": sha256(packed)})
    else:
        print(f"{output}: {len(packed)} bytes, SHA-256 {sha256(packed)}")


async def _gather(chosen: Settings, ref: str, by: str, language: Language) -> bytes:
    async with open_ground(chosen) as ground:
        case_id = await ground.database.reading(lambda store: find(store, ref))
        gather = build_evidence(ground)
        return await gather(case_id, language=language, officer=by, now=clock.now())


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that its owner alone may read; one that is there is left as it is.

    It is opened before anything is looked at: what nobody was given, nobody has looked at. A
    file that does not become whole is taken away again.
    """
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        print(f"pd-intake: {path}: {error.strerror}", file=sys.stderr)
        raise typer.Exit(1) from None
    with whole_or_gone(path), os.fdopen(opened, "wb") as file:
        yield file
