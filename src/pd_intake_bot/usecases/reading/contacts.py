"""Phone numbers and e-mail addresses in a text: they are known by their form."""

import re
from collections.abc import Iterator

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.understood import Reading

_REGION = "KZ"
_TRIES = 500
_BEFORE = 60

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"«»]{1,64}@[^\s<>()\[\],;:\"«»]{1,255}")
# Words before a number that say whose it is. The nearest word decides.
_OWN = re.compile(
    r"\b(?:мо[йиюяе]\w*|мне|тел|телефон\w*|моб\w*|сот\w*|whats ?app|ватсап\w*|вацап\w*"
    r"|нөмір\w*|номир\w*|телефоным\w*|байланыс\w*|хабарлас\w*|mobile|phone)\b",
    re.IGNORECASE,
)
_STRANGE = re.compile(
    r"\b(?:звонил\w*|звонят|звонок|звонк\w+|названива\w+|поступа\w+|присл\w+|приход\w+"
    r"|с номер\w+|от номер\w+|ваш\w*|қоңырау\w*|нөмірінен|номиринен|звондады|сіздің|сіздердің)\b",
    re.IGNORECASE,
)
_RANG = re.compile(r"\s*(?:деген )?(?:нөмірінен|номиринен|нөмірден|номерінен)", re.IGNORECASE)
# Addresses of computers, sums and versions have dots between their figures and nothing else.
_DOTTED = re.compile(r"\W*\d+(?:\.\d+){1,3}\W*")
_WHOLE = re.compile(r"\+|(?:\D*\d){11}|\D*7")
_SENTENCE = re.compile(r"[.!?]\s+(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])|\n")


def phones(text: str) -> Iterator[Reading]:
    """Find valid phone numbers; one that may be another's, or one of several, is unsure."""
    found = [(_written(one.number), one) for one in _matches(text)]
    alone = len({value for value, _ in found}) == 1
    for value, one in found:
        before = text[max(0, one.start - _BEFORE) : one.start]
        rang = _RANG.match(text[one.end : one.end + _BEFORE])
        whole = _WHOLE.match(one.raw_string) is not None
        sure = not rang and _is_own(before, alone=alone and whole)
        yield Reading(field=Field.PHONE, value=value, words=one.raw_string, sure=sure)


def emails(text: str, not_theirs: frozenset[str]) -> Iterator[Reading]:
    """Find valid e-mail addresses; one of several is unsure."""
    words = {_valid(one.rstrip(".!?'")): one for one in _ADDRESS.findall(text)}
    found = {
        value: one for value, one in words.items() if value and value.lower() not in not_theirs
    }
    for value, one in found.items():
        yield Reading(field=Field.EMAIL, value=value, words=one, sure=len(found) == 1)


def read_phone(text: str) -> str:
    """Give the first valid number in a text as E.164, or nothing."""
    return next((_written(one.number) for one in _matches(text)), "")


def read_address(text: str) -> str:
    """Give the first valid e-mail address in a text, or nothing."""
    return next((one for one in map(_valid, _ADDRESS.findall(text)) if one), "")


def _matches(text: str) -> Iterator[phonenumbers.PhoneNumberMatch]:
    for one in phonenumbers.PhoneNumberMatcher(text, _REGION, max_tries=_TRIES):
        if not _DOTTED.fullmatch(one.raw_string):
            yield one


def _written(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_own(before: str, *, alone: bool) -> bool:
    sentence = _SENTENCE.split(before)[-1]
    own = max((one.end() for one in _OWN.finditer(sentence)), default=-1)
    strange = max((one.end() for one in _STRANGE.finditer(sentence)), default=-1)
    return own > strange or (alone and strange < 0)


def _valid(words: str) -> str:
    try:
        # Reserved domains such as `example.test` pass: what can be reached is SMTP's to say.
        return validate_email(words, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return ""
