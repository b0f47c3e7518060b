"""What a person reads, whole, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from pd_intake_bot import i18n
from pd_intake_bot.domain.rights import (
    Field,
    Language,
    Request,
    Right,
)
from pd_intake_bot.domain.submission import Channel, LeftOut, LeftOutBecause
from pd_intake_bot.usecases.letters.writer import Writer
from tests.unit.usecases.invented_policy import (
    BY_ANALOGY,
    BY_MAIL,
    IN_TELEGRAM,
    KK,
    NO_TERM,
    POLICY,
    QUESTION,
    RECTIFICATION,
    RU,
    WITHDRAWAL,
    case,
    dates,
)


@pytest.fixture
def writer() -> Writer:
    return Writer(texts=i18n.Texts(i18n.locales()), policy=POLICY)


RUSSIAN_BY_MAIL = """\
Здравствуйте!

Спасибо, что обратились к нам. Мы получили и зарегистрировали Ваше обращение.

Номер: PD-2026-00001-F
Дата получения: 23 ноября 2026 года
Как мы поняли Ваше обращение: Отзыв согласия на сбор, обработку персональных данных

Если мы поняли Вас неверно, сообщите нам: мы исправим.

Мы ответим Вам не позднее 23 декабря 2026 года (23.12.2026).
Срок: 30 календарных дней. Основание: Политика конфиденциальности, раздел 6.

Ваше обращение зарегистрировано, но по политике конфиденциальности в нём должны быть указаны ещё:
— фамилия, имя, отчество
— номер телефона
— адрес электронной почты или почтовый адрес
— персональные данные, обработку которых нужно прекратить

Чтобы дополнить или исправить обращение, ответьте на это письмо или напишите на адрес \
privacy@example.test и укажите в теме письма номер обращения.

Вы также вправе обратиться в уполномоченный орган в сфере защиты персональных данных \
(Министерство Примера) и в суд.
Основание: Политика конфиденциальности, раздел 7.

С уважением,
ТОО «Пример»
Электронная почта: privacy@example.test
Почтовый адрес: город Алматы, улица Примера, 1"""

KAZAKH_BY_MAIL = """\
Сәлеметсіз бе!

Бізге жүгінгеніңізге рақмет. Өтінішіңізді алып, тіркедік.

Нөмірі: PD-2026-00001-F
Алынған күні: 2026 жылғы 23 қараша
Өтінішіңізді былай түсіндік: Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу

Егер дұрыс түсінбеген болсақ, бізге хабарлаңыз: түзетеміз.

Сізге мына күннен кешіктірмей жауап береміз: 2026 жылғы 23 желтоқсан (23.12.2026).
Мерзімі: 30 күнтізбелік күн. Негізі: Құпиялылық саясаты, 6-бөлім.

Өтінішіңіз тіркелді, бірақ құпиялылық саясаты бойынша онда мыналар да болуға тиіс:
— тегі, аты, әкесінің аты
— телефон нөмірі
— электрондық пошта мекенжайы немесе пошталық мекенжай
— өңделуі тоқтатылуға тиіс дербес деректер

Өтінішті толықтыру немесе түзету үшін осы хатқа жауап жазыңыз немесе privacy@example.test \
мекенжайына хат жіберіп, тақырыбында өтініштің нөмірін көрсетіңіз.

Сондай-ақ Сіз дербес деректерді қорғау саласындағы уәкілетті органға (Үлгі министрлігі) және \
сотқа жүгінуге құқылысыз.
Негізі: Құпиялылық саясаты, 7-бөлім.

