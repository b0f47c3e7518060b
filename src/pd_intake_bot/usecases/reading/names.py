"""The name of the person in their own words: said of themselves, or signed."""

import re
from collections.abc import Iterator

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.understood import Reading

_CAPITAL = "А-ЯЁӘҒҚҢӨҰҮҺІA-Z"
_LETTER = "а-яёәғқңөұүһіa-z"
_WORD = rf"[{_CAPITAL}][{_LETTER}]*(?:[-'’][{_CAPITAL}]?[{_LETTER}]+)?"
_INITIAL = rf"[{_CAPITAL}]\."
_NAME = rf"{_WORD}(?: (?:{_WORD}|{_INITIAL} ?)){{1,3}}"
_ANY_WORDS = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,5}")

# Said of oneself. A single word, or one in another case, is no full name.
_SAID = re.compile(
    rf"(?:\b(?i:меня зовут|мо[её] имя|менің атым|менин атым|аты-?жөнім|есімім)\s*[:—–-]?\s*"
    rf"|(?:^|[.!?\n]\s*)(?i:я|мен),\s*)({_NAME})(?![{_LETTER}])"
)
_SIGNED = re.compile(
    r"^\s*(?:\d{1,2}[.)]\s*)?(?:(?i:с уважением|с почтением|заранее спасибо|құрметпен|курметпен"
    rf"|ізгі ниетпен|regards)\s*[,.!:—–-]*\s*)?({_NAME})\s*[.,]?\s*$",
    re.MULTILINE,
)
_GREETING = re.compile(
    r"(?i:добр|здравств|уважаем|приветств|прошу|спасибо|сәлем|салем|саламат|құрметті|курметти"
    r"|қайырлы|ассалам|dear|hello|hi |best|kind|тоо|жшс|ао |ип |республика|город)"
)
# What surnames and patronymics of the country end in.
_FAMILY = re.compile(
    r"(?:ов|ев|ёв|ова|ева|ин|ина|ский|ская|ич|овна|евна|ұлы|улы|қызы|кызы|ко|енко|баев|баева)$",
    re.IGNORECASE,
)


def read(text: str, *, asked: bool) -> Iterator[Reading]:
    """Find the person's name; a line that may be a signature is the answer where `asked`."""
    for said in _SAID.finditer(text):
        yield _reading(said[1], said[0])
    for line in _SIGNED.finditer(text):
        if not _GREETING.match(line[1]):
            yield _reading(line[1], line[0], sure=asked and _is_family(line[1]))


def plain(value: str) -> str:
    """Give the name that stands behind a label, or nothing where it is not a full one."""
    for part in (value, value.partition(",")[0], value.partition("(")[0]):
        words = " ".join(part.split()).rstrip(".,;")
        if _ANY_WORDS.fullmatch(words):
            return words
    return ""


def _is_family(name: str) -> bool:
    return any(map(_FAMILY.search, name.split()))


def _reading(name: str, words: str, *, sure: bool = True) -> Reading:
    value = " ".join(name.split()).strip()
    return Reading(
        field=Field.FULL_NAME, value=value, words=" ".join(words.split()).strip(" .,"), sure=sure
    )
