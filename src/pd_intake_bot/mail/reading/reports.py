"""Reads what a mail system reports of a letter of ours, in whatever form it says so.

Some enclose the letter, or its headers alone; some quote them in plain text; some name its
Message-ID in words. What proves that the letter was ours is its signed Message-ID, wherever
it stands, so that is what is looked for: in the bytes as they came and in every part that
was encoded on the way.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from pd_intake_bot.domain.mail import Machine, MachineKind
from pd_intake_bot.domain.reports import Fate, Report
from pd_intake_bot.mail.rules import refusal
from pd_intake_bot.mail.threads import MessageIds

_LINES = re.IGNORECASE | re.MULTILINE
_BASE64 = re.compile(rb"(?:^[A-Za-z0-9+/]{8,100}={0,2}[ \t]*\r?$\n?){1,20000}", re.MULTILINE)
_SOFT_BREAK = re.compile(r"=\r?\n")
# A long header is folded, and a quoted one has marks before its lines.
_FOLD = re.compile(r"\r?\n[>|\t ]+(?=<?pd\.)", re.IGNORECASE)
_OWN_ID = re.compile(r"message-id[ \t]*[:=][>|\s\"']*(?:<|&lt;)?(pd\.\S{1,200})", re.IGNORECASE)

_ACTION = re.compile(
    r"^[> \t]*action:[ \t]*(failed|failure|delayed|delivered|relayed|expanded)", _LINES
)
_STATUS = re.compile(r"^[> \t]*status:[ \t]*([245])\.(\d{1,3})\.(\d{1,3})", _LINES)
_STATUS_IN_WORDS = re.compile(
    r"(?:\b[45]\d\d[- ](?:\d\.\d\.\d[- ])?|#|\()([245])\.(\d{1,3})\.(\d{1,3})\b"
)
_RECIPIENT = re.compile(
    r"^[> \t]*final-recipient:[ \t]*(?:[\w-]+[ \t]*;)?[ \t]*<?([^\s<>;]+@[^\s<>;]+)", _LINES
)
_FAILED_RECIPIENT = re.compile(r"^x-failed-recipients:\s*([^\s,<>]+@[^\s,<>]+)", _LINES)
_DIAGNOSTIC = re.compile(
    r"^[> \t]*diagnostic-code:[ \t]*(?:[\w-]+[ \t]*;)?\s*(?:[^\r\n]{0,80}?\b)?([245]\d\d)\b",
    _LINES,
)
_REPLY_CODE = re.compile(
    r"(?:^|[\s:(#>])([45]\d\d)[- ](?:#?\d\.\d{1,3}\.\d{1,3}|[A-Za-z<])", re.MULTILINE
)
_DELAY = re.compile(
    r"(?:not yet been delivered|will (?:continue to|keep) (?:try|be)|will be re-?tried"
    r"|no action is required|warning message only|still (?:being|trying)|delivery .{0,30}delayed"
    r"|do not need to resend|доставка .{0,30}(?:отложена|задерж)|жеткізу .{0,30}кешік)",
    re.IGNORECASE,
)
_FATES = {
    "failed": Fate.FAILED,
    "failure": Fate.FAILED,
    "delayed": Fate.DELAYED,
    "delivered": Fate.DELIVERED,
    "relayed": Fate.RELAYED,
    "expanded": Fate.RELAYED,
}


def read_report(raw: bytes, machine: Machine, ids: MessageIds) -> Report | None:
    """Read a report about a letter of ours; None where nothing proves that it is about one.

    What only its From line makes a report must also give back the head of the letter or say
    what became of it: a postmaster is a person, too, and may answer us.
    """
    if machine.kind is not MachineKind.BOUNCE and machine.sign != refusal.SIGN:
        return None
    text = "\n".join(_texts(raw))
    letter = find_letter(text, ids)
    is_sure = not machine.forgeable or _gives_back(text, ids) or _says_what_became(text)
    if letter is None or not is_sure:
        return None
    status = _status(text)
    return Report(
        case_ref=letter[0],
        letter=letter[1],
        fate=_fate(text, status),
        status=status,
        diagnostic=_first(_DIAGNOSTIC, text) or _first(_REPLY_CODE, text),
        recipient=(_first(_RECIPIENT, text) or _first(_FAILED_RECIPIENT, text) or "").lower()
        or None,
    )


def find_case(raw: bytes, ids: MessageIds) -> str | None:
    """Give the number of the case that a receipt or a complaint is about."""
    letter = find_letter("\n".join(_texts(raw)), ids)
    return letter[0] if letter else None


def find_letter(text: str, ids: MessageIds) -> tuple[str, int] | None:
    """Find the letter that a text is about: number of the case, number of the letter.

    A letter names earlier ones in its References, so what stands behind `Message-ID:` counts
    first, and else the last letter of those that are named.
    """
    given_back = _gives_back(text, ids)
    return given_back or max(ids.letters_in(text), key=lambda letter: letter[1], default=None)


def _gives_back(text: str, ids: MessageIds) -> tuple[str, int] | None:
    """Find the letter whose own `Message-ID` line stands in a text."""
    unfolded = _FOLD.sub(" ", text)
    named = (ids.letter_of(found[1]) for found in _OWN_ID.finditer(unfolded))
    return next(filter(None, named), None)


def _texts(raw: bytes) -> Iterator[str]:
    """Give the bytes as they came, without quoted-printable breaks, and what base64 hides."""
    plain = raw.decode(errors="replace")
    yield _SOFT_BREAK.sub("", plain)
    for block in _BASE64.finditer(raw):
        packed = b"".join(block[0].split())
        try:
            yield base64.b64decode(packed[: len(packed) // 4 * 4]).decode(errors="replace")
        except binascii.Error:
            continue


def _says_what_became(text: str) -> bool:
    return bool(_ACTION.search(text) or _STATUS.search(text) or _REPLY_CODE.search(text))


def _status(text: str) -> str | None:
    found = _STATUS.search(text) or _STATUS_IN_WORDS.search(text)
    return ".".join(found.groups()) if found else None


def _fate(text: str, status: str | None) -> Fate:
    action = _first(_ACTION, text)
    if action:
        return _FATES[action.lower()]
    if status and status.startswith("2"):
        return Fate.DELIVERED
    is_delay = _DELAY.search(text) and not (status or "").startswith("5")
    return Fate.DELAYED if is_delay else Fate.FAILED


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[1] if found else None
