"""Checks a person's answer to one field and gives it in the one form that is kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.errors import IntakeError

LIMITS: Mapping[Field, int] = {
    Field.FULL_NAME: 150,
    Field.PHONE: 40,
    Field.EMAIL: 254,
    Field.POSTAL_ADDRESS: 300,
    Field.DATA: 1000,
    Field.DETAILS: 4096,
}
"""How long an answer may be, in characters."""

_REGION = "KZ"
_SHORTEST_ADDRESS = 10
_NAME_WORDS = 2
# Twelve digits in a row are an individual identification number, which is asked for nowhere.
_IIN = re.compile(r"\d{12}")
_NOT_IN_A_NAME = re.compile(r"[\d@/\\<>{}_=+*#|]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_LONG = frozenset({Field.DATA, Field.DETAILS})


class FieldError(IntakeError):
    """An answer that can't be taken; its text tells the person how to do it right."""


class EmptyAnswer(FieldError):
    """There is nothing in the answer."""

    key = "error-field-empty"


class LongAnswer(FieldError):
    """The answer is longer than a letter can quote."""

    key = "error-field-long"


class NotFullName(FieldError):
    """A name is made of words, without figures."""

    key = "error-field-full-name"


class OneWordName(FieldError):
    """Most people forget the rest of their name; those who have one word say so again."""

    key = "error-field-one-word"


class NotPhone(FieldError):
    """No telephone network has such a number."""

    key = "error-field-phone"


class IinForPhone(FieldError):
    """An identification number stands where a phone number should."""

    key = "error-field-iin"


class NotEmail(FieldError):
    """No mail can be sent there."""

    key = "error-field-email"


class NotAddress(FieldError):
    """Too little to find a house by."""

    key = "error-field-postal-address"


class NotWords(FieldError):
    """There is not a word in the answer."""

    key = "error-field-words"


def check(field: Field, answer: str, *, insisted: bool = False) -> str:
    """Give the answer as it is kept, or raise the `FieldError` that tells what to mend.

    A phone number comes back as E.164, read as one of Kazakhstan unless it names its country.
    `insisted` tells that the very same answer was given, and doubted, before.
    """
    cleaned = clean(answer, lines=field in _LONG)
    if not cleaned:
        raise EmptyAnswer("nothing was answered")
    if len(cleaned) > LIMITS[field]:
        raise LongAnswer("too long", limit=LIMITS[field], length=len(cleaned))
    try:
        return _CHECKS[field](cleaned)
    except OneWordName:
        if not insisted:
            raise
        return cleaned


def clean(answer: str, *, lines: bool) -> str:
    """Leave out what can't be seen and needless space; line breaks stay where `lines`."""
    composed = unicodedata.normalize("NFC", answer)
    visible = "".join(
        character
        for character in composed
        if character == "\n" or unicodedata.category(character) not in _INVISIBLE
    )
    rows = [" ".join(row.split()) for row in visible.splitlines()]
    return "\n".join(rows).strip() if lines else " ".join(row for row in rows if row)


def _full_name(answer: str) -> str:
    words = [word for word in answer.split() if any(letter.isalpha() for letter in word)]
    if not words or _NOT_IN_A_NAME.search(answer):
        raise NotFullName("not a full name")
    if len(words) < _NAME_WORDS:
        raise OneWordName("one word of a name")
    return answer


def _phone(answer: str) -> str:
    if _IIN.fullmatch(re.sub(r"[\s-]", "", answer)):
        raise IinForPhone("an identification number, not a phone number")
    try:
        number = phonenumbers.parse(answer, _REGION)
    except phonenumbers.NumberParseException as error:
        raise NotPhone("not a phone number") from error
    if not phonenumbers.is_valid_number(number):
        raise NotPhone("no such phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(answer: str) -> str:
    bare = answer.removeprefix("mailto:").strip("<>.,; ")
    try:
        # What can be reached is the mail server's to say, so test domains pass as well.
        found = validate_email(bare, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise NotEmail("not a mail address") from error
    return found.normalized


def _postal_address(answer: str) -> str:
    if len(answer) < _SHORTEST_ADDRESS or " " not in answer or not _has_word(answer):
        raise NotAddress("not a postal address")
    return answer


def _words(answer: str) -> str:
    if not _has_word(answer):
        raise NotWords("not a word")
    return answer


def _has_word(answer: str) -> bool:
    return re.search(r"[^\W\d_]{2}", answer) is not None


_CHECKS: Mapping[Field, Callable[[str], str]] = {
    Field.FULL_NAME: _full_name,
    Field.PHONE: _phone,
    Field.EMAIL: _email,
    Field.POSTAL_ADDRESS: _postal_address,
    Field.DATA: _words,
    Field.DETAILS: _words,
}
