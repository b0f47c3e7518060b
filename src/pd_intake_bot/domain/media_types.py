"""Types of files as they are kept: known names alone, for a sender may write anything there."""

import mimetypes

UNKNOWN = "application/octet-stream"

_ELSEWHERE = """
application/gzip application/vnd.rar application/x-7z-compressed
application/vnd.oasis.opendocument.presentation application/vnd.oasis.opendocument.spreadsheet
application/vnd.oasis.opendocument.text
application/vnd.openxmlformats-officedocument.presentationml.presentation
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
application/vnd.openxmlformats-officedocument.wordprocessingml.document
application/pgp-signature application/pkcs7-mime application/pkcs7-signature application/rtf
application/x-pkcs7-signature application/zip audio/ogg image/heic image/heif image/webp
message/delivery-status message/disposition-notification message/rfc822 text/calendar
text/rfc822-headers video/quicktime
"""
# Without files: what a machine has installed would make one mail differ from place to place.
_TABLE = mimetypes.MimeTypes(filenames=())
_KNOWN = frozenset(_ELSEWHERE.split()).union(*(one.values() for one in _TABLE.types_map))


def known(told: str | None) -> str:
    """Give the type that was told where it is a known one; it is kept in the clear."""
    plain = (told or "").strip().lower()
    return plain if plain in _KNOWN else UNKNOWN
