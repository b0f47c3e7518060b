"""What names a person or was said by them gets into no log, page, file or group, come what may.

A word is planted wherever an outsider can put one, while everything outside fails. The service
runs as its own process and tells all it has to tell.
"""

import asyncio
import base64
import os
import quopri
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from pd_intake_bot.sandbox.mail.smtp_faults import Stage
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.sandbox.telegram.refusal import Json
from pd_intake_bot.sandbox.world import OFFICER, STAFF_CHAT, World, open_world
from tests.servers.dovecot import Dovecot
from tests.servers.service import configure

NAME, LOCAL, PHONE, WORD = "Жасырынов", "zhasyrynov", "7017654321", "жасырынсөз"
PLANTED = (NAME, LOCAL, LOCAL.upper(), PHONE, WORD)
PERSON = 715_273_849
INQUIRY = "Дербес деректер туралы сұрау"
NEAR = "Прошу отозвать согласие на обработку моих персональных данных"
SAID = f"ТАӘ: {NAME} Жасырын\nТелефон: +{PHONE}\nМекенжайы: {WORD} көшесі, 1\n\n{WORD}"


def disguises(words: str) -> Iterator[bytes]:
    """Give the words as files, logs and answers of all kinds would write them."""
    plain = words.encode()
    yield from (plain, words.encode("utf-16-le"), words.encode("cp1251", "ignore") or plain)
    yield from (words.encode("unicode_escape"), quopri.encodestring(plain))
    yield repr(plain)[2:-1].encode()
    # Base64 of the words looks otherwise at each of three places in the bytes around them.
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + plain)[4:-4]


def found(content: bytes) -> list[str]:
    return [words for words in PLANTED if any(each in content for each in disguises(words))]


def write(
    number: int,
    subject_line: str,
    body: str = SAID,
    *,
    sender: str = f"{NAME} <{LOCAL}@example.test>",
    kind: str = "text/plain; charset=utf-8",
    more: str = "",
) -> bytes:
    head = (
        f"From: {sender}\nReply-To: {LOCAL}@example.test\nTo: info@bazarjoq.kz\n"
        f"Subject: {subject_line}\nMessage-ID: <{number}.{LOCAL}@example.test>\n{more}"
        f"MIME-Version: 1.0\nContent-Type: {kind}\n\n"
    )
    return (head + body).replace("\n", "\r\n").encode()


def folded(words: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(words.encode()).decode()}?="


def attachment() -> str:
    return (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{SAID}\n"
        f"--b\nContent-Type: application/{LOCAL}; name={LOCAL}.pdf\n\n{WORD}\n--b--\n"
    )


MAIL = (
    write(1, INQUIRY),
    write(
        2,
        INQUIRY,
        attachment(),
        sender=f"{NAME} <{LOCAL}.2@example.test>",
        kind="multipart/mixed; boundary=b",
    ),
    # Header lines smuggled into names and subject lines.
    write(
        3,
        folded(f"{INQUIRY}\r\nBcc: {LOCAL}@victim.test"),
        sender=f"{folded(f'{NAME}{chr(13)}{chr(10)}Bcc: x@victim.test')} <{LOCAL}@example.test>",
    ),
    # Near a prescribed line, forged answers, forged own mail, a report of nothing.
    write(4, f"{NEAR} {NAME}"),
    write(5, NEAR, more=f"In-Reply-To: <pd.pd-2026-00001-f.1.{'a' * 16}@bazarjoq.kz>\n"),
    write(6, INQUIRY, more=f"X-PD-Intake-Loop: {LOCAL}\nAuthentication-Results: {LOCAL}; pass\n"),
    write(7, INQUIRY, sender=f"{NAME} <info@bazarjoq.kz>"),
    write(8, f"Undelivered Mail {NAME}", kind="multipart/report; report-type=delivery-status"),
    write(9, INQUIRY, f"<html><style>{WORD}</style><p>{SAID}", kind="text/html; charset=utf-8"),
    # What makes the parser give up, and what only looks like mail.
    write(10, INQUIRY, "Content-Type: message/rfc822\n\n" * 1500 + SAID, kind="message/rfc822"),
    write(11, INQUIRY, SAID, kind=f'text/plain; charset="{LOCAL}"'),
    write(12, INQUIRY, sender=f'"{NAME}'),
    write(13, INQUIRY, sender=f"{NAME} <{LOCAL}@>, {LOCAL}@@x, <{LOCAL}"),
    write(14, f"{INQUIRY}\x00{NAME}", SAID + "\x00" + WORD),
)


@dataclass(slots=True)
class Running:
    """The service as its own process, with all it has said."""

    port: int
    said: Path
    environment: dict[str, str]

    async def page(self, path: str) -> bytes:
        where = f"http://127.0.0.1:{self.port}/{path}"
        async with aiohttp.ClientSession() as web, web.get(where) as answer:
            return await answer.read()

    async def until_said(self, words: str) -> None:
        async with asyncio.timeout(40):
            # Another process writes the file: nothing in this one could ring a bell.
            while words not in self.said.read_text():  # noqa: ASYNC110
                await asyncio.sleep(0.05)


