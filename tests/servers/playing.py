"""Plays what `planting` leaves: codes, links, reviews, languages, questions, copies.

Each path begins and ends by itself. Whoever acts waits for what they are to see.
"""

import asyncio
import base64
import email
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from pd_intake_bot.sandbox.telegram.chats import ChatMessage, Standing
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.world import World
from pd_intake_bot.telegram.staff.roles import COMMANDS
from tests.servers.dovecot import Dovecot
from tests.servers.marks import MARKS
from tests.servers.planting import MENU, PATIENCE, Hand, address, folded, has, push
from tests.servers.staff import DELETION, INQUIRY, OPEN, SEND, write_mail

M = MARKS
PROVER, KAZAKH, TIED = 715_273_851, 715_273_852, 715_273_853
STRANGERS = -1_001_000_000_098
FIELDS = (
    *("Return-Path", "Received", "Sender", "X-Mailer", "List-Post", "Date", "Content-ID"),
    *("Disposition-Notification-To", "Thread-Topic", "Content-Description"),
)
ERASURE = ("Другое…", "Данные обрабатывают незаконно", "Удалить незаконные или лишние")
_CODE = re.compile(r"\b\d{6}\b")
_LINK = re.compile(r"https://t\.me/\w+\?start=(t-[\w-]+)")


def adorned() -> bytes:
    """Write a request with a mark wherever the form of a mail leaves room for one."""
    edge, sender = f"=_{M['mail: boundary']}", f"{folded(M['mail: name in Sender'])} "
    values = (
        *(f"<{address('mail: Return-Path')}>", f"from {M['mail: Received']} by mx.example.test"),
        *(f"{sender}<{address('mail: Sender')}>", M["mail: program"]),
        *(f"<mailto:{address('mail: list')}>", f"{M['mail: Date']}, 23 Nov 2026 10:00:00 +0500"),
        *(f"<{address('mail: Content-ID')}>", address("mail: Return-Path"), M["mail: program"]),
        folded(M["mail: name of a part"]),
    )
    fields = "".join(f"{name}: {value}\r\n" for name, value in zip(FIELDS, values, strict=True))
    named = base64.b64encode(M["mail: name of a part"].encode()).decode()
    return (
        f"{fields}From: adorned@example.test\r\nSubject: {folded(INQUIRY)}\r\n"
        f"Message-ID: <adorned@example.test>\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/mixed; boundary="{edge}"\r\n\r\n'
        f"{M['mail: preamble']}\r\n--{edge}\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        f"Какие данные у вас есть?\r\n-- \r\n{M['mail: signature']}\r\n--{edge}\r\n"
        f'Content-Type: text/plain; name="=?utf-8?b?{named}?="\r\n\r\nx\r\n--{edge}--\r\n'
    ).encode()


