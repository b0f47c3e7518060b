"""Forty marked strings through every entrance, every path played: none where it doesn't belong.

They belong into the private chats of those who may read them, and nowhere else: not into the
database, its files, a backup, the staff group or a log.
"""

import base64
import gzip
import quopri
import tarfile
from collections.abc import AsyncIterator, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from pd_intake_bot.sandbox.telegram.group import Officer
from pd_intake_bot.storage import backup
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    OFFICER,
    OPEN,
    PERSON,
    StaffService,
    write_mail,
)
from tests.servers.telegram import make_tables

LETTERS = "аәбвгғдеж"
MARKS = [f"Жасыр{one}{other}мақ" for one in LETTERS[:5] for other in LETTERS[:8]]
LATIN = [f"zhasyr{one}{other}maq" for one in "abcde" for other in "abcdefgh"]
PHONE = "77015559911"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


def request() -> EmailMessage:
    """Write a mail with a mark in each place that a sender can write into."""
    mail = write_mail(
        INQUIRY,
        f"ФИО: {MARKS[8]} Үлгіұлы\nАдрес: г. Алматы, ул. {MARKS[9]}, 1\n"
        f"Тел: +{PHONE}\n{LATIN[10]}@example.test\n\n{MARKS[11]}",
        Reply_To=f"{LATIN[1]}@example.test",
        X_Note=LATIN[2],
        Organization=LATIN[3],
        References=f"<{LATIN[4]}@example.test>",
        Cc=f"{MARKS[5]} <{LATIN[5]}@example.test>",
        Comments=MARKS[6],
    )
    del mail["From"], mail["Message-ID"]
    mail["From"] = f"{MARKS[0]} <{LATIN[0]}@example.test>"
    mail["Message-ID"] = f"<{LATIN[7]}@example.test>"
    mail.add_alternative(f"<p>{MARKS[12]}</p>", subtype="html")
    mail.add_attachment(
        MARKS[13].encode(), maintype="text", subtype="plain", filename=f"{MARKS[14]}.txt"
    )
    return mail


async def plant_mail(service: StaffService) -> None:
    await service.mail(request())
    await service.mail(write_mail(f"{DELETION} {MARKS[15]}", MARKS[16]))
    nothing = write_mail(f"Реклама {MARKS[17]}", MARKS[18])
    del nothing["From"]
    nothing["From"] = f"{MARKS[19]} <{LATIN[19]}@example.test>"
    await service.mail(nothing)
    await service.unread(f"From: {LATIN[20]}@example.test\r\n\r\n{MARKS[20]}".encode())


async def plant_in_telegram(service: StaffService) -> None:
    phone = service.api.person(PERSON, MARKS[21], "ru", phone=f"+{PHONE}")
    phone.person.face["last_name"] = MARKS[22]
    phone.person.face["username"] = LATIN[23]
    for words in (f"/start {LATIN[24]}", "/start", MARKS[25], f"{LATIN[26]}@example.test"):
        await phone.send(words)
        await service.settle()
    await service.ask_by_telegram(phone)
    said = await phone.send(MARKS[27])
    await service.settle()
    await phone.edit(said, MARKS[28])
    await phone.send_document(f"{MARKS[29]}.txt", MARKS[30].encode(), caption=MARKS[31])
    await phone.send_contact(own=True, phone=f"+{PHONE}")
    for data in (f"s:{LATIN[32]}", f"p:1:send:{LATIN[32]}"):
        service.api.telegram.press(phone.chat, phone.person, phone.last, data)
    await service.settle()


async def work(service: StaffService, officer: Officer) -> None:
    """Look, note, answer, search and enter by hand, as an officer would."""
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "⋯ Действия")
    await service.press_in_private(officer, "📝 Заметка")
    await service.say(officer, MARKS[33])
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "✍️ Ответить")
    await service.say(officer, MARKS[34])
    await service.press_in_private(officer, "✅ Отправить")
    await service.say(officer, f"/find {LATIN[35]}@example.test")
    await service.say(officer, f"/find +{PHONE}")
    await service.say(officer, "/new")
    await service.press_in_private(officer, "По почте, на бумаге")
    await service.say(officer, "20.11.2026")
    await service.press_in_private(officer, "Отозвать согласие на обработку")
    await service.press_in_private(officer, "Русский")
    await service.say(officer, f"{MARKS[36]} Примерович")
    await service.say(officer, f"{LATIN[37]}@example.test")
    await service.say(officer, f"+{PHONE}")
    await service.press_in_private(officer, "Неизвестно")
    await service.say(officer, MARKS[38])
    await officer.phone.send_document(f"{MARKS[39]}.txt", MARKS[39].encode())
    await service.settle()
    await service.press_in_private(officer, "Это всё")
    await service.press_in_private(officer, "✅ Зарегистрировать")


def disguises(words: str) -> Iterator[bytes]:
    plain = words.encode()
    yield from (plain, words.encode("utf-16-le"), words.encode("utf-16-be"))
    yield from (words.encode("unicode_escape"), quopri.encodestring(plain), plain.hex().encode())
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + plain)[4:-4]


def found(content: bytes) -> list[str]:
    marks = [*MARKS, *LATIN, PHONE]
    return [mark for mark in marks if any(each in content for each in disguises(mark))]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unpacked(archive: Path) -> dict[str, bytes]:
    content = archive.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    with tarfile.open(fileobj=BytesIO(content)) as files:
        read = {one.name: files.extractfile(one) for one in files.getmembers() if one.isfile()}
        return {name: file.read() for name, file in read.items() if file}


async def test_no_mark_is_where_it_does_not_belong(service: StaffService, tmp_path: Path) -> None:
    officer = await service.member(OFFICER, "Айгүл")
    await plant_mail(service)
    await plant_in_telegram(service)
    await work(service, officer)

    read = "\n".join(one.text for one in officer.phone.messages).encode()
    group = "\n".join(
        f"{one.text} {one.raw.get('caption')} {one.buttons}" for one in service.group.messages
    ).encode()
    archive = tmp_path.parent / "backup.tar"
    ground = backup.Ground(database=tmp_path / "intake.db", data=tmp_path)
    backup.take(ground, archive)
    kept = contents(tmp_path) | unpacked(archive)

    # The search itself is able to find: an officer was shown what an officer may see.
    assert {MARKS[8], MARKS[11], MARKS[33], MARKS[36]} <= set(found(read))
    assert {"intake.db", "intake.db-wal"} <= {Path(name).name for name in kept}
    assert found(group) == []
    assert {name: found(content) for name, content in kept.items() if found(content)} == {}


def test_search_finds_each_mark_however_it_is_written() -> None:
    assert len(MARKS) == 40
    for mark in (MARKS[0], MARKS[-1], LATIN[0], PHONE):
        for disguise in disguises(mark):
            assert mark in found(b"before " + disguise + b" after")
