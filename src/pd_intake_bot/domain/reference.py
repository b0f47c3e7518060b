"""Reference numbers: `PD-YYYY-NNNNN-C`, where C catches a slip of the pen."""

import re
from dataclasses import dataclass

from pd_intake_bot.errors import IntakeError

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = len(_ALPHABET)
# A number read out over the phone or typed on a Cyrillic keyboard comes with these letters.
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХУ", "ABEKMHOPCTXY")
_FORM = re.compile(
    r"(?P<prefix>[A-Z]{2,4})[- ]?(?P<year>\d{4})[- ]?(?P<number>\d{5,9})[- ]?(?P<check>[0-9A-Z])"
)


class InvalidReference(IntakeError):
    """The words given are not a reference number, or hold a slip."""

    key = "error-reference"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """The number by which a person and an officer name a case; it gives no access to it."""

    prefix: str
    year: int
    number: int

    def __str__(self) -> str:
        """Write the number as letters and cards do: `PD-2026-00001-7`."""
        body = f"{self.prefix}-{self.year:04}-{self.number:05}"
        return f"{body}-{check_character(body)}"


def parse(words: str) -> Reference:
    """Read a reference number as people write it: any case, spaces or no dashes.

    Raises `InvalidReference` when it has another form or its check character does not fit.
    """
    found = _FORM.fullmatch(plain(words))
    if found is None:
        raise InvalidReference("not a reference number")
    reference = Reference(found["prefix"], int(found["year"]), int(found["number"]))
    # The digits as they were written count: a zero too many is a slip as well.
    if str(reference) != "{prefix}-{year}-{number}-{check}".format_map(found.groupdict()):
        raise InvalidReference("the check character of the reference number does not fit")
    return reference


def plain(words: str) -> str:
    """Write words in the capital Latin letters that reference numbers are made of."""
    return words.strip().upper().translate(_LOOKALIKES)


def check_character(body: str) -> str:
    """Compute the check character of ISO/IEC 7064, MOD 37,36, over letters and digits.

    It detects every single wrong character and nearly every swap of two neighbours.
    """
    total = _MODULUS
    for character in body:
        if character not in _ALPHABET:
            continue
        total = (total + _ALPHABET.index(character)) % _MODULUS or _MODULUS
        total = total * 2 % (_MODULUS + 1)
    return _ALPHABET[(_MODULUS + 1 - total) % _MODULUS]
