"""Words of the letters that a person's own doing brings: a case withdrawn, a code asked for."""

from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.ports import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLetters:
    """Writes in the language of the case, in both where that is not known."""

    texts: Texts
    policy: Policy

    def withdrawn(self, case: Case) -> Letter:
        """Confirm that a case was withdrawn, and say that asking anew is open to everybody."""
        languages = self.policy.written_in(case.language)
        paragraphs = [line for one in languages for line in self._withdrawn(case, one)]
        titles = " / ".join(self.policy.rights[case.right].title[one] for one in languages)
        return Letter(
            subject_line=f"{case.ref}: {titles}",
            paragraphs=tuple(paragraphs),
            language=case.language,
        )

    def code(self, language: Language, code: str, link: str | None, *, minutes: int) -> Letter:
        """Give a code, and the link beside it; whoever did not ask for it need do nothing."""
        paragraphs = [
            self._say(language, "letter-greeting"),
            self._say(language, "letter-code", code=code, minutes=minutes),
            *([self._say(language, "letter-code-link", link=link)] if link else []),
            self._say(language, "letter-code-not-you", link="yes" if link else "no"),
            self._signature(language),
        ]
        return Letter(
            subject_line=self._say(language, "letter-code-title"),
            paragraphs=tuple(paragraphs),
            language=language,
        )

    def link(self, case: Case, link: str, *, until: datetime) -> Letter:
        """Give a fresh one-time link; whoever did not ask for it need do nothing."""
        languages = self.policy.written_in(case.language)
        date = f"{self.policy.local_date(until):%d.%m.%Y}"
        paragraphs = [line for one in languages for line in self._link(case, one, link, date)]
        titles = " / ".join(self._say(one, "letter-link-title") for one in languages)
        return Letter(
            subject_line=f"{case.ref}: {titles}",
            paragraphs=tuple(paragraphs),
            language=case.language,
        )

    def _link(self, case: Case, language: Language, link: str, date: str) -> list[str]:
        return [
            self._say(language, "letter-greeting"),
            self._say(language, "letter-link", ref=str(case.ref), link=link, date=date),
            self._say(language, "letter-link-not-you"),
            self._signature(language),
        ]

    def _withdrawn(self, case: Case, language: Language) -> list[str]:
        title = self.policy.rights[case.right].title[language]
        return [
            self._say(language, "letter-greeting"),
            self._say(language, "letter-withdrawn", ref=str(case.ref), title=title),
            self._say(language, "letter-withdrawn-again"),
            self._signature(language),
        ]

    def _signature(self, language: Language) -> str:
        controller = self.policy.controller
        return self._say(
            language,
            "letter-signature",
            controller=controller.name[language],
            email=controller.email,
            address=controller.postal_address[language],
        )

    def _say(self, language: Language, key: str, **values: str | int) -> str:
        return self.texts.text(language, key, **values)
