"""Any words in any field stay words: in cards, screens, letters, mail and the page of evidence."""

import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.servers.shown import Seen, Stage

PIECES = (
    *("<b>", "</b>", "<i", "<a href='tg://user?id=1'>y</a>", '<a href="javascript:x">', "</a>"),
    *("<script>alert(1)</script>", "<!--", "-->", "]]>", "</pre>", "</td></table>", "<br/>"),
    *("<blockquote expandable>", "<span class='tg-spoiler'>", "<tg-emoji emoji-id='1'>", "<pre>"),
    *("&lt;b&gt;", "&amp;", "&", "&#60;b&#62;", "&#x3c;", "&quot;", "&nbsp;", "&copy", "&;"),
    *("*", "_", "__", "`", "```", "[q](tg://user?id=1)", "||", "~", "\\", ">", "# ", "- "),
    *("\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u061c"),
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\t", "\r", "\n", "\r\n", "\n\n"),
    *(
        "\ud83d",
        "\udc00",
        "😀",
        "👩‍👩‍👧",
        "🇰🇿",
        "e\u0301",
        "ﷺ",
        "ё",
        "Ә",
        "https://evil.test/<b>?a=1&b=2",
    ),
    *("{ $ref }", "{0}", "%s", "${x}", "{{", "}", "user@example.test", "/start", "@user", "=1+1"),
)
WORDS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(), max_size=8), min_size=1, max_size=9
).map("".join)
OWN = {"bold", "italic", "code", "blockquote", "expandable_blockquote", "text_link"}
DETECTED = {"email", "url", "bot_command"}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "hr", "table", "tr"),
    *("td", "th", "pre", "p", "br", "a"),
}
NAMED = ("tg://user?id=9001", "tg://user?id=9002", "tg://user?id=9003", "tg://user?id=700100200300")


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    stage = Stage()
    stage.open()
    yield stage
    stage.close()


def bare(words: str) -> str:
    """Leave the signs that have a shape: what may go on the way has none."""
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    composed = unicodedata.normalize("NFC", whole.replace("\ufffd", ""))
    return "".join(one for one in composed if unicodedata.category(one)[0] not in "CZ")


class Page(HTMLParser):
    """Takes a page apart: its tags, where its links lead, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.odd: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            leads = name == "href" and not str(value).startswith(("https://", "http://"))
            if leads or name not in {"href", "lang", "charset", "name", "content", "style"} | (
                {"http-equiv"} if tag == "meta" else set()
            ):
                self.odd.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)


@given(words=WORDS)
@example(words="".join(PIECES))
@example(words="<" * 500)
@example(words="&" * 1500)
@example(words="\ud83d" * 40)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_in_any_field_are_shown_as_they_were_typed(stage: Stage, words: str) -> None:
    seen = stage.play(words)
    kinds = {str(mark["type"]) for _, marks in seen.texts for mark in marks}
    links = {str(mark["url"]) for _, marks in seen.texts for mark in marks if "url" in mark}
    assert kinds <= OWN | DETECTED
    assert {one for one in links if not one.startswith("https://")} <= set(NAMED)
    shown = bare("".join(text for text, _ in seen.texts))
    assert bare(words) in shown
    check_pages(seen, words)


def check_pages(seen: Seen, words: str) -> None:
    """Hold the pages to our own tags; the one of evidence, the last, has the words."""
    pages = [Page(page) for page in seen.pages]
    assert len(pages) > 1
    assert set().union(*(page.tags for page in pages)) <= TAGS
    assert [one for page in pages for one in page.odd] == []
    assert bare(words) in bare(pages[-1].words)
