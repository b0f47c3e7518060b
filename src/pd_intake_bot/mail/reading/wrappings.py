"""Opens what mail programs wrap a whole message into: signed S/MIME and Outlook's winmail.dat."""

from email import encoders
from email.header import Header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import formataddr

from pd_intake_bot.mail.reading import smime, tnef

_SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_LONGEST = 40 * 1024 * 1024
# It holds what base64 never has, so that nothing inside can be taken for it.
_BOUNDARY = "=_wrapped."


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
    shown = _shown(wrapped)
    files = [_enclosed(one.message) if one.message else _file(one) for one in wrapped.files]
    files = [one for one in files if one.get_payload()]
    return [shown, *files] if shown else files


def _shown(wrapped: tnef.Wrapped) -> Message | None:
    """Give the text in the first form that says anything."""
    if text := wrapped.text.strip():
        return _part("text/plain", text)
    if html := wrapped.html.strip():
        return _part("text/html", html)
    words = wrapped.from_rtf().strip()
    return _part("text/plain", words) if words else None


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


def _enclosed(wrapped: tnef.Wrapped) -> Message:
    """Write a message within the message as any program writes one; the same bytes each time."""
    inner = Message(policy=compat32)
    address = "".join(wrapped.sender_address.split())
    if address and address.isascii():
        inner["From"] = formataddr((" ".join(wrapped.sender_name.split()), address), "utf-8")
    inner["Subject"] = Header(" ".join(wrapped.subject_line.split()), "utf-8").encode()
    inner["Content-Type"] = f'multipart/mixed; boundary="{_BOUNDARY}{wrapped.depth}"'
    for one in _parts(wrapped) or [_part("text/plain", "")]:
        if not one.is_multipart():
            encoders.encode_base64(one)
        inner.attach(one)
    part = Message(policy=compat32)
    part["Content-Type"] = "message/rfc822"
    part.set_payload([inner])
    return part
