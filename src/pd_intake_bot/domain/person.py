"""Where a person can be reached, and how personal data are masked for the staff group."""

import re
from dataclasses import dataclass

_SHOWN_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """A person who wrote by mail, and the message that a letter to them answers."""

    address: str
    message_id: str | None = None
    references: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """What stands behind the @, in lower case."""
        return self.address.rpartition("@")[2].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramChat:
    """A person's private chat with the bot."""

    chat_id: int


ReplyTo = MailAddress | TelegramChat


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