Құрметпен,
«Үлгі» ЖШС
Электрондық пошта: privacy@example.test
Пошталық мекенжай: Алматы қаласы, Үлгі көшесі, 1"""


def whole(writer: Writer, right: Right, language: Language | None) -> str:
    request = case(right, language=language, by=BY_MAIL)
    return "\n\n".join(writer.acknowledgement(request, dates(right)).paragraphs)


def test_russian_acknowledgement_by_mail(writer: Writer) -> None:
    assert whole(writer, WITHDRAWAL, RU) == RUSSIAN_BY_MAIL


def test_kazakh_acknowledgement_by_mail(writer: Writer) -> None:
    assert whole(writer, WITHDRAWAL, KK) == KAZAKH_BY_MAIL


BIG = LeftOut(name="запись.mp4", size=0, because=LeftOutBecause.TOO_BIG, limit=25 * 2**20)
OTHERS = [
    LeftOut(name=f"{number}.pdf", size=0, because=LeftOutBecause.TOO_MANY, limit=50)
    for number in range(12)
]


RUSSIAN_LEFT_OUT = """\
Ваше обращение зарегистрировано, но приняты не все файлы, приложенные к письму. Не приняты:
— запись.mp4: файл больше 25 МБ
Пришлите их в ответ на это письмо, разделив на несколько писем, или по почтовому адресу: \
город Алматы, улица Примера, 1."""
KAZAKH_LEFT_OUT = """\
Өтінішіңіз тіркелді, бірақ хатқа қоса жіберілген файлдардың бәрі қабылданған жоқ. Қабылданбағаны:
— запись.mp4: файл 25 мегабайттан үлкен
Оларды осы хатқа жауап ретінде бірнеше хатқа бөліп жіберіңіз немесе мына пошталық мекенжайға \
жолдаңыз: Алматы қаласы, Үлгі көшесі, 1."""


@pytest.mark.parametrize(("language", "said"), [(RU, RUSSIAN_LEFT_OUT), (KK, KAZAKH_LEFT_OUT)])
def test_files_that_were_not_taken_are_named_with_another_way(
    writer: Writer, language: Language, said: str
) -> None:
    request = case(WITHDRAWAL, language=language, by=BY_MAIL)
    letter = writer.acknowledgement(request, dates(WITHDRAWAL), left_out=[BIG])
    assert said in letter.paragraphs


def test_of_many_files_ten_are_named_and_the_rest_counted(writer: Writer) -> None:
    request = case(WITHDRAWAL, language=RU, by=BY_MAIL)
    letter = writer.acknowledgement(request, dates(WITHDRAWAL), left_out=OTHERS)
    said = next(one for one in letter.paragraphs if "Не приняты" in one)
    assert said.count(".pdf") == 10
    assert "— и ещё 2 файла\n" in said


def test_person_of_unknown_language_gets_kazakh_and_then_russian(writer: Writer) -> None:
    letter = writer.acknowledgement(case(WITHDRAWAL, language=None, by=BY_MAIL), dates(WITHDRAWAL))
    assert "\n\n".join(letter.paragraphs) == (
        f"Ниже — это же письмо на русском языке.\n\n{KAZAKH_BY_MAIL}\n\n* * *\n\n{RUSSIAN_BY_MAIL}"
    )
    assert letter.language is None


def test_subject_line_carries_the_number_and_what_was_asked(writer: Writer) -> None:
    request = case(RECTIFICATION, language=None, by=BY_MAIL)
    assert writer.acknowledgement(request, dates(RECTIFICATION)).subject_line == (
        "PD-2026-00001-F: Дербес деректерді түзету / Исправление персональных данных"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            KK,
            (
                "Өтінішті толықтыру немесе түзету үшін осы хабарламаға жауап беріңіз немесе "
                "/status жіберіп, өтінішті таңдаңыз. privacy@example.test мекенжайына жазуға да "
                "болады: хаттың тақырыбында өтініштің нөмірін көрсетіңіз."
            ),
        ),
        (
            RU,
            (
                "Чтобы дополнить или исправить обращение, ответьте на это сообщение или отправьте "
                "/status и выберите обращение. Можно и написать на адрес privacy@example.test, "
                "указав в теме письма номер обращения."
            ),
        ),
    ],
)
def test_telegram_names_the_mailbox_for_what_is_missing(
    writer: Writer, language: Language, said: str
) -> None:
    request = case(WITHDRAWAL, language=language, by=IN_TELEGRAM)
    assert said == writer.acknowledgement(request, dates(WITHDRAWAL)).paragraphs[4]


@pytest.mark.parametrize(
    ("right", "language", "said"),
    [
        # The policy sets no term for this, the law does.
        (
            QUESTION,
            RU,
            (
                "Мы ответим Вам не позднее 26 ноября 2026 года (26.11.2026).\n"
                "Срок: 3 рабочих дня. Основание: Правила, пункт 16. "
                "Политика конфиденциальности срока для такого обращения не устанавливает."
            ),
        ),
        (
            QUESTION,
            KK,
            (
                "Сізге мына күннен кешіктірмей жауап береміз: 2026 жылғы 26 қараша (26.11.2026).\n"
                "Мерзімі: 3 жұмыс күні. Негізі: Қағидалар, 16-тармақ. "
                "Құпиялылық саясатында мұндай өтінішке мерзім белгіленбеген."
            ),
        ),
        # Nobody sets a term, and the nearest rule of the law is applied: the letter says so.
        (
            BY_ANALOGY,
            RU,
            (
                "Мы ответим Вам не позднее 14 декабря 2026 года (14.12.2026).\n"
                "Срок: 15 рабочих дней. Он взят по аналогии: политика конфиденциальности срока "
                "для такого обращения не устанавливает, закон прямо его не называет. "
                "Ближайшая норма: Закон, статья 8."
            ),
        ),
        (
            BY_ANALOGY,
            KK,
            (
                "Сізге мына күннен кешіктірмей жауап береміз: 2026 жылғы 14 желтоқсан "
                "(14.12.2026).\n"
                "Мерзімі: 15 жұмыс күні. Ол ұқсастық бойынша алынды: мұндай өтінішке мерзім "
                "құпиялылық саясатында белгіленбеген, заңда тікелей көрсетілмеген. "
                "Ең жақын норма: Заң, 8-бап."
            ),
        ),
        # Nobody sets a term: the company's own holds.
        (
            NO_TERM,
            RU,
            (
                "Мы ответим Вам не позднее 23 декабря 2026 года (23.12.2026).\n"
                "Срок: 30 календарных дней. Его мы установили для себя сами: ни политика "
                "конфиденциальности, ни закон срока для такого обращения не устанавливают."
            ),
        ),
        (
            NO_TERM,
            KK,
            (
                "Сізге мына күннен кешіктірмей жауап береміз: 2026 жылғы 23 желтоқсан "
                "(23.12.2026).\n"
                "Мерзімі: 30 күнтізбелік күн. Оны өзіміз белгіледік: мұндай өтінішке "
                "құпиялылық саясатында да, заңда да мерзім белгіленбеген."
            ),
        ),
        # The clock waits for a confirmation, so no date is promised.
        (
            RECTIFICATION,
            RU,
            (
                "Назвать дату ответа мы пока не можем: срок начнётся, когда мы получим "
                "подтверждение сведений из Вашего обращения. Если у Вас есть подтверждающие "
                "документы, пришлите их нам. Копии документов, удостоверяющих личность, и ИИН "
                "не нужны.\n"
                "Срок: 7 рабочих дней. Основание: Политика конфиденциальности, раздел 6."
            ),
        ),
        (
            RECTIFICATION,
            KK,
            (
                "Жауап беретін күнді әзірге атай алмаймыз: мерзім өтінішіңіздегі мәліметтердің "
                "растауын алғанымыздан кейін басталады. Растайтын құжаттарыңыз болса, бізге "
                "жіберіңіз. Жеке басты куәландыратын құжаттардың көшірмелері мен ЖСН керек емес.\n"
                "Мерзімі: 7 жұмыс күні. Негізі: Құпиялылық саясаты, 6-бөлім."
            ),
        ),
    ],
)
def test_promise_names_its_date_and_what_it_rests_on(
    writer: Writer, right: Right, language: Language, said: str
) -> None:
    request = case(right, language=language, by=BY_MAIL)
    assert writer.acknowledgement(request, dates(right)).paragraphs[2] == said


def test_complete_request_is_not_asked_for_more(writer: Writer) -> None:
    request = replace(case(WITHDRAWAL, language=RU, by=BY_MAIL), missing=())
    said = writer.acknowledgement(request, dates(WITHDRAWAL)).paragraphs
    assert not any("указаны ещё" in paragraph for paragraph in said)


RUSSIAN_ANSWER = """\
Здравствуйте!

