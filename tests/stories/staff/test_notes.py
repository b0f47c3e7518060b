"""What officers say among themselves is kept with the case, and no person ever reads it."""

from pd_intake_bot.domain.events import EventKind
from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import INQUIRY, OFFICER, OPEN, VIEWER, StaffService, write_mail

SAID = "Похоже на жалобу соседа."


async def notes(service: StaffService) -> list[str]:
    [case, *_] = await service.cases()
    return [one.words for one in await service.database(lambda s: s.notes.of_case(case.id))]


async def test_reply_to_the_card_is_a_note_and_nothing_leaves(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await officer.send(SAID, reply_to=service.card())
    await service.settle()
    assert await notes(service) == [SAID]
    [case] = await service.cases()
    assert await service.letters(case) == ["acknowledgement"]
    assert (EventKind.NOTED, str(OFFICER)) in await service.history()


async def test_bot_says_once_a_day_that_it_is_a_note(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    for said in ("Первое.", "Второе."):
        await officer.send(said, reply_to=service.card())
        await service.settle()
    told = [one for one in service.group.messages if one.text.startswith("📝 Это заметка")]
    assert (len(told), await notes(service)) == (1, ["Первое.", "Второе."])


async def test_notes_are_shown_with_the_case_in_private_alone(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await officer.send(SAID, reply_to=service.card())
    await service.settle()
    await service.press(officer, OPEN, service.card())
    shown = [one.text for one in officer.phone.messages if SAID in one.text]
    assert shown == [
        f"Заметки (человек их не видит)\n\n23.11.2026 10:00, Айгүл: {SAID}",
    ]


async def test_note_is_written_in_private_too(service: StaffService, officer: Officer) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await service.press(officer, OPEN, service.card())
    await service.press_in_private(officer, "⋯ Действия")
    await service.press_in_private(officer, "📝 Заметка")
    last = await service.say(officer, SAID)
    assert last.text == "📝 Заметка к PD-2026-00001-F сохранена. Человек её не видит."
    assert await notes(service) == [SAID]


async def test_viewer_s_reply_is_no_note(service: StaffService) -> None:
    viewer = await service.member(VIEWER, "Ерлан")
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await viewer.send(SAID, reply_to=service.card())
    await service.settle()
    assert await notes(service) == []


async def test_what_is_said_to_nobody_in_the_group_is_no_note(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(INQUIRY, "Вопрос"))
    await officer.send("Всем доброе утро")
    await service.settle()
    assert await notes(service) == []
