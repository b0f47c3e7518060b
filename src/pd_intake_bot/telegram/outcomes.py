"""What an error of the Bot API says of a message: gone for good, not sent, or nobody knows."""

from datetime import timedelta

from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Unknown

_BEFORE_SENDING = (ClientConnectorError, ConnectionTimeoutError)
"""No connection ever stood, so nothing can have left."""


_OF_CHAT = (
    "chat not found",
    "not enough rights",
    "no rights to send",
    "CHAT_WRITE_FORBIDDEN",
    "CHAT_ADMIN_REQUIRED",
    "CHAT_RESTRICTED",
    "group is deactivated",
    "message thread not found",
    "TOPIC_CLOSED",
    "TOPIC_DELETED",
)
"""What the Bot API says of a chat where nothing can be written at all."""


def is_of_chat(error: AiogramError) -> bool:
    """Tell whether it is the chat that is out of reach, whatever the message."""
    match error:
        case TelegramForbiddenError():
            return True
        case TelegramBadRequest():
            return any(words in error.message for words in _OF_CHAT)
        case _:
            return False


def of_error(error: AiogramError) -> Outcome:
    """Tell what became of a message whose sending raised this error.

    A refused token or a server in trouble is the operator's or Telegram's matter, so the
    message waits. Silence after the request had left is the one true doubt.
    """
    answer = error.message if isinstance(error, TelegramAPIError) else type(error).__name__
    match error:
        case TelegramRetryAfter():
            return Postponed(answer=answer, retry_after=timedelta(seconds=error.retry_after))
        case TelegramForbiddenError() | TelegramBadRequest() | TelegramEntityTooLarge():
            return Refused(answer=answer)
        case TelegramNetworkError() if not isinstance(error.__cause__, _BEFORE_SENDING):
            return Unknown(answer=answer)
        case TelegramAPIError():
            return Postponed(answer=answer, trouble=f"Telegram: {type(error).__name__}")
        case _:
            return Unknown(answer=answer)
