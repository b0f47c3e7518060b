"""Subject lines as people and their programs write them, against the bundled policy."""

import pytest

from pd_intake_bot.domain.rights import Language, Request
from pd_intake_bot.domain.subject_lines import SubjectLines, Verdict
from pd_intake_bot.policy.load import load

KK_INQUIRY = (
    "Дербес деректер туралы сұрау",  # §7, word for word
    "ДЕРБЕС ДЕРЕКТЕР ТУРАЛЫ СҰРАУ",  # capitals
    "  дербес   деректер\tтуралы сұрау ",  # spaces
    "Дербес\u00a0деректер\u202fтуралы сұрау",  # spaces that do not break
    "Дербес деректер туралысұрау",  # a space forgotten
    "Д е р б е с деректер туралы сұрау",  # letters spaced out
    "«Дербес деректер туралы сұрау»",  # quoted as the policy prints it
    "“Дербес деректер туралы сұрау”",  # other quotes
    "'Дербес деректер туралы сұрау'",
    '"Дербес деректер туралы сұрау',  # a quote never closed
    "[Дербес деректер туралы сұрау]",  # the line itself in brackets is no tag
    "Дербес деректер туралы сұрау.",  # a full stop
    "Дербес деректер туралы сұрау?!",
    "✉️ Дербес деректер туралы сұрау 🙏",  # pictures
    "Re: Дербес деректер туралы сұрау",
    "RE[2]: Дербес деректер туралы сұрау",  # counters
    "Re(3): Дербес деректер туралы сұрау",
    "Re^2: Дербес деректер туралы сұрау",
    "Re2: Дербес деректер туралы сұрау",
    "Rе: Дербес деректер туралы сұрау",  # the e is Cyrillic
    "AW: WG: SV: TR: RV: Дербес деректер туралы сұрау",  # prefixes of other languages, stacked
    "Отв: Пересл: Дербес деректер туралы сұрау",
    "Жауап: Қайта: Дербес деректер туралы сұрау",
    "[privacy] Fwd: [info] Дербес деректер туралы сұрау",  # list tags between prefixes
    "Re : Дербес деректер туралы сұрау",  # French spacing
    "Re：Дербес деректер туралы сұрау",  # full-width colon
    "Re: [PD-2026-00001-7] Дербес деректер туралы сұрау",  # our own number in an answer
    "PD-2026-00001-7: Дербес деректер туралы сұрау",
    "Дербес деректер туралы сұрау (PD-2026-00001-7)",
    "\ufeffДербес деректер туралы сұрау",  # byte order mark
    "Дер\u00adбес дерек\u200bтер туралы сұрау\u200f",  # soft hyphen, zero width, direction
    "дербес деректер туралы сурау",  # no Kazakh keyboard
    "Дepбec дepeктep тypaлы cұpay",  # Latin letters that look the same
    "ДEPБEC ДEPEКTEP TУPAЛЫ CҰPAУ",
    "Derbes derekter turaly surau",  # Latin script, informal
    "Derbes derekter týraly suraý",  # 2018
    "Derbes derekter ty'raly sura'y'",  # 2017
    "Derbes derekter turaly sūrau",  # 2021
    "DERBES DEREKTER TURALY SURAW",
    "Дербес деректер туралы с?рау",  # a program that writes windows-1251
    "Дербес деректер туралы с??рау",  # two bytes lost for one letter
    "Дербес деректер туралы с\ufffdрау",
    "Дербес деректер туралы сұра",  # one letter missing
    "Дербес дереектер туралы сұрау",  # one too many
    "Дербес деректер туралы сұрау1",
    "Дербес деректер тураоы сұрау",  # one wrong
    "Дербес деректре туралы сұрау",  # two swapped
    "дербес деректр туралы сурау",  # no keyboard and a slip
    "Derbes derekter turali surau",  # Latin and another letter for ы
    "Дербес деректер туралы сұраныс",  # accepted variants
    "Дербес деректер туралы сұрау салу",
    "Жеке деректер туралы сұрау",
    "жеке деректер туралы сураныс",
)

RU_INQUIRY = (
    "Запрос о персональных данных",
    "ЗАПРОС О ПЕРСОНАЛЬНЫХ ДАННЫХ!",
    "Запрос о персональных даных",  # a doubled letter written once
    "Запрос о персональнных данных",
    "Запрос о персанальных данных",  # a slip
    "Зaпpoc o пepcoнaльныx дaнныx",  # look-alikes, with words that are Latin throughout
    "Zapros o personalnykh dannykh",  # Latin letters
    "Zapros o personal'nyh dannyh",
    "Re: На: Запрос о персональных данных",
)

