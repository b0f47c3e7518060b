"""Which data a person means: all of them, those they list, or, possibly, simply theirs."""

import re
from collections.abc import Iterator

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.understood import Reading

_LONGEST = 300
_LONGEST_LINE = 150

_SENTENCE = re.compile(r"[!?…]+|\.(?=\s|$)|\n\s*\n")
# What is done with the data that are meant; elsewhere "all data" may be anybody's.
_DONE = re.compile(
    r"обработ|обрабат|согласи|прекра|удал|отзыв|отозв|өңде|онде|келісім|келисим|тоқтат|токтат"
    r"|қайтар|кайтар|жою|жойы",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:все|всех|всем|всеми|любые|любых)\s+(?:(?:мои|моих|моим|имеющиеся|имеющихся)\s+)*"
    r"(?:персональны\w+\s+|личны\w+\s+)?данн\w+"
    r"|\bбарлы[қк]\s+(?:дербес\s+|жеке\s+)?дерек\w+"
    r"|\b(?:дербес\s+|жеке\s+)?дерек\w+\s+(?:барлығы\w*|бәрі\w*|толы[қк])",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:(?:следующ|перечисленн)\w+\s+(?:(?:моих|мои|персональн\w+|личн\w+)\s+)*данн\w+"
    r"|данн\w+,?\s+а именно|(?:мына(?:дай)?|келесі|төмендегі)\s+(?:дербес\s+|жеке\s+)?дерек\w+)"
    r"\s*[:—–-]\s*([^\n]{3,300})",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:моих|мои|моим)\s+(?:персональны\w+\s+|личны\w+\s+)?данн\w+"
    r"|\b(?:менің\s+|менин\s+)?(?:дербес\s+|жеке\s+)?деректері?мд?і?\w*",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:фио|имя|фамили\w+|телефон\w*|номер\w*|адрес\w*|почт\w+|e-?mail|дат\w+ рождения|карт\w+"
    r"|заказ\w*|аты-?жөн\w*|тег\w+|нөмір\w*|номир\w*|мекен-?жай\w*|пошта\w*|туған\w*|паспорт\w*)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–—•*])\s*")


def read(text: str, *, asked: bool) -> Iterator[Reading]:
    """Find the data that are meant; where `asked`, a line that lists kinds of data is the answer.

    "My data" alone is unsure: the policy asks which they are (§8).
    """
    for listed in _LISTED.finditer(text):
        yield _reading(listed[1].strip(" .;"), listed[0])
    for sentence in _SENTENCE.split(text):
        meant = _ALL.search(sentence)
        if meant and (asked or _DONE.search(sentence)):
            yield _reading(meant[0], sentence)
    if asked:
        yield from _lines(text)
    if own := _OWN.search(text):
        yield _reading(own[0], own[0], sure=False)


def _lines(text: str) -> Iterator[Reading]:
    for line in text.splitlines():
        value = _BULLET.sub("", line).strip(" .;")
        if len(value) <= _LONGEST_LINE and _KIND.match(value) and not re.search(r"[\d@:]", value):
            yield _reading(value, line)


def _reading(value: str, words: str, *, sure: bool = True) -> Reading:
    return Reading(
        field=Field.DATA,
        value=" ".join(value.split())[:_LONGEST],
        words=" ".join(words.split())[:_LONGEST],
        sure=sure,
    )
