"""What a person is told of how to show who they are: why that is needed, and by which way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.usecases.people.tie_channels import VALID, OfferTie
from pd_intake_bot.usecases.ports import Store

Say = Callable[..., str]
"""Writes a text by its key in the language of a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A one-time link by which a mailbox and a Telegram account are tied."""

    link: str
    until: datetime


def lacking(policy: Policy, case: Case) -> Proof | None:
    """Tell which proof the right of a case needs; None where what is known is enough."""
    needed = policy.rights[case.right].proof
    return None if needed is None or case.proof.rank >= needed.rank else needed


async def invite(
    store: Store, case: Case, offer: OfferTie | None, *, now: datetime
) -> Invitation | None:
    """Offer a person who wrote by mail to tie Telegram; None where there is no such way."""
    if offer is None or not isinstance(case.reply_to, MailAddress):
        return None
    link = await offer(store, case.id, case.reply_to, until=now + VALID)
    return Invitation(link=link, until=now + VALID) if link else None


def how(
    say: Say, policy: Policy, case: Case, needed: Proof, invitation: Invitation | None
) -> str | None:
    """Say why it must be known who the person is, and how to show it.

    None where there is no way that needs no officer.
    """
    why = say(f"letter-proof-{'phone' if needed is Proof.PHONE else 'mailbox'}")
    if isinstance(case.reply_to, TelegramChat):
        return f"{why} {say('letter-proof-in-telegram')}"
    if invitation is None:
        return None
    date = f"{policy.local_date(invitation.until):%d.%m.%Y}"
    return f"{why} {say('letter-proof-by-mail', link=invitation.link, date=date)}"


def by_officer(say: Say, case: Case, needed: Proof) -> str:
    """Say the same where an officer must find the way together with the person."""
    why = say(f"letter-proof-{'phone' if needed is Proof.PHONE else 'mailbox'}")
    key = "letter-proof-by-hand" if case.reply_to is None else "letter-proof-by-officer"
    return f"{why} {say(key)}"
