import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.mail.imap import framing
from pd_intake_bot.mail.imap.framing import Frame, Framer, FramingError

DIALOGUE = (
    b"* OK ready {5}\r\n"
    b"* 1 FETCH (UID 1 BODY[] {7}\r\n) {3}\r\n FLAGS (\\Seen) BODY[1] ~{2}\r\n* )\r\n"
    b"* 2 FETCH (UID 2 BODY[] {0}\r\n)\r\n"
    b'* LIST () "/" "star* x"\r\n'
    b"+ go on {9}\r\n"
    b"A1 OK done {11}\r\n"
)
FRAMES: list[Frame] = [
    # What ends a text in braces announces nothing.
    (b"* OK ready {5}",),
    # What looks like a response inside a literal is content.
    (
        b"* 1 FETCH (UID 1 BODY[] {7}",
        b") {3}\r\n",
        b" FLAGS (\\Seen) BODY[1] ~{2}",
        b"* ",
        b")",
    ),
    (b"* 2 FETCH (UID 2 BODY[] {0}", b"", b")"),
    (b'* LIST () "/" "star* x"',),
    (b"+ go on {9}",),
    (b"A1 OK done {11}",),
]


def test_responses_are_told_apart() -> None:
    assert list(Framer().feed(DIALOGUE)) == FRAMES


@given(st.lists(st.integers(1, 40)))
def test_responses_are_the_same_however_the_bytes_arrive(sizes: list[int]) -> None:
    frames: list[Frame] = []
    framer, rest = Framer(), DIALOGUE
    for size in sizes:
        frames.extend(framer.feed(rest[:size]))
        rest = rest[size:]
    frames.extend(framer.feed(rest))

    assert frames == FRAMES
    assert framer.empty


@given(st.lists(st.binary(max_size=50)))
def test_any_bytes_end_in_frames_or_in_a_framing_error(chunks: list[bytes]) -> None:
    framer = Framer()
    try:
        for chunk in chunks:
            list(framer.feed(chunk))
    except FramingError as error:
        assert str(error)  # noqa: PT017 - either end is right


def test_thousands_of_lines_at_once_are_no_burden() -> None:
    lines = [b"* %d FETCH (UID %d FLAGS ())" % (n, n) for n in range(20_000)]

    frames = list(Framer().feed(b"\r\n".join(lines) + b"\r\n"))

    assert frames == [(line,) for line in lines]


def test_half_a_response_is_kept() -> None:
    framer = Framer()

    assert list(framer.feed(b"* 1 FETCH (BODY[] {3}\r\nab")) == []
    assert not framer.empty


def test_a_line_without_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "MAX_LINE", 100)

    with pytest.raises(FramingError, match="line without an end"):
        list(Framer().feed(b"* " + b"x" * 200))


def test_a_literal_of_unbelievable_size_is_not_waited_for() -> None:
    with pytest.raises(FramingError, match="unbelievable"):
        list(Framer().feed(b"* 1 FETCH (BODY[] {999999999}\r\n"))
