"""What is out of the ordinary in a mail: on the card without a name, in private with all of it."""

from pd_intake_bot.sandbox.telegram.group import Officer
from tests.servers.staff import OPEN, WITHDRAWAL, StaffService, write_mail


async def test_another_address_for_answers_is_told_and_not_used(
    service: StaffService, officer: Officer
) -> None:
    mail = write_mail(WITHDRAWAL, "Прошу прекратить обработку.", Reply_To="other@example.test")
    await service.mail(mail)
    card = service.card()
    assert "Ответить просят на другой адрес (Reply-To); письма идут самому отправителю" in card.text
    assert "other" not in card.text
    await service.press(officer, OPEN, card)
    private = "\n".join(message.text for message in officer.phone.messages)
    assert "Просит отвечать на адрес: other@example.test" in private
    assert "Ответ уйдёт на почту: user@example.test" in private


async def test_files_that_were_not_taken_are_told(service: StaffService, officer: Officer) -> None:
    mail = write_mail(WITHDRAWAL, "Прошу прекратить обработку.")
    mail.add_attachment(
        b"\0" * (26 * 2**20), maintype="video", subtype="mp4", filename="запись.mp4"
    )
    await service.mail(mail)
    card = service.card()
    assert "Не принято файлов: 1" in card.text
    assert "запись" not in card.text
    await service.press(officer, OPEN, card)
    private = "\n".join(message.text for message in officer.phone.messages)
    assert "Не принят: запись.mp4 (26 МБ) — слишком большой файл" in private


async def test_files_that_were_not_taken_with_a_follow_up_are_told_to_the_person_too(
    service: StaffService,
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Прошу прекратить обработку."))
    reply = write_mail("Re: ваше письмо", "Вот запись.", In_Reply_To=await service.letter_id())
    reply.add_attachment(
        b"\0" * (26 * 2**20), maintype="video", subtype="mp4", filename="запись.mp4"
    )
    await service.mail(reply)
    letter = await service.letter_words(-1)
    assert "Мы присоединили Ваше письмо к обращению PD-2026-00001-F." in letter
    assert "Не приняты:\n— запись.mp4: файл больше 25 МБ\nПришлите их" in letter
    assert "Не принято файлов: 1" in service.card().text


async def test_the_sign_for_which_a_letter_is_held_is_told(
    service: StaffService, officer: Officer
) -> None:
    await service.mail(write_mail(WITHDRAWAL, "Прошу.", Auto_Submitted="auto-replied (vacation)"))
    card = service.card()
    assert "похоже на автоответ" in card.text
    assert "Признак программы: Auto-Submitted: auto-replied" in card.text
    await service.press(officer, OPEN, card)
    assert "похоже на автоответ [Auto-Submitted: auto-replied]" in officer.phone.messages[-1].text
