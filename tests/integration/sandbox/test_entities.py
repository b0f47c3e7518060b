import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.sandbox.telegram import entities


def found(text: str) -> list[tuple[str, int, int]]:
    return [(one["type"], one["offset"], one["length"]) for one in entities.parse(text, "HTML")[1]]


@pytest.mark.parametrize(
    ("written", "seen", "marks"),
    [
        ("<b>а</b>б", "аб", [("bold", 0, 1)]),
        # Tags in tags, the outer first.
        ("<b>а<i>б</i></b>", "аб", [("bold", 0, 2), ("italic", 1, 1)]),
        # Places are counted in UTF-16 units: an emoji takes two.
        ("😀<code>PD</code>", "😀PD", [("code", 2, 2)]),
        # White space at the ends goes, and marks move with the text.
        ("\n <b> а </b> \n", "а", [("bold", 0, 1)]),
        # An end without a name ends the last tag.
        ("<u>а</>", "а", [("underline", 0, 1)]),
        ("<blockquote expandable>а</blockquote>", "а", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">а</span>', "а", [("spoiler", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        # References that Telegram knows, and one that it leaves alone.
        ("&lt;b&gt; &amp; &#1241; &nbsp;", "<b> & ә &nbsp;", []),
        # What Telegram finds by itself.
        ("/status қазір", "/status қазір", [("bot_command", 0, 7)]),
        ("dpo@example.test", "dpo@example.test", [("email", 0, 16)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(
    written: str, seen: str, marks: list[tuple[str, int, int]]
) -> None:
    assert entities.parse(written, "HTML")[0] == seen
    assert found(written) == marks


def test_link_keeps_its_address() -> None:
    _, (link,) = entities.parse('<a href="https://example.test/?a=1&amp;b=2">мұнда</a>', "html")
    assert link["url"] == "https://example.test/?a=1&b=2"


def test_text_without_a_mode_is_taken_as_it_is() -> None:
    assert entities.parse("<b>а</b> &amp;", None) == ("<b>а</b> &amp;", [])


@given(st.text())
def test_escaped_text_is_seen_as_it_was_written(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert entities.parse(f"<b>{escaped}</b>", "HTML")[0] == text.strip()
