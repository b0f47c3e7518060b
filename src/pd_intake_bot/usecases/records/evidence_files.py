"""What an archive of evidence says of a case, in JSON: each file a table of what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pd_intake_bot.domain import evidence
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.chain import Kept, sha256
from pd_intake_bot.domain.evidence import readable
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.domain.outbox import Json, Kind, Parcel
from pd_intake_bot.domain.queue import Look
from pd_intake_bot.domain.retention import Tombstone
from pd_intake_bot.domain.submission import Attachment, Submission
from pd_intake_bot.domain.work import Approval, Note
from pd_intake_bot.usecases.records.look import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """Another case that belongs to this one, by its number; `earlier` where it is the first."""

    other: str
    kind: LinkKind
    earlier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything that is kept about one case, with what staff wrote and did about it."""

    dossier: Dossier
    chain: Sequence[Kept]
    notes: Sequence[Note]
    approvals: Sequence[Approval]
    looks: Sequence[Look]
    ties: Sequence[Tied]
    stones: Sequence[Tombstone]
    held: bool

    @property
    def letters(self) -> list[Parcel]:
        """What was written to the person."""
        return [one for one in self.dossier.parcels if one.kind is Kind.LETTER]


def write(one: Gathered) -> dict[str, bytes]:
    """Write the tables of a case."""
    return {
        "case.json": readable(_case(one)),
        "history.json": readable([evidence.link(kept) for kept in one.chain]),
        "notes.json": readable([_note(note) for note in one.notes]),
        "approvals.json": readable([_approval(each) for each in one.approvals]),
        "looks.json": readable([_look(each) for each in one.looks]),
    }


def message(submission: Submission) -> Mapping[str, Json]:
    """Write what is known of a message."""
    return {
        "channel": submission.channel.value,
        "received_at": submission.received_at.isoformat(),
        "sender_name": submission.sender_name,
        "sender_address": submission.sender_address,
        "subject_line": submission.subject_line,
        "text": submission.text,
        "message_id": submission.message_id,
        "raw_sha256": submission.raw,
        "attachments": [_file(one) for one in submission.attachments],
    }


def letter(parcel: Parcel) -> Mapping[str, Json]:
    """Write a letter, and what became of it."""
    return {
        **cast("dict[str, Json]", dict(parcel.payload)),
        "carrier": parcel.carrier.value,
        "standing": parcel.standing.value,
        "attempts": parcel.attempts,
        "answer": parcel.answer,
        "sha256": None if parcel.content is None else sha256(parcel.content),
    }


def _case(one: Gathered) -> Mapping[str, Json]:
    """Write the case, with every date that a letter named to the person."""
    dossier = one.dossier
    case = dossier.case
    return {
        **_state(case),
        "fields": {field.value: value for field, value in case.fields.items()},
        "promised_paused_since": _plain(dossier.halted.promised),
        "target_paused_since": _plain(dossier.halted.target),
        "told": [
            {"letter": told.letter, "promised": _plain(told.promised), "at": _plain(told.at)}
            for told in dossier.told
        ],
        "linked": [
            {"other": tie.other, "kind": tie.kind.value, "other_is_earlier": tie.earlier}
            for tie in one.ties
        ],
        "legal_hold": one.held,
        "erased": [_stone(stone) for stone in one.stones],
    }


def _state(case: Case) -> dict[str, Json]:
    return {
        "ref": str(case.ref),
        "channel": case.channel.value,
        "right": case.right,
        "state": case.state.value,
        "language": case.language.value if case.language else None,
        "received_at": case.received_at.isoformat(),
        "promised": _plain(case.promised),
        "target": _plain(case.target),
        "confirmed_on": _plain(case.confirmed_on),
        "acknowledged_at": _plain(case.acknowledged_at),
        "closed_at": _plain(case.closed_at),
        "officer": case.officer,
        "proof": case.proof.value,
    }


def _note(note: Note) -> dict[str, Json]:
    """Write a note with its digest, which the event of it names too."""
    return {
        "at": note.at.isoformat(),
        "officer": note.actor,
        "words": note.words,
        "sha256": sha256(note.words.encode()),
    }


def _approval(one: Approval) -> dict[str, Json]:
    order = one.order
    return {
        "act": order.act.value,
        "words": order.words,
        "choice": order.choice,
        "day": _plain(order.day),
        "files": [_file(each) for each in order.files],
        "asked_by": one.asked_by,
        "asked_at": one.asked_at.isoformat(),
        "standing": one.standing.value,
        "decided_by": one.decided_by,
        "decided_at": _plain(one.decided_at),
    }


def _look(one: Look) -> dict[str, Json]:
    return {
        "at": one.at.isoformat(),
        "officer": one.actor,
        "what": one.what.value,
        "review": one.review,
    }


def _stone(stone: Tombstone) -> dict[str, Json]:
    return {
        "class": stone.one.value,
        "size": stone.size,
        "keyed_digest": stone.digest,
        "reason": stone.reason,
        "actor": stone.actor,
        "at": stone.at.isoformat(),
    }


def _file(one: Attachment) -> dict[str, Json]:
    return {"name": one.name, "type": one.media_type, "size": one.size, "sha256": one.digest}


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
