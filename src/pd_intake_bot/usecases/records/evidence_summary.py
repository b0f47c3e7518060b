"""The page of an archive of evidence that a person reads: one HTML file that loads nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import SYSTEM
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.work import Note
from pd_intake_bot.usecases.ports import Texts
from pd_intake_bot.usecases.records.evidence_files import Gathered
from pd_intake_bot.usecases.records.look import Dossier

Row = tuple[str, ...]

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:.7rem}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Writes the page in one language; every word that came from outside is escaped."""

    texts: Texts
    policy: Policy
    language: Language

    def write(self, main: Gathered, merged: Sequence[Gathered], *, now: datetime) -> str:
        """Write the whole page: the case, and each that was merged into it."""
        title = escape(self._say("evidence-title", ref=str(main.dossier.case.ref)))
        parts = [
            f"<h1>{title}</h1>",
            self._paragraph("evidence-intro", moment=self._moment(now)),
            *self._case(main),
        ]
        for one in merged:
            words = self._say("staff-linked-merged-again", other=str(one.dossier.case.ref))
            parts += [f"<hr><h1>{escape(words)}</h1>", *self._case(one)]
        parts.append(self._paragraph("evidence-verify"))
        head = (
            f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
            '<meta http-equiv="Content-Security-Policy"'
            " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        )
        body = "\n".join(parts)
        page = f'<html lang="{self.language}"><head>{head}</head>\n<body>{body}</body></html>'
        return f"<!doctype html>\n{page}\n"

    def _case(self, one: Gathered) -> Iterator[str]:
        dossier = one.dossier
        yield _table(self._facts(dossier.case))
        yield from self._standing(one)
        yield from self._told(dossier)
        yield from self._messages(dossier)
        yield from self._letters(one.letters)
        yield from self._notes(one.notes)
        yield self._heading("evidence-history")
        yield _table(self._history(dossier))

    def _standing(self, one: Gathered) -> Iterator[str]:
        """Say to which cases this one belongs, and what of it is held or was erased."""
        for tie in one.ties:
            end = "" if tie.earlier else "-again"
            key = f"staff-linked-{tie.kind.replace('_', '-')}{end}"
            yield self._paragraph(key, other=tie.other)
        if one.held:
            yield self._paragraph("staff-held-back")
        if one.stones:
            yield self._heading("evidence-erased")
            yield _table(
                (self._moment(stone.at), self._say(f"evidence-erased-{stone.one}"))
                for stone in one.stones
            )

    def _notes(self, notes: Sequence[Note]) -> Iterator[str]:
        if notes:
            yield self._heading("evidence-notes")
            yield _table((self._moment(one.at), one.actor, one.words) for one in notes)

    def _facts(self, case: Case) -> Iterator[Row]:
        right = self.policy.rights.get(case.right)
        # A case may be older than the policy file, which knows its right no more.
        yield self._say("evidence-right"), right.title[self.language] if right else case.right
        yield self._say("evidence-received"), self._moment(case.received_at)
        yield self._say("evidence-state"), self._say(f"staff-state-{case.state}")
        yield self._say("evidence-promised"), self._day(case.promised)
        yield self._say("evidence-target"), self._day(case.target)
        if case.acknowledged_at:
            yield self._say("evidence-acknowledged"), self._moment(case.acknowledged_at)
        if case.closed_at:
            yield self._say("evidence-closed"), self._moment(case.closed_at)
        for field, value in case.fields.items():
            yield self._say(f"field-{field.replace('_', '-')}"), value

    def _told(self, dossier: Dossier) -> Iterator[str]:
        """List the dates that letters named to the person, as they were named."""
        if dossier.told:
            yield self._heading("evidence-told")
            yield _table((self._day(one.promised), self._moment(one.at)) for one in dossier.told)

    def _messages(self, dossier: Dossier) -> Iterator[str]:
        yield self._heading("evidence-messages")
        for submission in dossier.submissions:
            yield f"<h3>{escape(self._moment(submission.received_at))}</h3>"
            sender = " ".join(filter(None, (submission.sender_name, submission.sender_address)))
            yield _table([(sender, submission.subject_line)])
            yield f"<pre>{escape(submission.text)}</pre>"
            yield _table((one.name, one.digest) for one in submission.attachments)

    def _letters(self, letters: Sequence[Parcel]) -> Iterator[str]:
        yield self._heading("evidence-letters")
        for parcel in letters:
            posted = payload.read_letter(parcel.payload)
            yield f"<h3>{escape(posted.letter.subject_line)}</h3>"
            yield "<pre>{}</pre>".format(escape("\n\n".join(posted.letter.paragraphs)))
            answer = self._say("evidence-answer")
            yield _table([(answer, parcel.answer or "—"), ("Message-ID", posted.message_id or "—")])
            yield _table((one.name, one.digest) for one in posted.letter.files)

    def _history(self, dossier: Dossier) -> Iterator[Row]:
        for event in dossier.events:
            actor = self._say("evidence-service") if event.actor == SYSTEM else event.actor
            what = self._say(f"staff-event-{event.kind.replace('_', '-')}")
            yield self._moment(event.at), what, actor

    def _heading(self, key: str) -> str:
        return f"<h2>{escape(self._say(key))}</h2>"

    def _paragraph(self, key: str, **values: str) -> str:
        return f"<p>{escape(self._say(key, **values))}</p>"

    def _moment(self, moment: datetime) -> str:
        place = self.policy.local_time[self.language]
        return f"{moment.astimezone(self.policy.zone):%d.%m.%Y %H:%M} {place}"

    def _day(self, day: date | None) -> str:
        return f"{day:%d.%m.%Y}" if day else "—"

    def _say(self, key: str, /, **values: str) -> str:
        return self.texts.text(self.language, key, **values)


def _table(rows: Iterable[Row]) -> str:
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>" if lines else ""
