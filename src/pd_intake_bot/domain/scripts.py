"""Folds the ways of typing Kazakh and Russian into one plain Cyrillic alphabet.

A folded text is small Cyrillic letters, digits, single spaces, and `?` where a mail program
could not write a letter. Which words matter is not known here.
"""

import re
import unicodedata

KAZAKH = "әғқңөұүһі"
"""Letters that windows-1251 or KOI8-R cannot carry, or that a Russian keyboard lacks."""

_INVISIBLE = (
    0x00AD,  # soft hyphen
    0x061C,
    0x180E,
    0xFEFF,  # byte order mark
    *range(0x0300, 0x0370),  # combining marks
    *range(0x200B, 0x2010),  # zero width, direction
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),  # variation selectors
)
_CLEAN: dict[int, str | None] = {
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(map(ord, "’‘ʼʻʹ`′"), "'"),
    0xFFFD: "?",
}
# Marks that make another letter of the one they stand on. All others only decorate.
_MARKED = {
    "y\u0301": "w",  # ý is у in the alphabets of 2018 and 2019
    "s\u0327": "sh",
    "s\u030c": "sh",
    "c\u0327": "ch",
    "c\u030c": "ch",
    "z\u030c": "zh",
}
_MARKED_LETTER = re.compile("|".join(_MARKED))

_LATIN = re.compile("[a-zəıŋ]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LOOK_ALIKES = str.maketrans("abcehikmoptxy", "авсенікмортху")
_WITH_CYRILLIC = re.compile(r"\S*[\u0400-\u04ff]\S*|\b[abcehikmoptxy]+\b")

# Kazakh and Russian in Latin letters: 2017 (with apostrophes), 2018, 2019, 2021 and informal.
_LATIN_GROUPS = {
    "shch": "ш", "tsh": "ч", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "gh": "г", "ng": "н",
    "ts": "ц", "ya": "а", "ja": "а", "yu": "у", "ju": "у", "ye": "е",
    "y'": "у", "s'": "ш", "c'": "ч",
}  # fmt: skip
_LATIN_GROUP = re.compile("|".join(_LATIN_GROUPS))

# Each plain letter with all that are folded into it: the Kazakh ones as a Russian keyboard
# writes them; what Latin alphabets do not tell apart (ы, й, и, і; а, я; у, ю); letters that
# neighbouring alphabets and old fonts put in their place; Greek twins.
_PLAIN = {
    "а": "әяӓaəα",
    "б": "b",
    "в": "vβ",
    "г": "ғґҕg",
    "д": "d",
    "е": "эєeε",
    "ж": "јj",
    "з": "ѕz",
    "и": "іыӏiyıι",
    "к": "қҡҝӄkqκ",
    "л": "l",
    "м": "mμ",
    "н": "ңҥӊӈnŋνη",
    "о": "өoο",
    "п": "p",
    "р": "rρ",
    "с": "cs",
    "т": "tτ",
    "у": "үұюuwυ",
    "ф": "f",
    "х": "һҳӽhxχ",
    "ш": "щ",
}
_LETTERS: dict[int, str | None] = {
    **{ord(letter): plain for plain, letters in _PLAIN.items() for letter in letters},
    **dict.fromkeys(map(ord, "ьъ'")),
}
_BETWEEN = re.compile(r"[^\w?]+|_+|(?<![\w?])\?+(?![\w?])")


def clean(text: str) -> str:
    """Take away what is not seen: case, marks, invisible and control characters.

    All Unicode forms of a text come out the same. Punctuation and both scripts stay; «№» goes,
    which would otherwise become two Latin letters.
    """
    text = unicodedata.normalize("NFKD", text.replace("´", "'").replace("№", " ")).casefold()
    if not text.isascii():
        text = _MARKED_LETTER.sub(lambda marked: _MARKED[marked[0]], text)
    return " ".join(text.translate(_CLEAN).split())


def readings(text: str) -> tuple[str, ...]:
    """Fold a cleaned text, in two ways where a word mixes scripts.

    A Latin letter in a Cyrillic word is there for its look («Дepбec») or for its sound
    («деректердi жinауға»), so both are read.
    """
    if not (_LATIN.search(text) and _CYRILLIC.search(text)):
        return (fold(text),)
    seen = _WITH_CYRILLIC.sub(lambda word: word[0].translate(_LOOK_ALIKES), text)
    return tuple(dict.fromkeys((fold(seen), fold(text))))


def fold(text: str) -> str:
    """Write a cleaned text in plain letters, its words divided by single spaces."""
    if _LATIN.search(text):
        text = _LATIN_GROUP.sub(lambda group: _LATIN_GROUPS[group[0]], text)
    return _BETWEEN.sub(" ", text.translate(_LETTERS)).strip()


def letters(folded: str) -> str:
    """Give the letters and digits of a folded text alone, to compare whatever its spacing."""
    return folded.replace(" ", "")
