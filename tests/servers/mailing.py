"""Letters by mail from a hand-driven service to a real SMTP sink."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pd_intake_bot.domain.outbox import Carrier
from pd_intake_bot.mail.imap.settings import Security
from pd_intake_bot.mail.sending.carrier import MailCarrier
from pd_intake_bot.mail.sending.smtp import SmtpSender, SmtpSettings
from pd_intake_bot.sandbox.mail.smtp import SmtpSink
from pd_intake_bot.usecases.letters.deliver import Deliver
from tests.servers.one_by_one import OneByOne
from tests.servers.telegram import POLICY, TelegramService

DESK = "desk@desk.test"


@asynccontextmanager
async def open_post(service: TelegramService) -> AsyncIterator[tuple[Deliver, SmtpSink]]:
    """Give what delivers the service's letters by mail, a step a call, and where they arrive."""
    async with SmtpSink() as sink:
        settings = SmtpSettings(
            host="127.0.0.1",
            port=sink.port,
            security=Security.NONE,
            username="",
            password="",
            sender=DESK,
            ca_file=sink.ca_file,
        )
        smtp = SmtpSender(settings)
        carry = MailCarrier(
            smtp=smtp,
            blobs=service.blobs,
            sender=DESK,
            sender_names=POLICY.controller.name,
            loop_id="loop",
            clock=service.clock,
        )
        yield (
            OneByOne.by(Carrier.MAIL, carry, transactions=service.database, clock=service.clock),
            sink,
        )
        await smtp.close()
