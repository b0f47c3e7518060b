"""Looking among sent mail: what is found has arrived, and what can't be seen waits a while."""

from dataclasses import replace

import pytest

from pd_intake_bot.domain.delivery import Outcome, Postponed, Sent, Unknown
from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.outbox import Carrier, Kind, Parcel, ParcelId, Standing
from pd_intake_bot.domain.payload import write_letter
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.mail.imap.mailbox import MailboxError
from pd_intake_bot.mail.mailbox.sent import FOUND, PATIENT_TRIES, LookFirst
from tests.unit.usecases.invented import NOW

LOST = Unknown(answer="the connection broke", content=b"the letter")
SENT = Sent(answer="250 queued")


def parcel(*, doubts: int, attempts: int = 1) -> Parcel:
    posted = PostedLetter(
        kind=LetterKind.ACKNOWLEDGEMENT,
        letter=Letter(
            subject_line="PD-2026-00001-F", paragraphs=("Сәлеметсіз бе!",), language=None
        ),
        to=MailAddress(address="user@example.test"),
        message_id="<1@desk.test>",
        automatic=True,
    )
    return Parcel(
        key="letter:1:1",
        carrier=Carrier.MAIL,
        kind=Kind.LETTER,
        lane="lane",
        payload=write_letter(posted),
        id=ParcelId(1),
        standing=Standing.CLAIMED,
        due_at=NOW,
        attempts=attempts,
        doubts=doubts,
        answer=None,
    )


class Mail:
    """A mail server that ends as it is told, and a folder that holds letters or can't be seen."""

    def __init__(self, outcome: Outcome, *, holds: bool | None) -> None:
        self.outcome, self.there = outcome, holds
        self.carried = 0

    async def carry(self, _: Parcel) -> Outcome:
        self.carried += 1
        return self.outcome

    async def holds(self, _: str) -> bool:
        if self.there is None:
            raise MailboxError("away")
        return self.there

    async def send(self, one: Parcel) -> Outcome:
        return await LookFirst(carry=self.carry, holds=self.holds)(one)


# What became of it before, what the folder says, what the server says now: what it comes to.
@pytest.mark.parametrize(
    ("doubts", "holds", "outcome", "expected", "carried"),
    [
        # Nobody doubts it: nothing is looked for.
        (0, None, SENT, SENT, 1),
        # It has left before, and lies there.
        (1, True, SENT, FOUND, 0),
        # It does not lie there.
        (1, False, SENT, SENT, 1),
        # The answer is lost, and it lies there at once.
        (0, True, LOST, replace(FOUND, content=LOST.content), 1),
        # The answer is lost, and so far nobody knows.
        (0, False, LOST, LOST, 1),
        (0, None, LOST, LOST, 1),
    ],
)
async def test_what_a_look_comes_to(
    *, doubts: int, holds: bool | None, outcome: Outcome, expected: Outcome, carried: int
) -> None:
    mail = Mail(outcome, holds=holds)
    assert await mail.send(parcel(doubts=doubts)) == expected
    assert mail.carried == carried


async def test_while_nobody_can_look_it_waits_but_not_for_ever() -> None:
    mail = Mail(SENT, holds=None)
    assert isinstance(await mail.send(parcel(doubts=1)), Postponed)
    assert mail.carried == 0
    assert await mail.send(parcel(doubts=1, attempts=PATIENT_TRIES)) == SENT
