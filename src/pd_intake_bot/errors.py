"""The one base class of every error that this program raises on purpose."""

from typing import ClassVar


class IntakeError(Exception):
    """Something went wrong that a person, an officer or the operator must be told in words.

    `key` names the text in `errors.ftl`; `values` are the variables that text takes. The
    message itself is for the operator and never holds personal data.
    """

    key: ClassVar[str] = "error-unexpected"

    def __init__(self, message: str, **values: str | int) -> None:
        super().__init__(message)
        self.values = values


class Unavailable(IntakeError):
    """What the program itself stands on can't be used now.

    It says nothing about the mail or the parcel in hand: those wait, and no try is counted.
    """
