"""The postal address in a person's words: said to be theirs, or looking like one."""

import re
from collections.abc import Iterator

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.understood import Reading

_LONGEST = 200
_SHORTEST = 10
_LONGEST_LINE = 140

_SAID = re.compile(
    r"\b(?:прожива\w+|зарегистрирован\w*|прописан\w*|живу|пишите|ответ\w*|отправ\w+|направ\w+)"
    r"(?: мне)?(?: почтой| письмом)? (?:по адресу|на адрес)\s*[:—–-]?\s*([^\n@]{10,200})"
    r"|\bмен(?:ің)?,? ([^\n.!?@]{10,150}?)(?: мекен-?жайы\w*)?(?: бойынша)? тұрамын",
    re.IGNORECASE,
)
# Where the address in a running sentence ends and something else begins.
_AFTER = re.compile(
    r"[,;.]?\s+(?:тел\b|моб\b|иин\b|жсн\b|e-?mail|эл\.|почта|прошу|отзыва|настоящим|требую|а также"
    r"|номер тел|телефон|өтінемін|сұраймын).*",
    re.IGNORECASE | re.DOTALL,
)
# Parts of an address: two of three kinds, and a figure, make a line look like one.
_PARTS = (
    re.compile(
        r"\b(?:г\.|гор\.|город|қ\.|қаласы|каласы|облыс\w*|область|обл\.|ауыл\w*|село|с\.|ауданы"
        r"|район|алматы|астана|шымкент|шымқала|қарағанды|караганда)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:ул\.|улица|көше\w*|коше\w*|к-сі|мкр\.?|мкрн|микрорайон|ықшам ?аудан\w*|ш/а|пр\.|пр-т"
        r"|проспект|даңғыл\w*|пер\.|переулок)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:д\.|дом|үй\w*|кв\.|квартира|пәтер\w*|п\.|корпус|ғимарат)(?!\w)", re.IGNORECASE
    ),
)
_ENOUGH = 2
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–—•*])\s*")


def read(text: str, *, asked: bool) -> Iterator[Reading]:
    """Find postal addresses; a line that looks like one is the answer where `asked`."""
    for said in _SAID.finditer(text):
        value = _AFTER.sub("", said[1] or said[2]).strip(" ,;.")
        if _looks_like_one(value, parts=1):
            yield _reading(value, said[0])
    for line in text.splitlines():
        value = _BULLET.sub("", line).strip(" ,;.")
        if _SHORTEST <= len(value) <= _LONGEST_LINE and _looks_like_one(value, parts=_ENOUGH):
            yield _reading(value, line, sure=asked)


def _looks_like_one(value: str, *, parts: int) -> bool:
    found = sum(bool(part.search(value)) for part in _PARTS)
    return found >= parts and any(map(str.isdigit, value))


def _reading(value: str, words: str, *, sure: bool = True) -> Reading:
    return Reading(
        field=Field.POSTAL_ADDRESS,
        value=value[:_LONGEST],
        words=words.strip()[:_LONGEST],
        sure=sure,
    )
