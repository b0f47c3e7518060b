"""Gathers everything about one case into files that prove themselves, and records that it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from pd_intake_bot.domain import deadlines, evidence, payload
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.chain import Kept, sha256
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.evidence import readable
from pd_intake_bot.domain.outbox import Json, Kind, Parcel
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment, Channel, Digest, Submission
from pd_intake_bot.usecases.ports import Blobs, Store, Texts, Transactions
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.records.evidence_summary import Summary
from pd_intake_bot.usecases.records.look import Dossier
from pd_intake_bot.usecases.terms import explain
from pd_intake_bot.usecases.terms.reckon import Reckon

_SUFFIXES = {Channel.MAIL: "eml", Channel.TELEGRAM: "json", Channel.MANUAL: "json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Writes an archive about a case: what came, what was sent, the clocks, the history."""

    transactions: Transactions
    blobs: Blobs
    reckon: Reckon
    texts: Texts

    async def __call__(
        self, case_id: CaseId, *, language: Language, officer: str, now: datetime
    ) -> bytes:
        """Record who took the evidence, and give the archive, with that record in it."""
        event = Event(kind=EventKind.EVIDENCE_TAKEN, at=now, actor=officer, data={})
        await self.transactions(lambda store: store.events.add(case_id, event))

        async def gather(store: Store) -> tuple[Dossier, Sequence[Kept], dict[str, bytes]]:
            dossier = await look.gather(store, case_id)
            clocks = await self._clocks(store, dossier.case)
            return dossier, await store.chain.of_case(case_id), clocks

        dossier, links, files = await self.transactions(gather)
        files["case.json"] = readable(_case(dossier))
        files["history.json"] = readable([evidence.link(kept) for kept in links])
        for number, submission in enumerate(dossier.submissions, 1):
            files |= await self._submission(submission, f"submissions/{number:02}")
        letters = [parcel for parcel in dossier.parcels if parcel.kind is Kind.LETTER]
        for number, letter in enumerate(letters, 1):
            files[f"letters/{number:02}.json"] = readable(_letter(letter))
            if letter.content is not None:
                files[f"letters/{number:02}.eml"] = letter.content
            sent = payload.read_files(letter.payload.get("files"))
            files |= await self._attached(sent, f"letters/{number:02}")
        summary = Summary(texts=self.texts, policy=self.reckon.policy, language=language)
        files["summary.html"] = summary.write(dossier, letters, now=now).encode()
        return evidence.pack(files, _about(dossier.case, links, now))

    async def _clocks(self, store: Store, case: Case) -> dict[str, bytes]:
        policy = self.reckon.policy
        steps = deadlines.explain(
            policy.rights[case.right],
            await self.reckon.dates(store, case),
            received_on=policy.local_date(case.received_at),
            calendar=self.reckon.calendar,
            received_at=case.received_at,
        )
        return {
            f"clocks-{language}.txt": "\n".join(
                [*explain.explanation(self.texts, language, steps, policy=policy), ""]
            ).encode()
            for language in Language
        }

    async def _submission(self, submission: Submission, folder: str) -> dict[str, bytes]:
        files = {f"{folder}/message.json": readable(_message(submission))}
        raw = await self._content(submission.raw)
        if raw is not None:
            files[f"{folder}/raw.{_SUFFIXES[submission.channel]}"] = raw
        return files | await self._attached(submission.attachments, folder)

    async def _attached(self, attached: Sequence[Attachment], folder: str) -> dict[str, bytes]:
        files = {}
        for number, each in enumerate(attached, 1):
            content = await self._content(each.digest)
            if content is not None:
                name = evidence.safe_name(each.name)
                files[f"{folder}/attachments/{number:02}-{name}"] = content
        return files

    async def _content(self, digest: Digest) -> bytes | None:
        """Give a content; None where it was erased."""
        try:
            return await self.blobs.get(digest)
        except LookupError:
            return None


def _about(case: Case, links: Sequence[Kept], now: datetime) -> dict[str, Json]:
    last = links[-1]
    return {
        "case": str(case.ref),
        "taken_at": now.isoformat(),
        "last_link": {"position": last.link.position, "hash": last.hash},
    }


def _case(dossier: Dossier) -> dict[str, Json]:
    """Write the case, with every date that a letter named to the person."""
    case = dossier.case
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
        "fields": {field.value: value for field, value in case.fields.items()},
        "promised_paused_since": _plain(dossier.halted.promised),
        "target_paused_since": _plain(dossier.halted.target),
        "told": [
            {"letter": one.letter, "promised": _plain(one.promised), "at": _plain(one.at)}
            for one in dossier.told
        ],
    }


def _message(submission: Submission) -> dict[str, Json]:
    return {
        "channel": submission.channel.value,
        "received_at": submission.received_at.isoformat(),
        "sender_name": submission.sender_name,
        "sender_address": submission.sender_address,
        "subject_line": submission.subject_line,
        "text": submission.text,
        "message_id": submission.message_id,
        "raw_sha256": submission.raw,
        "attachments": [
            {"name": one.name, "type": one.media_type, "size": one.size, "sha256": one.digest}
            for one in submission.attachments
        ],
    }


def _letter(parcel: Parcel) -> dict[str, Json]:
    return {
        **cast("dict[str, Json]", dict(parcel.payload)),
        "carrier": parcel.carrier.value,
        "standing": parcel.standing.value,
        "attempts": parcel.attempts,
        "answer": parcel.answer,
        "sha256": None if parcel.content is None else sha256(parcel.content),
    }


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