KK_WITHDRAWAL = (
    "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу",  # §8, word for word
    "Дербес деректерді жинауға өңдеуге келісімді кері қайтарып алу",  # the comma left out
    "Дербес деректерді жинауға/өңдеуге келісімді кері қайтарып алу",  # or written otherwise
    "Дербес деректерді жинауға және өңдеуге келісімді кері қайтарып алу",
    "дербес деректерди жинауга, ондеуге келисимди кери кайтарып алу",  # no Kazakh keyboard
    "дербес деректерді жинауга, өндеуге келісімди кері кайтарып алу",  # half of a keyboard
    "Дербес деректердi жинауға, өңдеуге келiсiмдi керi қайтарып алу",  # Latin i, as in old laws
    "Дербес деректерді жинауғa, өңдeугe кeлісімді кeрі қайтaрып aлу",
    "Derbes derekterdi jinauga, ondeuge kelisimdi keri qaitaryp alu",  # informal
    "Derbes derekterdi zhinaugha, ongdeuge kelisimdi keri kaytaryp alu",
    "Derbes derekterdi jınaýǵa, óńdeýge kelisimdi keri qaıtaryp alý",  # 2018
    "Derbes derekterdi' jinay'g'a, o'n'dey'ge kelisimdi keri qai'taryp aly'",  # 2017
    "Derbes derekterdı jinauğa, öñdeuge kelısımdı kerı qaitaryp alu",  # 2021
    "Дербес деректерді жинау?а, ??деуге келісімді кері ?айтарып алу",  # windows-1251
    "Дербес деректерд? жинау?а, ??деуге кел?с?мд? кер? ?айтарып алу",  # KOI8-R
    "Дербес деректерді жинауга, о?деуге келісімді кері кайтарып алу",  # some lost, some replaced
    "Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алуу",  # a slip
    "Дербес деректерді жинауға, өңдеуге келісмді кері қайтарып алу",
    "Fwd: Дербес деректерді жинауға, өңдеуге келісімді кері қайтарып алу.",
    "Дербес деректерді жинауға, өңдеуге келісімді қайтарып алу",  # accepted variants
    "Жеке деректерді өңдеуге келісімді кері қайтарып алу",
    "Келісімді кері қайтарып алу",
    "келисимди кайтарып алу",
)

RU_WITHDRAWAL = (
    "Отзыв согласия на сбор, обработку персональных данных",  # the wording of Law 94-V Art. 8
    "Отзыв согласия на сбор и обработку персональных данных",
    "Отзыв согласия на сбор / обработку персональных данных",
    "Отзыв согласия на обработку персональных данных",
    "ОТЗЫВ СОГЛАСИЯ НА ОБРАБОТКУ ПД",
    "отзыв согласия на обработку ПДн",
    "Отзыв согласия",
    "Отзыв согласие на обработку персональных данных",  # the wrong case is one letter
    "Otzyv soglasiya na obrabotku personalnyh dannyh",
    "Otzyv soglasija na sbor, obrabotku personal'nykh dannykh",
    "Re: Fwd: «Отзыв согласия»",
)

REVIEW_RU_INQUIRY = (
    "Запрос о персональных данных сотрудников на вакансию",  # more words may change the meaning
    "Здравствуйте! Запрос о персональных данных",
    "Здравствуйте, запрос о персанальных даных",  # more words and a slip
    "Запросс о персанальных данныхх",  # slips past one
    "Запрос касающийся персональных данных",
    "Re Запрос о персональных данных",  # no colon, no prefix
    "удалите мои персональные данные",
    "Прошу удалить персональные данные",
    "Какие мои персональные данные вы храните?",
    "Предоставьте копию моих персональных данных",
    "Исправить личные данные",
    "Жалоба: незаконная обработка персональных данных",
    "Блокирование персональных данных",
    "Удалите мой аккаунт",
    "Отпишите меня от рассылки",
    "Персональные данные",  # these words and no others
    "Запрос копии согласия на обработку персональных данных",
    "Отзыв о персональных данных",
)

REVIEW_KK_INQUIRY = (
    "Дербес деректерімді жойыңыз",
    "Менің дербес деректерім",
    "дербес деректерим туралы билгим келеди, жауап бериниз, отиниш",
    "Жеке деректерді түзету",
    "Аккаунтты өшіру",
    "Дербес деректер",
    "Менің деректерім қайдан алынды?",
    "Дербес деректер бойынша өтініш",
)

REVIEW_RU_WITHDRAWAL = (
    "прошу отозвать согласие",
    "Отзываю свое согласие на обработку персональных данных",
    "Отказ от согласия на обработку персональных данных",
    "Отмена согласия на рассылку",
    "Отзыв о согласии",  # may be a word about a consent
    "Отзыв согласия на выезд ребёнка",
    "Не отзываю согласие",  # the opposite, but a person should read it
    "Прекратите обработку моих персональных данных",
    "Я против обработки моих персональных данных",
    "Даю согласие на рассылку, отзываю согласие на звонки",  # both at once
)

REVIEW_KK_WITHDRAWAL = (
    "Келісімімді қайтарып аламын",
    "Келісімнен бас тартамын",
    "келисимимди кайтарып алгым келеди",
    "Дербес деректерді өңдеуді тоқтатыңыз, деректерімді қайтарып беріңіз",
)

