"""People around a hand-driven service: what else they can do than type, and what they see of it.

To what stands in `staff_transcript` this adds, for whoever has the phone:

    person reply> words          answers the newest letter
    person edit> words           changes the newest own message
    person tap> label            a key of the reply keyboard
    person file>, photo>, album> sends files: `name`, or `name | name | words`
    person voice>, video>, sticker>, location>, contact>, poll>, big file>
    person sends> 40             so many messages, one straight after the other
    person link> new             presses the link in the newest mail; `first`, in the oldest
    person blocks>, unblocks>, deletes the account>
    other>                       somebody with another account, who can do the same
    world> strangers take the bot into their group, world> the newest letter comes back
"""

import itertools
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.sandbox.telegram.chats import Chat, ChatMessage, Standing
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.screen import Press
from pd_intake_bot.telegram.person.conversation import PersonConversation
from pd_intake_bot.usecases.clockwork.telling import Tell
from pd_intake_bot.usecases.clockwork.waiting import AskAgain
from pd_intake_bot.usecases.intake.acknowledge import Acknowledge
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.ports import Store
from tests.servers import staff
from tests.servers.staff import StaffService
from tests.servers.staff_stage import Stage
from tests.servers.telegram import DAYS

OTHER, STRANGERS = "other", "strangers"
STRANGERS_CHAT = -1001000000099
NAMES = {Language.RU: "Пример", Language.KK: "Үлгі"}

_LINK = re.compile(r"https://t\.me/\w+\?start=(t-\w+)")
_LETTER = re.compile(r"PD-\d{4}-\d{5}-\w: ")
_BIG = 21 * 1024 * 1024

Do = Callable[[str], Awaitable[list[Press]]]


class LinkingService(StaffService):
    """As `StaffService`; who must be better known is offered a link, and links are foreseen."""

    def __init__(self, folder: Path, *, tables: Path | str) -> None:
        self._tokens = itertools.count(1)
        super().__init__(folder, tables=tables)

    @property
    def acknowledging(self) -> Acknowledge:
        """What writes and posts its letters."""
        return self._acknowledge()

    def _acknowledge(self) -> Acknowledge:
        return replace(super()._acknowledge(), offer=OfferTie(token=self._token))

    def _person(self) -> PersonConversation:
        return replace(super()._person(), token=self._token)

    def _token(self) -> str:
        return f"{next(self._tokens):043}"


