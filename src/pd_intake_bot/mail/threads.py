"""Signed Message-IDs: an answer to our letter finds its case, and nobody can forge the way in.

A Message-ID reads `<pd.TOKEN.NUMBER.SIGNATURE@domain>`. Some programs change its case on the
way back, so the token and the signature are read without regard to case.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from pd_intake_bot.domain import reference

LOOP_FIELD = "X-PD-Intake-Loop"
"""The header field by which this service knows its own automatic mail, whoever sends it back."""

_SIGNATURE_BYTES = 10
_FORM = re.compile(
    r"<?pd\.(?P<token>[a-z0-9-]{1,64})\.(?P<number>\d{1,6})\.(?P<sign>[a-z2-7]{16})@"
)


_NUMBER = re.compile(
    r"(?<![^\W_])[^\W\d_]{2,4}[-‐-― ]?\d{4}[-‐-― ]?\d{5,9}[-‐-― ]?[^\W_](?![^\W_])"
)
_DASHES = re.compile(r"[‐-―]")


def named_in(subject_line: str, *, prefix: str) -> str | None:
    """Give the first reference number that somebody typed into a subject line, as we write it.

    Its check character fits; whether there is such a case is not known here, and nothing is
    proven by it.
    """
    for found in _NUMBER.finditer(subject_line):
        with suppress(reference.InvalidReference):
            named = reference.parse(_DASHES.sub("-", found[0]))
            if named.prefix == prefix:
                return str(named)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageIds:
    """Makes and checks the Message-IDs of one instance; `key` is secret and at least 16 bytes."""

    key: bytes = field(repr=False)
    domain: str

    def make(self, token: str, number: int) -> str:
        """Make the id of the n-th letter of a case; the same case and number give the same id.

        A token is letters, digits and dashes, at most 64. Raises `ValueError` for another one.
        """
        body = f"{token.lower()}.{number}"
        made = f"<pd.{body}.{self._sign(body)}@{self.domain}>"
        if not _FORM.match(made):
            raise ValueError("a token is letters, digits and dashes, at most 64")
        return made

    def case_of(self, message_id: str) -> str | None:
        """Give the token, in lower case, that a Message-ID of ours was made from; else None."""
        found = self.letter_of(message_id)
        return found[0] if found else None

    def letter_of(self, message_id: str) -> tuple[str, int] | None:
        """Give the token and the number that a Message-ID of ours was made from; else None."""
        form = _FORM.match(message_id.strip().lower())
        return self._proven(form) if form else None

    def letters_in(self, text: str) -> Iterator[tuple[str, int]]:
        """Find every Message-ID of ours that stands anywhere in a text."""
        return filter(None, map(self._proven, _FORM.finditer(text.lower())))

    def find(self, message_ids: Iterable[str]) -> str | None:
        """Give the token of the first of these ids that is ours: In-Reply-To, then References."""
        return next(filter(None, map(self.case_of, message_ids)), None)

    def wrote(self, message_id: str) -> bool:
        """Tell whether this instance made a Message-ID."""
        return self.case_of(message_id) is not None

    def _proven(self, form: re.Match[str]) -> tuple[str, int] | None:
        true_sign = self._sign(f"{form['token']}.{form['number']}")
        is_ours = hmac.compare_digest(true_sign, form["sign"])
        return (form["token"], int(form["number"])) if is_ours else None

    def _sign(self, body: str) -> str:
        code = hmac.new(self.key, f"message-id:{body}".encode(), hashlib.sha256).digest()
        return base64.b32encode(code[:_SIGNATURE_BYTES]).decode().lower()
