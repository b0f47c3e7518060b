"""Where a person can be reached, and how personal data are masked for the staff group."""

import re
from dataclasses import dataclass

from pd_intake_bot.domain.providers import IDLE, SAME, SHARED

_SHOWN_DIGITS = 2
_LONGEST_DOMAIN = 253
_COUNTRY = 2
"""Letters in the name of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """A person who wrote by mail, and the message that a letter to them answers."""

    address: str
    message_id: str | None = None
    references: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """What stands behind the @, in the one form in which two can be compared."""
        return plain_domain(self.address.rpartition("@")[2])

    @property
    def holder(self) -> str:
        """The domain that somebody holds with all those beneath it, to count its letters by.

        It is told by its form alone: holders whom that takes for one have theirs held earlier.
        """
        *_, second, top = ["", *self.domain.split(".")]
        is_shared = second in SHARED and len(top) == _COUNTRY
        return ".".join(self.domain.split(".")[-3 if is_shared else -2 :])

    @property
    def mailbox(self) -> str:
        """The one form of all spellings that lead to a mailbox, to count its letters by.

        Where `user+tag` is another mailbox than `user`, letters are held a little earlier, no
        more: nobody is taken for somebody else by this.
        """
        local = folded(self.address.rpartition("@")[0]).strip('"')
        provider = SAME.get(self.domain, self.domain)
        name = local.partition("+")[0] or local
        return "".join(one for one in name if one not in IDLE.get(provider, "")) + f"@{provider}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramChat:
    """A person's private chat with the bot."""

    chat_id: int


ReplyTo = MailAddress | TelegramChat


def folded(address: str) -> str:
    """Write an address as two are compared: small letters, none made Latin that was not so.

    The small letter of the sign of Kelvin is a k: whoever owns one mailbox may not own the other.
    """
    letters = address.strip()
    if letters.isascii():
        return letters.lower()
    small = ((one, one.lower()) for one in letters)
    return "".join(low if low.isascii() == one.isascii() else one for one, low in small)


def plain_domain(domain: str) -> str:
    """Write a domain in the one form in which two can be compared."""
    folds = domain.strip().rstrip(".").casefold()[:_LONGEST_DOMAIN]
    try:
        return folds if folds.isascii() else folds.encode("idna").decode("ascii")
    except UnicodeError:
        return folds


def mask_name(name: str) -> str:
    """Leave the first letter of each word: `Ү*** Ү***`."""
    return " ".join(f"{word[0]}***" for word in name.split())


def mask_address(address: str) -> str:
    """Leave the first letters and the last part of the domain: `u***@e***.test`."""
    local, _, domain = address.rpartition("@")
    name, _, top = domain.rpartition(".")
    return f"{local[:1]}***@{name[:1]}***.{top}" if local else f"{address[:1]}***"


def mask_phone(phone: str) -> str:
    """Leave the country's digit and the last two: `+7 *** ** 21`."""
    digits = re.sub(r"\D", "", phone)
    return f"+{digits[:1]} *** ** {digits[-_SHOWN_DIGITS:]}"


def mask_words(words: str) -> str:
    """Say only how much there is: the number of characters."""
    return f"*** ({len(words)})"
