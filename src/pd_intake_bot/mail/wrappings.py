"""Opens what mail programs wrap a whole message into: signed S/MIME and Outlook's winmail.dat."""

from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from pd_intake_bot.mail import smime, tnef

_SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_LONGEST = 40 * 1024 * 1024


def open_up(part: Message) -> list[Message]:
    """Give the parts that are wrapped in this one, in their order; none where it wraps nothing."""
    kind = part.get_content_type()
    if kind not in _SIGNED | _OUTLOOK and not _is_winmail(part):
        return []
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or len(content) > _LONGEST:
        return []
    if kind in _SIGNED:
        signed = smime.open_signed(content)
        return [BytesParser(policy=compat32).parsebytes(signed)] if signed else []
    wrapped = tnef.unwrap(content)
    return _parts(wrapped) if wrapped else []


def _is_winmail(part: Message) -> bool:
    """Know Outlook's wrapping by its name, too: gateways give it a type that says nothing."""
    is_file = part.get_content_type() == "application/octet-stream"
    return is_file and str(part.get_filename() or "").lower() == "winmail.dat"


def _parts(wrapped: tnef.Wrapped) -> list[Message]:
    text = wrapped.text.strip()
    html = wrapped.html.strip()
    shown = _part("text/plain", text) if text else _part("text/html", html) if html else None
    files = [_file(one) for one in wrapped.files if one.content]
    return [shown, *files] if shown else files


def _part(kind: str, words: str) -> Message:
    part = Message(policy=compat32)
    part["Content-Type"] = f"{kind}; charset=utf-8"
    part.set_payload(words.encode("utf-8", "replace").decode("ascii", "surrogateescape"))
    return part


def _file(file: tnef.File) -> Message:
    part = Message(policy=compat32)
    part["Content-Type"] = "application/octet-stream"
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", file.name))
    part.set_payload(file.content.decode("ascii", "surrogateescape"))
    return part
