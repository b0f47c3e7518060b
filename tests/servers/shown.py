"""What everybody is shown of some words, whoever wrote them: nothing of it is kept afterwards.

One service is kept alive. The words are written into each field of a mail, a person's chat and an
officer's; what comes of it is caught on its way to Telegram and to the mail server.
"""

import base64
import email
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import policy
from email.header import Header
from typing import cast

from aiogram.types import Update
from fuzz.bot import Bot, Raw, message, press

from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.domain import payload
from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import PostedLetter
from pd_intake_bot.domain.outbox import Json, Kind, NewParcel
from pd_intake_bot.domain.review import ReviewId
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.sending import compose
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.sandbox.telegram import entities
from pd_intake_bot.telegram import letters, screens
from pd_intake_bot.telegram.receive import stored
from pd_intake_bot.telegram.replies import Effects, Replies
from pd_intake_bot.telegram.staff.buttons import PREFIX, Action
from pd_intake_bot.telegram.turn import Surroundings, Turn
from pd_intake_bot.usecases.intake.take_mail import TakeMail
from pd_intake_bot.usecases.ports import Button, Outbox, Progress, Store
from pd_intake_bot.usecases.records import look
from pd_intake_bot.usecases.records.evidence_files import Gathered
from pd_intake_bot.usecases.records.evidence_summary import Summary
from tests.servers.staff import LEAD, OFFICER, PERSON, SEND, StaffService
from tests.servers.telegram import POLICY, STAFF_CHAT, TEXTS

FORMS = (
    ("Запрос о персональных данных", "ФИО: {0}\nАдрес: {0}\nТелефон: {0}\n\n{0}"),
    ("Прошу удалить мои персональные данные {0}", "{0}"),
)
"""A mail that is registered, and one that is put before staff."""


class _Undone(Exception):
    """Takes back what was done."""


@dataclass(slots=True)
class Seen:
    """What was on its way out: texts with their entities, whole letters, the page of evidence."""

    texts: list[tuple[str, list[Raw]]] = field(default_factory=list)
    for_group: list[NewParcel] = field(default_factory=list)
    keyboard: dict[str, str] = field(default_factory=dict)
    posted: list[PostedLetter] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def show(self, html: str) -> None:
        """Read what Telegram would show. Raises `Refusal` for what it would not take."""
        text, marks = entities.parse(html, "HTML")
        assert text, f"nothing is left of {html!r}"
        assert entities.length(text) <= letters.LIMIT
        self.texts.append((text, marks))


@dataclass(slots=True)
class _Outbox:
    """Catches what is said, and lets all through."""

    port: Outbox
    seen: Seen

    def __getattr__(self, name: str) -> Callable[..., Awaitable[object]]:
        asked: Callable[..., Awaitable[object]] = getattr(self.port, name)
        return asked

    async def add(self, parcel: NewParcel, *, now: datetime) -> bool:
        if parcel.kind is Kind.MESSAGE:
            screen = screens.read(parcel.payload)
            self.seen.show(screen.text)
            for one in (one for row in screen.keyboard for one in row):
                assert one.label.strip(), "a button without a label"
                self.seen.keyboard[one.label] = one.data
        if parcel.kind is Kind.LETTER:
            self.seen.posted.append(payload.read_letter(parcel.payload))
        self.seen.for_group.append(parcel)
        return await self.port.add(parcel, now=now)


@dataclass(slots=True)
class Stage(Bot):
    """A bot whose every screen is looked at."""

    def play(self, words: str) -> Seen:
        """Write the words wherever anybody may write, and give what was shown."""
        seen = Seen()
        self._runner.run(self._play(words, seen))
        return seen

    async def _play(self, words: str, seen: Seen) -> None:
        service = await self._service()

        async def work(store: Store) -> None:
            caught = replace(store, outbox=cast("Outbox", _Outbox(store.outbox, seen)))
            await _write(service, caught, words)
            for raw in _talk(words):
                await _tell(service, caught, raw)
            await _work(service, caught, words, seen)
            await _cards(service, caught, seen)
            await _leave(service, caught, seen)
            raise _Undone

        try:
            await service.database(work)
        except _Undone:
            return