@asynccontextmanager
async def running(
    world: World, dovecot: Dovecot, folder: Path, form: str
) -> AsyncIterator[Running]:
    environment = configure(folder, dovecot, world.smtp, user=form) | {
        "PATH": os.environ["PATH"],
        "PD_TELEGRAM_TOKEN": world.telegram.token,
        "PD_TELEGRAM_API": world.telegram.url,
        "PD_TELEGRAM_STAFF_CHAT": str(STAFF_CHAT),
        "PD_TELEGRAM_OFFICERS": f"{OFFICER}:officer",
        "PD_LOG_LEVEL": "DEBUG",
        "PD_LOG_FORMAT": form,
    }
    said = folder.with_suffix(".log")
    with said.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pd_intake_bot", "run", env=environment, stderr=log
        )
    service = Running(port=0, said=said, environment=environment)
    try:
        await service.until_said("http on port ")
        service.port = int(said.read_text().rpartition("http on port ")[2].split()[0])
        yield service
    finally:
        process.terminate()
        await process.wait()


def push(world: World, kind: str, **body: object) -> None:
    world.telegram.telegram.updates.push(kind, dict(body))


def sender(number: int, **more: object) -> Json:
    return {"id": number, "is_bot": False, "first_name": NAME, "last_name": WORD, **more}


async def plant_in_telegram(world: World) -> None:
    """Write, press and forge wherever Telegram lets anybody."""
    phone = world.telegram.person(PERSON, NAME, "ru", phone=f"+{PHONE}")
    for words in (
        f"/start {LOCAL}",
        f"/start s-{LOCAL}",
        f"<b>{NAME}</b><a href='tg://user?id=1'>",
        f"\u202e{WORD}\u2066",
        (WORD * 500)[:4096],
        f"{LOCAL}@example.test",
        f"+{PHONE}",
    ):
        await phone.send(words)
    await phone.send_contact(own=False, phone=f"+{PHONE}")
    await phone.send_document(f"{NAME}.pdf", WORD.encode(), caption=WORD)
    chat = {"id": PERSON, "type": "private", "first_name": NAME}
    channel = {"id": -1_000_000_000_999, "type": "channel", "title": NAME}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": sender(PERSON)}
    for data in (f"s:{LOCAL}", f"p:{LOCAL}", LOCAL, "s:", "p:send"):
        press = {"id": f"1{len(data)}", "from": sender(PERSON), "chat_instance": "1"}
        push(world, "callback_query", **press, message=message, data=data)
    push(world, "channel_post", message_id=2, date=1_700_000_000, chat=channel, text=WORD)
    push(world, "inline_query", id="1", **{"from": sender(PERSON)}, query=WORD, offset="")
    group = {"id": STAFF_CHAT, "type": "supergroup", "title": "x"}
    anonymous = {"sender_chat": group, "from": sender(1_087_968_824, username="GroupAnonymousBot")}
    push(world, "message", **(message | anonymous | {"chat": group, "text": f"/queue {WORD}"}))
    # An update that no library of today can read, and a kind that nobody knows.
    push(world, "message", **(message | {"date": WORD, "text": NAME, "entities": NAME}))


async def break_outside(world: World) -> None:
    """Let every server refuse, quoting what it was given."""
    quoted = f"<{LOCAL}@example.test>: no such user {LOCAL}"
    world.smtp.faults.reply(Stage.RCPT, f"550 5.1.1 {quoted}")
    world.smtp.faults.reply(Stage.BODY, f"421 4.3.0 {quoted}")
    world.telegram.faults.add("sendMessage", Fault.SERVER_ERROR)
    world.telegram.faults.add("getChatAdministrators", Fault.SERVER_ERROR)


async def plant(world: World, dovecot: Dovecot, user: str) -> None:
    await break_outside(world)
    for raw in MAIL:
        await asyncio.to_thread(dovecot.deliver, raw, user)
    await plant_in_telegram(world)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["json", "console"])
async def test_what_is_planted_shows_nowhere(tmp_path: Path, dovecot: Dovecot, form: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    async with open_world(folder) as world, running(world, dovecot, folder, form) as service:
        await plant(world, dovecot, form)
        lead = await world.staff.officer(OFFICER, "Айгүл")
        for words in ("не удалось прочитать", "не принято получателем"):
            await lead.until(words, within=40)
        await service.until_said("update failed")
        await service.until_said("the mail server answers 421")
        await world.smtp.until(1, within=40)
        shown = "\n".join(message.text for message in lead.messages).encode()
        kept = contents(folder)
        pages = [await service.page(path) for path in ("readyz", "metrics", "healthz")]
        # The database goes.
        for path in filter(Path.is_file, folder.glob("intake.db*")):
            path.write_bytes(f"{NAME} {LOCAL} ".encode() * 1000)
        dovecot.deliver(write(99, INQUIRY), form)
        await service.until_said("loop failed")
        pages.append(await service.page("readyz"))
    said = service.said.read_bytes()
    assert {"intake.db", "intake.db-wal"} <= {Path(name).name for name in kept}
    assert {name: found(content) for name, content in kept.items() if found(content)} == {}
    assert found(shown) == []
    assert [found(page) for page in pages] == [[]] * len(pages)
    assert (found(said), service.environment["PD_SECRET_KEY"].encode() in said) == ([], False)
    heads = [letter.raw.partition(b"\r\n\r\n")[0] for letter in world.smtp.letters]
    assert [b"victim.test" in head for head in heads] == [False] * len(heads)
    assert all(len(letter.recipients) == 1 for letter in world.smtp.letters)


def test_the_search_finds_what_is_there() -> None:
    for words in PLANTED:
        for content in disguises(words):
            assert words in found(b"before " + content + b" after")
