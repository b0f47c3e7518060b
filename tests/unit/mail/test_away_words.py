"""Automatic replies by their subject lines alone, and people's lines that only sound like them."""

import pytest

from pd_intake_bot.domain.mail import MachineKind
from pd_intake_bot.mail.reading.headers import read_headers
from pd_intake_bot.mail.rules import away_words

AUTOMATIC = (
    # English
    "Automatic reply: s",
    "AutoReply: s",
    "Auto-response",
    "Re: Out of Office: s",
    "[Out of office] s",
    "OOO: s",
    "I am currently out of the office",
    "On vacation until Monday",
    "Vacation reply",
    "Parental leave",
    "I'm away",
    "Thank you for contacting us",
    "Your message has been received",
    # Russian
    "Автоответ: s",
    "[Автоответ]",
    "*** АВТООТВЕТ ***",
    "Re: Автоматический ответ: s",
    "Отв: Автоматическое сообщение",
    "Автоответчик",
    "Я в отпуске",
    "Нахожусь в отпуске до 1 декабря",
    "Сейчас в командировке",
    "На больничном",
    "Нет на месте: s",
    "Меня нет в офисе",
    "Сотрудник временно отсутствует",
    "Отсутствие на рабочем месте",
    "Ваше письмо получено",
    "Спасибо за обращение",
    # Kazakh
    "Автожауап: s",
    "Авто жауап: s",
    "Автоматты жауап: s",
    "Бұл автоматты түрде жауап",
    "Кеңседе жоқ: s",
    "Мен кеңседен тыс жердемін",
    "Жұмыс орнында жоқ",
    "Мен демалыстамын",
    "Еңбек демалысында",
    "Іссапардамын",
    "Хатыңыз қабылданды",
)
PEOPLES = (
    "Дербес деректер туралы сұрау",
    "Запрос о персональных данных",
    "Re: PD-2026-00001-F: Дербес деректер туралы сұрау",
    "Автоответственность: вопрос по полису",
    "Отпуск товара со склада",
    "Ответ на ваше письмо",
    "Спасибо",
    "Демалыс күндері жұмыс істейсіздер ме?",
    "Ваше письмо от 23 ноября",
    "Holiday sale: where is my order?",
    "Your request for documents",
    "Office chairs",
    "Онлайн-оплата",
)


@pytest.mark.parametrize("line", AUTOMATIC)
def test_an_automatic_reply_is_known_by_its_subject_line(line: str) -> None:
    found = away_words.find(read_headers(f"Subject: {line}\r\n\r\n".encode()))
    assert found is not None
    assert found.kind is MachineKind.AUTO_REPLY


@pytest.mark.parametrize("line", PEOPLES)
def test_a_persons_subject_line_is_none(line: str) -> None:
    assert away_words.find(read_headers(f"Subject: {line}\r\n\r\n".encode())) is None
