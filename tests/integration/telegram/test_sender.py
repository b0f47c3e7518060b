"""What becomes of a parcel, for everything that Telegram may answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.delivery import Outcome, Postponed, Refused, Sent, Unknown
from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.outbox import Carrier, Json, Kind, Parcel, ParcelId, Standing
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.sandbox.telegram.faults import Fault
from pd_intake_bot.telegram import screens
from pd_intake_bot.telegram.screens import Button, File, Screen
from tests.servers.telegram import STAFF_CHAT, TelegramService

USER = 700100200300


def parcel(service: TelegramService, kind: Kind, content: dict[str, Json]) -> Parcel:
    return Parcel(
        key="test",
        carrier=Carrier.TELEGRAM,
        kind=kind,
        lane="test",
        payload=content,
        id=ParcelId(1),
        standing=Standing.SENDING,
        due_at=service.clock(),
        attempts=1,
        doubts=0,
        answer=None,
    )


async def send(service: TelegramService, screen: Screen, *, edit: int | None = None) -> Outcome:
    content = screens.write(screen, USER, edit=edit)
    return await service.deliver.carry(parcel(service, Kind.MESSAGE, content))


async def send_letter(service: TelegramService, *paragraphs: str) -> Outcome:
    posted = PostedLetter(
        kind=LetterKind.ANSWER,
        letter=Letter(subject_line="тема", paragraphs=paragraphs),
        to=TelegramChat(chat_id=USER),
        message_id=None,
        automatic=False,
    )
    content = payload.write_letter(posted)
    return await service.deliver.carry(parcel(service, Kind.LETTER, content))


@pytest.fixture
async def met(service: TelegramService) -> TelegramService:
    """A person has started the bot, so that it may write to them."""
    await service.api.person(USER, "Үлгі").send("/start")
    return service


async def test_sent_message_names_its_chat_and_number(met: TelegramService) -> None:
    outcome = await send(met, Screen(text="слова"))
    shown = met.api.person(USER, "Үлгі").last
    assert outcome == Sent(answer="ok", ids={"chat_id": USER, "message_id": shown.id})


async def test_message_is_edited_in_its_place(met: TelegramService) -> None:
    await send(met, Screen(text="было"))
    place = met.api.person(USER, "Үлгі").last.id
    outcome = await send(met, Screen(text="стало"), edit=place)
    assert isinstance(outcome, Sent)
    assert [m.text for m in met.api.person(USER, "Үлгі").messages if m.from_bot] == ["стало"]


async def test_edit_that_changes_nothing_is_a_success(met: TelegramService) -> None:
    await send(met, Screen(text="слова"))
    place = met.api.person(USER, "Үлгі").last.id
    assert isinstance(await send(met, Screen(text="слова"), edit=place), Sent)


async def test_message_that_is_gone_is_posted_anew(met: TelegramService) -> None:
    outcome = await send(met, Screen(text="слова"), edit=999)
    assert isinstance(outcome, Sent)
    assert outcome.ids["message_id"] == met.api.person(USER, "Үлгі").last.id


async def test_html_that_telegram_cannot_read_goes_out_as_plain_words(
    met: TelegramService,
) -> None:
    await send(met, Screen(text="<b>важно</i> &amp; срочно"))
    assert met.api.person(USER, "Үлгі").last.text == "важно & срочно"


async def test_file_is_sent_from_what_is_kept(met: TelegramService) -> None:
    name = await met.blobs.put(b"content")
    await send(met, Screen(text="файл", file=File(digest=name, name="a.txt")))
    assert met.api.person(USER, "Үлгі").last.file_name == "a.txt"


async def test_file_that_is_not_kept_is_refused(met: TelegramService) -> None:
    name = await met.blobs.put(b"content")
    lost = File(digest=type(name)("0" * 64), name="a.txt")
    assert isinstance(await send(met, Screen(text="файл", file=lost)), Refused)


async def test_flood_limit_is_obeyed_to_the_second(met: TelegramService) -> None:
    met.api.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS, seconds=17)
    outcome = await send(met, Screen(text="слова"))
    assert isinstance(outcome, Postponed)
    assert outcome.retry_after == timedelta(seconds=17)


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.CONFLICT])
async def test_server_in_trouble_means_later(met: TelegramService, fault: Fault) -> None:
    met.api.faults.add("sendMessage", fault)
    assert isinstance(await send(met, Screen(text="слова")), Postponed)


async def test_closed_port_means_later_for_nothing_has_left(met: TelegramService) -> None:
    await met.api.refuse()
    assert isinstance(await send(met, Screen(text="слова")), Postponed)


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER])
async def test_connection_lost_after_the_request_left_is_a_doubt(
    met: TelegramService, fault: Fault
) -> None:
    met.api.faults.add("sendMessage", fault)
    assert isinstance(await send(met, Screen(text="слова")), Unknown)


async def test_person_who_blocked_the_bot_is_out_of_reach(met: TelegramService) -> None:
    await met.api.person(USER, "Үлгі").block()
    assert isinstance(await send(met, Screen(text="слова")), Refused)


async def test_person_who_never_wrote_is_out_of_reach(service: TelegramService) -> None:
    assert isinstance(await send(service, Screen(text="слова")), Refused)


async def test_letter_arrives_escaped(met: TelegramService) -> None:
    await send_letter(met, "<b>a</b> & b")
    assert met.api.person(USER, "Үлгі").last.text == "тема\n\n<b>a</b> & b"


async def test_interrupted_long_letter_goes_on_where_it_stopped(met: TelegramService) -> None:
    long = ("а" * 4000, "б" * 4000)
    met.api.faults.add("sendMessage", Fault.TOO_MANY_REQUESTS)
    assert isinstance(await send_letter(met, *long), Postponed)
    assert isinstance(await send_letter(met, *long), Sent)
    shown = [m.text[-1] for m in met.api.person(USER, "Үлгі").messages if m.from_bot]
    assert shown == ["а", "б"]


async def test_reply_keyboard_has_the_contact_button(met: TelegramService) -> None:
    keys = ((Button(label="номер", contact=True),), (Button(label="пропустить"),))
    await send(met, Screen(text="телефон?", keyboard=keys))
    shown = met.api.person(USER, "Үлгі").keyboard
    assert [(key.label, key.asks_contact) for row in shown for key in row] == [
        ("номер", True),
        ("пропустить", False),
    ]


async def notice(service: TelegramService) -> Outcome:
    content: dict[str, Json] = {"lines": [], "ref": "1", "to": None}
    return await service.deliver.carry(parcel(service, Kind.NOTICE, content))


async def test_notice_stands_in_the_staff_group(service: TelegramService) -> None:
    outcome = await notice(service)
    assert isinstance(outcome, Sent)
    assert outcome.ids["chat_id"] == STAFF_CHAT


async def test_notice_to_one_officer_stands_in_their_private_chat(
    service: TelegramService,
) -> None:
    await service.api.person(USER, "Үлгі").send("/start")
    content: dict[str, Json] = {"lines": [], "ref": None, "to": USER}
    outcome = await service.deliver.carry(parcel(service, Kind.NOTICE, content))
    assert isinstance(outcome, Sent)
    assert outcome.ids["chat_id"] == USER


async def test_group_that_became_a_supergroup_is_followed(service: TelegramService) -> None:
    old = service.api.group(-100500, "Staff")
    await service.database(lambda store: store.marks.put("staff_chat", "-100500"))
    await old.upgrade(-1001000000777)
    assert isinstance(await notice(service), Postponed)
    outcome = await notice(service)
    assert isinstance(outcome, Sent)
    assert outcome.ids["chat_id"] == -1001000000777


async def test_parcel_about_something_erased_is_refused(service: TelegramService) -> None:
    gone = parcel(service, Kind.REVIEW, {"review": 1})
    assert isinstance(await service.deliver.carry(gone), Refused)


async def test_without_a_staff_group_its_parcels_wait(service: TelegramService) -> None:
    sender = replace(service.sender, staff_chat=None)
    content: dict[str, Json] = {"lines": [], "ref": "1", "to": None}
    outcome = await sender(parcel(service, Kind.NOTICE, content))
    assert isinstance(outcome, Postponed)


async def test_what_a_lost_staff_group_should_hear_waits_for_it(service: TelegramService) -> None:
    await service.group.remove_bot()
    assert isinstance(await notice(service), Postponed)
