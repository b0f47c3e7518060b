"""Whole letters that officers bring about, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.rights import Language
from pd_intake_bot.usecases.letters.work_letters import Said, WorkLetters
from tests.unit.usecases.invented_policy import (
    BY_MAIL,
    IN_TELEGRAM,
    KK,
    POLICY,
    RU,
    WITHDRAWAL,
    case,
)

LETTERS = WorkLetters(texts=i18n.Texts(i18n.locales()), policy=POLICY)
WORDS = {KK: "Қай деректер туралы екенін жазыңыз.", RU: "Напишите, о каких данных речь."}
VALUES = {
    LetterKind.REFUSAL: {
        KK: {"why": "міндеттеме орындалмаған", "clause": "Заң, 8-бап"},
        RU: {"why": "обязательство не исполнено", "clause": "Закон, статья 8"},
    },
    LetterKind.CLOSED: {
        KK: {"why": "мәселе басқаша шешілді"},
        RU: {"why": "вопрос решён иначе"},
    },
    LetterKind.MERGED: {
        KK: {"other": "PD-2026-00002-D"},
        RU: {"other": "PD-2026-00002-D"},
    },
}
HELLO = {KK: "Сәлеметсіз бе!", RU: "Здравствуйте!"}
TITLE = {
    KK: "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",
    RU: "Отзыв согласия на сбор, обработку персональных данных",
}
OPENING = {
    (LetterKind.MESSAGE, KK): (
        f"PD-2026-00001-F нөмірлі өтінішіңіз («{TITLE[KK]}») бойынша жазып отырмыз."
    ),
    (LetterKind.MESSAGE, RU): f"Пишем Вам по обращению PD-2026-00001-F («{TITLE[RU]}»).",
    (LetterKind.QUESTION, KK): (
        f"PD-2026-00001-F нөмірлі өтінішіңізге («{TITLE[KK]}») жауап беру үшін бізге Сізден "
        "мына мәліметтер немесе құжаттар керек:"
    ),
    (LetterKind.QUESTION, RU): (
        f"Чтобы ответить на Ваше обращение PD-2026-00001-F («{TITLE[RU]}»), нам нужны от Вас "
        "сведения или документы:"
    ),
    (LetterKind.REFUSAL, KK): (
        f"PD-2026-00001-F нөмірлі өтінішіңізді («{TITLE[KK]}») қарап шықтық және оны "
        "орындаудан бас тартамыз.\n\nСебебі: міндеттеме орындалмаған\nНегізі: Заң, 8-бап"
    ),
    (LetterKind.REFUSAL, RU): (
        f"Мы рассмотрели Ваше обращение PD-2026-00001-F («{TITLE[RU]}») и отказываем в том, "
        "о чём Вы просите.\n\nПричина: обязательство не исполнено\nОснование: Закон, статья 8"
    ),
    (LetterKind.CLOSED, KK): (
        f"PD-2026-00001-F нөмірлі өтінішіңіз («{TITLE[KK]}») жабылды."
        "\n\nСебебі: мәселе басқаша шешілді"
    ),
    (LetterKind.CLOSED, RU): (
        f"Ваше обращение PD-2026-00001-F («{TITLE[RU]}») закрыто.\n\nПричина: вопрос решён иначе"
    ),
    (LetterKind.REOPENED, KK): (
        f"PD-2026-00001-F нөмірлі өтінішіңіз («{TITLE[KK]}») қайта қаралып жатыр."
    ),
    (LetterKind.REOPENED, RU): (
        f"Ваше обращение PD-2026-00001-F («{TITLE[RU]}») снова рассматривается."
    ),
    (LetterKind.MERGED, KK): (
        "PD-2026-00002-D нөмірлі өтінішіңізді PD-2026-00001-F нөмірлі өтінішіңізбен "
        f"(«{TITLE[KK]}») біріктірдік: екеуі бір мәселе туралы. Бұл туралы бізге жазсаңыз, "
        "PD-2026-00001-F нөмірін көрсетіңіз."
    ),
    (LetterKind.MERGED, RU): (
        "Ваше обращение PD-2026-00002-D мы объединили с обращением PD-2026-00001-F "
        f"(«{TITLE[RU]}»): они об одном и том же. Если будете писать об этом, "
        "указывайте номер PD-2026-00001-F."
    ),
}
NOT_NEEDED = {
    KK: "ЖСН мен жеке басты куәландыратын құжаттардың көшірмелерін жіберудің қажеті жоқ.",
    RU: "ИИН и копии документов, удостоверяющих личность, присылать не нужно.",
}
DATE = {
    KK: "Сізге мына күннен кешіктірмей жауап береміз: 2026 жылғы 23 желтоқсан (23.12.2026).",
    RU: "Мы ответим Вам не позднее 23 декабря 2026 года (23.12.2026).",
}
BY_POST = {
    KK: (
        "Бізге жазу үшін осы хатқа жауап беріңіз немесе privacy@example.test мекенжайына хат "
        "жіберіп, тақырыбында өтініштің нөмірін көрсетіңіз."
    ),
    RU: (
        "Чтобы написать нам, ответьте на это письмо или напишите на адрес privacy@example.test "
        "и укажите в теме письма номер обращения."
    ),
}
ELSEWHERE = {
    KK: (
        "Сондай-ақ Сіз дербес деректерді қорғау саласындағы уәкілетті органға (Үлгі министрлігі) "
        "және сотқа жүгінуге құқылысыз.\nНегізі: Құпиялылық саясаты, 7-бөлім."
    ),
    RU: (
        "Вы также вправе обратиться в уполномоченный орган в сфере защиты персональных данных "
        "(Министерство Примера) и в суд.\nОснование: Политика конфиденциальности, раздел 7."
    ),
}
SIGNATURE = {
    KK: (
        "Құрметпен,\n«Үлгі» ЖШС\nЭлектрондық пошта: privacy@example.test\n"
        "Пошталық мекенжай: Алматы қаласы, Үлгі көшесі, 1"
    ),
    RU: (
        "С уважением,\nТОО «Пример»\nЭлектронная почта: privacy@example.test\n"
        "Почтовый адрес: город Алматы, улица Примера, 1"
    ),
}
SAY_WHERE_TO_COMPLAIN = {LetterKind.QUESTION, LetterKind.REFUSAL, LetterKind.CLOSED}
NAME_THE_DATE = {LetterKind.QUESTION, LetterKind.REOPENED, LetterKind.MERGED}


def said(kind: LetterKind, language: Language) -> Said:
    return Said(
        kind=kind,
        words=WORDS[language],
        values=VALUES.get(kind, {}),
        dated=kind in NAME_THE_DATE,
    )


def expected(kind: LetterKind, one: Language) -> list[str]:
    return [
        HELLO[one],
        OPENING[kind, one],
        WORDS[one],
        *[NOT_NEEDED[one]] * (kind is LetterKind.QUESTION),
        *[DATE[one]] * (kind in NAME_THE_DATE),
        BY_POST[one],
        *[ELSEWHERE[one]] * (kind in SAY_WHERE_TO_COMPLAIN),
        SIGNATURE[one],
    ]


@pytest.mark.parametrize(("kind", "language"), OPENING)
def test_letter_says_all_this_and_nothing_else(kind: LetterKind, language: Language) -> None:
    about = replace(case(WITHDRAWAL, language=language, by=BY_MAIL), promised=date(2026, 12, 23))
    letter = LETTERS.write(about, said(kind, language))
    assert letter.subject_line == f"PD-2026-00001-F: {TITLE[language]}"
    assert list(letter.paragraphs) == expected(kind, language)


@pytest.mark.parametrize("kind", sorted(NAME_THE_DATE))
def test_date_that_a_letter_names_is_kept_as_told(kind: LetterKind) -> None:
    about = replace(case(WITHDRAWAL, language=RU, by=BY_MAIL), promised=date(2026, 12, 23))
    assert LETTERS.write(about, said(kind, RU)).promised == date(2026, 12, 23)
    assert LETTERS.write(about, said(LetterKind.MESSAGE, RU)).promised is None


def test_letter_in_both_languages_has_the_officer_s_words_once() -> None:
    about = case(WITHDRAWAL, language=None, by=BY_MAIL)
    letter = LETTERS.write(about, said(LetterKind.MESSAGE, RU))
    assert letter.language is None
    assert letter.paragraphs.count(WORDS[RU]) == 1
    assert [one for one in letter.paragraphs if one in HELLO.values()] == [HELLO[KK], HELLO[RU]]


@pytest.mark.parametrize(
    ("language", "words"),
    [(KK, "осы хабарламаға жауап беріңіз"), (RU, "ответьте на это сообщение")],
)
def test_letter_in_telegram_is_answered_there(language: Language, words: str) -> None:
    about = case(WITHDRAWAL, language=language, by=IN_TELEGRAM)
    letter = LETTERS.write(about, said(LetterKind.QUESTION, language))
    assert any(words in one for one in letter.paragraphs)
