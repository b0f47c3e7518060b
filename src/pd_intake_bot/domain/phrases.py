"""Makes patterns over folded text of the lines and phrases that a policy file holds."""

import re
from collections.abc import Iterable

from pd_intake_bot.domain import scripts


def folded(text: str) -> str:
    """Fold a line of the policy, which is in one script."""
    return scripts.fold(scripts.clean(text))


def letters(text: str) -> str:
    """Give what a line of the policy is compared by."""
    return scripts.letters(folded(text))


def any_of(phrases: Iterable[str], *, alone: bool = False) -> re.Pattern[str]:
    """Match any of the phrases as whole words, or as the whole text. `*` ends a stem."""
    found = "|".join(" ".join(map(_word, phrase.split())) for phrase in phrases) or "(?!)"
    return re.compile(rf"^(?:{found})$" if alone else rf"(?<!\S)(?:{found})(?!\S)")


def unwritten(text: str) -> re.Pattern[str]:
    """Match a line in which a mail program wrote `?` or `??` for some of its Kazakh letters."""
    pattern = ""
    for letter in filter(str.isalnum, scripts.clean(text)):
        plain = scripts.fold(letter)
        pattern += rf"(?:{plain}|\?{{1,2}})" if letter in scripts.KAZAKH else plain
    return re.compile(rf"{pattern}\?*")


def _word(word: str) -> str:
    return re.escape(folded(word)) + (r"\S*" if word.endswith("*") else "")
