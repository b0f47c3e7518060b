"""Turns the HTML part of a message into the text that a reader of it sees."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What mail programs put round the message that is answered, and round a signature.
_QUOTED = (
    ".gmail_quote, .gmail_quote_container, .yahoo_quoted, .protonmail_quote, .moz-cite-prefix, "
    "blockquote[type=cite], blockquote.cite, .mail-quote-collapse, .mailru-blockquote"
)
_SIGNATURES = ".gmail_signature, .moz-signature, #Signature, #ms-outlook-mobile-signature"
# Outlook draws a line: it and everything behind it is the other message.
_LINES = (
    "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container, .OutlookMessageHeader"
)
_UNSEEN = "script, style, head, title, template, noscript, object, select, textarea"
_BLOCK_NAMES = (
    "address article blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_PARAGRAPHS = _BLOCKS & {"p", "h1", "h2", "h3", "h4", "ul", "ol", "table", "blockquote", "pre"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\u200b\xad\ufeff]+")
_DEEPEST = 2000
_OPENED = re.compile(r"<(?!(?:br|hr|img|p|li|t[dhr]|meta|link|input|col)\b)[a-z]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_EMPTY_LINES = re.compile(r"\n{3,}")


def read(html: str, *, quotes: bool) -> str:
    """Write what an HTML page says as lines; a quoted block gets `> ` before its lines.

    Without `quotes`, what is marked as quoted and as signature is left out.
    """
    if len(_OPENED.findall(html)) - html.count("</") > _DEEPEST:
        return _TAG.sub(" ", html).strip()  # So deep a tree would take the parser minutes.
    tree = LexborHTMLParser(html)
    _remove(tree, _UNSEEN)
    if not quotes:
        _remove(tree, f"{_QUOTED}, {_SIGNATURES}")
        _remove_below_lines(tree)
    return _EMPTY_LINES.sub("\n\n", _write(tree.root)).strip() if tree.root else ""


def _remove(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        node.decompose()


def _remove_below_lines(tree: LexborHTMLParser) -> None:
    for line in tree.css(_LINES):
        node: LexborNode | None = line
        while node is not None:
            following = node.next
            node.decompose()
            node = following


class _Page:
    """Lines as they come together. `depth` is how many quotes the present line stands in."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.depth = 0
        self.gap: int | None = None  # The depth of an empty line that is due before the next one.

    def say(self, text: str) -> None:
        text = _SPACES.sub(" ", text)
        self.line += text.lstrip(" ") if not self.line or self.line.endswith(" ") else text

    def end_line(self, *, always: bool = False) -> None:
        words = self.line.strip().replace("\xa0", " ")
        self.line = ""
        if not always and not words:
            return
        if self.gap is not None and self.lines:
            self.lines.append(_quoted("", min(self.gap, self.depth)))
        self.gap = None
        self.lines.append(_quoted(words, self.depth))

    def end_paragraph(self) -> None:
        self.end_line()
        self.gap = self.depth


def _quoted(line: str, depth: int) -> str:
    return f"{'> ' * depth}{line}".rstrip()


def _write(root: LexborNode) -> str:
    """Walk the tree without recursion: pages nested a thousand deep exist."""
    page = _Page()
    node: LexborNode | None = root
    while node is not None:
        shown = _open(page, node)
        child = node.child if shown else None
        while child is None and node is not None:
            _close(page, node.tag)
            child = node.next if node.mem_id != root.mem_id else None
            if child is None:
                node = node.parent if node.mem_id != root.mem_id else None
        node = child
    page.end_line()
    return "\n".join(page.lines)


def _open(page: _Page, node: LexborNode) -> bool:
    """Begin an element; say whether what is inside it is seen."""
    tag = node.tag or ""
    if tag == "-text":
        page.say(node.text_content or "")
        return False
    if tag in _BLOCKS:
        page.end_line()
    if tag == "br":
        page.end_line(always=True)
    page.depth += tag == "blockquote"
    if tag == "li":
        page.say("- ")
    return not _HIDDEN.search(node.attributes.get("style") or "")


def _close(page: _Page, tag: str | None) -> None:
    if tag in _BLOCKS:
        page.end_line()
    if tag in _PARAGRAPHS:
        page.end_paragraph()
    page.depth -= tag == "blockquote"
    if tag in {"td", "th"}:
        page.say(" ")
