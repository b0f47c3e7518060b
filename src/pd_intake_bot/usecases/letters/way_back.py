"""By which way a person can write back to a letter, so that it tells them no other."""

from collections.abc import Callable, Iterator

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import MailAddress, TelegramChat

_OTHER = {"mail": "telegram", "telegram": "mail"}


def of(case: Case) -> str:
    """Name the way as the keys of the texts do; `by-hand` where a letter is printed or read out."""
    match case.reply_to:
        case MailAddress():
            return "mail"
        case TelegramChat():
            return "telegram"
        case None:
            return "by-hand"


def both(case: Case, how: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Write how to write back by the way a letter goes, and by the other way it might go."""
    way = of(case)
    if way in _OTHER:
        yield how(way), how(_OTHER[way])
