import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.mail.reading import html, language, quotes

OWN = "Сұрауым бар."


@pytest.mark.parametrize(
    "quoted",
    [
        # Gmail in Russian, English and Kazakh, on one line and folded.
        "пн, 23 нояб. 2026 г. в 10:15, Пример <info@example.test>:\n\n> Здравствуйте",
        "On Mon, Nov 23, 2026 at 10:15 AM Primer <info@example.test> wrote:\n> Hello",
        "On Mon, Nov 23, 2026 at 10:15 AM Primer P.\n<info@example.test> wrote:\n\n> Hello",
        "2026 ж. 23 қар., дс 10:15 уақытында Үлгі <info@example.test> жазды:\n\n> Сәлем",
        # Mail.ru and Yandex.
        "Понедельник, 23 ноября 2026, 10:15 +05:00 от Пример <info@example.test>:\n\n>Здравствуйте",
        '23.11.2026, 10:15, "Пример" <info@example.test>:\n> Здравствуйте',
        "23.11.2026 10:15, Пример пишет:\n> Здравствуйте",
        # Outlook: a line, or only the header of the other mail.
        "-----Original Message-----\nFrom: Primer\nHello",
        "-----Исходное сообщение-----\nОт: Пример\nЗдравствуйте",
        "-----Бастапқы хабар-----\nКімнен: Үлгі\nСәлем",
        "From: Primer\nSent: Monday\nTo: User\nSubject: s\n\nHello",
        "От: Пример\nОтправлено: понедельник\nКому: User\nТема: s\n\nЗдравствуйте",
        "Кімнен: Үлгі\nЖіберілді: дүйсенбі\nКімге: User\nТақырып: s\n\nСәлем",
        # Forwarded mail.
        "---------- Forwarded message ---------\nFrom: Primer\n\nHello",
        "-------- Пересылаемое сообщение --------\n23.11.2026, Пример\n\nЗдравствуйте",
        # Signatures.
        "-- \nҮлгі Үлгіұлы\n+7 701 123 45 67",
        "--\nС уважением",
        "Отправлено с iPhone",
        "Отправлено из мобильной Почты Mail.ru",
        "Менің iPhone құрылғымнан жіберілді",
        "Sent from my iPhone",
    ],
)
def test_quotes_and_signatures_are_cut(quoted: str) -> None:
    assert quotes.cut(f"{OWN}\n\n{quoted}") == OWN


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("words\n-- \nҮлгі\n8 701 123 45 67", "Үлгі\n8 701 123 45 67"),
        # Nothing of the message that is quoted below it,
        ("words\n--\nҮлгі\n\n23.11.2026 10:15, Пример пишет:\n> 8 702 123 45 67", "Үлгі"),
        # and not the signature of the one who is quoted.
        ("words\n\n-----Исходное сообщение-----\nОт: Пример\n-- \n8 702 123 45 67", ""),
        ("words", ""),
    ],
)
def test_a_signature_is_kept_beside_the_words(text: str, signature: str) -> None:
    assert quotes.divide(text) == ("words", signature)


def test_answers_between_quoted_lines_are_kept() -> None:
    text = "23.11.2026, 10:15, <info@example.test>:\n> Телефон?\n8 701\n> Адрес?\nАлматы"
    assert quotes.cut(text) == "8 701\nАлматы"


@pytest.mark.parametrize(
    "text",
    [
        # A colon at the end, a date, an address: and still the person's own words.
        "Прошу удалить данные:\nтелефон и адрес",
        "Я писал вам 23.11.2026 и прошу:\nудалить данные",
        "От: имени отца пишу",
        "Мой адрес user@example.test",
        "1) раз -- два",
        "раз\n—\nдва",
    ],
)
def test_own_words_that_look_like_quotes_are_kept(text: str) -> None:
    assert quotes.cut(text) == text


def test_a_hundred_kilobytes_of_near_quotes_are_read_to_their_end() -> None:
    assert quotes.cut("On 1 2026 at 10:15 \n" * 5000)
    assert quotes.cut("on 1 2 a:\n" * 500_000)
    assert quotes.cut("-" * 100_000)


@given(st.text())
def test_cutting_never_adds_anything(text: str) -> None:
    assert set(quotes.cut(text)) <= set(text) | {"\n"}


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Один <b>д</b>ва</p><p>три</p>", "Один два\n\nтри"),
        ("раз<br>два<br><br>три", "раз\nдва\n\nтри"),
        ("<div>раз</div><div>два</div>", "раз\nдва"),
        ("<ul><li>раз<li>два</ul>", "- раз\n- два"),
        ("<table><tr><td>ФИО:<td>Пример</table>", "ФИО: Пример"),
        ("a&nbsp;&lt;b&gt;\n  c", "a <b> c"),
        ("<style>x</style><script>y</script><title>z</title>текст", "текст"),
        ("<div style='display: none'>скрыто</div>видно", "видно"),
        ("<blockquote>раз<blockquote>два</blockquote></blockquote>", "> раз\n> > два"),
        ("", ""),
        ("<", "<"),
    ],
)
def test_html_reads_as_it_looks(page: str, text: str) -> None:
    assert html.read(page, quotes=True) == text


@pytest.mark.parametrize(
    "quoted",
    [
        "<div class=gmail_quote>On … wrote:<blockquote>Hello</blockquote></div>",
        "<blockquote type=cite>Hello</blockquote>",
        "<div id=appendonsend></div><hr><div id=divRplyFwdMsg>From: x</div><div>Hello</div>",
        "<div class=yahoo_quoted>Hello</div>",
        "<div class=gmail_signature>Primer</div>",
    ],
)
def test_what_html_marks_as_quoted_is_left_out(quoted: str) -> None:
    assert html.read(f"<div>{OWN}</div>{quoted}", quotes=False) == OWN
    assert html.read(f"<div>{OWN}</div>{quoted}", quotes=True) != OWN


def test_a_page_nested_thousands_deep_is_read() -> None:
    assert html.read("<div>" * 100_000 + OWN, quotes=True) == OWN


@given(st.text(alphabet="<>/abdiv p&;\"='quote\n"))
def test_no_html_makes_reading_raise(page: str) -> None:
    html.read(page, quotes=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Менің дербес деректерімді жоюды сұраймын", Language.KK),
        ("Прошу удалить мои персональные данные", Language.RU),
        # Without a Kazakh keyboard, and in Latin script.
        ("Менин дербес деректеримди жоюды сураймын", Language.KK),
        ("Derbes derekter turaly surau", Language.KK),
        # A Kazakh name in Russian words, and the other way round.
        ("Меня зовут Әсем, прошу отозвать согласие на обработку данных", Language.RU),
        ("Сәлеметсіз бе! Менің атым Иван, деректерімді жойыңыз", Language.KK),
        # Russian words that no list has.
        ("Верните деньги", Language.RU),
        ("Please delete my data", None),
        ("", None),
        ("12345", None),
    ],
)
def test_language_is_told_by_letters_and_words(text: str, expected: Language | None) -> None:
    assert language.guess(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A name and a number are in no language.
        ("Пример Примерович\n8 701 000 00 22", Language.KK),
        ("12345", Language.KK),
        # Words of the person's own outweigh the line that was copied from the policy.
        ("Прошу удалить мои данные", Language.RU),
        ("Верните деньги за испорченный товар", Language.RU),
    ],
)
def test_a_text_that_tells_nothing_is_in_the_language_of_its_subject_line(
    text: str, expected: Language
) -> None:
    assert language.guess(text, "Дербес деректер туралы сұрау") is expected
