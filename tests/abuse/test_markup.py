"""Words from outside stay words: no field of a mail, a person or an officer becomes markup."""

import email
from collections.abc import AsyncIterator, Sequence
from email import policy
from pathlib import Path

import pytest

from pd_intake_bot.domain.outbox import Standing
from pd_intake_bot.sandbox.telegram.chats import ChatMessage
from pd_intake_bot.usecases.ports import Store
from tests.servers.mailing import open_post
from tests.servers.staff import (
    DELETION,
    INQUIRY,
    LEAD,
    OFFICER,
    OPEN,
    PERSON,
    StaffService,
    write_mail,
)
from tests.servers.telegram import make_tables

TELEGRAM = '<b>x</b><a href="tg://user?id=1">y</a>&lt;<code>*z*_[q](tg://w)</blockquote>'
BROKEN = "</b></i></blockquote></a><tg-spoiler><pre><span class='tg-spoiler'>&amp;&#60;b&#62;"
PAGE = "<script>alert(1)</script><img src=x onerror=alert(1)>--><!--]]>'\"><svg/onload=alert(1)>"
TURNED = "\u202e\u2066tset.elpmaxe\u2069@<b>\u200b\ufeff"
OWN_ENTITIES = {"bold", "italic", "code", "blockquote", "expandable_blockquote", "text_link"}
NAMED = {f"tg://user?id={who}" for who in (OFFICER, LEAD, PERSON)}
"""Those who take part are named so by ourselves."""
DETECTED = {"email", "url", "bot_command", "mention", "phone_number", "hashtag"}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
async def service(tmp_path: Path, tables: Path) -> AsyncIterator[StaffService]:
    async with StaffService(tmp_path, tables=tables) as service:
        yield service


def requests(words: str) -> Sequence[tuple[str, str]]:
    return [
        (INQUIRY, f"ФИО: {words}\nАдрес: {words}\nТел: +77010000021\n\n{words}"),
        (f"{DELETION} {words}", words),
    ]


async def plant(service: StaffService, words: str) -> None:
    """Write the words into each field that a person has."""
    for line, body in requests(words):
        mail = write_mail(line.replace("\n", " "), body, Reply_To="reply@example.test")
        del mail["From"]
        quoted = words.replace("\\", "").replace('"', "'")
        mail["From"] = f'"{quoted}" <user@example.test>'
        name = f"{words[:60].replace('/', '')}.txt"
        mail.add_attachment(words.encode(), maintype="text", subtype="plain", filename=name)
        await service.mail(mail)
    phone = service.api.person(PERSON, words[:60], "ru", phone="+77010000022")
    phone.person.face["last_name"] = words[:60]
    await service.ask_by_telegram(phone)
    await phone.send(words)
    await phone.send_document(f"{words[:60]}.txt", b"x", caption=words)
    await service.settle()
    await phone.send(f"/status {words}")
    await service.settle()


async def look(service: StaffService, words: str) -> list[ChatMessage]:
    """Let officers of such a name see and write all there is; gives what the bot wrote."""
    officer = await service.member(OFFICER, words[:60])
    lead = await service.member(LEAD, words[:60])
    for card in [one for one in service.group.messages if OPEN in str(one.raw)]:
        await service.press(officer, OPEN, card)
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "⋯ Действия")
    await service.press_in_private(officer, "📝 Заметка")
    await service.say(officer, words)
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "✍️ Ответить")
    await service.say(officer, words)
    await service.press_in_private(officer, "✅ Отправить")
    await service.say(officer, "/find user@example.test")
    await lead.send(f"/officers {words}")
    await lead.send("/officers")
    await service.settle()
    phones = [officer.phone, lead.phone, service.api.person(PERSON, "x", "ru")]
    shown = [*service.group.messages, *(one for phone in phones for one in phone.messages)]
    return [one for one in shown if one.from_bot]


async def refused(store: Store) -> list[str]:
    """Name the parcels that Telegram would not take."""
    cases = await store.cases.all()
    parcels = [one for case in cases for one in await store.outbox.of_case(case.id)]
    return [one.key for one in parcels if one.standing is Standing.REFUSED]


@pytest.mark.parametrize("words", [TELEGRAM, BROKEN, PAGE, TURNED], ids="abcd")
async def test_words_in_any_field_become_no_markup_of_telegram_or_of_a_letter(
    service: StaffService, words: str
) -> None:
    await plant(service, words)
    shown = await look(service, words)
    kinds = {str(each["type"]) for one in shown for each in one.raw.get("entities", ())}
    links = [each for one in shown for each in one.raw.get("entities", ()) if "url" in each]
    # The embedded server reads markup as Telegram does: what it shows as words was escaped.
    assert sum(words[:30] in one.text for one in shown) > 3
    assert kinds <= OWN_ENTITIES | DETECTED
    assert {each["url"] for each in links if "tg:" in each["url"]} <= NAMED
    assert await service.database(refused) == []
    for html in await pages(service):
        assert not any(tag in html for tag in ("<script", "<img", "<svg", "tg://user", "<pre"))


async def pages(service: StaffService) -> list[str]:
    """Give the HTML of every letter by mail."""
    async with open_post(service) as (deliver, sink):
        while await deliver():
            pass
    letters = [email.message_from_bytes(one.raw, policy=policy.default) for one in sink.letters]
    bodies = [letter.get_body(("html",)) for letter in letters]
    return [str(body.get_content()) for body in bodies if body is not None]
