"""The command that runs stored mail through the service's own reading and rules."""

import mailbox
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from pd_intake_bot import clock, settings
from pd_intake_bot.app.ground import sender_address
from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.cli.output import print_json
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Request
from pd_intake_bot.domain.subject_lines import Match, Verdict, Why
from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.reading import Reader, Reading
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.policy import load
from pd_intake_bot.usecases.decide_mail import Decision, Sighting, decide, held_because

_VERDICTS = {
    Decision.REGISTER: "accepted",
    Decision.FOLLOW_UP: "accepted",
    Decision.REVIEW: "review",
    Decision.IGNORE: "ignored",
}
As = Annotated[
    Request | None, typer.Option("--as", help="Treat every subject line as this request.")
]
Json = Annotated[
    bool, typer.Option("--json", help="One JSON object a line; there is no other form.")
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(replay)


def replay(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, Maildirs or mbox files.")],
    request: As = None,
    as_json: Json = True,  # noqa: ARG001 - accepted for symmetry with other commands
) -> None:
    """Read stored mail as the service would: no network, no database, nothing is changed."""
    chosen = settings.load()
    policy = load.load(chosen.policy)
    own = sender_address(chosen, policy)
    ids = MessageIds(key=b"replayed mail answers no letter", domain=own.rpartition("@")[2])
    player = _Player(
        reader=build_reader(policy, ids, own, "replay"), policy=policy, request=request
    )
    for path, raw in _messages(paths):
        print_json({"path": path} | player.play(raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Player:
    reader: Reader
    policy: Policy
    request: Request | None

    def play(self, raw: bytes) -> dict[str, object]:
        """Say what the service would make of a message; a bad one never ends the replay."""
        try:
            reading = self.reader.read(raw, received_at=clock.now())
        except IntakeError as error:
            return _EMPTY | {"verdict": "quarantined", "error": str(error)}
        return self._said(reading)

    def _said(self, reading: Reading) -> dict[str, object]:
        taken, headers = reading.taken, reading.mail.headers
        sighting = self._sighting(taken.sighting)
        decision = decide(sighting)
        held = held_because(sighting, age=timedelta())
        request = sighting.match.request if decision is not Decision.IGNORE else None
        right = self.policy.default_right(request) if request else None
        return _EMPTY | {
            "message_id": headers.message_id,
            "subject_line": headers.subject_line,
            "from": headers.sender.address if headers.sender else None,
            "language": taken.submission.language,
            "verdict": _VERDICTS[decision],
            "request": request,
            "machine": sighting.machine.kind if sighting.machine else None,
            "acknowledge": decision is Decision.REGISTER and held is None,
            "held_because": held if decision is Decision.REGISTER else None,
            "fields": {field.value: value for field, value in taken.fields.items()},
            "missing": ["|".join(one) for one in right.missing(taken.fields)] if right else [],
            "attachments": [
                {"name": one.name, "type": one.media_type, "size": one.size}
                for one in reading.mail.attachments
            ],
            "text": reading.mail.text,
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


def _messages(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Give each message with where it lies; what can't be read is said, not dropped."""
    for path in paths:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            try:
                yield from _in_file(file)
            except OSError as error:
                raise typer.BadParameter(f"{file}: {error.strerror}") from error


def _in_file(file: Path) -> Iterator[tuple[str, bytes]]:
    if file.suffix != ".mbox":
        yield str(file), file.read_bytes()
        return
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.keys():  # noqa: SIM118 - a mailbox iterates over its messages
            yield f"{file}#{key}", box.get_bytes(key)
    finally:
        box.close()
