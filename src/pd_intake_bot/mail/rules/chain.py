"""Judges whether a machine wrote a message: the rules, in the order in which they are asked."""

from collections.abc import Callable

from pd_intake_bot.domain.mail import Headers, Machine, OwnMail
from pd_intake_bot.mail.rules import (
    auto_submitted,
    away_words,
    complaint,
    daemon,
    failure_text,
    failure_words,
    lists,
    loop,
    no_reply,
    null_sender,
    own_mail,
    precedence,
    receipt,
    refusal,
    report,
    suppress,
    vacation_fields,
)

Rule = Callable[[Headers], Machine | None]

RULES: tuple[Rule, ...] = (
    # Reports of three kinds have one form; what they report tells them apart.
    complaint.find,
    # A letter that was sent back: a receipt by its form alone.
    refusal.find,
    receipt.find,
    # Bounces come before automatic replies: a third of them call themselves `auto-replied`.
    report.find,
    daemon.find,
    failure_words.find,
    # Only of those that no person sends from: what a robot says first.
    failure_text.find,
    # What the sender's program says outright.
    auto_submitted.find,
    vacation_fields.find,
    # Half of the vacation notes have nothing but these words.
    away_words.find,
    # Lists also ask not to be answered, so they are asked about before `suppress`.
    precedence.find,
    lists.find,
    suppress.find,
    # Weaker signs last, so that a stronger one gives the reason.
    no_reply.find,
    loop.find,
    null_sender.find,
)


def judge(headers: Headers, own: OwnMail) -> Machine | None:
    """Say what kind of machine wrote a message, or None where a person did.

    It knows more when the whole message was read: `headers.parts` then names what is inside.
    Whether a message is registered is not decided here.
    """
    found = own_mail.find(headers, own)
    return found or next(filter(None, (find(headers) for find in RULES)), None)
