"""Words of every letter to a person, put together from the texts in `locales/`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Field, Language, Request, Requirement, Term
from pd_intake_bot.domain.submission import Channel, LeftOut, LeftOutBecause
from pd_intake_bot.usecases.letters import proof_words, way_back
from pd_intake_bot.usecases.letters.proof_words import Invitation
from pd_intake_bot.usecases.ports import Texts

_MOST_FILES = 10
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes letters in the language of the case, in both where that is not known."""

    texts: Texts
    policy: Policy

    def acknowledgement(
        self,
        case: Case,
        deadlines: Deadlines,
        *,
        left_out: Sequence[LeftOut] = (),
        invitation: Invitation | None = None,
    ) -> Letter:
        """Write the first letter: number, what was asked, the date and what it rests on.

        It ends with what is still missing, which files were not taken, by what the person can
        show who they are where the right needs it, and where else to turn (policy §7).
        """
        sheets = [
            replace(sheet, left_out=left_out, invitation=invitation) for sheet in self._sheets(case)
        ]
        return self._letter(case, sheets, _one_after_another(sheets, deadlines))

    def answer(self, case: Case, answer: str) -> Letter:
        """Write an officer's answer, their words as they are, between number and signature."""
        sheets = self._sheets(case)
        opening = (sheet.say("letter-answer-opening", ref=str(case.ref)) for sheet in sheets)
        closing = (line for sheet in sheets for line in (sheet.elsewhere(), sheet.signature()))
        return self._letter(case, sheets, (*opening, answer.strip(), *closing))

    def reminder(self, case: Case, *, asked_on: date) -> Letter:
        """Remind the person, without an officer's words, of what they were asked for that day."""
        sheets = self._sheets(case)
        lines = (line for sheet in sheets for line in sheet.reminder(asked_on))
        return self._letter(case, sheets, lines)

    def completed(
        self, case: Case, added: Sequence[Field], *, left_out: Sequence[LeftOut] = ()
    ) -> Letter:
        """Thank for what a person has added, and say what is missing still, if anything is.

        Where their mail brought files that were not taken, it names these.
        """
        sheets = [replace(sheet, left_out=left_out) for sheet in self._sheets(case)]
        return self._letter(case, sheets, [line for one in sheets for line in one.completed(added)])

    def _sheets(self, case: Case) -> "list[_Sheet]":
        languages = self.policy.written_in(case.language)
        return [
            _Sheet(texts=self.texts, policy=self.policy, case=case, language=language)
            for language in languages
        ]

    def _letter(self, case: Case, sheets: "list[_Sheet]", lines: Iterable[str]) -> Letter:
        titles = " / ".join(sheet.title() for sheet in sheets)
        paragraphs = tuple(lines)
        pairs = (pair for sheet in sheets for pair in sheet.other_way())
        return Letter(
            subject_line=f"{case.ref}: {titles}",
            paragraphs=paragraphs,
            language=case.language,
            other_way=tuple(pair for pair in pairs if pair[0] in paragraphs),
        )


