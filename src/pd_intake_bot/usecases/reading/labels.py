"""Finds labelled lines in a text: `ФИО: …`, `Мекенжайы: …`, however they are typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pd_intake_bot.domain.rights import Field

# Letters that people without a Kazakh keyboard type instead; one for one, so places stay.
_TYPED = str.maketrans("әғқңөұүһіёӘҒҚҢӨҰҮҺІЁ", "агкноуухиеАГКНОУУХИЕ")

# What people call a field, in Kazakh, Russian and English. Longer names win over shorter ones.
_NAMES: dict[Field, tuple[str, ...]] = {
    Field.FULL_NAME: (
        r"т\.? ?а\.? ?ә\.?",
        r"(?:толық )?аты[- ]?жөн(?:і|ім|іңіз)",
        "тегі,? аты,?(?: және)? әкесінің аты",
        r"ф\.? ?и\.? ?о\.?",
        "фамилия,? имя(?:,? отчество)?",
        "имя(?: и фамилия|,? фамилия)?",
        "(?:full )?name",
    ),
    Field.PHONE: (
        r"(?:ұялы |байланыс )?телефон(?:ы|ым)?(?: нөмірі(?:м)?)?",
        r"(?:мобильный |контактный |мой )?(?:номер )?(?:телефона?|тел\.?|моб\.?|сот\.?|сотовый)",
        "(?:phone|mobile|tel)(?: number)?",
        "whats ?app",
    ),
    Field.EMAIL: (
        r"(?:эл\.?|электронды[қк]) ?(?:пошта|мекенжай)(?:сы|м|ы|ым)?",
        r"(?:эл\.?|электронная) почта|адрес (?:эл\.?|электронной) почты|почта",
        r"e-?mail|имейл|мейл",
    ),
    Field.POSTAL_ADDRESS: (
        "(?:пошталық |тұрғылықты |тұратын )?мекен-?жай(?:ы|ым)?",
        "(?:почтовый |домашний |мой )?адрес(?: проживания| для ответа)?",
        "(?:postal )?address",
    ),
    Field.DATA: (
        "(?:қандай |қай )?(?:дербес |жеке )?деректер(?:ім|дің тізбесі|дің көлемі)?",
        "(?:какие |перечень |список |объ[её]м )?(?:персональн(?:ые|ых) )?данн(?:ые|ых)",
        "(?:personal )?data",
    ),
    Field.DETAILS: (
        "толығырақ|мән-?жайы|түсініктеме",
        "подробности|описание|суть(?: обращения| запроса)?",
        "details",
    ),
}
_LABEL = "|".join(
    f"(?P<{field.name}>{'|'.join(names)})" for field, names in _NAMES.items()
).translate(_TYPED)
_ANY = re.sub(r"\?P<\w+>", "?:", _LABEL)
_LINE = re.compile(
    rf"[\s>*•·\d.)(–—-]{{0,8}}(?:{_LABEL})[ *]{{0,3}}(?:\([^)\n]{{0,60}}\))?[ *]*(?::|=| [–—-] )",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf"[,;.][ \t]+(?=(?:{_ANY})[ ]?:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What follows a label, and the whole words, label and all."""

    field: Field
    value: str
    words: str


def find(text: str) -> Iterator[Labelled]:
    """Give every labelled value in the order of the text.

    A value goes on to the end of its line; where nothing stands there, it is the lines below,
    up to an empty one or the next label.
    """
    lines = _split(text)
    for at, line in enumerate(lines):
        label = _LINE.match(line.translate(_TYPED))
        if label is None or label.lastgroup is None:
            continue
        rest = line[label.end() :]
        below = [] if rest.strip(" *") else _below(lines, at + 1)
        value = " ".join([rest, *below]).strip(" *,;\t")
        words = "\n".join([line, *below]).strip()
        if value:
            yield Labelled(field=Field[label.lastgroup], value=value, words=words)


def _split(text: str) -> list[str]:
    """Cut into lines, also before a label in the middle of a line."""
    plain = text.translate(_TYPED)
    marks = [0, *(mark.end() for mark in _WITHIN.finditer(plain)), len(text)]
    pieces = (text[start:end] for start, end in pairwise(marks))
    return [line for piece in pieces for line in piece.splitlines() or [""]]


def _below(lines: list[str], start: int) -> list[str]:
    below: list[str] = []
    for line in lines[start:]:
        if not line.strip() or _LINE.match(line.translate(_TYPED)):
            break
        below.append(line.strip())
    return below
