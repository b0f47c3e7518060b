"""Puts together what sends the outbox."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

from pd_intake_bot.app.ground import Ground
from pd_intake_bot.app.mailbox import imap_settings
from pd_intake_bot.domain.outbox import Carrier, Parcel
from pd_intake_bot.mail.imap.settings import Security
from pd_intake_bot.mail.mailbox.sent import LookFirst, SentFolder
from pd_intake_bot.mail.sending.carrier import MailCarrier
from pd_intake_bot.mail.sending.side_by_side import SideBySide
from pd_intake_bot.mail.sending.smtp import SmtpSender, SmtpSettings
from pd_intake_bot.settings import Settings
from pd_intake_bot.supervise import Lanes, Loop, Wake
from pd_intake_bot.usecases.letters.deliver import LEASE, AtOnce, Carry, Deliver
from pd_intake_bot.usecases.ports import Pace

PORTS = {"tls": 465, "starttls": 587, "none": 25}

LOOK = timedelta(seconds=2)
"""How often the outbox is looked at when no bell rings: another process may have filled it."""

KEEP = LEASE / 4

SMTP_CONNECTIONS = 3
"""How many letters leave by mail at once: Exchange Online bears no more of one account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How parcels leave: at most so `many` at once, one at a time on each way, at a pace."""

    many: int
    way_of: Callable[[Parcel], str]
    pace: Pace


def build_loops(
    ground: Ground, carrier: Carrier, carry: Carry, wake: Wake, ways: Ways
) -> list[Loop]:
    """Build the loops of one carrier: one sends, one keeps claims and takes up dead ones."""
    deliver = Deliver(
        transactions=ground.database,
        carrier=carrier,
        carry=carry,
        clock=ground.now,
        lanes=Lanes(ways.many, ended=wake),
        way_of=ways.way_of,
        pace=ways.pace,
    )

    async def rest() -> None:
        await wake.wait(min(LOOK, deliver.wait or LOOK))

    delivery = Loop(
        name=f"delivery by {carrier}",
        tick=deliver,
        every=LOOK,
        rest=rest,
        wake=wake,
        trouble=lambda: deliver.trouble,
        leave=deliver.leave,
        finish=deliver.finish,
    )
    return [delivery, Loop(name=f"claims of {carrier}", tick=deliver.keep, every=KEEP)]


def build_mail_loops(ground: Ground, stack: AsyncExitStack) -> list[Loop]:
    """Build the loops that send letters by mail; none where no mail server is set."""
    where = smtp_settings(ground.settings, ground.own_address)
    if where is None:
        return []
    smtp = SideBySide(connect=lambda: SmtpSender(where), most=SMTP_CONNECTIONS)
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
    ways = Ways(many=SMTP_CONNECTIONS, way_of=lambda parcel: parcel.lane, pace=AtOnce())
    return build_loops(ground, Carrier.MAIL, looks, ground.wake_mail, ways)


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