@dataclass(slots=True, kw_only=True)
class Play:
    """Everybody who takes part, and the mailbox that mail comes to."""

    world: World
    dovecot: Dovecot
    user: str
    officer: Officer
    lead: Officer
    documents: list[bytes] = field(default_factory=list)
    """The copies of the register that the officer was sent."""

    async def everything(self) -> None:
        """Play each path, those in another language last."""
        await self.deliver(adorned())
        await self.prove_and_withdraw()
        await self.be_odd(await self.ask_in_kazakh())
        await self.settle_reviews()
        await self.ask_a_person()
        await self.hold_and_lift()
        await self.give_commands()
        await self.change_languages()

    async def deliver(self, raw: bytes) -> None:
        await asyncio.to_thread(self.dovecot.deliver, raw, self.user)

    async def mailed(self, to: str, wanted: re.Pattern[str]) -> str:
        """Wait for a letter to somebody that has this in it, and give it."""
        seen = 0
        while True:
            letters = await self.world.smtp.until(seen + 1, within=PATIENCE)
            for letter in letters[seen:]:
                found = wanted.search(_plain(letter.raw))
                if to in letter.recipients and found:
                    return found[found.re.groups]
            seen = len(letters)

    def person(self, number: int, name: str, language: str) -> Hand:
        return Hand(self.world.telegram.person(number, name, language))

    async def prove_and_withdraw(self) -> None:
        """Type the code that was mailed, wrong and right; then withdraw the request."""
        hand, to = self.person(PROVER, "Пример", "ru"), address("telegram: code to")
        await hand.say("/start")
        await hand.press("Русский", "Начать", "Не присылайте мне новости")
        await hand.say(to)
        await hand.press("Добавить нечего", SEND)
        await hand.phone.answer("PD-20", within=PATIENCE)
        await hand.say("/status")
        await hand.press("№ PD-20", "Подтвердить, что это я", "✉️ По электронной почте")
        await hand.say(address("telegram: another address"))
        await hand.press("Другой адрес", "Прислать код на этот адрес")
        code = await self.mailed(to, _CODE)
        await hand.say(M["telegram: wrong code"], f"{(int(code) + 1) % 10**6:06}", code)
        await hand.phone.answer("подтверждён", within=PATIENCE)
        await hand.say("/status")
        await hand.press("№ PD-20", "Отозвать обращение", "Отозвать", "Да, отозвать")
        await hand.phone.answer("отозвали", within=PATIENCE)

    async def ask_in_kazakh(self) -> Hand:
        """Ask in Kazakh, go on in Russian, and add to what was asked by replying to its letter."""
        hand = self.person(KAZAKH, M["kazakh: name"], "kk")
        await hand.say("/start")
        await hand.press("Қазақша", "Бастау", "Маған жаңалықтар жібермеңіздер")
        await hand.say(address("kazakh: address"), M["kazakh: words"])
        await hand.press("Дайын", "✅ Жіберу")
        letter = await hand.phone.answer("PD-20", within=PATIENCE)
        await hand.say("/language")
        await hand.press("Русский")
        await hand.phone.send(M["telegram: reply"], reply_to=letter)
        await hand.press("✅ Добавить к обращению")
        return hand

    async def be_odd(self, hand: Hand) -> None:
        """Send what is no request and no answer, each with a mark of its own."""
        who = {"id": KAZAKH, "is_bot": False, "first_name": M["kazakh: name"]}
        for number, content in enumerate(_oddities(), 900):
            chat = {"id": KAZAKH, "type": "private", "first_name": "x"}
            said = {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": who}
            push(self.world, "message", **(said | content))
        group = self.world.telegram.group(STRANGERS, M["telegram: name of a group"])
        await group.set_bot(Standing.MEMBER)
        words = M["telegram: arguments"]
        await hand.say(f"/status {words}", f"/cancel {words}", f"/help {words}", f"/start {words}")

    async def settle_reviews(self) -> None:
        """Let one mail be a request and another be none; its person then presses the link."""
        for words, labels in (
            ("review: request", ("Зарегистрировать…", *ERASURE)),
            ("review: no request", ("Не обращение", "Да, не обращение")),
        ):
            before = {one.id for one in self.officer.messages}
            mail = write_mail(DELETION, f"{M[words]}. Удалите.")
            del mail["From"]
            mail["From"] = address("review: address")
            await self.deliver(mail.as_bytes())
            card = await self.officer.until(_new(before, "На проверку"), within=PATIENCE)
            for label in labels:
                await self.press_in_group(card, label)
        link = await self.mailed(address("review: address"), _LINK)
        hand = self.person(TIED, "Пример", "ru")
        await hand.say(f"/start {link}", M["telegram: tied words"])
        await hand.press("№ PD-20")

    async def press_in_group(self, card: ChatMessage, label: str) -> None:
        """Press a button that a card of the group gets sooner or later."""
        shown = await self.officer.until(
            lambda one: one.id == card.id and has(label)(one), within=PATIENCE
        )
        found = next(one for row in shown.buttons for one in row if label in one.label)
        await (await self.officer.press(found.label, shown)).answered(within=PATIENCE)

    async def ask_a_person(self) -> None:
        """Ask the person of the newest case something, with a file enclosed."""
        hand = await self.open_newest(self.officer)
        await hand.press(MENU, "❓ Спросить у человека")
        await hand.say(M["officer: question"])
        name, content = M["officer: name of an enclosed file"], M["officer: enclosed file"]
        await hand.phone.send_document(f"{name}.txt", content.encode())
        await hand.phone.answer(within=PATIENCE)
        await hand.press(SEND)

    async def hold_and_lift(self) -> None:
        """Forbid that anything of a case is erased, and allow it again, each with a reason."""
        hand = await self.open_newest(self.lead)
        await hand.press("🔒 Запретить уничтожение…")
        await hand.say(M["officer: held because"])
        hand = await self.open_newest(self.lead)
        await hand.press("🔓 Снять запрет…")
        await hand.say(M["officer: held because"])

    async def open_newest(self, officer: Officer) -> Hand:
        cards = [one for one in officer.messages if one.from_bot and has(OPEN)(one)]
        card = [one for one in cards if one.text.startswith("PD-20")][-1]
        await (await officer.press(OPEN, card)).answered(within=PATIENCE)
        return Hand(officer.phone)

    async def give_commands(self) -> None:
        """Give each command with words behind it, in private and in the group."""
        words = M["officer: arguments"]
        for name in COMMANDS:
            await Hand(self.officer.phone).say(f"/{name} {words}")
            await self.lead.send(f"/{name} {words}")
        await Hand(self.officer.phone).say(f"/cancel {words}", f"/staff {words}")

    async def change_languages(self) -> None:
        """Take copies of the register in both languages; then speak Kazakh to all officers."""
        hand = Hand(self.officer.phone)
        for language in ("Қазақша", "Русский"):
            await hand.say("/export")
            await hand.press(language)
            sent = await hand.phone.answer(lambda one: "document" in one.raw, within=PATIENCE)
            file = self.world.telegram.telegram.files.get(str(sent.raw["document"]["file_id"]))
            self.documents.append(file.upload.content)
        await hand.say("/stats", "/language")
        await hand.press("Қазақша")
        before = {one.id for one in self.lead.messages}
        await self.lead.send("/language")
        asked = await self.lead.until(_new(before, "На каком языке"), within=PATIENCE)
        await (await self.lead.press("Қазақша", asked)).answered(within=PATIENCE)


def _new(before: set[int], beginning: str) -> Callable[[ChatMessage], bool]:
    return lambda one: one.id not in before and one.text.startswith(beginning)


def _plain(raw: bytes) -> str:
    """Give the words of a letter, in lines of any length."""
    for part in email.message_from_bytes(raw).walk():
        if part.get_content_type() == "text/plain":
            with suppress(UnicodeDecodeError):
                return bytes(part.get_payload(decode=True) or b"").decode()
    return ""


def _oddities() -> list[dict[str, object]]:
    """Give what else a message may hold."""
    place = {"latitude": 43.2, "longitude": 76.9}
    option = {"text": M["telegram: poll"], "voter_count": 0, "persistent_id": "0"}
    poll = {
        "id": "1",
        "question": M["telegram: poll"],
        "options": [option],
        "type": "regular",
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    sticker = {
        "file_id": "f",
        "file_unique_id": "u",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
        "set_name": M["telegram: set of stickers"],
    }
    words = M["telegram: forwarded"]
    origin = {"type": "hidden_user", "date": 1_790_000_000, "sender_user_name": words}
    quote = {"text": M["telegram: quote"], "position": 0}
    contact = {"phone_number": "77010000099", "first_name": M["telegram: contact"], "user_id": 1}
    return [
        {"venue": {"location": place, "title": M["telegram: venue"], "address": "x"}},
        {"location": place},
        {"poll": poll},
        {"sticker": sticker},
        {"contact": contact},
        {"text": words, "forward_origin": origin},
        {"text": M["telegram: kept to a case"], "quote": quote},
    ]
