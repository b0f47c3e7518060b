import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.rights import Field
from pd_intake_bot.usecases.reading import fields
from pd_intake_bot.usecases.reading.fields import read_fields
from tests.patience import cut_off

RUSSIAN = """Здравствуйте!
ФИО: Примеров Пример Примерович
Тел.: 8 (701) 123-45-67
Адрес: г. Алматы, ул. Примерная, 1
Персональные данные: номер телефона и адрес доставки
С уважением"""
KAZAKH = """Сәлеметсіз бе!
ТАӘ: Үлгі Үлгіұлы
Ұялы телефоным: +7 701 123 45 67
Мекенжайым:
Алматы қ.,
Үлгі көшесі, 1

Дербес деректер: барлық деректерім"""


def values(text: str) -> dict[Field, str]:
    return fields.values(read_fields(text))


def test_labelled_lines_in_russian_are_read() -> None:
    assert values(RUSSIAN) == {
        Field.FULL_NAME: "Примеров Пример Примерович",
        Field.PHONE: "+77011234567",
        Field.POSTAL_ADDRESS: "г. Алматы, ул. Примерная, 1",
        Field.DATA: "номер телефона и адрес доставки",
    }


def test_labelled_lines_in_kazakh_are_read() -> None:
    assert values(KAZAKH) == {
        Field.FULL_NAME: "Үлгі Үлгіұлы",
        Field.PHONE: "+77011234567",
        Field.POSTAL_ADDRESS: "Алматы қ., Үлгі көшесі, 1",
        Field.DATA: "барлық деректерім",
    }


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Ф. И. О. — Пример Примеров", Field.FULL_NAME, "Пример Примеров"),
        ("1) ФИО (полностью): Пример Примеров.", Field.FULL_NAME, "Пример Примеров"),
        ("* Фамилия, имя, отчество = Примеров Пример", Field.FULL_NAME, "Примеров Пример"),
        ("аты-жөнім: Үлгі Үлгіұлы", Field.FULL_NAME, "Үлгі Үлгіұлы"),
        # Typed without a Kazakh keyboard.
        ("Аты жони: Улги Улгиулы", Field.FULL_NAME, "Улги Улгиулы"),
        ("Тегі, аты, әкесінің аты: Үлгіұлы Үлгі", Field.FULL_NAME, "Үлгіұлы Үлгі"),
        ("Full name: Primer Primerov", Field.FULL_NAME, "Primer Primerov"),
        ("WhatsApp: 87011234567", Field.PHONE, "+77011234567"),
        ("байланыс телефоны: 8 7272 50 00 00", Field.PHONE, "+77272500000"),
        ("Адрес электронной почты: user@example.test", Field.EMAIL, "user@example.test"),
        ("Эл. пошта: <user@example.test>", Field.EMAIL, "user@example.test"),
        ("Почтовый адрес: Алматы, 1", Field.POSTAL_ADDRESS, "Алматы, 1"),
        ("Какие данные: все", Field.DATA, "все"),
        ("Деректер: телефон", Field.DATA, "телефон"),
        ("Мән-жайы: есімім қате жазылған", Field.DETAILS, "есімім қате жазылған"),
        # In running text only a phone number and an address have a form of their own.
        ("Позвоните мне на +7 (701) 123-45-67.", Field.PHONE, "+77011234567"),
        ("Пишите на user@example.test!", Field.EMAIL, "user@example.test"),
    ],
)
def test_one_line_is_read(line: str, field: Field, value: str) -> None:
    assert values(line).get(field) == value


def test_several_labels_on_one_line_are_told_apart() -> None:
    read = values("ФИО: Пример Примеров, тел.: 87011234567, адрес: Алматы, ул. Примерная, 1")
    assert read == {
        Field.FULL_NAME: "Пример Примеров",
        Field.PHONE: "+77011234567",
        Field.POSTAL_ADDRESS: "Алматы, ул. Примерная, 1",
    }


@pytest.mark.parametrize(
    "text",
    [
        # An individual identification number, alone, with a space, among words.
        "ИИН: 900101300123",
        "ЖСН 900101 300123",
        "мой иин 870112345678 спасибо",
        # Numbers that no telephone has.
        "Заказ 12345, сумма 45 000 тенге",
        "Мой компьютер: [70.183.18.160], версия 842758.25055",
        "Адрес: <user> = 1",
        "Телефон: нет",
        # Half a name is not taken for whole, nor a town for an address.
        "Меня зовут Пример, живу в Алматы",
        "ФИО: Пример",
        "ФИО: 12345",
        "Адрес: -",
        "Имя пользователя и пароль",
        "Эти данные: ",
        "user@@example.test, user@, @example.test",
        "",
    ],
)
def test_what_is_not_there_is_not_guessed(text: str) -> None:
    assert values(text) == {}


def test_the_words_it_was_read_from_come_along() -> None:
    read = read_fields("Мои номера 8 701 123 45 67 и 87027654321")
    assert [(one.value, one.words, one.sure) for one in read] == [
        ("+77011234567", "8 701 123 45 67", True),
        ("+77027654321", "87027654321", True),
    ]


def test_a_labelled_value_wins_over_an_earlier_one_of_the_right_form() -> None:
    assert values("Мне звонили с 87027654321.\nМой телефон: 87011234567")[Field.PHONE] == (
        "+77011234567"
    )


