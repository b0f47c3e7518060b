"""How many statements a batch of mail takes: the processor time of intake goes into these."""

from sqlalchemy import Connection, Engine, event

from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from tests.unit.usecases.invented import MAILBOX, NOW, PROGRESS, mail

MESSAGES = 30
AT_MOST = 12
"""For each message, with its share of what is written once for all of the batch."""


async def test_a_batch_of_requests_takes_few_statements_for_each(take_mail: TakeMail) -> None:
    noted: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        noted.append(statement)

    people = [MailAddress(address=f"user{one}@example.test") for one in range(MESSAGES)]
    messages = [mail(number, reply_to=person) for number, person in enumerate(people)]
    event.listen(Engine, "before_cursor_execute", note)
    try:
        await take_mail(MAILBOX, messages, PROGRESS, now=NOW)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert sum("INSERT INTO cases" in one for one in noted) == MESSAGES
    assert len(noted) <= AT_MOST * MESSAGES
