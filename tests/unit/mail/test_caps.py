"""What one message may bring, and what becomes of the rest."""

import pytest

from pd_intake_bot.domain.submission import Attachment, LeftOutBecause, digest
from pd_intake_bot.mail.reading.caps import Caps, share_out

CAPS = Caps(count=2, each=100, total=150)
TOO_BIG, TOO_MANY, TOO_MUCH, CUT_OFF = LeftOutBecause


def files(*sizes: int) -> list[Attachment]:
    return [
        Attachment(name=f"{at}.pdf", media_type="application/pdf", size=size, digest=digest(b""))
        for at, size in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "taken", "left_out"),
    [
        ((), (), []),
        ((100, 50), (0, 1), []),
        # One that is too big leaves its room to the others.
        ((101, 100, 50), (1, 2), [("0.pdf", TOO_BIG, 100)]),
        ((1, 1, 1), (0, 1), [("2.pdf", TOO_MANY, 2)]),
        # One for which there is no room left does not keep out a smaller one behind it.
        ((100, 60, 50), (0, 2), [("1.pdf", TOO_MUCH, 150)]),
    ],
)
def test_files_are_taken_in_their_order_while_there_is_room(
    sizes: tuple[int, ...],
    taken: tuple[int, ...],
    left_out: list[tuple[str, LeftOutBecause, int]],
) -> None:
    shares = share_out(files(*sizes), CAPS)
    assert shares.taken == taken
    assert [(one.name, one.because, one.limit) for one in shares.left_out] == left_out


def test_the_last_file_of_a_message_that_was_not_read_to_its_end_is_not_taken() -> None:
    shares = share_out(files(10, 20), CAPS, cut_at=1000)
    assert shares.taken == (0,)
    assert [(one.name, one.size, one.because, one.limit) for one in shares.left_out] == [
        ("1.pdf", 20, CUT_OFF, 1000)
    ]
