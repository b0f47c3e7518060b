"""Reads the words of a text in RTF, as a person would see them; everything else is left out.

HTML that Outlook has put into RTF needs nothing of its own: its tags stand in groups that may be
passed over, and its line breaks stand beside them as RTF.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pd_intake_bot.mail.reading import charsets

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<byte>[0-9a-f]{2})"
    r"|\\(?P<sign>[^a-z'])"
    r"|(?P<brace>[{}])"
    r"|(?P<plain>[^\\{}\r\n]+)"
    r"|[\r\n\\]+",
    re.IGNORECASE,
)
_DEEPEST = 500
# Groups of which nothing is shown; so is each that begins with `\*`.
_HIDDEN = frozenset(
    {
        "colortbl",
        "filetbl",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "info",
        "listtable",
        "object",
        "pict",
        "revtbl",
        "stylesheet",
        "xe",
    }
)
_SHOWN = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "sect": "\n",
    "page": "\n",
    "tab": "\t",
    "cell": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SIGNS = {"~": "\xa0", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
# What Windows calls the letters of a font, and the set of characters they are written in. The
# usual one, 0, is that of the whole text, whatever the standard says of it.
_FONT_SETS = {
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_LARGEST = 0x110000
_UTF_8 = 65001


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds until the end of a group."""

    is_hidden: bool = False
    is_of_fonts: bool = False
    font: int | None = None
    bytes_after_letter: int = 1


@dataclass(slots=True, kw_only=True)
class _Reader:
    longest: int
    codepage: str = "cp1252"
    default_font: int | None = None
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    sets: dict[int, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    length: int = 0
    pending: bytearray = field(default_factory=bytearray)
    to_skip: int = 0

    def take(self, token: re.Match[str]) -> None:
        """Take one token."""
        if token["byte"]:
            self._byte(int(token["byte"], 16))
        elif token["plain"]:
            self._plain(self._unskipped(token["plain"]))
        elif token["brace"]:
            self._group(token["brace"])
        elif token["sign"]:
            self._sign(token["sign"])
        elif token["word"]:
            self._word(token["word"], int(token["number"]) if token["number"] else None)

    def end(self) -> str:
        """Give the words."""
        self._flush()
        text = "".join(self.shown).encode("utf-16-le", "surrogatepass")
        return text.decode("utf-16-le", "replace")

    def _plain(self, words: str) -> None:
        if words.isascii():
            self._show(words)
        elif not self.state.is_hidden:
            self.pending += words.encode("latin-1")

    def _group(self, brace: str) -> None:
        self._flush()
        self.to_skip = 0
        if brace == "{":
            self.outer.append(self.state)
        elif self.outer:
            self.state = self.outer.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._flush()
            self.state = replace(self.state, is_hidden=True)
        elif sign in _SIGNS:
            self._show(self._unskipped(_SIGNS[sign]))

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._letter(number)
        elif word in _SHOWN:
            self._show(_SHOWN[word])
        elif word in _HIDDEN:
            self.state = replace(self.state, is_hidden=True)
        elif word == "fonttbl":
            self.state = replace(self.state, is_hidden=True, is_of_fonts=True)
        elif word in _SETTINGS and number is not None:
            self._flush()
            _SETTINGS[word](self, number)

    def _letter(self, number: int) -> None:
        """Show a letter by its number in Unicode; behind it stand bytes for older readers."""
        code = number % 0x10000 if number < 0 else number
        if code < _LARGEST:
            self._show(chr(code))
        self.to_skip = self.state.bytes_after_letter

    def _byte(self, byte: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif not self.state.is_hidden:
            self.pending.append(byte)

    def _unskipped(self, words: str) -> str:
        skipped, self.to_skip = self.to_skip, max(0, self.to_skip - len(words))
        return words[skipped:]

    def _flush(self) -> None:
        """Show the bytes that have come in a row, in the letters of their font."""
        if self.pending:
            data = bytes(self.pending)
            self.pending.clear()
            font = self.default_font if self.state.font is None else self.state.font
            known = self.sets.get(font) if font is not None else None
            self._show(charsets.decode(data, known or self.codepage)[0])

    def _show(self, words: str) -> None:
        self._flush()
        if not self.state.is_hidden and self.length < self.longest:
            self.shown.append(words[: self.longest - self.length])
            self.length += len(words)

    def set_codepage(self, number: int) -> None:
        self.codepage = "utf-8" if number == _UTF_8 else f"cp{number}"

    def set_default_font(self, number: int) -> None:
        self.default_font = number

    def set_font(self, number: int) -> None:
        self.state = replace(self.state, font=number)

    def set_font_set(self, number: int) -> None:
        if self.state.is_of_fonts and self.state.font is not None and number in _FONT_SETS:
            self.sets[self.state.font] = _FONT_SETS[number]

    def set_bytes_after_letter(self, number: int) -> None:
        self.state = replace(self.state, bytes_after_letter=max(0, min(number, 10)))


_SETTINGS: dict[str, Callable[[_Reader, int], None]] = {
    "ansicpg": _Reader.set_codepage,
    "deff": _Reader.set_default_font,
    "f": _Reader.set_font,
    "fcharset": _Reader.set_font_set,
    "uc": _Reader.set_bytes_after_letter,
}


def read(data: bytes, *, longest: int) -> str:
    """Give at most `longest` letters of the words of an RTF text; nothing where it is none."""
    if not data.startswith(b"{\\rtf"):
        return ""
    reader = _Reader(longest=longest)
    for token in _TOKEN.finditer(data.decode("latin-1")):
        reader.take(token)
        if len(reader.outer) > _DEEPEST or reader.length >= longest:
            break
    return reader.end()
