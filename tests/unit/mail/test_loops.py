"""What comes back of our own letters opens no case, whoever sends it back and however."""

import pytest

from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.mail.reading.reader import Reader
from pd_intake_bot.mail.threads import LOOP_FIELD, MessageIds
from pd_intake_bot.policy import load
from pd_intake_bot.usecases.intake.decide_mail import Decision, decide

LINE = "Дербес деректер туралы сұрау"
OURS = "desk@example.test"
IDS = MessageIds(key=b"k" * 32, domain="example.test")
LETTER = IDS.make("PD-2026-00001-F", 1)
FORGED = LETTER.replace(".1.", ".2.")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return build_reader(load.load(), IDS, OURS, "our-loop")


@pytest.mark.parametrize(
    ("headers", "decision"),
    [
        # The letter itself comes back: forwarded, resent, bounced as it is.
        ({"Message-ID": LETTER}, Decision.IGNORE),
        ({LOOP_FIELD: "our-loop"}, Decision.IGNORE),
        ({"From": OURS}, Decision.REVIEW),
        # An answer to it, with a Message-ID of its own and no sign of a machine.
        ({"In-Reply-To": LETTER}, Decision.FOLLOW_UP),
        ({"References": f"<0@example.test> {LETTER.upper()}"}, Decision.FOLLOW_UP),
        ({"In-Reply-To": "<lost@example.test>", "References": LETTER}, Decision.FOLLOW_UP),
        # Somebody else's loop mark and a forged number are no proof: the line decides.
        ({LOOP_FIELD: "another"}, Decision.REGISTER),
        ({"In-Reply-To": FORGED}, Decision.REGISTER),
        ({"Message-ID": FORGED}, Decision.REGISTER),
    ],
)
def test_only_what_proves_itself_is_taken_for_an_answer(
    reader: Reader, headers: dict[str, str], decision: Decision
) -> None:
    fields = {"From": "user@example.test", "Subject": LINE, "Message-ID": "<9@example.test>"}
    raw = "".join(f"{name}: {value}\r\n" for name, value in (fields | headers).items())
    assert decide(reader.sight(f"{raw}\r\n".encode())) is decision
