"""Words of the letters about a date: that it is set, has moved, waits or is longer, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pd_intake_bot.domain import deadlines
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.clocks import Cause
from pd_intake_bot.domain.deadlines import Deadlines
from pd_intake_bot.domain.letters import Letter, LetterKind
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Ground, Language, Term
from pd_intake_bot.domain.workdays import Calendar
from pd_intake_bot.usecases.ports import Texts
from pd_intake_bot.usecases.terms.explain import Audience, explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a letter about a date tells: `told` is the date that the last letter named.

    `ground` and `term` belong to a pause or an extension, `cause` to a date that moved;
    `words` are an officer's own, in the language they chose; `besides` is what the letter has to
    say in each language beyond the date.
    """

    kind: LetterKind
    told: date | None = None
    ground: Ground | None = None
    term: Term | None = None
    cause: Cause | None = None
    words: str = ""
    besides: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLetters:
    """Writes letters about dates, in the language of the case or in both."""

    texts: Texts
    policy: Policy
    calendar: Calendar

    def write(self, case: Case, dates: Deadlines, news: News) -> Letter:
        """Write what has changed, by when the answer now comes, and how that date comes about."""
        languages = self.policy.written_in(case.language)
        sheets = [_Sheet(letters=self, case=case, language=language) for language in languages]
        titles = " / ".join(sheet.title() for sheet in sheets)
        return Letter(
            subject_line=f"{case.ref}: {titles}",
            paragraphs=tuple(_one_after_another(sheets, dates, news)),
            language=case.language,
            promised=None if dates.promised_clock.paused_since else dates.promised,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What such a letter says in one language."""

    letters: DateLetters
    case: Case
    language: Language

    def say(self, key: str, **values: str | int) -> str:
        return self.letters.texts.text(self.language, key, **values)

    def title(self) -> str:
        return self._policy.rights[self.case.right].title[self.language]

    def lines(self, dates: Deadlines, news: News) -> Iterator[str]:
        yield self.say("letter-greeting")
        yield self.say(f"letter-{news.kind.replace('_', '-')}", **self._values(dates, news))
        if news.words.strip():
            yield news.words.strip()
        yield from self._due(dates, news)
        if dates.promised is not None:
            yield "\n".join([self.say("letter-date-how"), *self._how(dates)])
        if self.language in news.besides:
            yield news.besides[self.language]
        yield self._elsewhere()
        yield self._signature()

    def _values(self, dates: Deadlines, news: News) -> dict[str, str]:
        ground, confirmed = news.ground, dates.promised_clock.started_on
        return {
            "ref": str(self.case.ref),
            "title": self.title(),
            "day": self._day(confirmed) if confirmed else "",
            "why": ground.words[self.language] if ground else self._cause(news),
            "clause": ground.cited.get(self.language, ground.clause) if ground else "",
            "term": self._term(news.term) if news.term else "",
            "told": self._day(news.told) if news.told else "",
            "figures": f"{news.told:%d.%m.%Y}" if news.told else "",
        }

    def _cause(self, news: News) -> str:
        return self.say(f"letter-because-{news.cause}") if news.cause else ""

    def _due(self, dates: Deadlines, news: News) -> Iterator[str]:
        if dates.promised is None:
            yield self.say("letter-date-waits")
        elif dates.promised_clock.paused_since:
            yield self.say("letter-date-stands", figures=f"{dates.promised:%d.%m.%Y}")
        elif dates.promised == news.told:
            yield self.say("letter-date-stays", figures=f"{dates.promised:%d.%m.%Y}")
        else:
            figures = f"{dates.promised:%d.%m.%Y}"
            yield self.say("letter-date-now", date=self._day(dates.promised), figures=figures)

    def _how(self, dates: Deadlines) -> list[str]:
        received = self.letters.policy.local_date(self.case.received_at)
        steps = deadlines.explain(
            self._policy.rights[self.case.right],
            dates,
            received_on=received,
            calendar=self.letters.calendar,
            received_at=self.case.received_at,
        )
        lines = explanation(
            self.letters.texts,
            self.language,
            steps,
            policy=self._policy,
            audience=Audience.PERSON,
        )
        return [f"— {line}" for line in lines]

    def _elsewhere(self) -> str:
        recourse = self._policy.recourse
        authority = recourse.authority_now[self.language]
        clause = recourse.cited[self.language]
        return self.say("letter-elsewhere", clause=clause, authority=authority)

    def _signature(self) -> str:
        controller = self._policy.controller
        return self.say(
            "letter-signature",
            controller=controller.name[self.language],
            email=controller.email,
            address=controller.postal_address[self.language],
        )

    def _term(self, term: Term) -> str:
        return self.say(f"term-{term.unit}", amount=term.amount)

    def _day(self, day: date) -> str:
        return self.say("date-in-words", day=str(day.day), month=day.month, year=str(day.year))

    @property
    def _policy(self) -> Policy:
        return self.letters.policy


def _one_after_another(sheets: list[_Sheet], dates: Deadlines, news: News) -> Iterator[str]:
    first, *others = sheets
    yield from (sheet.say("letter-below") for sheet in others)
    yield from first.lines(dates, news)
    for sheet in others:
        yield sheet.say("letter-divider")
        yield from sheet.lines(dates, news)
