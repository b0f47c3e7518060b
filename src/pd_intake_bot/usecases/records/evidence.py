"""Gathers everything about one case into files that prove themselves, and records that it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain import deadlines, evidence, payload
from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.evidence import readable
from pd_intake_bot.domain.links import LinkKind
from pd_intake_bot.domain.outbox import Json, Parcel
from pd_intake_bot.domain.queue import WhichLooks
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment, Channel, Digest, Submission
from pd_intake_bot.usecases.ports import Blobs, Store, Texts, Transactions
from pd_intake_bot.usecases.records import evidence_files, look
from pd_intake_bot.usecases.records.evidence_files import Gathered, Tied
from pd_intake_bot.usecases.records.evidence_summary import Summary
from pd_intake_bot.usecases.terms import explain
from pd_intake_bot.usecases.terms.reckon import Reckon

MERGED = "merged"
"""The folder of what came and went under the numbers of cases merged into this one."""
EVERY_LOOK = 1_000_000

_SUFFIXES = {Channel.MAIL: "eml", Channel.TELEGRAM: "json", Channel.MANUAL: "json"}

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Writes an archive about a case: what came, what was sent, the clocks, the history.

    Cases that were merged into it are in it, too, each in a folder of its own.
    """

    transactions: Transactions
    blobs: Blobs
    reckon: Reckon
    texts: Texts

    async def __call__(
        self, case_id: CaseId, *, language: Language, officer: str, now: datetime
    ) -> bytes:
        """Record who took the evidence, and give the archive, with that record in it."""
        event = Event(kind=EventKind.EVIDENCE_TAKEN, at=now, actor=officer, data={})

        async def record(store: Store) -> Sequence[CaseId]:
            ids = [case_id, *await _merged_into(store, case_id)]
            for one in ids:
                await store.events.add(one, event)
            return ids

        ids = await self.transactions(record)

        async def collect(store: Store) -> tuple[Files, Sequence[Gathered]]:
            gathered = [await _gather(store, one) for one in ids]
            return await self._clocks(store, gathered[0].dossier.case), gathered

        files, (main, *merged) = await self.transactions(collect)
        files |= await self._of_case(main)
        for one in merged:
            folder = f"{MERGED}/{one.dossier.case.ref}"
            within = await self._of_case(one)
            files |= {f"{folder}/{name}": content for name, content in within.items()}
        summary = Summary(texts=self.texts, policy=self.reckon.policy, language=language)
        files["summary.html"] = summary.write(main, merged, now=now).encode()
        return evidence.pack(files, _about(main, now))

    async def _clocks(self, store: Store, case: Case) -> Files:
        """Explain the dates; a right that this edition of the policy has not is explained by none.

        What the person was told of such a case is in `case.json`.
        """
        policy = self.reckon.policy
        right = policy.rights.get(case.right)
        if right is None:
            return {}
        steps = deadlines.explain(
            right,
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

    async def _of_case(self, one: Gathered) -> Files:
        files = evidence_files.write(one)
        for number, submission in enumerate(one.dossier.submissions, 1):
            files |= await self._submission(submission, f"submissions/{number:02}")
        for number, letter in enumerate(one.letters, 1):
            files |= await self._letter(letter, f"letters/{number:02}")
        for number, approval in enumerate(one.approvals, 1):
            files |= await self._attached(approval.order.files, f"approvals/{number:02}")
        return files

    async def _submission(self, submission: Submission, folder: str) -> Files:
        files = {f"{folder}/message.json": readable(evidence_files.message(submission))}
        raw = await self._content(submission.raw)
        if raw is not None:
            files[f"{folder}/raw.{_SUFFIXES[submission.channel]}"] = raw
        return files | await self._attached(submission.attachments, folder)

    async def _letter(self, letter: Parcel, name: str) -> Files:
        files = {f"{name}.json": readable(evidence_files.letter(letter))}
        if letter.content is not None:
            files[f"{name}.eml"] = letter.content
        return files | await self._attached(payload.read_files(letter.payload.get("files")), name)

    async def _attached(self, attached: Sequence[Attachment], folder: str) -> Files:
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


async def _merged_into(store: Store, case_id: CaseId) -> Sequence[CaseId]:
    """List the cases that go on in this one, those that went on in them among them."""
    found: list[CaseId] = []
    left = [case_id]
    while left:
        this = left.pop()
        for tie in await store.links.of_case(this):
            new = tie.case_id not in {case_id, *found}
            if tie.kind is LinkKind.MERGED and tie.other == this and new:
                found.append(tie.case_id)
                left.append(tie.case_id)
    return sorted(found)


async def _gather(store: Store, case_id: CaseId) -> Gathered:
    return Gathered(
        dossier=await look.gather(store, case_id),
        chain=await store.chain.of_case(case_id),
        notes=await store.notes.of_case(case_id),
        approvals=await store.approvals.of_case(case_id),
        looks=await store.looks.last(WhichLooks(case=case_id), limit=EVERY_LOOK),
        ties=await _ties(store, case_id),
        stones=await store.erasures.of_case(case_id),
        held=await store.erasures.is_held(case_id),
    )


async def _ties(store: Store, case_id: CaseId) -> Sequence[Tied]:
    ties = []
    for one in await store.links.of_case(case_id):
        earlier = one.case_id == case_id
        other = await store.cases.get(one.other if earlier else one.case_id)
        ties.append(Tied(other=str(other.ref), kind=one.kind, earlier=earlier))
    return ties


def _about(main: Gathered, now: datetime) -> dict[str, Json]:
    last = main.chain[-1]
    return {
        "case": str(main.dossier.case.ref),
        "taken_at": now.isoformat(),
        "last_link": {"position": last.link.position, "hash": last.hash},
    }
