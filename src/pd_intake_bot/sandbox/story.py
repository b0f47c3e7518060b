"""The story that the demo tells: a mail, a Telegram conversation, and an officer's answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage
from email.utils import format_datetime

from pd_intake_bot import i18n
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Language, Request, RightKey
from pd_intake_bot.policy import load
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.screen import Screen
from pd_intake_bot.sandbox.world import OFFICER, World

SERVICE = "pd-intake"
PERSON = 5001
PATIENCE = 60
"""Seconds after which a scene that does not go on is given up."""

_WRITER = "Үлгі Үлгіұлы"
_CALLER = "Пример Примерович"
_OFFICER = "Айгүл"
_WITHDRAWAL = RightKey("withdrawal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the transcript: who said what, and where."""

    where: str
    who: str
    text: str


Tell = Callable[[Line], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One device in the story: what is seen and done on it is told as it happens."""

    where: str
    who: str
    screen: Screen
    tell: Tell

    async def see(self, wanted: Callable[[ChatMessage], bool] | str) -> ChatMessage:
        """Wait for a message and tell it."""
        shown = await self.screen.until(wanted, within=PATIENCE)
        self.tell(Line(where=self.where, who=SERVICE, text=shown.text))
        return shown

    def say(self, words: str) -> None:
        """Tell what is done here."""
        self.tell(Line(where=self.where, who=self.who, text=words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Plays people against a running service; each line is told as it happens."""

    world: World
    tell: Tell
    policy: Policy = field(default_factory=load.load)
    texts: i18n.Texts = field(default_factory=lambda: i18n.Texts(i18n.locales()))

    async def play(self) -> None:
        """Play all three scenes to their end."""
        await self.mail_in_kazakh()
        await self.telegram_in_russian()
        await self.officer_answers()

    async def mail_in_kazakh(self) -> None:
        """A person writes to the mailbox and is acknowledged."""
        mail = _request(self.policy, self.world.clock())
        self._mail(_WRITER, mail)
        await self.world.imap.deliver(mail.as_bytes(), self.world.clock())
        await self._letter(1)

    async def telegram_in_russian(self) -> None:
        """A person withdraws consent in a conversation and is acknowledged."""
        phone = self.world.telegram.person(PERSON, "Пример", "ru", phone="+77010000021")
        scene = Scene(where="Telegram", who=_CALLER, screen=phone, tell=self.tell)
        scene.say((await phone.send("/start")).text)
        withdraw = self.policy.rights[_WITHDRAWAL].ask[Language.RU]
        for label in ("Русский", self._text("person-button-begin"), withdraw):
            await _press(scene, phone, label)
        await self._type(scene, phone, "full-name", "Пример Примерович Примеров")
        await self._type(scene, phone, "phone", "8 701 000 00 21")
        await _press(scene, phone, self._text("person-field-email"))
        await self._type(scene, phone, "email", "user@example.test")
        for button in ("all-data", "nothing-to-add", "send"):
            await _press(scene, phone, self._text(f"person-button-{button}"))
        await scene.see(self._text("letter-greeting"))

    async def officer_answers(self) -> None:
        """An officer opens the case of the mail from the group and answers it in private."""
        officer = await self.world.staff.officer(OFFICER, _OFFICER)
        await officer.phone.send("/start")
        await self._open_first(officer)
        private = Scene(
            where="officer's private chat", who=_OFFICER, screen=officer.phone, tell=self.tell
        )
        await _press(private, officer.phone, self._text("staff-button-answer"))
        await private.see(_has(self._text("staff-button-cancel")))
        answer = "Иә, Сіздің атыңыз бен телефоныңызды тапсырысты жеткізу үшін өңдейміз."
        private.say((await officer.phone.send(answer)).text)
        await _press(private, officer.phone, self._text("staff-button-send"))
        await self._letter(2)

    async def _open_first(self, officer: Officer) -> None:
        group = Scene(where="staff group", who=_OFFICER, screen=officer, tell=self.tell)
        label = self._text("staff-button-open")
        await officer.until(_has(label), within=PATIENCE)
        card = next(one for one in officer.messages if _has(label)(one))
        await group.see(lambda message: message.id == card.id)
        group.say(f"[{label}]")
        await officer.press(label, card)

    async def _type(self, scene: Scene, phone: Phone, question: str, words: str) -> None:
        await scene.see(self._text(f"person-ask-{question}"))
        scene.say((await phone.send(words)).text)

    async def _letter(self, number: int) -> None:
        letters = await self.world.smtp.until(number, within=PATIENCE)
        self._mail(SERVICE, message_from_bytes(letters[-1].raw, policy=policies.default))

    def _mail(self, who: str, mail: EmailMessage) -> None:
        body = mail.get_body(("plain",))
        words = str(body.get_content()).strip() if body else ""
        self.tell(Line(where="mail", who=who, text=f"{mail['Subject']}\n\n{words}"))

    def _text(self, key: str) -> str:
        return self.texts.text(Language.RU, key)


async def _press(scene: Scene, phone: Phone, label: str) -> None:
    shown = await scene.see(_has(label))
    scene.say(f"[{label}]")
    await phone.press(label, shown)


def _has(label: str) -> Callable[[ChatMessage], bool]:
    def has(message: ChatMessage) -> bool:
        return any(button.label == label for row in message.buttons for button in row)

    return has


def _request(policy: Policy, now: datetime) -> EmailMessage:
    """Write a mail under the policy's own subject line."""
    prescribed = next(
        line.text
        for line in policy.vocabulary.lines
        if line.prescribed and line.request is Request.INQUIRY
    )
    mail = EmailMessage(policy=policies.SMTP)
    mail["From"] = f"{_WRITER} <ulgi@example.test>"
    mail["To"] = policy.controller.email
    mail["Subject"] = prescribed
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = "<story-1@example.test>"
    mail.set_content(
        "Сәлеметсіз бе!\n\nМенің дербес деректерімді өңдейсіздер ме және не үшін екенін "
        "білгім келеді.\n\nТАӘ: Үлгі Үлгіұлы\nТелефон: 8 701 000 00 22\n"
    )
    return mail