def test_the_controllers_own_address_is_not_the_persons() -> None:
    text = "Пишу на info@example.test, отвечайте на user@example.test"
    read = read_fields(text, not_theirs=frozenset({"info@example.test"}))
    assert fields.values(read) == {Field.EMAIL: "user@example.test"}


@given(st.from_regex(r"(?:ИИН|ЖСН|тел)?:? ?\d{6}[ -]?\d{6}", fullmatch=True))
def test_no_twelve_digits_are_taken_for_a_phone_number(text: str) -> None:
    assert read_fields(text) == ()


@pytest.mark.parametrize(
    "piece", ["8701123456 ", "a@", "ФИО:", ", имя", "1 ", "ф и о ", "(", "имя (", "> ", "тел "]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    with cut_off():
        read_fields(piece * 20_000)


@given(st.text())
def test_no_text_makes_reading_raise(text: str) -> None:
    read_fields(f"ФИО: {text}\nтел: {text} {text}@{text}")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        # Said of oneself.
        ("Меня зовут Пример Примеров, живу в Алматы", Field.FULL_NAME, "Пример Примеров"),
        ("Я, Примеров Пример Примерович, прошу", Field.FULL_NAME, "Примеров Пример Примерович"),
        ("Сәлем! Мен, Үлгі Үлгіұлы, сұраймын", Field.FULL_NAME, "Үлгі Үлгіұлы"),
        ("Менің атым Үлгі Үлгіұлы.", Field.FULL_NAME, "Үлгі Үлгіұлы"),
        ("ФИО: Примеров П.П., 1990 г.р.", Field.FULL_NAME, "Примеров П.П"),
        ("ФИО: Примеров Пример, ИИН 900101300123", Field.FULL_NAME, "Примеров Пример"),
        (
            "Проживаю по адресу: г. Алматы, ул. Примерная, д. 1, кв. 2, тел. 87011234567",
            Field.POSTAL_ADDRESS,
            "г. Алматы, ул. Примерная, д. 1, кв. 2",
        ),
        (
            "Мен Алматы қаласы, Үлгі көшесі, 1-үй мекенжайы бойынша тұрамын",
            Field.POSTAL_ADDRESS,
            "Алматы қаласы, Үлгі көшесі, 1-үй",
        ),
        (
            "Отзываю согласие на обработку всех моих персональных данных.",
            Field.DATA,
            "всех моих персональных данных",
        ),
        ("Барлық дербес деректерімді өңдеуге келісімімді қайтарып аламын", Field.DATA, None),
        (
            "прекратите обработку следующих данных: номер телефона, адрес доставки.",
            Field.DATA,
            "номер телефона, адрес доставки",
        ),
        ("тел. 8 701 123 45 67", Field.PHONE, "+77011234567"),
        ("С уважением,\nПример\nмоб 8-701-123-45-67", Field.PHONE, "+77011234567"),
        (
            "Мне звонили с номера 8 702 765 43 21, мой номер 8 701 123 45 67",
            Field.PHONE,
            "+77011234567",
        ),
    ],
)
def test_what_a_person_says_of_themselves_is_sure(
    text: str, field: Field, value: str | None
) -> None:
    read = values(text).get(field)
    assert read == value if value else read


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        # A number that rang, or one of several.
        ("Мне звонили с номера 8 702 765 43 21", Field.PHONE, "+77027654321"),
        ("Маған 8 702 765 43 21 нөмірінен хабарласты", Field.PHONE, "+77027654321"),
        ("8 702 765 43 21\n8 701 123 45 67", Field.PHONE, "+77027654321"),
        # Without its beginning it may be the number of anything.
        ("Договор 800-336-1166", Field.PHONE, "+78003361166"),
        ("a@example.test, b@example.test", Field.EMAIL, "a@example.test"),
        # A signature may be a lawyer's.
        ("Прошу ответить.\n\nС уважением, Примеров Пример", Field.FULL_NAME, "Примеров Пример"),
        ("Жауап беріңіз.\nҚұрметпен,\nҮлгі Үлгіұлы", Field.FULL_NAME, "Үлгі Үлгіұлы"),
        # A line that looks like an address may be the shop's.
        ("г. Алматы, ул. Примерная, 1", Field.POSTAL_ADDRESS, "г. Алматы, ул. Примерная, 1"),
        ("Алматы қ., Үлгі көшесі, 1-үй", Field.POSTAL_ADDRESS, "Алматы қ., Үлгі көшесі, 1-үй"),
        # Whose data is said, and not which.
        ("Отзываю согласие на обработку моих данных", Field.DATA, "моих данных"),
    ],
)
def test_what_only_may_be_meant_so_fills_nothing(text: str, field: Field, value: str) -> None:
    read = [(one.field, one.value, one.sure) for one in read_fields(text)]
    assert (field, value, False) in read
    assert field not in values(text)


def test_a_line_that_answers_our_question_is_sure() -> None:
    asked = frozenset({Field.FULL_NAME, Field.POSTAL_ADDRESS, Field.DATA})
    reply = "1. Примеров Пример\n2. г. Алматы, ул. Примерная, 1\n3. номер телефона и почта"
    assert fields.values(read_fields(reply, asked=asked)) == {
        Field.FULL_NAME: "Примеров Пример",
        Field.POSTAL_ADDRESS: "г. Алматы, ул. Примерная, 1",
        Field.DATA: "номер телефона и почта",
    }


def test_a_greeting_is_nobodys_name() -> None:
    assert read_fields("Добрый День\nСпасибо Большое", asked=frozenset(Field)) == ()
