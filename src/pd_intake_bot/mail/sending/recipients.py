"""Checks that an address names exactly one mailbox before anything is sent to it.

The SMTP library turns `a@x, evil@x` into `a@x` and `a@x evil` into `a@xevil`; so nothing goes
there that was not checked here.
"""

from dataclasses import dataclass
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from pd_intake_bot.errors import IntakeError

_RECENT = 8
"""A letter has its sender and its recipient read several times."""


class AddressError(IntakeError):
    """No letter can be sent to this address."""

    key = "error-mail-address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One mailbox. The domain is ASCII; `needs_utf8` tells of a local part that is not."""

    address: str
    needs_utf8: bool


@lru_cache(maxsize=_RECENT)
def check(address: str) -> Recipient:
    """Read an address of one mailbox.

    Raises `AddressError`. Whether the domain exists is for the mail server to say; hosts of a
    private network pass.
    """
    try:
        valid = validate_email(
            address, check_deliverability=False, test_environment=True, globally_deliverable=False
        )
    except EmailNotValidError as error:
        raise AddressError("not an address of one mailbox") from error
    return Recipient(
        address=f"{valid.local_part}@{valid.ascii_domain}",
        needs_utf8=not valid.local_part.isascii(),
    )
