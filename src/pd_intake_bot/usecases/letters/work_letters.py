"""Words of the letters that officers bring about: what they write, ask, refuse, close, reopen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.usecases.letters import way_back
from pd_intake_bot.usecases.ports import Texts

_ENDS_WITH_RECOURSE = frozenset({LetterKind.REFUSAL, LetterKind.CLOSED, LetterKind.QUESTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one letter tells beside the case: `words` are the officer's own.

    `values` are put into its first text, for each language. A `dated` one names the date of the
    answer once more.
    """

    kind: LetterKind
    words: str = ""
    values: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)
    dated: bool = False
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLetters:
    """Writes such letters in the language of the case, or in both where that is not known.

    An officer's words stand once, between what opens the letter and what closes it.
    """

    texts: Texts
    policy: Policy

    def write(self, case: Case, said: Said) -> Letter:
        """Write a letter: what it is about, the officer's words, and what to do next."""
        languages = self.policy.written_in(case.language)
        sheets = [_Sheet(letters=self, case=case, said=said, language=one) for one in languages]
        paragraphs = [line for sheet in sheets for line in sheet.opening()]
        paragraphs += [said.words.strip()] if said.words.strip() else []
        paragraphs += [line for sheet in sheets for line in sheet.closing()]
        titles = " / ".join(sheet.title() for sheet in sheets)
        return Letter(
            subject_line=f"{case.ref}: {titles}",
            paragraphs=tuple(paragraphs),
            language=case.language,
            promised=case.promised if said.dated else None,
            files=said.files,
            other_way=tuple(pair for sheet in sheets for pair in way_back.both(case, sheet.how)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What such a letter says in one language."""

    letters: WorkLetters
    case: Case
    said: Said
    language: Language

    def title(self) -> str:
        return self._policy.rights[self.case.right].title[self.language]

    def opening(self) -> Iterator[str]:
        yield self._say("letter-greeting")
        values = {"ref": str(self.case.ref), "title": self.title()}
        key = f"letter-{self.said.kind.replace('_', '-')}"
        yield self._say(key, **values, **self.said.values.get(self.language, {}))

    def closing(self) -> Iterator[str]:
        if self.said.kind is LetterKind.QUESTION:
            yield self._say("letter-question-not-needed")
        if self.case.promised and self.said.dated:
            yield self._say("letter-work-date", **self._day(self.case.promised))
        yield self.how(way_back.of(self.case))
        if self.said.kind in _ENDS_WITH_RECOURSE:
            yield self._elsewhere()
        yield self._signature()

    def how(self, way: str) -> str:
        return self._say(f"letter-work-how-{way}", address=self._policy.controller.email)

    def _elsewhere(self) -> str:
        recourse = self._policy.recourse
        return self._say(
            "letter-elsewhere",
            clause=recourse.cited[self.language],
            authority=recourse.authority_now[self.language],
        )

    def _signature(self) -> str:
        controller = self._policy.controller
        return self._say(
            "letter-signature",
            controller=controller.name[self.language],
            email=controller.email,
            address=controller.postal_address[self.language],
        )

    def _day(self, day: date) -> dict[str, str]:
        written = self._say("date-in-words", day=str(day.day), month=day.month, year=str(day.year))
        return {"date": written, "figures": f"{day:%d.%m.%Y}"}

    def _say(self, key: str, **values: str | int) -> str:
        return self.letters.texts.text(self.language, key, **values)

    @property
    def _policy(self) -> Policy:
        return self.letters.policy
