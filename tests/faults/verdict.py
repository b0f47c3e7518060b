"""What is left when the faults are over: counted, and held against the promise."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from functools import cache

from pd_intake_bot.app.ground import open_database
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.domain.outbox import Kind, Parcel, Standing
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.records.look import Dossier
from tests.faults.scene import Scene, letters_in
from tests.servers import service

_OF_LETTERS = ("unheard", "refused", "waiting", "copies", "unsure", "hidden", "doubts", "misdated")
OPEN = {Standing.PENDING, Standing.CLAIMED, Standing.SENDING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Counts of requests and letters.

    `lost` have no case, `doubled` more than one, `unheard` no letter that arrived or is owned up
    to; `refused` counts those that the mail server would not take. `copies` are letters that were
    taken more than once; of those `unsure` are owned up to in the case, and `hidden` are not.
    `doubts` counts what cases say of letters of unknown fate, and `gave_up` people whom the bot
    left in mid-conversation, unsure of one message too often. `misdated` are letters that name
    another date than the case promises.
    """

    requests: int
    lost: int
    doubled: int
    unheard: int
    refused: int
    waiting: int
    copies: int
    unsure: int
    hidden: int
    doubts: int
    misdated: int
    gave_up: int

    @property
    def kept(self) -> bool:
        """Whether the promise was kept."""
        forgotten = self.lost + self.unheard + self.waiting
        return not (forgotten + self.doubled + self.hidden + self.misdated)


async def judge(scene: Scene, *, within: float) -> Verdict:
    """Wait until all that was asked is registered and answered, or the time is over."""
    async with open_database(service.load(scene.direct)) as database:
        verdict = _count(scene, await database.reading(_dossiers))
        try:
            async with asyncio.timeout(within):
                while not verdict.kept:
                    await asyncio.sleep(0.3)
                    verdict = _count(scene, await database.reading(_dossiers))
        except TimeoutError:
            pass
        return verdict


async def _dossiers(store: Store) -> Sequence[Dossier]:
    return [await look.gather(store, case.id) for case in await store.cases.all()]


def _count(scene: Scene, dossiers: Sequence[Dossier]) -> Verdict:
    asked = [*scene.mails, *(str(phone.user_id) for phone in scene.phones)]
    cases = Counter(_who(dossier.case) for dossier in dossiers)
    mailed = _mailed(scene)
    said = {str(phone.user_id): letters_in(phone) for phone in (*scene.phones, *scene.gave_up)}
    verdict = Verdict(
        requests=len(asked),
        lost=sum(not cases[who] for who in asked),
        gave_up=len(scene.gave_up),
        doubled=sum(max(count - 1, 0) for count in cases.values()),
        **dict.fromkeys(_OF_LETTERS, 0),
    )
    for dossier in dossiers:
        for letter in (one for one in dossier.parcels if one.kind is Kind.LETTER):
            who = _who(dossier.case)
            arrived = said.get(who) or mailed[str(letter.payload["message_id"])]
            verdict = _add(verdict, dossier, letter, arrived)
    return verdict


def _mailed(scene: Scene) -> Mapping[str, Sequence[str]]:
    """Give the words of the mails that were taken, by the name each was given before it left."""
    words = defaultdict[str, list[str]](list)
    for one in scene.sink.letters:
        name, text = _read(one.raw)
        words[name].append(text)
    return words


@cache
def _read(raw: bytes) -> tuple[str, str]:
    """Give the name of a mail and its words."""
    mail = message_from_bytes(raw, policy=policy.default)
    body = mail.get_body(("plain",))
    return str(mail["Message-ID"]), body.get_content() if body else ""


def _add(verdict: Verdict, dossier: Dossier, letter: Parcel, arrived: Sequence[str]) -> Verdict:
    doubts = sum(event.kind is EventKind.LETTER_UNSURE for event in dossier.events)
    more = max(len(arrived) - 1, 0)
    refused = any(event.kind is EventKind.LETTER_REFUSED for event in dossier.events)
    owned_up = letter.standing is Standing.UNKNOWN or refused
    told = letter.standing is Standing.SENT and arrived and dossier.case.acknowledged_at
    return replace(
        verdict,
        unheard=verdict.unheard + (not (told or owned_up)),
        refused=verdict.refused + refused,
        waiting=verdict.waiting + (letter.standing in OPEN),
        copies=verdict.copies + more,
        unsure=verdict.unsure + min(more, doubts),
        hidden=verdict.hidden + max(more - doubts, 0),
        doubts=verdict.doubts + doubts,
        misdated=verdict.misdated + sum(not _is_dated(words, dossier, letter) for words in arrived),
    )


def _is_dated(words: str, dossier: Dossier, letter: Parcel) -> bool:
    """Tell whether a letter names the promised date, which is kept as told by that very letter."""
    told = next((one.promised for one in dossier.told if one.letter == letter.key), None)
    promised = dossier.case.promised
    return told == promised and (promised is None or f"{promised:%d.%m.%Y}" in words)


def _who(case: Case) -> str:
    match case.reply_to:
        case MailAddress(address=address):
            return address
        case TelegramChat(chat_id=chat_id):
            return str(chat_id)
        case _:
            return ""
