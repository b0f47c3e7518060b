"""Formatted text as Telegram reads it: HTML to plain text and entities, counted in UTF-16."""

import html
import re
from dataclasses import dataclass, field

from pd_intake_bot.sandbox.telegram.refusal import Json, Refusal, bad_request

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
"""Every tag of the HTML style and the entity that it makes."""

PIECE = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(?P<end>>?)|[^<]+"
)
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
DETECTED = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"https?://[^\s<>]+")),
)
"""What Telegram finds in a text by itself."""


def length(text: str) -> int:
    """Count UTF-16 units: a letter is one, an emoji two."""
    return len(text.encode("utf-16-le")) // 2


def detect(text: str) -> list[Json]:
    """Find commands, addresses and links in a text as it was typed."""
    return [
        {"type": kind, "offset": length(text[: hit.start()]), "length": length(hit.group())}
        for kind, pattern in DETECTED
        for hit in pattern.finditer(text)
    ]


def parse(text: str, mode: str | None) -> tuple[str, list[Json]]:
    """Give the text that people see and its entities; white space round it is cut off.

    Raises `Refusal` where the HTML style is broken, in the words of Telegram.
    """
    if not mode:
        return text.strip(), detect(text.strip())
    if mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    reader = _Reader(text)
    for piece in PIECE.finditer(text):
        reader.read(piece)
    return reader.finish()


@dataclass(slots=True, kw_only=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    start: int
    entity: Json


@dataclass(slots=True)
class _Reader:
    """Reads HTML from left to right, as Telegram's own parser does."""

    source: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)

    def read(self, piece: re.Match[str]) -> None:
        if piece["end"] is None:
            self.text += REFERENCE.sub(lambda hit: html.unescape(hit.group()), piece.group())
        elif piece["close"]:
            self._close(piece)
        else:
            self._open(piece)

    def finish(self) -> tuple[str, list[Json]]:
        if self.opened:
            tag = self.opened[-1].tag
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{tag}"')
        cut = length(self.text) - length(self.text.lstrip())
        text = self.text.strip()
        inside = [self._inside(one, cut, length(text)) for one in self.entities]
        kept = [one for one in inside if one["length"] > 0]
        return text, sorted(kept + detect(text), key=lambda one: (one["offset"], -one["length"]))

    @staticmethod
    def _inside(entity: Json, cut: int, size: int) -> Json:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], size)
        return {**entity, "offset": start, "length": end - start}

    def _open(self, piece: re.Match[str]) -> None:
        tag, at = piece["tag"].lower(), self._byte(piece.start())
        if tag not in TAGS:
            raise _wrong(f'Unsupported start tag "{tag}" at byte offset {at}')
        if not piece["end"]:
            raise _wrong(f"Unclosed start tag at byte offset {at}")
        given = {hit[1].lower(): hit[2] or hit[3] or hit[4] or "" for hit in _attributes(piece)}
        if tag == "span" and given.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        entity = {"type": TAGS[tag], "offset": length(self.text), **_details(tag, given)}
        self.opened.append(_Open(tag=tag, start=len(self.text), entity=entity))

    def _close(self, piece: re.Match[str]) -> None:
        tag, at = piece["tag"].lower(), self._byte(piece.start())
        if not self.opened:
            raise _wrong(f"Unexpected end tag at byte offset {at}")
        if not piece["end"]:
            raise _wrong(f"Unclosed end tag at byte offset {at}")
        last = self.opened.pop()
        if tag and tag != last.tag:
            words = f'expected "</{last.tag}>", found "</{tag}>"'
            raise _wrong(f"Unmatched end tag at byte offset {at}, {words}")
        inner = self.text[last.start :]
        self._keep({**last.entity, "length": length(inner)}, inner)

    def _keep(self, entity: Json, inner: str) -> None:
        if entity["type"] == "text_link":
            entity["url"] = entity.get("url") or inner
        if entity["length"]:
            self.entities.append(entity)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())


def _attributes(piece: re.Match[str]) -> list[re.Match[str]]:
    return list(ATTRIBUTE.finditer(piece["rest"]))


def _details(tag: str, given: dict[str, str]) -> Json:
    if tag == "a":
        return {"url": html.unescape(given.get("href", ""))}
    if tag == "tg-emoji":
        return {"custom_emoji_id": given.get("emoji-id", "")}
    if tag == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    return {}


def _wrong(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")
