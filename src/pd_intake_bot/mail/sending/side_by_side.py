"""A few connections to the mail server, so that no letter waits for one that hangs."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pd_intake_bot.domain.delivery import Outcome, Postponed
from pd_intake_bot.mail.sending.smtp import SmtpSender

FEWER_FOR_SECONDS = 3600.0


@dataclass(slots=True, kw_only=True)
class SideBySide:
    """Gives letters to the mail server over at most so many connections at once.

    One is opened only where all that are open are in use. A server that bears fewer says so
    then: the letter goes by one that is open, and for an hour one less is made use of.
    """

    connect: Callable[[], SmtpSender]
    most: int
    patience: float = 30.0
    """Seconds after which a letter waits for no turn any more, and goes back into the outbox."""
    _idle: list[SmtpSender] = field(init=False)
    _busy: list[SmtpSender] = field(default_factory=list, init=False)
    _turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all of them; none is open yet."""
        self._idle = [self.connect() for _ in range(self.most)]
        self._turns = asyncio.Semaphore(self.most)

    async def send(self, content: bytes, *, to: str) -> Outcome:
        """Send the bytes of a mail to one address, as `SmtpSender.send` does."""
        while await self._has_turn():
            outcome = await self._try(content, to)
            if outcome is not None:
                return outcome
        return Postponed(answer="every connection to the mail server is in use")

    async def close(self) -> None:
        """Say good-bye on those that are open; none may be in use."""
        for smtp in self._idle:
            await smtp.close()

    async def _has_turn(self) -> bool:
        try:
            async with asyncio.timeout(self.patience):
                await self._turns.acquire()
        except TimeoutError:
            return False
        return True

    async def _try(self, content: bytes, to: str) -> Outcome | None:
        """Send by one connection and give the turn back; None where it was one too many."""
        is_one_too_many = False
        try:
            with self._one() as smtp:
                was_open = smtp.is_open
                outcome = await smtp.send(content, to=to)
            is_one_too_many = not was_open and self._is_one_too_many(outcome)
        finally:
            if is_one_too_many:
                asyncio.get_running_loop().call_later(FEWER_FOR_SECONDS, self._turns.release)
            else:
                self._turns.release()
        return None if is_one_too_many else outcome

    @contextmanager
    def _one(self) -> Iterator[SmtpSender]:
        smtp = max(self._idle, key=lambda one: one.is_open)
        self._idle.remove(smtp)
        self._busy.append(smtp)
        try:
            yield smtp
        finally:
            self._busy.remove(smtp)
            self._idle.append(smtp)

    def _is_one_too_many(self, outcome: Outcome) -> bool:
        """Tell whether the server refused a connection while another was open."""
        is_refused = isinstance(outcome, Postponed) and outcome.trouble is not None
        return is_refused and any(smtp.is_open for smtp in (*self._idle, *self._busy))
