"""Tells Kazakh from Russian by letters and by the words that every request has."""

import re

from pd_intake_bot.domain.rights import Language

_SAMPLE = 20_000
_SENTENCE = 3
"""Words that are no names; a person's own, even where no list has them."""

_WORD = re.compile(r"[^\W\d_]+")
_UNCAPITALISED = re.compile(r"\b[а-яё][^\W\d_]+")
_KAZAKH_ONLY = re.compile("[әғқңөұүһ]")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
# Kazakh typed without its keyboard, or in Latin script, has none of its letters.
_KAZAKH = (
    "менин менің мені мени маган маған сиз сіз сизден сіздің бул бұл және жане бойынша туралы "
    "деректер деректерди деректерім деректерим дербес жеке сурау сұрау келисим келисимди келісім "
    "отинемин өтінемін керек емес бар жок жоқ рахмет рақмет салем сәлем саламатсыз кайтарып алу "
    "ушин үшін менен сұраймын сураймын болады деген болса "
    "turaly turali derekter derbes jeke zheke surau kelisim otinemin ushin rahmet salem jane "
    "zhane men meni meniń maǵan siz"
)
_RUSSIAN = (
    "и в во не на что это как мы вы я мне меня мои мой моя моих моего ваш ваша вас вам для по о "
    "об от из за или если прошу пожалуйста данные данных персональных персональные согласие "
    "согласия отзыв отзываю запрос удалите удалить обработку здравствуйте добрый день спасибо "
    "уважением"
)
_KAZAKH_WORDS = frozenset(_KAZAKH.split())
_RUSSIAN_WORDS = frozenset(_RUSSIAN.split())


def guess(text: str, subject_line: str = "") -> Language | None:
    """Name the language that most of a text is in; None where nothing tells.

    A name and a telephone number tell nothing: then the subject line does, and only where it
    is silent, too, the letters alone.
    """
    sentence = _lettered(text) if len(_UNCAPITALISED.findall(text)) >= _SENTENCE else None
    told = _told(text) or sentence or _told(subject_line)
    return told or _lettered(text) or _lettered(subject_line)


def _told(text: str) -> Language | None:
    words = _WORD.findall(text[:_SAMPLE].lower())
    kazakh = sum(word in _KAZAKH_WORDS or bool(_KAZAKH_ONLY.search(word)) for word in words)
    russian = sum(word in _RUSSIAN_WORDS for word in words)
    if kazakh == russian:
        return None
    return Language.KK if kazakh > russian else Language.RU


def _lettered(text: str) -> Language | None:
    """Take Cyrillic that has nothing Kazakh in it for Russian."""
    folded = text[:_SAMPLE].lower()
    return Language.RU if len(_CYRILLIC.findall(folded)) > len(folded) / 3 else None
