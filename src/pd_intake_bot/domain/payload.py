"""Letters and addresses as plain values that a parcel can hold, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.outbox import Json
from pd_intake_bot.domain.person import MailAddress, ReplyTo, TelegramChat
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.domain.submission import Attachment, Digest


def write_reply_to(reply_to: ReplyTo) -> dict[str, Json]:
    """Turn an address into a plain value."""
    match reply_to:
        case MailAddress():
            return {
                "address": reply_to.address,
                "message_id": reply_to.message_id,
                "references": list(reply_to.references),
            }
        case TelegramChat():
            return {"chat_id": reply_to.chat_id}


def read_reply_to(value: Mapping[str, Json]) -> ReplyTo:
    """Turn a plain value back into the address it was."""
    if "chat_id" in value:
        return TelegramChat(chat_id=cast("int", value["chat_id"]))
    return MailAddress(
        address=cast("str", value["address"]),
        message_id=cast("str | None", value["message_id"]),
        references=tuple(cast("list[str]", value["references"])),
    )


def write_letter(posted: PostedLetter) -> dict[str, Json]:
    """Turn a letter into the payload of its parcel."""
    return {
        "kind": posted.kind.value,
        "subject_line": posted.letter.subject_line,
        "paragraphs": list(posted.letter.paragraphs),
        "language": posted.letter.language.value if posted.letter.language else None,
        "promised": posted.letter.promised.isoformat() if posted.letter.promised else None,
        "to": write_reply_to(posted.to),
        "message_id": posted.message_id,
        "automatic": posted.automatic,
        "files": write_files(posted.letter.files),
        "other_way": [list(pair) for pair in posted.letter.other_way],
    }


def read_letter(payload: Mapping[str, Json]) -> PostedLetter:
    """Turn the payload of a parcel back into the letter."""
    language = cast("str | None", payload["language"])
    promised = cast("str | None", payload.get("promised"))
    return PostedLetter(
        kind=LetterKind(cast("str", payload["kind"])),
        letter=Letter(
            subject_line=cast("str", payload["subject_line"]),
            paragraphs=tuple(cast("list[str]", payload["paragraphs"])),
            language=Language(language) if language else None,
            promised=date.fromisoformat(promised) if promised else None,
            files=read_files(payload.get("files")),
            other_way=tuple(
                (old, new) for old, new in cast("list[list[str]]", payload.get("other_way") or [])
            ),
        ),
        to=read_reply_to(cast("dict[str, Json]", payload["to"])),
        message_id=cast("str | None", payload["message_id"]),
        automatic=cast("bool", payload["automatic"]),
    )


def write_files(files: Sequence[Attachment]) -> list[Json]:
    """Turn files into plain values."""
    return [
        {"name": one.name, "type": one.media_type, "size": one.size, "digest": one.digest}
        for one in files
    ]


def read_files(plain: Json) -> tuple[Attachment, ...]:
    """Turn plain values back into files; there are none where nothing was written of them."""
    return tuple(
        Attachment(
            name=cast("str", one["name"]),
            media_type=cast("str", one["type"]),
            size=cast("int", one["size"]),
            digest=Digest(cast("str", one["digest"])),
        )
        for one in cast("list[dict[str, Json]]", plain or [])
    )
