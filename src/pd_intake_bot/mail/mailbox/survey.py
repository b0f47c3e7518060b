"""Looks at a mailbox for the operator: what is in it, and what the server lets us do there."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pd_intake_bot.errors import IntakeError
from pd_intake_bot.mail.imap.mailbox import FolderRefusedError, Mailbox
from pd_intake_bot.mail.mailbox.folder import DAY_OF_GRACE
from pd_intake_bot.mail.mailbox.trace import Trace, TraceKind

MOST_FOLDERS = 50
"""Folders that are named to the operator; past that a list helps nobody."""


class MailboxUnfitError(IntakeError):
    """The mailbox does not allow what is set; the message says what is there and what is not."""

    key = "error-mailbox-unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the settings want of a mailbox: its folders, where to begin, how to look and mark."""

    folders: Sequence[str]
    since: date | None
    poll: timedelta
    trace: Trace | None


async def survey(mailbox: Mailbox, wishes: Wishes) -> str:
    """Describe the mailbox, a line each; raises `MailboxUnfitError` where a wish can't be met.

    Nothing is changed. Only where a trace is wished is the folder opened to be written to, for
    a server says in no other way whether it lets us.
    """
    lines = [_hearing(mailbox, wishes.poll), _moving(mailbox)]
    faults = []
    missing = False
    for folder in wishes.folders:
        try:
            lines.append(await _contents(mailbox, folder, wishes.since))
            faults += [fault async for fault in _obstacles(mailbox, folder, wishes.trace)]
        except FolderRefusedError as error:
            faults.append(f"{error}: make it, or correct PD_IMAP_FOLDER or PD_IMAP_ALSO")
            missing = True
    if missing:
        lines.append(_listed(await mailbox.folders()))
    if faults:
        raise MailboxUnfitError("\n".join([*faults, *lines]))
    return "\n".join([*lines[2:], *lines[:2], _trace(wishes.trace)])


def _listed(folders: Sequence[str]) -> str:
    names = ", ".join(sorted(folders)[:MOST_FOLDERS])
    return f"folders there are: {names}{', …' if len(folders) > MOST_FOLDERS else ''}"


async def _contents(mailbox: Mailbox, folder: str, since: date | None) -> str:
    state = await mailbox.status(folder)
    if since is None:
        return f"{folder}: {state.exists} messages; a first start reads all of them"
    recent = await mailbox.uids_since(since - DAY_OF_GRACE)
    return f"{folder}: {state.exists} messages; a first start reads {len(recent)}, since {since}"


async def _obstacles(mailbox: Mailbox, folder: str, trace: Trace | None) -> AsyncIterator[str]:
    if trace is not None:
        state = await mailbox.open_to_write(folder)
        if obstacle := trace.obstacle(mailbox, state):
            yield f"{folder}: no trace can be left: {obstacle}"


def _hearing(mailbox: Mailbox, poll: timedelta) -> str:
    if mailbox.can("IDLE"):
        return "IDLE: yes, new mail is heard of at once"
    seconds = poll.total_seconds()
    return f"IDLE: no, new mail is looked for every {seconds:.0f} s (PD_IMAP_POLL_SECONDS)"


def _moving(mailbox: Mailbox) -> str:
    known = [ability for ability in ("MOVE", "UIDPLUS") if mailbox.can(ability)]
    return f"moving mail: {' and '.join(known)}" if known else "moving mail: not possible"


def _trace(trace: Trace | None) -> str:
    if trace is None:
        return "trace: none, the mailbox is only read (PD_IMAP_TRACE)"
    if trace.kind is TraceKind.KEYWORD:
        return f"trace: registered mail gets the keyword {trace.name}"
    return f"trace: registered mail is moved to {trace.name}"
