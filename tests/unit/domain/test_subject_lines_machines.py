"""Subject lines by which mail programs announce themselves, against the bundled policy."""

import pytest

from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.subject_lines import SubjectLines, Verdict
from pd_intake_bot.policy.load import load

# Openings by which mail programs announce an answer that nobody wrote, or a bounce.
ANNOUNCEMENTS = (
    "Автоответ:",
    "[Автоответ]",
    "АВТООТВЕТ",  # without a colon
    "Автоматический ответ:",
    "Нет на месте:",
    "Недоставленное сообщение:",
    "Возвращено:",
    "Не доставлено:",
    "Прочтено:",
    "Автоматты жауап:",
    "Авто жауап:",
    "Кеңседе жоқ:",
    "Жеткізілмеген:",
    "Automatic reply:",
    "Auto-Reply:",
    "Autoreply:",
    "Out of Office:",
    "Undeliverable:",
    "Undelivered Mail Returned to Sender:",
    "Delivery Status Notification (Failure)",
    "Read:",
)
PRESCRIBED = (
    (Request.INQUIRY, Language.KK, "Дербес деректер туралы сұрау"),
    (
        Request.WITHDRAWAL,
        Language.KK,
        "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",
    ),
    (Request.INQUIRY, Language.RU, "Запрос о персональных данных"),
    (Request.WITHDRAWAL, Language.RU, "Отзыв согласия на сбор, обработку персональных данных"),
)


@pytest.fixture(scope="module")
def subject_lines() -> SubjectLines:
    return SubjectLines(load().vocabulary)


@pytest.mark.parametrize("prefix", ["", "Re: ", "Fwd: [list] "])
@pytest.mark.parametrize("announcement", ANNOUNCEMENTS)
@pytest.mark.parametrize(("asked", "language", "line"), PRESCRIBED)
def test_machine_before_a_prescribed_line_is_put_before_staff(
    subject_lines: SubjectLines,
    announcement: str,
    prefix: str,
    asked: Request,
    language: Language,
    line: str,
) -> None:
    match = subject_lines.match(f"{prefix}{announcement} {prefix}{line}")
    assert (match.verdict, match.request, match.language) == (Verdict.REVIEW, asked, language)


@pytest.mark.parametrize("announcement", ANNOUNCEMENTS)
@pytest.mark.parametrize("line", ["", "Ваш заказ", "прошу удалить мои персональные данные"])
def test_machine_without_a_prescribed_line_is_ignored(
    subject_lines: SubjectLines, announcement: str, line: str
) -> None:
    assert subject_lines.match(f"{announcement} {line}").verdict is Verdict.IGNORED


def test_prefix_of_an_answer_is_no_machine(subject_lines: SubjectLines) -> None:
    assert subject_lines.match("AW: Отзыв согласия").verdict is Verdict.ACCEPTED
