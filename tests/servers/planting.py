"""Plants a marked word at every entrance to the service, and plays every path of it.

The service is another process: whoever acts here waits for what they are to see.
"""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.world import World
from tests.servers.marks import MARKS, PHONE
from tests.servers.staff import ANSWER, DELETION, INQUIRY, OPEN, SEND, WITHDRAWAL, write_mail

M = MARKS
PATIENCE = 60
PERSON, DRAFTER = 715_273_849, 715_273_850
NEAR = "Прошу отозвать согласие на обработку моих персональных данных"
MENU = "⋯ Действия"


def address(name: str) -> str:
    return f"{M[name]}@example.test"


def folded(words: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(words.encode()).decode()}?="


def request() -> bytes:
    """Write a mail with a mark in each place that a sender can write into."""
    mail = write_mail(
        INQUIRY,
        f"ФИО: {M['mail: body, name']} Үлгіұлы\nАдрес: г. Алматы, ул. {M['mail: body, home']}, 1\n"
        f"Тел: +{PHONE}\n{address('mail: body, address')}\n\n{M['mail: body, words']}",
        Reply_To=address("mail: Reply-To"),
        X_Note=M["mail: field of its own"],
        X_PD_Intake_Loop=M["mail: loop"],
        Authentication_Results=f"{M['mail: receiver']}; dkim=pass",
        Organization=M["mail: firm"],
        References=f"<{address('mail: References')}>",
        Cc=f"{M['mail: name in Cc']} <{address('mail: Cc')}>",
        Comments=M["mail: comments"],
    )
    return sent(
        mail, f"{M['mail: name']} <{address('mail: address')}>", address("mail: Message-ID")
    )


def sent(mail: EmailMessage, sender: str, number: str = "") -> bytes:
    del mail["From"]
    mail["From"] = sender
    if number:
        del mail["Message-ID"]
        mail["Message-ID"] = f"<{number}>"
        mail.add_alternative(f"<p>{M['mail: html']}</p>", subtype="html")
        mail.add_attachment(
            M["mail: file"].encode(),
            maintype="application",
            subtype=M["mail: type"],
            filename=f"{M['mail: name of a file']}.txt",
        )
    return mail.as_bytes()


def mails() -> Iterator[bytes]:
    yield request()
    yield write_mail(f"{NEAR} {M['mail: near line']}", M["mail: near body"]).as_bytes()
    yield sent(
        write_mail(f"Реклама {M['other mail: line']}", M["other mail: body"]),
        f"{M['other mail: name']} <{address('other mail: address')}>",
    )
    # What makes the parser give up, and lines of a header smuggled into a name.
    yield (
        f"From: {address('broken mail: address')}\r\nSubject: {folded(INQUIRY)}\r\n"
        "Content-Type: message/rfc822\r\n\r\n"
        + "Content-Type: message/rfc822\r\n\r\n" * 1500
        + M["broken mail: body"]
    ).encode()
    smuggled = f"{M['smuggled: name']}\r\nBcc: {M['smuggled: Bcc']}@victim.test"
    yield (
        f"From: {folded(smuggled)} <smuggler@example.test>\r\n"
        f"Subject: {folded(INQUIRY)}\r\nMessage-ID: <s@example.test>\r\n\r\nWords\r\n"
    ).encode()
    for number in (1, 2):
        yield write_mail(WITHDRAWAL, f"Отзываю, {number}-й раз.").as_bytes()
    yield write_mail(DELETION, "Удалите всё.").as_bytes()


def answer(number: str) -> bytes:
    """Answer a letter of ours."""
    mail = write_mail(f"Re: {INQUIRY}", M["added: body"], In_Reply_To=number, References=number)
    return sent(mail, address("mail: address"))


def odd_mails() -> Iterator[bytes]:
    """Write what only looks like mail, and what pretends to be ours."""
    name, local = M["mail: name"], M["mail: address"]
    head = f"Subject: {folded(INQUIRY)}\r\nMessage-ID: <odd.{{}}@example.test>\r\n"
    odd = (
        f"From: {name} <info@bazarjoq.kz>\r\n",
        f'From: "{name}\r\n',
        f"From: {name} <{local}@>, {local}@@x, <{local}\r\n",
        f"From: <{local}@example.test>\r\nContent-Type: text/plain; charset={local}\r\n",
        f"From: <{local}@example.test>\r\nIn-Reply-To: <pd.pd-2026-00001-f.1.{'a' * 16}@x>\r\n",
        f"From: {name} <>\r\nContent-Type: multipart/report; report-type=delivery-status\r\n",
    )
    for number, lines in enumerate(odd):
        yield (lines + head.format(number) + f"\r\n{M['mail: body, words']}\0\r\n").encode()


def has(label: str) -> Callable[[ChatMessage], bool]:
    return lambda one: any(label in button.label for row in one.buttons for button in row)


@dataclass(slots=True)
class Hand:
    """Somebody's thumb on their phone: waits for what it is to press."""

    phone: Phone

    async def press(self, *labels: str) -> None:
        for label in labels:
            shown = await self.phone.answer(has(label), within=PATIENCE)
            button = next(one for row in shown.buttons for one in row if label in one.label)
            await (await self.phone.press(button.label, shown)).answered(within=PATIENCE)

    async def say(self, *words: str) -> None:
        for each in words:
            await self.phone.send(each)
            await self.phone.answer(within=PATIENCE)


def push(world: World, kind: str, **body: object) -> None:
    world.telegram.telegram.updates.push(kind, dict(body))