Наш ответ на Ваше обращение PD-2026-00001-F:

Мы прекратили обработку.

И сообщили об этом всем, кому передавали данные.

Вы также вправе обратиться в уполномоченный орган в сфере защиты персональных данных \
(Министерство Примера) и в суд.
Основание: Политика конфиденциальности, раздел 7.

С уважением,
ТОО «Пример»
Электронная почта: privacy@example.test
Почтовый адрес: город Алматы, улица Примера, 1"""

KAZAKH_ANSWER = """\
Сәлеметсіз бе!

PD-2026-00001-F нөмірлі өтінішіңізге жауабымыз:

Деректеріңіз түзетілді.

Сондай-ақ Сіз дербес деректерді қорғау саласындағы уәкілетті органға (Үлгі министрлігі) және \
сотқа жүгінуге құқылысыз.
Негізі: Құпиялылық саясаты, 7-бөлім.

Құрметпен,
«Үлгі» ЖШС
Электрондық пошта: privacy@example.test
Пошталық мекенжай: Алматы қаласы, Үлгі көшесі, 1"""


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        (
            RU,
            "\nМы прекратили обработку.\n\nИ сообщили об этом всем, кому передавали данные.\n",
            RUSSIAN_ANSWER,
        ),
        (KK, "Деректеріңіз түзетілді.", KAZAKH_ANSWER),
    ],
)
def test_answer_holds_the_words_of_the_officer(
    writer: Writer, language: Language, words: str, said: str
) -> None:
    request = case(WITHDRAWAL, language=language, by=BY_MAIL)
    assert "\n\n".join(writer.answer(request, words).paragraphs) == said


INQUIRIES = replace(POLICY, defaults={Request.INQUIRY: QUESTION.key})


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        (
            RU,
            "PD-2026-00001-F: Запрос о персональных данных",
            (
                "Ваше обращение: Запрос о персональных данных\n\nО чём именно Вы просите, определит"
                " сотрудник, когда прочитает Ваше письмо. Если нужно что-то уточнить, сообщите нам."
            ),
        ),
        (
            KK,
            "PD-2026-00001-F: Дербес деректер туралы сұрау",
            (
                "Өтінішіңіз: Дербес деректер туралы сұрау\n\nНақты не сұрайтыныңызды қызметкер"
                " хатыңызды оқығанда анықтайды. Нақтылайтын нәрсе болса, бізге хабарлаңыз."
            ),
        ),
    ],
)
def test_letter_about_an_inquiry_by_mail_claims_no_right(
    language: Language, line: str, said: str
) -> None:
    writer = Writer(texts=i18n.Texts(i18n.locales()), policy=INQUIRIES)
    letter = writer.acknowledgement(case(QUESTION, language=language, by=BY_MAIL), dates(QUESTION))
    assert letter.subject_line == line
    assert letter.paragraphs[1].endswith(said)
    assert QUESTION.title[language] not in "".join(letter.paragraphs)


def test_what_a_person_has_chosen_in_telegram_is_named(writer: Writer) -> None:
    chosen = replace(case(QUESTION, language=RU, by=IN_TELEGRAM), channel=Channel.TELEGRAM)
    letter = replace(writer, policy=INQUIRIES).acknowledgement(chosen, dates(QUESTION))
    assert "Как мы поняли Ваше обращение: Рассмотрение вопроса" in letter.paragraphs[1]


COMPLETED = """\
Здравствуйте!

