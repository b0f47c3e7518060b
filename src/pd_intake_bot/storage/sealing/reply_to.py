"""Where a person is reached, as rows keep it: sealed, and as a keyed hash to look them up by."""

from pd_intake_bot.domain.payload import read_reply_to, write_reply_to
from pd_intake_bot.domain.person import ReplyTo, TelegramChat, folded
from pd_intake_bot.storage.sealing.seal import Seal
from pd_intake_bot.storage.sql.columns import SealedRow

_COLUMN = "reply_to"


def close(row: SealedRow, reply_to: ReplyTo | None) -> bytes | None:
    """Seal it for the column `reply_to` of a row."""
    return None if reply_to is None else row.close(_COLUMN, write_reply_to(reply_to))


def read(row: SealedRow, sealed: bytes | None) -> ReplyTo | None:
    """Open the column `reply_to` of a row."""
    return None if sealed is None else read_reply_to(row.mapping(_COLUMN, sealed))


def person(seal: Seal, reply_to: ReplyTo | None) -> str | None:
    """Hash it, the same for an address however its letters are cased."""
    if reply_to is None:
        return None
    if isinstance(reply_to, TelegramChat):
        return seal.index("people", f"telegram:{reply_to.chat_id}")
    return seal.index("people", f"mail:{folded(reply_to.address)}")