async def plant_in_telegram(world: World) -> Phone:
    """Write, press and forge wherever Telegram lets anybody."""
    phone = world.telegram.person(PERSON, M["telegram: first name"], "ru", phone=f"+{PHONE}")
    phone.person.face["last_name"] = M["telegram: last name"]
    phone.person.face["username"] = M["telegram: username"]
    hand = Hand(phone)
    await hand.say(f"/start {M['telegram: start']}", "/start", M["telegram: words"])
    await hand.say("/start")
    await hand.press("Русский", "Начать", "Не присылайте мне новости")
    await hand.say(address("telegram: address"))
    await hand.press("Добавить нечего", SEND)
    await phone.answer("Мы", within=PATIENCE)
    said = await phone.send(M["telegram: request"])
    await phone.edit(said, M["telegram: edit"])
    await phone.send_document(
        f"{M['telegram: name of a file']}.txt",
        M["telegram: file"].encode(),
        caption=M["telegram: caption"],
    )
    await phone.send_contact(own=True, phone=f"+{PHONE}")
    await hand.press("№ PD-20")
    await forge(world, phone)
    return phone


async def forge(world: World, phone: Phone) -> None:
    for data in (f"s:{M['telegram: press']}", f"p:1:send:{M['telegram: press']}"):
        world.telegram.telegram.press(phone.chat, phone.person, phone.last, data)
    chat = {"id": PERSON, "type": "private", "first_name": "x"}
    sender = {"id": PERSON, "is_bot": False, "first_name": "x"}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": sender}
    channel = {"id": -1_000_000_000_999, "type": "channel", "title": M["telegram: channel"]}
    post = message | {"chat": channel, "text": M["telegram: channel"]}
    push(world, "channel_post", **post)
    query = {"id": "1", "from": sender, "query": M["telegram: query"], "offset": ""}
    push(world, "inline_query", **query)
    # An update that no library of today can read.
    push(world, "message", **(message | {"date": M["telegram: broken update"], "entities": "x"}))


async def leave_a_draft(world: World) -> None:
    phone = world.telegram.person(DRAFTER, "Пример", "ru")
    hand = Hand(phone)
    await hand.say("/start")
    await hand.press("Русский", "Начать", "Отозвать согласие")
    await hand.say(f"{M['telegram: draft']} Примерович")


async def work(officer: Officer, card: ChatMessage) -> None:
    """Look, note, answer, search and enter by hand, as an officer would."""
    hand = Hand(officer.phone)
    for path in ("note", "answer"):
        await (await officer.press(OPEN, card)).answered(within=PATIENCE)
        if path == "note":
            await hand.press(MENU, "📝 Заметка")
            await hand.say(M["officer: note"])
        else:
            await hand.press(ANSWER)
            await hand.say(M["officer: answer"])
            await hand.press(SEND)
    await officer.send(M["officer: words in the group"], reply_to=card)
    await hand.say(f"/find {address('officer: search')}", f"/find +{PHONE}")


async def refuse(officer: Officer, lead: Officer, card: ChatMessage) -> None:
    hand = Hand(officer.phone)
    await (await officer.press(OPEN, card)).answered(within=PATIENCE)
    await hand.press(MENU, "⛔️ Отказать…", "Обязательство не исполнено")
    await hand.say(M["officer: refusal"])
    await hand.press("✅ На утверждение")
    await (await lead.press(OPEN, card)).answered(within=PATIENCE)
    await Hand(lead.phone).press("👀 Посмотреть", "✅ Утвердить")


async def merge_and_split(officer: Officer, card: ChatMessage) -> None:
    hand = Hand(officer.phone)
    await (await officer.press(OPEN, card)).answered(within=PATIENCE)
    await hand.press(MENU, "🔗 Объединить…", "PD-20")
    await (await officer.press(OPEN, card)).answered(within=PATIENCE)
    await hand.press(MENU, "✂️ Выделить другое…", "Что вы знаете", "Кто имеет доступ")


async def enter(officer: Officer) -> None:
    hand = Hand(officer.phone)
    await hand.say("/new")
    await hand.press("Бумажным письмом")
    await hand.say("20.11.2026")
    await hand.press("Отозвать согласие на обработку", "Русский")
    await hand.say(f"{M['officer: entered name']} Примерович", address("officer: entered address"))
    await hand.say(f"+{PHONE}")
    await officer.phone.answer("почтовый адрес", within=PATIENCE)
    await hand.press("Неизвестно")
    await officer.phone.answer(lambda one: "почтовый адрес" not in one.text, within=PATIENCE)
    await hand.say(M["officer: entered words"])
    mark = M["officer: entered file"]
    await officer.phone.send_document(f"{mark}.txt", mark.encode())
    await hand.press("Это всё", "✅ Зарегистрировать")


async def break_outside(world: World) -> None:
    """Let every server refuse, quoting what it was given."""
    quoted = f"<{address('mail: address')}>: {M['quoted by a server']}"
    world.smtp.faults.reply(Stage.RCPT, f"550 5.1.1 {quoted.encode('ascii', 'replace').decode()}")
    world.smtp.faults.reply(Stage.BODY, f"421 4.3.0 {address('mail: address')}")
    world.telegram.faults.add("sendMessage", Fault.SERVER_ERROR)
    world.telegram.faults.add("getChatAdministrators", Fault.SERVER_ERROR)


async def subscribe(officer: Officer) -> str:
    """Ask for a calendar of all cases, and give the path of its address."""
    hand = Hand(officer.phone)
    await officer.phone.send("/feed")
    asked = await officer.phone.answer(lambda one: bool(one.buttons), within=PATIENCE)
    await hand.press(asked.buttons[0][0].label)
    shown = await officer.phone.answer("/feed/", within=PATIENCE)
    return "/feed/" + shown.text.partition("/feed/")[2].split()[0]
