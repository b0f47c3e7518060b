"""Puts together what reads the mailbox."""

from contextlib import AsyncExitStack
from datetime import date, timedelta

from pd_intake_bot.app.ground import Ground
from pd_intake_bot.domain.mail import OwnMail
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.subject_lines import SubjectLines
from pd_intake_bot.mail.desk import Desk
from pd_intake_bot.mail.imap_settings import ImapSettings, Security
from pd_intake_bot.mail.parse import DEFAULT_LIMIT
from pd_intake_bot.mail.poll import Watcher
from pd_intake_bot.mail.reading import Reader
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.settings import Settings
from pd_intake_bot.supervise import Loop
from pd_intake_bot.usecases.take_mail import TakeMail

PORTS = {"tls": 993, "starttls": 143, "none": 143}

BEGINNING = date(1982, 8, 13)
"""Before any mail that can be in a mailbox (RFC 822)."""


def build_loops(ground: Ground, stack: AsyncExitStack) -> list[Loop]:
    """Build the loop that reads the mailbox; none where no mailbox is set."""
    where = imap_settings(ground.settings)
    if where is None:
        return []
    poll = timedelta(seconds=ground.settings.imap_poll_seconds)
    watcher = Watcher(
        settings=where,
        intake=build_desk(ground),
        first_scan_since=ground.settings.imap_since or BEGINNING,
        poll=poll,
        limit=DEFAULT_LIMIT,
    )
    stack.push_async_callback(watcher.close)

    async def tick() -> None:
        await watcher.tick(ground.now())

    return [Loop(name="mailbox", tick=tick, every=poll, rest=watcher.rest, interrupted=True)]


def imap_settings(settings: Settings) -> ImapSettings | None:
    """Say where the mailbox is; None where mail is off."""
    if not (settings.imap_host and settings.imap_username and settings.imap_password):
        return None
    return ImapSettings(
        host=settings.imap_host,
        port=settings.imap_port or PORTS[settings.imap_security],
        security=Security(settings.imap_security),
        username=settings.imap_username,
        password=settings.imap_password.get_secret_value(),
        folder=settings.imap_folder,
        ca_file=settings.imap_ca_file,
    )


def build_desk(ground: Ground) -> Desk:
    """Build the desk that mail is taken to."""
    return Desk(
        reader=build_reader(ground.policy, ground.message_ids, ground.own_address, ground.loop_id),
        take_mail=TakeMail(
            transactions=ground.database,
            register=ground.register,
            policy=ground.policy,
            wake=ground.wake,
        ),
        transactions=ground.database,
        blobs=ground.blobs,
    )


def build_reader(policy: Policy, message_ids: MessageIds, own_address: str, loop_id: str) -> Reader:
    """Build what reads a message: the same for the service and for a replay."""
    own = OwnMail(
        addresses=frozenset({own_address.lower(), policy.controller.email.lower()}),
        loop_id=loop_id,
        wrote=message_ids.wrote,
    )
    return Reader(subject_lines=SubjectLines(policy.vocabulary), own=own, message_ids=message_ids)
