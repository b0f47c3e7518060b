"""Which kept files go with the letters of a case, in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from pd_intake_bot.domain.case import CaseId
from pd_intake_bot.domain.submission import Attachment, Digest
from pd_intake_bot.storage.files.blobs import hide
from pd_intake_bot.storage.intake.submissions import NamedDigest
from pd_intake_bot.storage.sealing.data_keys import DataKeys, Ring, sealed_in
from pd_intake_bot.storage.sealing.seal import Sealer
from pd_intake_bot.storage.sql import upsert
from pd_intake_bot.storage.sql.columns import SealedRow
from pd_intake_bot.storage.tables import letter_files


@dataclass(frozen=True, slots=True)
class LetterFiles:
    """The port `LetterFiles` in a table."""

    connection: AsyncConnection
    keys: DataKeys

    async def keep(self, case_id: CaseId, files: Sequence[Attachment]) -> None:
        """Keep files with a case; the same one twice is kept once."""
        if not files:
            return
        sealed = _sealed(await self.keys.of_case(case_id), case_id)
        rows = [
            {
                "case_id": case_id,
                "digest": hide(self.keys.seal, one),
                "sealed_digest": sealed.close("digest", one),
            }
            for one in sorted({file.digest for file in files})
        ]
        await self.connection.execute(
            upsert.insert(self.connection, letter_files).values(rows).on_conflict_do_nothing()
        )


async def sent_digests(
    connection: AsyncConnection, keys: DataKeys, mine: ColumnElement[bool]
) -> list[NamedDigest]:
    """Open the digests of some of the files that go with letters."""
    rows = (await connection.execute(select(letter_files).where(mine))).all()
    ring = await keys.ring(sealed_in(rows))
    return [_named(row, ring) for row in rows if ring.has(row.sealed_digest)]


def _named(row: Row[Any], ring: Ring) -> NamedDigest:
    opened = _sealed(ring, row.case_id).text("digest", row.sealed_digest)
    return NamedDigest(name=row.digest, digest=Digest(opened))


def _sealed(sealer: Sealer, case_id: int) -> SealedRow:
    return SealedRow(sealer, "letter_files", str(case_id))
