"""Puts together what reads the mailbox."""

from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pd_intake_bot import clock
from pd_intake_bot.app.ground import Ground
from pd_intake_bot.domain.mail import OwnMail
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.subject_lines import SubjectLines
from pd_intake_bot.domain.submission import digest
from pd_intake_bot.errors import Unavailable
from pd_intake_bot.mail.imap.settings import ImapSettings, Security
from pd_intake_bot.mail.mailbox.comparing import Comparison
from pd_intake_bot.mail.mailbox.desk import Desk
from pd_intake_bot.mail.mailbox.folder import Told, tell_nobody
from pd_intake_bot.mail.mailbox.poll import Watcher
from pd_intake_bot.mail.mailbox.survey import Wishes
from pd_intake_bot.mail.mailbox.trace import Trace, TraceKind, Tracer
from pd_intake_bot.mail.reading.caps import MEGABYTE, Caps
from pd_intake_bot.mail.reading.parse import DEFAULT_LIMIT
from pd_intake_bot.mail.reading.reader import Reader
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.settings import Settings
from pd_intake_bot.supervise import Loop
from pd_intake_bot.usecases.intake.reconcile import Reconcile
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.lease import RENEW, Lease, LeaseLost

PORTS = {"tls": 993, "starttls": 143, "none": 143}

BEGINNING = date(1982, 8, 13)
"""Before any mail that can be in a mailbox (RFC 822)."""


def build_loops(ground: Ground, stack: AsyncExitStack, *, told: Told = tell_nobody) -> list[Loop]:
    """Build the loop that reads the mailbox; none where no mailbox is set.

    `told` hears how far a first look has come.
    """
    where = imap_settings(ground.settings)
    if where is None:
        return []
    # Leases go by the machine's own clock: it is about processes and not about dates.
    lease = Lease(name=lease_name(where), transactions=ground.database, clock=clock.now)
    stack.push_async_callback(_give_up, lease)
    watcher = _build_watcher(ground, where, lease, told)
    turns = _Turns(lease=lease, watcher=watcher, now=ground.now)
    stack.push_async_callback(turns.watcher.close)
    return [
        Loop(
            name="mailbox",
            tick=turns.tick,
            every=turns.watcher.poll,
            rest=turns.rest,
            interrupted=True,
            hears=lambda: turns.hears,
        ),
        Loop(name="mailbox lease", tick=lease, every=RENEW),
    ]


@dataclass(slots=True, kw_only=True)
class _Turns:
    """Reads the mailbox while the lease is this process's, and else waits for it.

    It hears once it has read all that lay in the mailbox, and as long as it may go on.
    """

    lease: Lease
    watcher: Watcher
    now: Callable[[], datetime]
    _has_read: bool = False

    @property
    def hears(self) -> bool:
        return self._has_read and self.lease.held

    async def tick(self) -> bool:
        if not self.lease.held:
            self._has_read = False
            await self.watcher.close()
            return False
        try:
            more = await self.watcher.tick(self.now())
        except LeaseLost:
            self._has_read = False
            return False
        self._has_read = True
        return more

    async def rest(self) -> None:
        if self.lease.held:
            await self.watcher.rest()
        else:
            await self.lease.until_held(within=RENEW)


def lease_name(where: ImapSettings) -> str:
    """Name the lease of a mailbox, so that services of different ones share a database."""
    return f"mailbox:{digest(where.key.encode())[:32]}"


async def _give_up(lease: Lease) -> None:
    with suppress(Unavailable):  # Then it is over by itself in seconds.
        await lease.give_up()


def _build_watcher(ground: Ground, where: ImapSettings, lease: Lease, told: Told) -> Watcher:
    desk = build_desk(ground)
    trace = build_trace(ground.settings)
    reconcile = Reconcile(transactions=ground.database, policy=ground.policy, wake=ground.wake)
    return Watcher(
        settings=where,
        intake=desk,
        first_scan_since=ground.settings.imap_since or BEGINNING,
        poll=timedelta(seconds=ground.settings.imap_poll_seconds),
        limit=DEFAULT_LIMIT,
        also=ground.settings.imap_also,
        go_on=lease.go_on,
        told=told,
        tracer=Tracer(trace=trace, ledger=desk) if trace else None,
        comparison=Comparison(ledger=desk, reconcile=reconcile),
    )


def wishes(settings: Settings) -> Wishes:
    """Say what the settings want of the mailbox, for it to be held against it."""
    return Wishes(
        folders=(settings.imap_folder, *settings.imap_also),
        since=settings.imap_since,
        poll=timedelta(seconds=settings.imap_poll_seconds),
        trace=build_trace(settings),
    )


def build_trace(settings: Settings) -> Trace | None:
    """Say what is left on a registered message; None where nothing is."""
    if settings.imap_trace == "keyword":
        return Trace(kind=TraceKind.KEYWORD, name=settings.imap_trace_keyword)
    if settings.imap_trace == "move":
        return Trace(kind=TraceKind.MOVE, name=settings.imap_trace_folder or "")
    return None


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
        reader=fit_reader(
            build_reader(ground.policy, ground.message_ids, ground.own_address, ground.loop_id),
            ground.settings,
        ),
        take_mail=TakeMail(
            transactions=ground.database,
            register=ground.register,
            policy=ground.policy,
            wake=ground.wake,
        ),
        transactions=ground.database,
        blobs=ground.blobs,
        traces=ground.settings.imap_trace != "none",
    )


def fit_reader(reader: Reader, settings: Settings) -> Reader:
    """Give a reader the caps and the name of our own receiver that the settings say."""
    caps = Caps(
        count=settings.attachments_max_count,
        each=settings.attachments_max_each * MEGABYTE,
        total=settings.attachments_max_total * MEGABYTE,
    )
    return replace(reader, caps=caps, receiver=settings.authserv_id)


def build_reader(policy: Policy, message_ids: MessageIds, own_address: str, loop_id: str) -> Reader:
    """Build what reads a message: the same for the service and for a replay."""
    own = OwnMail(
        addresses=frozenset({own_address.lower(), policy.controller.email.lower()}),
        loop_id=loop_id,
        wrote=message_ids.wrote,
    )
    return Reader(
        subject_lines=SubjectLines(policy.vocabulary),
        own=own,
        message_ids=message_ids,
        prefix=policy.reference_prefix,
    )
