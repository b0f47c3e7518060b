"""By which way a person can write back to a letter, so that it tells them no other."""

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import MailAddress, TelegramChat


def of(case: Case) -> str:
    """Name the way as the keys of the texts do; `by-hand` where a letter is printed or read out."""
    match case.reply_to:
        case MailAddress():
            return "mail"
        case TelegramChat():
            return "telegram"
        case None:
            return "by-hand"
