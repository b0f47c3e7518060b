"""Names what came with a message; nothing is opened, unpacked or trusted."""

import re
import unicodedata
from email.message import Message
from pathlib import PurePosixPath

from pd_intake_bot.domain import media_types
from pd_intake_bot.mail.reading import charsets, encoded_words

_LONGEST_NAME = 120
_LONGEST_EXTENSION = 10
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
# The first bytes of the files people send, and what these bytes say against the sender's word.
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"#!", "text/x-shellscript"),
)
# Of those that have their name further on: what stands there, and what it says.
_INNER = (
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/x-wav"),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|msf1)", re.DOTALL), "image/heic"),
    (re.compile(rb"....ftypqt", re.DOTALL), "video/quicktime"),
    (re.compile(rb"....ftyp", re.DOTALL), "video/mp4"),
    (re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s{0,99}<(?:!doctype html|html|script)"), "text/html"),
    (re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}>\s*+)?<svg"), "image/svg+xml"),
)
_ZIP = b"PK\x03\x04"
_EXTENSIONS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}


def name(part: Message, position: int) -> str:
    """Give a name under which a part may be shown and saved anywhere; never empty."""
    told = _told_name(part)
    plain = unicodedata.normalize("NFC", told.replace("\\", "/"))
    safe = _UNSAFE.sub("_", PurePosixPath(plain).name).strip(" .")
    if not safe:
        safe = f"{position + 1}{_EXTENSIONS.get(part.get_content_type(), '.bin')}"
    if _RESERVED.match(safe):
        safe = f"_{safe}"
    return _shorten(safe)


def media_type(part: Message, content: bytes) -> str:
    """Name the type of a part: by its first bytes where these tell, else as its sender says."""
    told = media_types.known(part.get_content_type())
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    for form, kind in _INNER:
        if form.match(content):
            return kind
    if content.startswith(_ZIP) and "openxml" not in told and "opendocument" not in told:
        return "application/zip"
    return told


def _told_name(part: Message) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, header=header)
        if isinstance(value, tuple):  # RFC 2231: set, language, and bytes read as Latin-1.
            data = value[2].encode("latin-1", "replace")
            return charsets.decode(data, value[0])[0]
        if value:
            return encoded_words.decode(str(value).encode("utf-8", "surrogateescape"))[0]
    return ""


def _shorten(safe: str) -> str:
    stem, dot, extension = safe.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION:
        return safe[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(extension) - 1]}.{extension}"
