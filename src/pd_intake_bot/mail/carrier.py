"""Takes letters out by mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.delivery import Outcome, Refused
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.mail import compose
from pd_intake_bot.mail.compose import MailEnvelope
from pd_intake_bot.mail.smtp import SmtpSender


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCarrier:
    """Composes the letter of a parcel and gives it to the mail server (`deliver.Carry`)."""

    smtp: SmtpSender
    sender: str
    sender_name: str
    loop_id: str
    clock: Callable[[], datetime]

    async def __call__(self, parcel: Parcel) -> Outcome:
        """Send the letter under the Message-ID that was kept before."""
        posted = payload.read_letter(parcel.payload)
        if not isinstance(posted.to, MailAddress) or posted.message_id is None:
            return Refused(answer="a letter without a mail address")
        envelope = MailEnvelope(
            message_id=posted.message_id,
            sender=self.sender,
            sender_name=self.sender_name,
            to=posted.to.address,
            in_reply_to=posted.to.message_id,
            references=posted.to.references,
            date=self.clock(),
            loop_id=self.loop_id,
            automatic=posted.automatic,
        )
        content = compose.compose(posted.letter, envelope)
        return await self.smtp.send(content, to=posted.to.address)
