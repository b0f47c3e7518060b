"""Puts together what sends the outbox."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

from pd_intake_bot.app.ground import Ground
from pd_intake_bot.app.mailbox import imap_settings
from pd_intake_bot.domain.outbox import Carrier, Parcel
from pd_intake_bot.mail.imap.settings import Security
from pd_intake_bot.mail.mailbox.sent import LookFirst, SentFolder
from pd_intake_bot.mail.sending.carrier import MailCarrier
from pd_intake_bot.mail.sending.smtp import SmtpSender, SmtpSettings
from pd_intake_bot.settings import Settings
from pd_intake_bot.supervise import Lanes, Loop, Wake
from pd_intake_bot.usecases.letters.deliver import LEASE, Carry, Deliver
from pd_intake_bot.usecases.letters.side_by_side import DeliverSideBySide
from pd_intake_bot.usecases.ports import Pace

PORTS = {"tls": 465, "starttls": 587, "none": 25}

LOOK = timedelta(seconds=2)
"""How often the outbox is looked at when no bell rings: another process may have filled it."""

KEEP = LEASE / 4

SIDE_BY_SIDE = 8
"""How many people Telegram is asked to write to at once."""


def build_loops(ground: Ground, carrier: Carrier, carry: Carry, wake: Wake) -> list[Loop]:
    """Build the loops of one carrier: one sends, one keeps claims and takes up dead ones."""
    deliver = Deliver(transactions=ground.database, carrier=carrier, carry=carry, clock=ground.now)
    return [*_loops(deliver, wake)]


def build_telegram_loops(
    ground: Ground, carry: Carry, way_of: Callable[[Parcel], str], pace: Pace
) -> list[Loop]:
    """Build the loops that send by Telegram, to different people side by side.

    The carrier is given: where there is no bot, nothing of aiogram is to be imported.
    """
    deliver = DeliverSideBySide(
        transactions=ground.database,
        carrier=Carrier.TELEGRAM,
        carry=carry,
        clock=ground.now,
        lanes=Lanes(SIDE_BY_SIDE, ended=ground.wake_telegram),
        way_of=way_of,
        pace=pace,
    )

    async def rest() -> None:
        await ground.wake_telegram.wait(min(LOOK, deliver.wait or LOOK))

    delivery, claims = _loops(deliver, ground.wake_telegram)
    return [replace(delivery, rest=rest, finish=deliver.finish), claims]


def _loops(deliver: Deliver, wake: Wake) -> tuple[Loop, Loop]:
    return (
        Loop(
            name=f"delivery by {deliver.carrier}",
            tick=deliver,
            every=LOOK,
            wake=wake,
            trouble=lambda: deliver.trouble,
            leave=deliver.leave,
        ),
        Loop(name=f"claims of {deliver.carrier}", tick=deliver.keep, every=KEEP),
    )


def build_mail_loops(ground: Ground, stack: AsyncExitStack) -> list[Loop]:
    """Build the loops that send letters by mail; none where no mail server is set."""
    where = smtp_settings(ground.settings, ground.own_address)
    if where is None:
        return []
    smtp = SmtpSender(where)
    stack.push_async_callback(smtp.close)
    carry = MailCarrier(
        smtp=smtp,
        blobs=ground.blobs,
        sender=ground.own_address,
        sender_names=ground.policy.controller.name,
        loop_id=ground.loop_id,
        clock=ground.now,
    )
    sent = sent_folder(ground.settings)
    looks = LookFirst(carry=carry, holds=sent) if sent else carry
    return build_loops(ground, Carrier.MAIL, looks, ground.wake_mail)


def sent_folder(settings: Settings) -> SentFolder | None:
    """Say where sent mail can be looked for; None where nobody said."""
    where = imap_settings(settings)
    if where is None or settings.imap_sent_folder is None:
        return None
    return SentFolder(settings=replace(where, folder=settings.imap_sent_folder))


def smtp_settings(settings: Settings, sender: str) -> SmtpSettings | None:
    """Say where the mail server is; None where letters by mail are off."""
    if settings.smtp_host is None:
        return None
    password = settings.smtp_password
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port or PORTS[settings.smtp_security],
        security=Security(settings.smtp_security),
        username=settings.smtp_username or "",
        password=password.get_secret_value() if password else "",
        sender=sender,
        ca_file=settings.smtp_ca_file,
    )
