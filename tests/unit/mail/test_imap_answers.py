from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.mail.imap import answers
from pd_intake_bot.mail.imap.answers import Answer, FolderState


def test_the_state_of_a_folder_is_read() -> None:
    said: list[Answer] = [
        b"FLAGS (\\Answered \\Seen)",
        b"172 EXISTS",
        b"OK [UIDVALIDITY 3857529045] UIDs valid",
        b"OK [uidnext 4392] Predicted next UID",
    ]

    assert answers.folder_state(said) == FolderState(
        uidvalidity=3857529045, uidnext=4392, exists=172
    )


def test_a_folder_without_uidvalidity_has_no_state() -> None:
    assert answers.folder_state([b"172 EXISTS", b"OK [UIDNEXT 4392]"]) is None


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        # One line.
        ([b"SEARCH 2 84 882"], [2, 84, 882]),
        # Nothing found, in both spellings.
        ([b"SEARCH"], []),
        ([b"SEARCH "], []),
        # A server that says nothing when nothing is found.
        ([], []),
        # Two lines, out of order, one number twice.
        ([b"SEARCH 9 3", b"SEARCH 3 5"], [3, 5, 9]),
        # What else may be said meanwhile, and the mark of a mailbox with CONDSTORE.
        ([b"4 EXISTS", b"SEARCH 2 (MODSEQ 917162500)"], [2]),
    ],
)
def test_numbers_of_a_search_are_read(said: list[Answer], numbers: list[int]) -> None:
    assert answers.search(said) == numbers


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        # A literal, with a name that holds spaces and brackets.
        (
            (b"1 FETCH (UID 5 BODY[HEADER.FIELDS (FROM TO)] {4}", b"a)\r\n", b" RFC822.SIZE 9)"),
            {"UID": b"5", "BODY": b"a)\r\n", "RFC822.SIZE": b"9"},
        ),
        # The UID behind the body, the part's offset in the name, the name in small letters.
        ((b"1 fetch (body[]<0> {1}", b"x", b" uid 5)"), {"BODY": b"x", "UID": b"5"}),
        # Field names in quotes, the value as a quoted string.
        (
            b'1 FETCH (UID 5 BODY[HEADER.FIELDS ("FROM")] "a \\"b\\" \\\\c")',
            {"UID": b"5", "BODY": b'a "b" \\c'},
        ),
        # No value, and a literal that has this word for its content.
        (b"1 FETCH (UID 5 BODY[] NIL)", {"UID": b"5", "BODY": b""}),
        ((b"1 FETCH (UID 5 BODY[] {3}", b"NIL", b")"), {"UID": b"5", "BODY": b"NIL"}),
        # A bracket in quotes is no bracket, and a list is passed over.
        (
            b'1 FETCH (FLAGS (\\Seen (x)) UID 5 INTERNALDATE "(")',
            {"UID": b"5", "INTERNALDATE": b"("},
        ),
    ],
)
def test_items_of_a_message_are_read(answer: Answer, items: dict[str, bytes]) -> None:
    assert answers.fetched([answer]) == {5: items}


def test_answers_are_told_by_uid_and_not_by_place() -> None:
    said: list[Answer] = [
        b"9 FETCH (FLAGS (\\Seen))",
        b"2 FETCH (UID 7 RFC822.SIZE 70)",
        b"3 EXPUNGE",
        b"1 FETCH (UID 5 RFC822.SIZE 50)",
        b'2 FETCH (UID 7 FLAGS (\\Seen) INTERNALDATE "x")',
    ]

    assert answers.fetched(said) == {
        7: {"UID": b"7", "RFC822.SIZE": b"70", "INTERNALDATE": b"x"},
        5: {"UID": b"5", "RFC822.SIZE": b"50"},
    }


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=5))
def test_no_answer_makes_reading_fail(parts: list[bytes]) -> None:
    whole = (b"1 FETCH (" + parts[0], *parts[1:])

    assert isinstance(answers.fetched([whole, parts[0]]), dict)
    assert isinstance(answers.search([b"SEARCH " + parts[0]]), list)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("17-Jul-1996 02:44:25 -0700", datetime(1996, 7, 17, 9, 44, 25, tzinfo=UTC)),
        # A day of one digit, with and without its space.
        (" 7-Mar-2024 23:30:00 +0500", datetime(2024, 3, 7, 18, 30, tzinfo=UTC)),
        ("7-MAR-2024 00:10:00 +0530", datetime(2024, 3, 6, 18, 40, tzinfo=UTC)),
    ],
)
def test_receipt_is_read_with_its_zone(written: str, moment: datetime) -> None:
    assert answers.received_at(written.encode()) == moment


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "31-Feb-2024 00:00:00 +0000",
        "01-Foo-2024 00:00:00 +0000",
        "01-Jan-2024 25:00:00 +0000",
        "01-Jan-0001 00:00:00 +2300",
        "01-Jan-2024 00:00:00 +9900",
    ],
)
def test_what_is_no_date_is_said_to_be_none(written: str) -> None:
    assert answers.received_at(written.encode()) is None


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        (rb'LIST (\HasNoChildren) "/" INBOX', ["INBOX"]),
        (rb'LIST () "." "a \"b\""', ['a "b"']),
        (rb'LIST () NIL "&BCE-"', ["&BCE-"]),
        ((b'LIST (\\Marked) "/" {5}', b"Inbox", b""), ["Inbox"]),
        # A branch that holds folders and no mail.
        (rb'LIST (\Noselect \HasChildren) "/" "[Gmail]"', []),
        (b"SEARCH 1 2", []),
    ],
)
def test_folders_are_read(answer: Answer, names: list[str]) -> None:
    assert answers.folders([answer]) == names
