"""The command that runs stored mail through the service's own reading and rules."""

import asyncio
import mailbox
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app.mailbox import build_reader, fit_reader
from pd_intake_bot.app.rules import load_policy, sender_address
from pd_intake_bot.cli import output
from pd_intake_bot.cli.output import JsonLines, print_json
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.domain.subject_lines import Match, Verdict, Why
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.reading import apart
from pd_intake_bot.mail.reading.reader import Reader
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.usecases.intake.decide_mail import (
    Decision,
    ReadMail,
    Sighting,
    decide,
    held_because,
)

_VERDICTS = {
    Decision.REGISTER: "accepted",
    Decision.FOLLOW_UP: "accepted",
    Decision.REVIEW: "review",
    Decision.NOTE: "ignored",
    Decision.REPORT: "ignored",
    Decision.IGNORE: "ignored",
}
As = Annotated[
    Request | None, typer.Option("--as", help="Treat every subject line as this request.")
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(replay)


def replay(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, folders, Maildirs or mbox files.", exists=True)
    ],
    request: As = None,
    as_json: JsonLines = True,  # noqa: ARG001 - accepted for symmetry with other commands
) -> None:
    """Read stored mail as the service would; nothing is changed.

    No network and no database is needed. One JSON object a message. Exit
    status 1 where a file could not be read at all; its line says so.
    """
    chosen = settings.load()
    policy = load_policy(chosen)
    own = sender_address(chosen, policy)
    ids = MessageIds(key=b"replayed mail answers no letter", domain=own.rpartition("@")[2])
    reader = fit_reader(build_reader(policy, ids, own, "replay"), chosen)
    player = Player(reader=reader, policy=policy, request=request)
    unread = asyncio.run(_play_all(player, paths))
    raise typer.Exit(1 if unread else 0)


async def _play_all(player: "Player", paths: list[Path]) -> bool:
    """Print a line a message; say whether a file could not be read at all."""
    unread = False
    files = [file for path in paths for file in _files(path)]
    with output.progress("messages", len(files)) as step:
        for file in files:
            for path, raw in _messages(file):
                unread = unread or isinstance(raw, OSError)
                print_json({"path": path} | await player.play(raw))
            step()
    return unread


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Makes of stored messages what the service would make of them, within the same budget.

    With `request` every subject line counts as one that asks for it.
    """

    reader: Reader
    policy: Policy
    request: Request | None = None

    async def play(self, raw: bytes | OSError) -> dict[str, object]:
        """Say what the service would make of a message; a bad one never ends the replay."""
        if isinstance(raw, OSError):
            return _EMPTY | {"verdict": "quarantined", "error": raw.strerror}
        try:
            taken = await apart.unpack(self.reader, raw, received_at=clock.now())
        except (IntakeError, OSError) as error:
            return _EMPTY | {"verdict": "quarantined", "error": str(error)}
        return self._said(taken)

    def _said(self, taken: ReadMail) -> dict[str, object]:
        submission, sighting = taken.submission, self._sighting(taken.sighting)
        decision = decide(sighting)
        held = held_because(sighting, age=timedelta())
        request = sighting.match.request if decision is not Decision.IGNORE else None
        right = self.policy.default_right(request) if request else None
        return _EMPTY | {
            "message_id": submission.message_id,
            "subject_line": submission.subject_line,
            "from": submission.sender_address or None,
            "language": submission.language,
            "verdict": _VERDICTS[decision],
            "request": request,
            "machine": sighting.machine.kind if sighting.machine else None,
            "acknowledge": decision is Decision.REGISTER and held is None,
            "held_because": held if decision is Decision.REGISTER else None,
            "fields": {field.value: value for field, value in taken.fields.items()},
            "missing": ["|".join(one) for one in right.missing(taken.fields)] if right else [],
            "attachments": [
                {"name": one.name, "type": one.media_type, "size": one.size}
                for one in submission.attachments
            ],
            "text": submission.text,
        }

    def _sighting(self, sighting: Sighting) -> Sighting:
        if self.request is None:
            return sighting
        match = Match(
            verdict=Verdict.ACCEPTED, request=self.request, language=None, why=Why.PRESCRIBED
        )
        return replace(sighting, match=match)


_EMPTY: dict[str, object] = {
    "message_id": None,
    "subject_line": None,
    "from": None,
    "language": None,
    "verdict": None,
    "request": None,
    "machine": None,
    "acknowledge": False,
    "held_because": None,
    "fields": {},
    "missing": [],
    "attachments": [],
    "text": "",
    "error": None,
}


def _files(path: Path) -> list[Path]:
    return _mails_below(path) if path.is_dir() else [path]


def _messages(file: Path) -> Iterator[tuple[str, bytes | OSError]]:
    """Give each message with where it lies; what can't be read is said, not dropped."""
    try:
        yield from _in_file(file)
    except OSError as error:
        yield str(file), error


def _mails_below(folder: Path) -> list[Path]:
    """List the files of a folder, without what a Maildir keeps beside its mail.

    A folder that nobody may look into stands for what is in it: reading it says why.
    """
    closed: list[OSError] = []
    walked = os.walk(folder, onerror=closed.append)
    files = [Path(inside, name) for inside, _, names in walked for name in names]
    mails = (one for one in files if _may_be_mail(one))
    return sorted([*mails, *(Path(error.filename) for error in closed)])


def _may_be_mail(file: Path) -> bool:
    try:
        return file.is_file() and not _beside_mail(file)
    except PermissionError:
        # Reading it says why it can't be read.
        return True


def _beside_mail(file: Path) -> bool:
    folder = file.parent
    return _is_maildir(folder) or (folder.name == "tmp" and _is_maildir(folder.parent))


def _is_maildir(folder: Path) -> bool:
    return all((folder / part).is_dir() for part in ("cur", "new", "tmp"))


def _in_file(file: Path) -> Iterator[tuple[str, bytes]]:
    raw = file.read_bytes()
    if not _is_mbox(file, raw):
        yield str(file), raw
        return
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.keys():  # noqa: SIM118 - a mailbox iterates over its messages
            yield f"{file}#{key}", box.get_bytes(key)
    finally:
        box.close()


def _is_mbox(file: Path, raw: bytes) -> bool:
    """Know an mbox by its name or its first line; a lone message may begin with that line too."""
    return file.suffix == ".mbox" or (raw.startswith(b"From ") and file.suffix != ".eml")