def _one_after_another(sheets: "list[_Sheet]", deadlines: Deadlines) -> Iterator[str]:
    """Write the sheets with a line between them; the first words tell who reads further down."""
    first, *others = sheets
    yield from (sheet.say("letter-below") for sheet in others)
    yield from first.acknowledgement(deadlines)
    for sheet in others:
        yield sheet.say("letter-divider")
        yield from sheet.acknowledgement(deadlines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What a letter says of one case in one language."""

    texts: Texts
    policy: Policy
    case: Case
    language: Language
    left_out: Sequence[LeftOut] = ()
    invitation: Invitation | None = None

    def say(self, key: str, **values: str | int) -> str:
        return self.texts.text(self.language, key, **values)

    def title(self) -> str:
        """Name what was asked: no more than was understood."""
        if self.is_unsettled:
            return self.say("letter-inquiry-title")
        return self.policy.rights[self.case.right].title[self.language]

    @property
    def is_unsettled(self) -> bool:
        """Whether nobody has said yet which right it is: §7 has one line for all but one."""
        default = self.policy.defaults.get(Request.INQUIRY)
        return self.case.channel is Channel.MAIL and self.case.right == default

    def completed(self, added: Sequence[Field]) -> Iterator[str]:
        yield self.say("letter-greeting")
        if added:
            yield from self.added(added)
        else:
            yield self.say("letter-joined", ref=str(self.case.ref))
        if self.left_out:
            yield self.not_taken("letter-files-left-out")
        if self.case.promised:
            yield self.say("letter-date-stays", figures=f"{self.case.promised:%d.%m.%Y}")
        yield self.how()
        yield self.signature()

    def added(self, fields: Sequence[Field]) -> Iterator[str]:
        given = [f"— {self.say(_key(field))}" for field in fields]
        yield "\n".join([self.say("letter-completed", ref=str(self.case.ref)), *given])
        if self.case.missing:
            yield self.listed("letter-completed-missing")
        else:
            yield self.say("letter-completed-whole")

    def reminder(self, asked_on: date) -> Iterator[str]:
        yield self.say("letter-greeting")
        yield self.say("letter-reminder", ref=str(self.case.ref), date=self.day(asked_on))
        yield self.how()
        yield self.elsewhere()
        yield self.signature()

    def acknowledgement(self, deadlines: Deadlines) -> Iterator[str]:
        yield self.say("letter-greeting")
        key = "inquiry" if self.is_unsettled else "registered"
        yield self.say(
            f"letter-acknowledgement-{key}",
            ref=str(self.case.ref),
            received=self.day(self.policy.local_date(self.case.received_at)),
            title=self.title(),
        )
        yield self.due(deadlines)
        if self.case.missing:
            yield self.listed("letter-missing-opening")
        if self.left_out:
            yield self.not_taken("letter-attachments-left-out")
        yield from self.proof()
        yield self.how()
        yield self.elsewhere()
        yield self.signature()

    def proof(self) -> Iterator[str]:
        """Say why it must be known who the person is, and how to show it; else nothing."""
        needed = proof_words.lacking(self.policy, self.case)
        if needed is None or self.is_unsettled:
            return
        told = proof_words.how(self.say, self.policy, self.case, needed, self.invitation)
        if told is not None:
            yield told

    def not_taken(self, opening: str) -> str:
        """Name the files that were not taken, why, and how else to send them."""
        lines = [self.say(opening)]
        lines += [self.file(one) for one in self.left_out[:_MOST_FILES]]
        if len(self.left_out) > _MOST_FILES:
            lines.append(
                self.say("letter-attachments-more", count=len(self.left_out) - _MOST_FILES)
            )
        address = self.policy.controller.postal_address[self.language]
        lines.append(self.say("letter-attachments-elsewhere", address=address))
        return "\n".join(lines)

    def file(self, file: LeftOut) -> str:
        is_counted = file.because is LeftOutBecause.TOO_MANY
        limit = file.limit if is_counted else file.limit // _MEGABYTE
        key = f"letter-attachment-{file.because.replace('_', '-')}"
        return self.say(key, name=file.name, limit=limit)

    def due(self, deadlines: Deadlines) -> str:
        """Say by when, on what ground, or what starts the clock that still waits."""
        rule, basis = deadlines.promised_rule, deadlines.promised_basis
        term = self.term(rule.term)
        ground = self.say(
            f"letter-ground-{'analogy' if rule.by_analogy else basis}",
            clause=rule.cite(self.language),
            term=term,
        )
        if deadlines.promised is None:
            return self.say("letter-acknowledgement-waits", term=term, ground=ground)
        return self.say(
            "letter-acknowledgement-due",
            date=self.day(deadlines.promised),
            figures=f"{deadlines.promised:%d.%m.%Y}",
            ground=ground,
        )

    def listed(self, opening: str) -> str:
        """List what is missing under a sentence that says so."""
        wanted = [f"— {self.requirement(one)}" for one in self.case.missing]
        return "\n".join([self.say(opening), *wanted])

    def how(self) -> str:
        """Say how to add to the request or to put it right, by a way that reaches the case."""
        return self.how_by(way_back.of(self.case))

    def how_by(self, way: str) -> str:
        return self.say(f"letter-how-{way}", address=self.policy.controller.email)

    def other_way(self) -> Iterator[tuple[str, str]]:
        """Write what would be another if the letter went by the other way after all."""
        yield from way_back.both(self.case, self.how_by)
        needed = proof_words.lacking(self.policy, self.case)
        if needed is not None and isinstance(self.case.reply_to, TelegramChat):
            officer = proof_words.by_officer(self.say, self.case, needed)
            yield from ((told, officer) for told in self.proof())

    def requirement(self, requirement: Requirement) -> str:
        either = f" {self.say('letter-or')} "
        return either.join(self.say(_key(field)) for field in requirement)

    def elsewhere(self) -> str:
        recourse = self.policy.recourse
        return self.say(
            "letter-elsewhere",
            clause=recourse.cited[self.language],
            authority=recourse.authority_now[self.language],
        )

    def signature(self) -> str:
        controller = self.policy.controller
        return self.say(
            "letter-signature",
            controller=controller.name[self.language],
            email=controller.email,
            address=controller.postal_address[self.language],
        )

    def term(self, term: Term) -> str:
        return self.say(f"term-{term.unit}", amount=term.amount)

    def day(self, day: date) -> str:
        return self.say("date-in-words", day=str(day.day), month=day.month, year=str(day.year))


def _key(field: Field) -> str:
    return f"field-{field.replace('_', '-')}"