REVIEW_NO_LANGUAGE = (
    (Request.INQUIRY, "GDPR request"),
    (Request.INQUIRY, "Personal data request"),
    (Request.INQUIRY, "Please delete my personal data"),
    (Request.INQUIRY, "Delete my account"),
    (Request.INQUIRY, "Data subject access request (DSAR)"),
    (Request.WITHDRAWAL, "I withdraw my consent"),
    (Request.WITHDRAWAL, "Withdrawal of consent"),
    (Request.WITHDRAWAL, "Stop processing my data"),
)

IGNORED = (
    "",
    "Re:",
    "Re: Fwd: [list]",
    "???????? ???????? ?????? ?????",  # nothing of it is left
    "Согласие на обработку персональных данных",  # gives it
    "Даю согласие на обработку моих персональных данных",
    "Re: Согласие на обработку персональных данных (подписано)",
    "Бланк согласия на обработку персональных данных",
    "Я согласен на обработку персональных данных",
    "Дербес деректерді жинауға, өңдеуге келісім беру",
    "Дербес деректерді жинауға, өңдеуге келісім",
    "Дербес деректерді өңдеуге келісім беремін",
    "келисим беру",
    "Отзыв",
    "Отзыв о товаре",
    "Отзыв о товаре: с описанием не согласен",  # a stem that is near
    "Отзыв соглашения",
    "Отзыв согласования",
    "Отзыв лицензии",
    "Отзывы покупателей о магазине",
    "Запрос",
    "Запрос цен",
    "Запрос о заказе",
    "Запрос о персональном менеджере",
    "Запрос коммерческого предложения",
    "Персональные скидки",
    "Персональное предложение для вас",
    "Данные для доступа",
    "Ваши данные для входа",
    "Политика обработки персональных данных",
    "Вебинар: персональные данные в 2026 году",
    "Изменения в законе о персональных данных",
    "ПДД: новые штрафы",  # starts like ПД
    "Пдф во вложении",
    "сұрау",
    "Баға туралы сұрау",
    "Тапсырыс туралы сұраныс",
    "Дербес менеджер",
    "Тауар туралы пікір",
    "Тауарды қайтару",
    "Тапсырысты қайтарып алу",
    "Заказ № 12345 доставлен",
    "Возврат товара",
    "На складе закончился товар",
    "Счёт на оплату",
    "Re: встреча",
    "Your order has been shipped",
    "We have updated our privacy policy",
    "Data centre maintenance",
    "Consent",
    "请求个人资料",
    "طلب",
)


ACCEPTED = (
    *((Request.INQUIRY, Language.KK, line) for line in KK_INQUIRY),
    *((Request.INQUIRY, Language.RU, line) for line in RU_INQUIRY),
    *((Request.WITHDRAWAL, Language.KK, line) for line in KK_WITHDRAWAL),
    *((Request.WITHDRAWAL, Language.RU, line) for line in RU_WITHDRAWAL),
)
REVIEW = (
    *((Request.INQUIRY, Language.RU, line) for line in REVIEW_RU_INQUIRY),
    *((Request.INQUIRY, Language.KK, line) for line in REVIEW_KK_INQUIRY),
    *((Request.WITHDRAWAL, Language.RU, line) for line in REVIEW_RU_WITHDRAWAL),
    *((Request.WITHDRAWAL, Language.KK, line) for line in REVIEW_KK_WITHDRAWAL),
)


@pytest.fixture(scope="module")
def subject_lines() -> SubjectLines:
    return SubjectLines(load().vocabulary)


@pytest.mark.parametrize(("asked", "language", "line"), ACCEPTED)
def test_line_is_registered_without_help(
    subject_lines: SubjectLines, asked: Request, language: Language, line: str
) -> None:
    match = subject_lines.match(line)
    assert match.verdict is Verdict.ACCEPTED
    assert (match.request, match.language) == (asked, language)


@pytest.mark.parametrize(("asked", "language", "line"), REVIEW)
def test_line_is_put_before_staff(
    subject_lines: SubjectLines, asked: Request, language: Language, line: str
) -> None:
    match = subject_lines.match(line)
    assert match.verdict is Verdict.REVIEW
    assert (match.request, match.language) == (asked, language)


@pytest.mark.parametrize(("asked", "line"), REVIEW_NO_LANGUAGE)
def test_line_in_english_is_put_before_staff_without_a_language(
    subject_lines: SubjectLines, asked: Request, line: str
) -> None:
    match = subject_lines.match(line)
    assert match.verdict is Verdict.REVIEW
    assert (match.request, match.language) == (asked, None)


@pytest.mark.parametrize("line", IGNORED)
def test_line_is_nobodys_business(subject_lines: SubjectLines, line: str) -> None:
    match = subject_lines.match(line)
    assert match.verdict is Verdict.IGNORED
    assert (match.request, match.language) == (None, None)