Спасибо. К Вашему обращению PD-2026-00001-F мы добавили:
— номер телефона

По политике конфиденциальности в обращении должны быть указаны ещё:
— фамилия, имя, отчество

Дата ответа осталась прежней: 23.12.2026.

Чтобы дополнить или исправить обращение, ответьте на это письмо или напишите на адрес \
privacy@example.test и укажите в теме письма номер обращения.

С уважением,
ТОО «Пример»
Электронная почта: privacy@example.test
Почтовый адрес: город Алматы, улица Примера, 1"""


def test_thanks_for_what_was_added_say_what_is_missing_still(writer: Writer) -> None:
    request = replace(
        case(WITHDRAWAL, language=RU, by=BY_MAIL),
        missing=((Field.FULL_NAME,),),
        promised=date(2026, 12, 23),
    )
    letter = writer.completed(request, [Field.PHONE])
    assert "\n\n".join(letter.paragraphs) == COMPLETED


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (RU, "Теперь в обращении есть всё, чего требует политика конфиденциальности."),
        (KK, "Енді өтінішіңізде құпиялылық саясаты талап ететіннің бәрі бар."),
    ],
)
def test_thanks_say_when_nothing_is_missing(writer: Writer, language: Language, said: str) -> None:
    request = replace(case(WITHDRAWAL, language=language, by=BY_MAIL), missing=())
    assert said in writer.completed(request, [Field.DATA]).paragraphs
