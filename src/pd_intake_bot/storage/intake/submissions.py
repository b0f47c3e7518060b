"""Messages as they came in: what was read from them is sealed for the message it came with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.submission import (
    Attachment,
    Channel,
    Digest,
    Submission,
    SubmissionId,
)
from pd_intake_bot.storage.files.blobs import hide
from pd_intake_bot.storage.intake import beside, copies
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring, numbers_in, sealed_in
from pd_intake_bot.storage.sealing.seal import DataKey, Seal, Sealer
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow
from pd_intake_bot.storage.tables import Holds, attachments, submissions

# Every message goes through these: built once, as building a statement costs more than running it.
_ADD = {
    name: insert_or(submissions)
    .on_conflict_do_nothing(index_elements=["identity"])
    .returning(submissions.c.id)
    for name, insert_or in upsert.INSERTS.items()
}
_ASSIGN = (
    update(submissions)
    .where(submissions.c.identity == bindparam("which"))
    .returning(submissions.c.id, submissions.c.text)
)
_NAMES = select(attachments.c.name).where(attachments.c.submission_id == bindparam("of_id"))
_OF_CASE = (
    select(submissions)
    .where(submissions.c.case_id == bindparam("of_case"))
    .order_by(submissions.c.id)
)
_ATTACHED = (
    select(attachments)
    .where(attachments.c.submission_id.in_(bindparam("ids", expanding=True)))
    .order_by(attachments.c.submission_id, attachments.c.position)
)


@dataclass(frozen=True, slots=True)
class Submissions:
    """The port `Submissions` in two tables."""

    connection: AsyncConnection
    keys: DataKeys
    _new: dict[str, list[DataKey]] = field(default_factory=dict)

    async def add(self, submission: Submission, *, case_id: CaseId | None) -> bool:
        """Keep a submission; False, and nothing is kept, when its identity is known."""
        key = await self.keys.add(Holds.SUBMISSION, case_id=case_id)
        values = {"case_id": case_id} | _values(submission, key, self.keys.seal)
        added = await self.connection.scalar(_ADD[self.connection.dialect.name], values)
        if added is None:
            self.keys.drop(key)
            return False
        self._new[submission.identity] = [key]
        if submission.attachments:
            files = await self.keys.add(Holds.ATTACHMENTS, case_id=case_id)
            self._new[submission.identity].append(files)
            await self._attach(SubmissionId(added), submission, files)
        return True

    async def known(self, identities: Sequence[str]) -> frozenset[str]:
        """Tell which of these identities have been kept before."""
        found = await self.connection.scalars(
            select(submissions.c.identity).where(submissions.c.identity.in_(identities))
        )
        return frozenset(found)

    async def of_case(self, case_id: CaseId) -> Sequence[Submission]:
        """List the submissions of a case, in the order they came."""
        return await self.listed(_OF_CASE, of_case=case_id)

    async def case_of(self, identity: str) -> CaseId | None:
        """Give the case that a kept submission belongs to; None where it belongs to none."""
        found = await self.connection.scalar(
            select(submissions.c.case_id).where(submissions.c.identity == identity)
        )
        return None if found is None else CaseId(found)

    async def assign(self, identity: str, case_id: CaseId) -> None:
        """Give a kept submission to a case. Raises `LookupError` when it was never kept."""
        assigned = await self.connection.execute(_ASSIGN, {"which": identity, "case_id": case_id})
        row = assigned.one_or_none()
        if row is None:
            raise LookupError(f"no submission {identity}")
        if identity in self._new:
            numbers = {key.number for key in self._new[identity]}
        else:
            names = await self.connection.scalars(_NAMES, {"of_id": row.id})
            numbers = numbers_in([row.text, *names])
        self.keys.give(numbers, case_id)

    async def listed(self, statement: Select[Any], **asked: object) -> list[Submission]:
        """Read the submissions that a SELECT of the whole table gives, with their attachments."""
        rows = (await self.connection.execute(statement, asked)).all()
        attached = await self._attached([row.id for row in rows]) if rows else {}
        files = (file for each in attached.values() for file in each)
        ring = await self.keys.ring(sealed_in([*rows, *files]))
        return [_read(row, attached.get(row.id, []), ring) for row in rows]

    async def _attach(
        self, submission_id: SubmissionId, submission: Submission, key: DataKey
    ) -> None:
        sealed = _sealed(key, submission.identity)
        await self.connection.execute(
            insert(attachments),
            [
                {
                    "submission_id": submission_id,
                    "position": position,
                    "name": sealed.close(f"attachments[{position}]", attachment.name),
                    "media_type": attachment.media_type,
                    "size": attachment.size,
                    "digest": hide(self.keys.seal, attachment.digest),
                    "sealed_digest": sealed.close(f"digests[{position}]", attachment.digest),
                }
                for position, attachment in enumerate(submission.attachments)
            ],
        )

    async def _attached(self, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
        attached = defaultdict[int, list[Row[Any]]](list)
        for row in await self.connection.execute(_ATTACHED, {"ids": ids}):
            attached[row.submission_id].append(row)
        return attached


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDigest:
    """The digest of a content, with what stands for it in a column."""

    name: str
    digest: Digest


async def digests(
    connection: AsyncConnection, keys: DataKeys, mine: ColumnElement[bool], *, raw: bool
) -> list[NamedDigest]:
    """Open the digests of some submissions: of the raw messages, or of the attachments."""
    rows = (await connection.execute((_raw if raw else _files)().where(mine))).all()
    ring = await keys.ring(sealed_in(rows))
    return [
        _named(row, ring, raw=raw) for row in rows if row.sealed is None or ring.has(row.sealed)
    ]


def _raw() -> Select[Any]:
    name, sealed = submissions.c.raw.label("name"), submissions.c.raw_digest.label("sealed")
    return select(submissions.c.identity, name, sealed)


def _files() -> Select[Any]:
    name, sealed = attachments.c.digest.label("name"), attachments.c.sealed_digest.label("sealed")
    return select(submissions.c.identity, attachments.c.position, name, sealed).select_from(
        attachments.join(submissions)
    )


def _named(row: Row[Any], ring: Ring, *, raw: bool) -> NamedDigest:
    column = "raw_digest" if raw else f"digests[{row.position}]"
    opened = _digest(_sealed(ring, row.identity), column, row.sealed, row.name)
    return NamedDigest(name=row.name, digest=opened)


def _sealed(sealer: Sealer, identity: str) -> SealedRow:
    return SealedRow(sealer, "submissions", identity)


def _digest(sealed: SealedRow, column: str, value: bytes | None, plain: str) -> Digest:
    """Open a digest; rows from before digests were sealed have it in the clear."""
    return Digest(plain if value is None else sealed.text(column, value))


def _values(submission: Submission, key: Sealer, seal: Seal) -> dict[str, object]:
    sealed = _sealed(key, submission.identity)
    return {
        "identity": submission.identity,
        "channel": submission.channel,
        "received_at": submission.received_at,
        "language": submission.language,
        "sender_name": sealed.close("sender_name", submission.sender_name),
        "sender_address": sealed.close("sender_address", submission.sender_address),
        "subject_line": sealed.close("subject_line", submission.subject_line),
        "text": sealed.close("text", submission.text),
        "message_id": sealed.close("message_id", submission.message_id),
        "beside": beside.write(sealed, submission),
        "content": _content(submission, seal),
        "raw": hide(seal, submission.raw),
        "raw_digest": sealed.close("raw_digest", submission.raw),
    }


def _content(submission: Submission, seal: Seal) -> str | None:
    """Give what copies are known by; of those without an address none is known to be the same."""
    is_signed = submission.channel is Channel.MAIL and submission.sender_address
    return copies.hide(seal, submission) if is_signed else None


def _read(row: Row[Any], attached: Sequence[Row[Any]], ring: Ring) -> Submission:
    sealed = _sealed(ring, row.identity)
    message_id = sealed.open("message_id", row.message_id)
    noted = beside.read(sealed, row.beside)
    return Submission(
        channel=row.channel,
        identity=row.identity,
        received_at=row.received_at,
        language=row.language,
        sender_name=sealed.text("sender_name", row.sender_name),
        sender_address=sealed.text("sender_address", row.sender_address),
        subject_line=sealed.text("subject_line", row.subject_line),
        text=sealed.text("text", row.text),
        raw=_digest(sealed, "raw_digest", row.raw_digest, row.raw),
        message_id=cast("str | None", message_id),
        attachments=tuple(_read_attachment(sealed, each) for each in attached),
        left_out=beside.left_out(noted),
        answer_to=beside.answer_to(noted),
    )


def _read_attachment(sealed: SealedRow, row: Row[Any]) -> Attachment:
    return Attachment(
        name=sealed.text(f"attachments[{row.position}]", row.name),
        media_type=row.media_type,
        size=row.size,
        digest=_digest(sealed, f"digests[{row.position}]", row.sealed_digest, row.digest),
    )
