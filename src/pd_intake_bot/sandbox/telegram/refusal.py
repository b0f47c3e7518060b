"""How the Bot API says no: status, wording and hints for the next try."""

from typing import Any

Json = dict[str, Any]
"""An object of the Bot API as it travels: its shape is the schema's business, not Python's."""


class Refusal(Exception):
    """A call is answered with `ok: false`, `code` and the words of Telegram itself."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def answer(self) -> Json:
        """The body of the HTTP answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str, **parameters: int) -> Refusal:
    """Say that the call itself is wrong."""
    return Refusal(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refusal:
    """Say that the bot may not do that."""
    return Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> Refusal:
    """Say that somebody else does that already."""
    return Refusal(409, f"Conflict: {words}")


def too_many_requests(retry_after: int) -> Refusal:
    """Say how many seconds to wait."""
    words = f"Too Many Requests: retry after {retry_after}"
    return Refusal(429, words, retry_after=retry_after)