def mail(line: str, body: str, words: str, uid: int) -> bytes:
    """Write the words into each field of a mail, as bytes that no program would refuse."""
    name = Header(words.encode("utf-8", "replace").decode()[:60], "utf-8").encode(linesep="\r\n")
    subject_line = Header(line.encode("utf-8", "replace").decode(), "utf-8")
    text = base64.encodebytes(body.encode("utf-8", "surrogatepass")).decode()
    file = base64.b64encode(words[:40].encode("utf-8", "surrogatepass")).decode()
    return (
        f"From: {name.replace(chr(10), '').replace(chr(13), '')} <user@example.test>\r\n"
        f"Subject: {subject_line.encode(linesep=chr(13) + chr(10))}\r\n"
        f"Reply-To: {name.splitlines()[0] if name else ''} <reply@example.test>\r\n"
        f"Message-ID: <{uid}@example.test>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/plain; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{text}\r\n"
        f'--b\r\nContent-Type: image/png; name="=?utf-8?b?{file}?="\r\n'
        f'Content-Disposition: attachment; filename="=?utf-8?b?{file}?="\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n"
    ).encode()


async def _write(service: StaffService, store: Store, words: str) -> None:
    """Take mail with the words in each field."""
    now, names = service.clock(), MessageIds(key=b"k" * 32, domain="desk.test")
    reader = build_reader(POLICY, names, POLICY.controller.email, "loop")
    take = TakeMail(
        transactions=lambda work: work(store),
        register=service.staff.settle.register,
        policy=POLICY,
        wake=lambda: None,
    )
    for uid, (line, body) in enumerate(FORMS, 1000):
        raw = mail(line.format(words[:60]), body.format(words), words, uid)
        read = reader.read(raw, received_at=now)
        for content in (raw, b"x"):
            await service.blobs.put(content)
        await take("INBOX", [read.taken], Progress(uidvalidity=1, last_uid=uid), now=now)


def _talk(words: str) -> Iterator[Raw]:
    """Let a person of such a name say the words where words are taken, and where none are."""
    for said in ("/start", words or "x", f"/status {words}", f"/start {words}"):
        yield {"message": spoken(PERSON, said) | {"from": person(words)}}
    for kind, content in _oddities(words):
        told = message(PERSON, PERSON, "x") | {"from": person(words), kind: content}
        del told["text"]
        yield {"message": told | ({"caption": words} if kind == "document" else {})}


def spoken(who: int, words: str) -> Raw:
    """Make a message of words that may hold half a pair of surrogates."""
    marks = entities.detect(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return message(who, who, "x") | {"text": words, "entities": marks}


def person(words: str) -> Raw:
    return {"id": PERSON, "is_bot": False, "first_name": words[:64] or "x", "last_name": words[:64]}


def _oddities(words: str) -> Iterator[tuple[str, Raw]]:
    document = {"file_id": "f", "file_unique_id": "u", "file_name": words}
    yield "document", document | {"file_size": 10**9}
    place = {"latitude": 1.0, "longitude": 1.0}
    yield "venue", {"location": place, "title": words, "address": words}
    yield "contact", {"phone_number": words, "first_name": words}
    option = {"text": words, "voter_count": 0, "persistent_id": "1"}
    poll = {"id": "1", "question": words, "options": [option], "total_voter_count": 0}
    flags = {"is_closed": False, "is_anonymous": True, "type": "regular"}
    more = {"allows_multiple_answers": False, "allows_revoting": False, "members_only": False}
    yield "poll", poll | flags | more
    sticker = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1}
    yield "sticker", sticker | {"is_animated": False, "is_video": False, "set_name": words}


