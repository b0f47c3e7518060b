"""Takes letters out by mail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.delivery import Outcome, Refused, Sent, Unknown
from pd_intake_bot.domain.outbox import Parcel
from pd_intake_bot.domain.person import MailAddress
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.sending import compose, recipients
from pd_intake_bot.mail.sending.compose import MailEnvelope
from pd_intake_bot.usecases.ports import Blobs


class Smtp(Protocol):
    """What gives letters to the mail server: one connection, or several."""

    async def send(self, content: bytes, *, to: str) -> Outcome:
        """Send the bytes of a mail, with CRLF line ends, to one address."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCarrier:
    """Composes the letter of a parcel and gives it to the mail server (`deliver.Carry`)."""

    smtp: Smtp
    blobs: Blobs
    sender: str
    sender_names: Mapping[Language, str]
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
            sender_name=self.sender_names[posted.letter.language or Language.KK],
            to=posted.to.address,
            in_reply_to=posted.to.message_id,
            references=posted.to.references,
            date=self.clock(),
            loop_id=self.loop_id,
            automatic=posted.automatic,
        )
        try:
            enclosed = [await self.blobs.get(one.digest) for one in posted.letter.files]
            content = compose.compose(posted.letter, envelope, enclosed)
        except recipients.AddressError as error:
            return Refused(answer=str(error))
        except LookupError:
            return Refused(answer="a file that was to be sent is not there any more")
        outcome = await self.smtp.send(content, to=posted.to.address)
        if isinstance(outcome, Sent | Unknown):
            return replace(outcome, content=content)
        return outcome
