"""How the work stands, in numbers and as a picture; it holds no personal data."""

from dataclasses import dataclass

from aiogram.types import Message

from pd_intake_bot.domain.clockwork import Figures
from pd_intake_bot.telegram.reports import Report
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The command /stats, where it was asked."""

    words: Wording

    async def command(self, message: Message, turn: Turn) -> None:
        """Ask for the picture; it is drawn when it leaves."""
        await turn.replies.report(message.chat.id, Report.STATS, self.words.language)


def caption(words: Wording, figures: Figures) -> str:
    """Put the figures into words, as short as stands under a picture."""
    lines = [
        words.say(
            "queue-stats",
            since=words.day(figures.since),
            until=words.day(figures.until),
            received=str(figures.received),
            answered=str(figures.answered),
        ),
        words.say(
            "queue-stats-open",
            count=str(sum(figures.left.values())),
            overdue=str(figures.left.get("overdue", 0)),
        ),
    ]
    share = figures.share_in_time
    if share is not None:
        lines.append(words.say("queue-stats-share", share=str(share), late=str(figures.late)))
    return "\n".join(lines)