@dataclass(kw_only=True)
class PersonStage(Stage):
    """As `Stage`, with a second account, and all that can be done with a phone."""

    service: LinkingService
    other: Phone
    others: dict[str, Chat] = field(default_factory=dict)
    """What else is looked at: the other account's chat, the strangers' group."""

    async def enter(self) -> None:
        """Let everybody come in, and the bot learn its own name."""
        await super().enter()
        await self.service.receive.meet()
        self.others[OTHER] = self.other.chat

    def _find(self, who: str, how: str) -> Do:
        if who in {"person", OTHER}:
            return _Hand(self, self.person if who == "person" else self.other).acts[how]
        return super()._find(who, how)

    async def _look_round(self) -> None:
        """Do what the service does by itself for people."""
        service = self.service
        for _ in range(2):
            await service.tend()
        acknowledge = service.acknowledging
        await AskAgain(
            transactions=service.database,
            policy=service.policy,
            calendar=DAYS,
            writer=acknowledge.writer,
            post=acknowledge.post,
            tell=Tell(leads=_nobody),
        )(service.clock())

    @property
    def _events(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        return {
            **super()._events,
            "strangers take the bot into their group": self._strangers,
            "the newest letter comes back": self._bounce,
        }

    async def _strangers(self) -> None:
        group = self.service.api.group(STRANGERS_CHAT, "Strangers")
        self.others[STRANGERS] = group.chat
        await group.set_bot(Standing.MEMBER)

    async def _bounce(self) -> None:
        await self.service.mail(_report(await self.service.letter_id(-1)))

    def links(self) -> list[str]:
        """Give the payloads of the links in all mails so far, the oldest first."""
        words = [_words(one.raw) for one in self.sink.letters]
        return [found[1] for text in words for found in _LINK.finditer(text.replace("\n", ""))]


@dataclass(frozen=True, slots=True)
class _Hand:
    """What somebody does with one phone."""

    stage: PersonStage
    phone: Phone

    @property
    def acts(self) -> Mapping[str, Do]:
        phone = self.phone
        return {
            "": _done(phone.send),
            "press": self._press,
            "tap": _done(phone.tap),
            "reply": _done(self._reply),
            "edit": _done(lambda words: phone.edit(self._own(), words)),
            "file": _done(lambda name: phone.send_document(name, name.encode())),
            "photo": _done(lambda words: phone.send_photo("photo.jpg", b"picture", words)),
            "album": _done(self._album),
            "voice": _done(lambda _: phone.send_voice()),
            "video": _done(self._video),
            "sticker": _done(lambda _: phone.send_sticker()),
            "location": _done(lambda _: phone.send_location()),
            "contact": _done(lambda _: phone.send_contact(own=False)),
            "poll": _done(lambda _: phone.send_poll()),
            "big file": _done(self._big_file),
            "sends": _done(self._flood),
            "link": _done(self._link),
            "blocks": _done(lambda _: phone.block()),
            "unblocks": _done(lambda _: phone.unblock()),
            "deletes the account": _done(lambda _: phone.delete_account()),
        }

    async def _press(self, label: str) -> list[Press]:
        return [await self.phone.press(label)]

    def _own(self) -> ChatMessage:
        return [one for one in self.phone.messages if not one.from_bot][-1]

    async def _reply(self, words: str) -> None:
        letters = [one for one in self.phone.messages if _LETTER.match(one.text)]
        await self.phone.send(words, reply_to=letters[-1])

    async def _album(self, what: str) -> None:
        *names, words = what.split(" | ")
        for number, name in enumerate(names):
            content = b"picture %d" % number
            await self.phone.send_photo(name, content, "" if number else words, album="7")

    async def _video(self, _: str) -> None:
        shape = {"width": 1, "height": 1, "duration": 1, "file_id": "x", "file_unique_id": "x"}
        self._say({"video": shape})

    async def _big_file(self, name: str) -> None:
        file = {"file_id": "x", "file_unique_id": "x", "file_size": _BIG, "file_name": name}
        self._say({"document": file})

    def _say(self, content: dict[str, object]) -> None:
        telegram = self.stage.service.api.telegram
        telegram.say(self.phone.chat, self.phone.person.face, content)

    async def _flood(self, count: str) -> None:
        for number in range(1, int(count) + 1):
            await self.phone.send(f"{number}")

    async def _link(self, which: str) -> None:
        links = self.stage.links()
        await self.phone.send(f"/start {links[0 if which == 'first' else -1]}")


@asynccontextmanager
async def open_stage(folder: Path, tables: Path, language: Language) -> AsyncIterator[PersonStage]:
    """Give people with phones, and staff who all speak `language`."""
    service = LinkingService(folder, tables=tables)
    service.language = language
    async with service, AsyncExitStack() as ending:
        name = NAMES[language]
        phone = service.api.person(staff.PERSON, name, language.value, phone="77010000021")
        other = service.api.person(staff.PERSON + 1, "Басқа", language.value)
        yield PersonStage(service=service, folder=folder, person=phone, ending=ending, other=other)


async def _nobody(_: Store) -> frozenset[int]:
    return frozenset()


def _report(letter: str) -> EmailMessage:
    """Write what a mail system sends back where nobody is at an address."""
    report = EmailMessage()
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.test>"
    report["To"] = "info@bazarjoq.kz"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = "<report@mx.example.test>"
    report["X-Failed-Recipients"] = "user@example.test"
    report["Auto-Submitted"] = "auto-replied"
    report.set_content(
        "Final-Recipient: rfc822; user@example.test\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 no such user\n\nMessage-ID: {letter}\n"
    )
    return report


def _words(raw: bytes) -> str:
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None, "a letter has its words as plain text"
    return str(body.get_content())


def _done(do: Callable[[str], Awaitable[object]]) -> Do:
    async def act(what: str) -> list[Press]:
        await do(what)
        return []

    return act
