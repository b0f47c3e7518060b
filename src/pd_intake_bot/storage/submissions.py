"""Messages as they came in: what was read from them is sealed for the message it came with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.submission import Attachment, Digest, Submission, SubmissionId
from pd_intake_bot.storage import upsert
from pd_intake_bot.storage.columns import SealedRow
from pd_intake_bot.storage.seal import Seal
from pd_intake_bot.storage.tables import attachments, submissions


@dataclass(frozen=True, slots=True)
class Submissions:
    """The port `Submissions` in two tables."""

    connection: AsyncConnection
    seal: Seal

    async def add(self, submission: Submission, *, case_id: CaseId | None) -> bool:
        """Keep a submission; False, and nothing is kept, when its identity is known."""
        statement = upsert.insert(self.connection, submissions).values(
            case_id=case_id, **self._values(submission)
        )
        added = await self.connection.scalar(
            statement.on_conflict_do_nothing(index_elements=["identity"]).returning(
                submissions.c.id
            )
        )
        if added is not None and submission.attachments:
            await self._attach(SubmissionId(added), submission)
        return added is not None

    async def known(self, identities: Sequence[str]) -> frozenset[str]:
        """Tell which of these identities have been kept before."""
        found = await self.connection.scalars(
            select(submissions.c.identity).where(submissions.c.identity.in_(identities))
        )
        return frozenset(found)

    async def of_case(self, case_id: CaseId) -> Sequence[Submission]:
        """List the submissions of a case, in the order they came."""
        return await self.listed(
            select(submissions).where(submissions.c.case_id == case_id).order_by(submissions.c.id)
        )

    async def assign(self, identity: str, case_id: CaseId) -> None:
        """Give a kept submission to a case. Raises `LookupError` when it was never kept."""
        assigned = await self.connection.execute(
            update(submissions).where(submissions.c.identity == identity).values(case_id=case_id)
        )
        if not assigned.rowcount:
            raise LookupError(f"no submission {identity}")

    async def listed(self, statement: Select[Any]) -> list[Submission]:
        """Read the submissions that a SELECT of the whole table gives, with their attachments."""
        rows = (await self.connection.execute(statement)).all()
        attached = await self._attached([row.id for row in rows]) if rows else {}
        return [self._read(row, attached.get(row.id, [])) for row in rows]

    async def _attach(self, submission_id: SubmissionId, submission: Submission) -> None:
        sealed = self._sealed(submission.identity)
        await self.connection.execute(
            insert(attachments),
            [
                {
                    "submission_id": submission_id,
                    "position": position,
                    "name": sealed.close(f"attachments[{position}]", attachment.name),
                    "media_type": attachment.media_type,
                    "size": attachment.size,
                    "digest": attachment.digest,
                }
                for position, attachment in enumerate(submission.attachments)
            ],
        )

    async def _attached(self, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
        attached = defaultdict[int, list[Row[Any]]](list)
        for row in await self.connection.execute(
            select(attachments)
            .where(attachments.c.submission_id.in_(ids))
            .order_by(attachments.c.submission_id, attachments.c.position)
        ):
            attached[row.submission_id].append(row)
        return attached

    def _values(self, submission: Submission) -> dict[str, object]:
        sealed = self._sealed(submission.identity)
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
            "raw": submission.raw,
        }

    def _read(self, row: Row[Any], attached: Sequence[Row[Any]]) -> Submission:
        sealed = self._sealed(row.identity)
        message_id = sealed.open("message_id", row.message_id)
        return Submission(
            channel=row.channel,
            identity=row.identity,
            received_at=row.received_at,
            language=row.language,
            sender_name=sealed.text("sender_name", row.sender_name),
            sender_address=sealed.text("sender_address", row.sender_address),
            subject_line=sealed.text("subject_line", row.subject_line),
            text=sealed.text("text", row.text),
            raw=Digest(row.raw),
            message_id=cast("str | None", message_id),
            attachments=tuple(_read_attachment(sealed, each) for each in attached),
        )

    def _sealed(self, identity: str) -> SealedRow:
        return SealedRow(self.seal, "submissions", identity)


def _read_attachment(sealed: SealedRow, row: Row[Any]) -> Attachment:
    return Attachment(
        name=sealed.text(f"attachments[{row.position}]", row.name),
        media_type=row.media_type,
        size=row.size,
        digest=Digest(row.digest),
    )
