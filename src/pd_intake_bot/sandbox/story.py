"""The story that the demo tells: a mail, a Telegram conversation, and an officer's answer."""

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage
from email.utils import format_datetime
from typing import cast

from pd_intake_bot import clock, i18n
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Request, RightKey
from pd_intake_bot.policy import load
from pd_intake_bot.sandbox.chats import ChatMessage
from pd_intake_bot.sandbox.phone import Phone
from pd_intake_bot.sandbox.world import OFFICER, World

PERSON = 5001
_WITHDRAWAL = RightKey("withdrawal")
_ANSWERS = ("Пример Примерович Примеров", "+7 701 000 00 21", "user@example.test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the transcript: who said what, and where."""

    where: str
    who: str
    text: str


Tell = Callable[[Line], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Plays people against a running service; each line is told as it happens."""

    world: World
    policy: Policy
    texts: i18n.Texts
    tell: Tell

    async def play(self) -> None:
        """Play all three scenes to their end."""
        await self.mail_in_kazakh()
        await self.telegram_in_russian()
        await self.officer_answers()

    async def mail_in_kazakh(self) -> None:
        """A person writes to the mailbox and is acknowledged."""
        mail = _request(self.policy)
        self._mail("Үлгі Үлгіұлы", mail)
        await self.world.imap.deliver(mail.as_bytes(), clock.now())
        letters = await self.world.smtp.until(1, within=20)
        self._mail("pd-intake", _open(letters[0].raw))

    async def telegram_in_russian(self) -> None:
        """A person withdraws consent in a conversation and is acknowledged."""
        phone = self.world.telegram.person(PERSON, "Пример", "ru", phone="+77010000021")
        self._says(phone, await phone.send("/start"))
        for label in ("Русский", self._button("begin"), self._ask(_WITHDRAWAL)):
            await self._presses(phone, label)
        for words in _ANSWERS:
            self._bot(phone, await phone.answer())
            self._says(phone, await phone.send(words))
        for button in ("all-data", "nothing-to-add", "send"):
            await self._presses(phone, self._button(button))
        self._bot(phone, await phone.answer(lambda message: "PD-" in message.text))
        receipt = self.texts.text(Language.RU, "letter-greeting")
        self._bot(phone, await phone.until(receipt, within=20))

    async def officer_answers(self) -> None:
        """An officer opens the mail's case from the group and answers it."""
        officer = await self.world.staff.officer(OFFICER, "Ayan")
        await officer.phone.send("/help")
        card = await officer.until("PD-", within=20)
        self.tell(Line(where="staff group", who="pd-intake", text=card.text))


    async def _presses(self, phone: Phone, label: str) -> None:
        shown = await phone.answer()
        self._bot(phone, shown)
        self.tell(Line(where="Telegram", who=phone.chat.title, text=f"[{label}]"))
        await phone.press(label)

    def _says(self, phone: Phone, message: ChatMessage) -> None:
        self.tell(Line(where="Telegram", who=phone.chat.title, text=message.text))

    def _bot(self, phone: Phone, message: ChatMessage) -> None:
        self.tell(Line(where="Telegram", who="pd-intake", text=message.text))

    def _mail(self, who: str, mail: EmailMessage) -> None:
        body = mail.get_body(("plain",))
        words = body.get_content() if body else ""
        self.tell(Line(where="mail", who=who, text=f"{mail['Subject']}\n\n{words.strip()}"))

    def _button(self, name: str) -> str:
        return self.texts.text(Language.RU, f"person-button-{name}")

    def _ask(self, key: RightKey) -> str:
        return self.policy.rights[key].ask[Language.RU]


def _request(edition: Policy) -> EmailMessage:
    """Write a mail under the policy's own subject line."""
    prescribed = next(
        line.text
        for line in edition.vocabulary.lines
        if line.prescribed and line.request is Request.INQUIRY
    )
    mail = EmailMessage(policy=policies.SMTP)
    mail["From"] = "Үлгі Үлгіұлы <ulgi@example.test>"
    mail["To"] = edition.controller.email
    mail["Subject"] = prescribed
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = "<story-1@example.test>"
    mail.set_content(
        "Сәлеметсіз бе!\n\nМен туралы қандай дербес деректер сақталғанын және олардың қайдан "
        "алынғанын білгім келеді.\n\nТАӘ: Үлгі Үлгіұлы\nТелефон: 8 701 000 00 21\n"
    )
    return mail


def _open(raw: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(raw, policy=policies.default))


def build(world: World, tell: Tell) -> Story:
    """Put the story together for a world whose service runs."""
    return Story(
        world=world, policy=load.load(), texts=i18n.Texts(i18n.locales()), tell=tell
    )