async def _work(service: StaffService, store: Store, words: str, seen: Seen) -> None:
    """Let an officer look at it all, and write the words wherever they may."""
    case = await _newest(store)
    await _press(service, store, Action.OPEN_CASE, case=case.id)
    await _press(service, store, Action.NOTE, case=case.id)
    await _say(service, store, words)
    await _press(service, store, Action.ANSWER, case=case.id, version=case.version)
    await _say(service, store, words)
    if data := seen.keyboard.get(SEND):
        await _tell(service, store, press(OFFICER, OFFICER, data))
    await _press(service, store, Action.OPEN_CASE, case=case.id)
    await _press(service, store, Action.OPEN_REVIEW, review=2)
    await _say(service, store, f"/find {words}")
    await _say(service, store, "/queue")
    lead = message(LEAD, LEAD, "/officers")
    lead["from"]["first_name"] = words[:64] or "x"
    await _tell(service, store, {"message": lead})


async def _newest(store: Store) -> Case:
    return max(await store.cases.all(), key=lambda case: case.id)


async def _press(service: StaffService, store: Store, action: Action, **args: Json) -> None:
    button = Button(action=action.value, args=args)
    name = await store.buttons.add(button, now=service.clock())
    await _tell(service, store, press(OFFICER, OFFICER, PREFIX + name))


async def _say(service: StaffService, store: Store, words: str) -> None:
    await _tell(service, store, {"message": spoken(OFFICER, words or "x")})


async def _tell(service: StaffService, store: Store, raw: Raw) -> None:
    """Tell the bot one update."""
    number = int((raw.get("message") or raw["callback_query"]["message"])["message_id"])
    now, effects = service.clock(), Effects()
    kept = stored(raw | {"update_id": 10**6 + number}, now=now)
    update = Update.model_validate_json(kept.raw, context={"bot": service.bot})
    turn = Turn(
        store=store,
        update_id=update.update_id,
        received_at=now,
        now=now,
        replies=Replies(store=store, update_id=update.update_id, now=now),
        effects=effects,
        surroundings=Surroundings(staff_chat=STAFF_CHAT, admins=frozenset({LEAD})),
    )
    await service.handle.dispatcher.feed_update(service.bot, update, turn=turn)
    assert letters.units(effects.answer.text) <= 200


async def _cards(service: StaffService, store: Store, seen: Seen) -> None:
    """Draw what the group is shown."""
    cards, now = service.staff.cards, service.clock()
    seen.show((await cards.render_card(store, (await _newest(store)).id, now=now)).text)
    for parcel in seen.for_group:
        if parcel.kind is Kind.REVIEW:
            review = ReviewId(int(str(parcel.payload["review"])))
            seen.show((await cards.render_review(store, review, now=now)).text)
        if parcel.kind is Kind.NOTICE:
            seen.show((await cards.render_notice(store, parcel.payload, now=now)).text)


async def _leave(service: StaffService, store: Store, seen: Seen) -> None:
    """Write each letter as Telegram and as a mail program gets it, and the page of evidence."""
    for posted in seen.posted:
        for part in letters.write(posted.letter):
            seen.show(part)
        raw = compose.compose(posted.letter, _envelope(posted, service.clock()))
        body = email.message_from_bytes(raw, policy=policy.default).get_body(("html",))
        assert body is not None
        seen.pages.append(str(body.get_content()))
    case = await _newest(store)
    gathered = Gathered(
        dossier=await look.gather(store, case.id),
        notes=await store.notes.of_case(case.id),
        **dict.fromkeys(("chain", "approvals", "looks", "ties", "stones"), ()),
        held=False,
    )
    summary = Summary(texts=TEXTS, policy=POLICY, language=Language.RU)
    seen.pages.append(summary.write(gathered, [], now=service.clock()))


def _envelope(posted: PostedLetter, now: datetime) -> compose.MailEnvelope:
    return compose.MailEnvelope(
        message_id="<letter@desk.test>",
        sender="desk@desk.test",
        sender_name="Desk",
        to="user@example.test",
        date=now,
        loop_id="loop",
        automatic=posted.automatic,
    )
