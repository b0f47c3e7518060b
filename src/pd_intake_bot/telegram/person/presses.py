"""What the buttons of a person's conversation carry: which screen's, what to do, with what."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Action(StrEnum):
    """What a press asks for."""

    LANGUAGE = "lang"
    BEGIN = "begin"
    GROUP = "group"
    RIGHT = "right"
    MENU = "menu"
    FIELD = "field"
    ANOTHER = "another"
    SKIP = "skip"
    KEEP = "keep"
    ALL_DATA = "all"
    DONE = "done"
    CLEAR = "clear"
    SEND = "send"
    CORRECT = "correct"
    ADD = "add"
    CANCEL = "cancel"
    SUMMARY = "summary"
    RESUME = "resume"
    OVER = "over"
    DISCARD = "discard"
    CASES = "cases"
    CASE = "case"
    MORE = "more"
    FILE = "file"
    """To put into the case what was written."""
    OTHER = "other"
    """It is not about the case that was taken for granted."""
    NEW = "new"
    """It is a request of its own."""
    DROP = "drop"
    WITHDRAW = "withdraw"
    SURE = "sure"
    END = "end"
    EXPLAIN = "explain"
    PROVE = "prove"
    BY_PHONE = "phone"
    BY_MAIL = "mail"
    MAIL_TO = "mailto"
    """To the address in the case."""
    AGAIN = "again"
    """Another code to the same address."""
    RENEW = "renew"
    """A fresh link to the mailbox that an old one was sent to."""


class Press(CallbackData, prefix="p"):
    """The data of a button: `revision` is that of the screen it stands on."""

    revision: int
    action: Action
    arg: str = ""
