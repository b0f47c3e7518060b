"""Remembers which messages make reading fail, so that one of them does not hold up the rest."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.errors import IntakeError, Unavailable
from pd_intake_bot.mail.imap.settings import MailboxError
from pd_intake_bot.mail.mailbox.intake import Envelope, Fetched

TRIES = 3
"""Times that a message may fail by itself before it is put before staff unread."""

LOST_TRIES = 8
"""The same for a message at which the mail server fails: with the pauses between, some minutes.

A server that is restarted or overloaded breaks off whatever is read, and soon is well again.
"""


@dataclass(slots=True, kw_only=True)
class Trial:
    """A stretch of mail that is attempted together, and how that went so far."""

    uids: Sequence[int]
    failures: int = 0
    lost: int = 0
    reason: str = ""
    _remains: Fetched | None = None

    @property
    def hopeless(self) -> bool:
        """Whether it is one message that has failed as often as it may."""
        return len(self.uids) == 1 and (self.failures >= TRIES or self.lost >= LOST_TRIES)

    def seen(self, envelopes: Sequence[Envelope]) -> None:
        """Keep a single message's headers, in case no more is ever had of it."""
        if len(self.uids) == 1 and envelopes:
            only = envelopes[0]
            self._remains = Fetched(
                uid=only.uid,
                received_at=only.received_at,
                size=only.size,
                raw=only.header,
                truncated=True,
            )

    def fetched(self, messages: Sequence[Fetched]) -> None:
        """Keep a single message itself, in case the intake can't take it."""
        if len(self.uids) == 1 and messages:
            self._remains = messages[0]

    def remains(self, now: datetime) -> Fetched:
        """Give what could be had of a single message: all, its headers, or nothing."""
        nothing = Fetched(uid=self.uids[0], received_at=now, size=0, raw=b"", truncated=True)
        return self._remains or nothing

    def fail(self, error: Exception) -> None:
        """Count a failure; other people's error texts may quote the mail, so only ours are kept."""
        if isinstance(error, MailboxError):
            self.lost += 1
        else:
            self.failures += 1
        self.reason = f"{type(error).__name__}: {error}" if isinstance(error, IntakeError) else ""
        self.reason = self.reason or type(error).__name__


class Trials:
    """What failed in a folder. After a batch has failed, its messages are tried one by one."""

    def __init__(self) -> None:
        self._uidvalidity = 0
        self._careful_to = 0
        self._failed: dict[int, Trial] = {}

    def of_folder(self, uidvalidity: int) -> None:
        """Forget everything when the folder has been renumbered."""
        if uidvalidity != self._uidvalidity:
            self._uidvalidity = uidvalidity
            self._careful_to = 0
            self._failed.clear()

    def split(self, uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
        """Cut into batches of `size`, and into single messages as far as a batch has failed."""
        start = 0
        while start < len(uids):
            step = 1 if uids[start] <= self._careful_to else size
            yield uids[start : start + step]
            start += step

    @contextmanager
    def attempt(self, uids: Sequence[int]) -> Iterator[Trial]:
        """Give the trial of these messages, and note whether the `with` block failed."""
        trial = self._failed.get(uids[-1]) if len(uids) == 1 else None
        trial = trial or Trial(uids=uids)
        try:
            yield trial
        except Unavailable:
            # No message's fault: it waits for better times.
            raise
        except Exception as error:
            # Noted and raised again: whatever the cause, the next attempt must be narrower.
            trial.fail(error)
            if len(uids) > 1:
                self._careful_to = uids[-1]
            else:
                self._failed[uids[-1]] = trial
            raise
        self._failed.pop(uids[-1], None)
