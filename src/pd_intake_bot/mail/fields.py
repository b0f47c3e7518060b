"""Reads out of a person's words what a request must contain, each with the words it came from.

A phone number and an e-mail address are known by their form. A name, an address and the data
meant are read from labelled lines alone: nothing is guessed.
"""

import re
from collections.abc import Callable, Mapping

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from pd_intake_bot.domain.mail import Found
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.mail import labels

_LONGEST_TEXT = 50_000
_LONGEST_VALUE = 1000
_REGION = "KZ"
_TRIES = 500

# Twelve digits, of whatever script, are an individual identification number and no phone's.
_IIN = re.compile(r"(?<![\d+])\d{6}[ -]?\d{6}(?!\d)")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"«»]{1,64}@[^\s<>()\[\],;:\"«»]{1,255}")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,5}")
_WORD = re.compile(r"[^\W_]{2,}")


def read_fields(text: str, *, not_theirs: frozenset[str] = frozenset()) -> Mapping[Field, Found]:
    """Read the fields of a request; addresses in `not_theirs` (lower case) are passed over.

    A labelled value wins over one that only has the right form, and an earlier over a later.
    """
    text = text[:_LONGEST_TEXT]
    found: dict[Field, Found] = {}
    for line in labels.find(text):
        value = _READERS[line.field](line.value)
        if value and value.lower() not in not_theirs:
            found.setdefault(line.field, Found(value=value, words=line.words))
    free = {Field.PHONE: _phones(text), Field.EMAIL: _addresses(text, not_theirs)}
    for field, seen in free.items():
        if seen and field not in found:
            words = ", ".join(dict.fromkeys(seen.values()))
            found[field] = Found(value=next(iter(seen)), words=words)
    return found


def read_phone(text: str) -> str:
    """Give the first valid number in a text as E.164, or nothing."""
    return next(iter(_phones(text)), "")


def read_address(text: str) -> str:
    """Give the first valid e-mail address in a text, or nothing."""
    return next(iter(_addresses(text, frozenset())), "")


def _phones(text: str) -> dict[str, str]:
    """Find valid phone numbers: E.164 to the words they are written in."""
    without = _IIN.sub(lambda number: "#" * len(number[0]), text)
    found = phonenumbers.PhoneNumberMatcher(without, _REGION, max_tries=_TRIES)
    form = phonenumbers.PhoneNumberFormat.E164
    return {phonenumbers.format_number(one.number, form): one.raw_string for one in found}


def _addresses(text: str, not_theirs: frozenset[str]) -> dict[str, str]:
    found = {}
    for words in _ADDRESS.findall(text):
        address = _valid(words.rstrip(".!?'"))
        if address and address.lower() not in not_theirs:
            found[address] = words
    return found


def _valid(words: str) -> str:
    try:
        # Reserved domains such as `example.test` pass: what can be reached is SMTP's to say.
        return validate_email(words, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return ""


def _read_name(value: str) -> str:
    plain = " ".join(value.split()).rstrip(".")
    return plain if _NAME.fullmatch(plain) else ""


def _read_words(value: str) -> str:
    plain = " ".join(value.split())
    return plain[:_LONGEST_VALUE] if _WORD.search(plain) else ""


_READERS: Mapping[Field, Callable[[str], str]] = {
    Field.FULL_NAME: _read_name,
    Field.PHONE: read_phone,
    Field.EMAIL: read_address,
    Field.POSTAL_ADDRESS: _read_words,
    Field.DATA: _read_words,
    Field.DETAILS: _read_words,
}
