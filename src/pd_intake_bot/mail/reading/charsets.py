"""Turns bytes into text: by the character set they name, else by the letters that come out.

Senders name sets that do not exist, name the wrong one, or none. windows-1251 and KOI8-R are
what Russian software falls back to; KZ-1048 and PTCP154 are the one-byte sets that have the
Kazakh letters. Nothing is lost in a guess: every byte becomes some letter, and the raw message
is kept.
"""

import codecs
import re
from itertools import pairwise

# What programs write where the registered name of the set is another.
_ALIASES = {
    "ansi_x3.110-1983": "latin-1",
    "cp-850": "cp850",
    "default": "",
    "gb2312": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "koi8": "koi8-r",
    "ks_c_5601-1987": "cp949",
    "latin1": "cp1252",
    "rk1048": "kz1048",
    "strk1048-2002": "kz1048",
    "unicode-1-1-utf-7": "utf-7",
    "unknown-8bit": "",
    "us-ascii": "ascii",
    "utf8mb4": "utf-8",
    "win-1251": "cp1251",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "x-unknown": "",
}
# Codecs of Python that are not character sets, slow on long input, or change what they read.
_NOT_A_CHARSET = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
)
_ONE_BYTE = ("ascii", "cp125", "iso8859", "koi8", "kz1048", "latin", "mac-", "ptcp154")
_CANDIDATES = ("cp1251", "koi8-r", "ptcp154", "kz1048", "cp1252")
_SAMPLE = 2048
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі")
_ACCENTED = frozenset("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœšž")
# What two kinds of letters side by side say: c Cyrillic, w western with a mark, a plain Latin.
_SIDE_BY_SIDE = {"cc": 0.3, "aw": 0.4, "wa": 0.4} | dict.fromkeys(
    ("ac", "ca", "cw", "wc", "ww"), -2.0
)
_HALF = re.compile("[\ud800-\udfff]")
_STRANGE = re.compile(r"[^\s!-~а-яёәғқңөұүһіà-öø-ÿ«»„“”‘’–—№…•©®€§°]")
# The pairs of letters that Russian and Kazakh texts are made of.
_PAIRS_WRITTEN = (
    "ст но то на ен ов ни ра во ко пр ос по ро ал ли ре ер го от ан ол ес ет ка не та ва ор ло "
    "ел ат од ом ль ит ри те ак де ть пе ас да ти ми со ня ых ый ие ия на ле за до об об се "
    "ар ер ын ла ды да ен ге ті ің ға ық ші ір ты ім қа ұс тү де ме ал та ай ыл ау ұр ту ғы қы "
    "ке бе сұ жү үш нд лі сі кі өт әр же ұл қт ыз із"
)
_PAIRS = frozenset(_PAIRS_WRITTEN.split())


def decode(data: bytes, declared: str | None) -> tuple[str, bool]:
    """Decode `data`, trying the set it names first; say also whether that name held good."""
    name = _codec(declared)
    text = _try(data, name) if name else None
    if text is None:
        return _whole(guess(data)), data.isascii() and not declared
    if name.startswith(_ONE_BYTE) and not data.isascii() and (truth := _try(data, "utf-8")):
        return _whole(truth), False  # Text in a one-byte set is never valid UTF-8 by chance.
    return _whole(text), True


def guess(data: bytes) -> str:
    """Decode bytes that name no set."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)  # An unfinished end is dropped.
    except UnicodeDecodeError:
        text = ""
    if data.isascii() or not text.isascii():
        return text
    if _mostly_utf8(data):
        return data.decode("utf-8", "backslashreplace")
    sample = data[:_SAMPLE]
    best = max(_CANDIDATES, key=lambda name: _likeness(sample.decode(name, "replace")))
    return _try(data, best) or data.decode(best, "backslashreplace")


def _codec(declared: str | None) -> str:
    """Find the codec of a named set; an empty name where there is none that may be used."""
    named = (declared or "").strip(" \t\"'").lower().replace("_", "-")
    named = _ALIASES.get(named, named)
    try:
        found = codecs.lookup(named).name.replace("_", "-") if named.isascii() else ""
    except (LookupError, ValueError):
        return ""
    return "" if found in _NOT_A_CHARSET else found


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):  # Also codecs that give no text, such as `zip`.
        return None


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether nearly all of the bytes outside ASCII are whole UTF-8 letters."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(not c.isascii() for c in text) > 10 * wrong


def _likeness(text: str) -> float:
    """Say how much a text looks like Russian, Kazakh or a western European language."""
    folded = text.lower()
    score = -2.0 * len(_STRANGE.findall(folded))
    for left, right in pairwise(folded):
        score += (left + right) in _PAIRS
        score += _SIDE_BY_SIDE.get(_kind(left) + _kind(right), 0.0)
    return score - sum(a.islower() and b.isupper() for a, b in pairwise(text))


def _kind(letter: str) -> str:
    if letter in _CYRILLIC:
        return "c"
    if letter in _ACCENTED:
        return "w"
    return "a" if letter.isascii() and letter.isalpha() else "-"


def _whole(text: str) -> str:
    """Replace halves of letters, which no output takes."""
    return text.encode("utf-8", "replace").decode("utf-8") if _HALF.search(text) else text
