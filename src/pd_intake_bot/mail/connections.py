"""Several connections to the mail server, so that letters need not wait for one another."""

import asyncio

from pd_intake_bot.domain.delivery import Outcome, Postponed
from pd_intake_bot.mail.smtp import SmtpSender, SmtpSettings

AT_ONCE = 4
"""How many letters are on their way at once: more are taken ill by some servers."""


class Connections:
    """At most so many connections, each opened when every other has a letter in hand.

    Where the server takes fewer, there are fewer from then on. Raises `recipients.AddressError`
    for a sender that is no address.
    """

    def __init__(self, settings: SmtpSettings, *, most: int = AT_ONCE) -> None:
        self._senders = [SmtpSender(settings) for _ in range(most)]
        # Last in, first out: who has few letters keeps one connection.
        self._free = asyncio.LifoQueue[SmtpSender]()
        for sender in self._senders:
            self._free.put_nowait(sender)

    async def send(self, content: bytes, *, to: str) -> Outcome:
        """Send a letter over a connection that is free, as `SmtpSender.send` does."""
        while True:
            sender = await self._free.get()
            is_too_many = False
            try:
                outcome = await sender.send(content, to=to)
                is_too_many = self._is_one_too_many(sender, outcome)
            finally:
                if is_too_many:
                    self._senders.remove(sender)
                else:
                    self._free.put_nowait(sender)
            if not is_too_many:
                return outcome

    async def close(self) -> None:
        """Say good-bye on every connection that is open."""
        for sender in self._senders:
            await sender.close()

    def _is_one_too_many(self, refused: SmtpSender, outcome: Outcome) -> bool:
        """Tell whether the server will not have this connection beside another that it has."""
        failed = isinstance(outcome, Postponed) and outcome.trouble is not None
        others = (one for one in self._senders if one is not refused)
        return failed and any(one.is_open for one in others)
