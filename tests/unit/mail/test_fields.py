import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.mail import Found
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.mail.fields import read_fields
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
    return {field: found.value for field, found in read_fields(text).items()}


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
        "Телефон: нет",
        # A name or an address without a label is not guessed; nor is half a name taken for whole.
        "Меня зовут Пример Примеров, живу в Алматы",
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
    read = read_fields("мои номера 8 701 123 45 67 и 87027654321")
    assert read[Field.PHONE] == Found(value="+77011234567", words="8 701 123 45 67, 87027654321")


def test_a_labelled_value_wins_over_an_earlier_one_of_the_right_form() -> None:
    assert values("Мне звонили с 87027654321.\nМой телефон: 87011234567")[Field.PHONE] == (
        "+77011234567"
    )


def test_the_controllers_own_address_is_not_the_persons() -> None:
    text = "Пишу на info@example.test, отвечайте на user@example.test"
    read = read_fields(text, not_theirs=frozenset({"info@example.test"}))
    assert read[Field.EMAIL].value == "user@example.test"


@given(st.from_regex(r"(?:ИИН|ЖСН|тел)?:? ?\d{6}[ -]?\d{6}", fullmatch=True))
def test_no_twelve_digits_are_taken_for_a_phone_number(text: str) -> None:
    assert Field.PHONE not in values(text)


@pytest.mark.parametrize(
    "piece", ["8701123456 ", "a@", "ФИО:", ", имя", "1 ", "ф и о ", "(", "имя (", "> ", "тел "]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    with cut_off():
        read_fields(piece * 20_000)


@given(st.text())
def test_no_text_makes_reading_raise(text: str) -> None:
    read_fields(f"ФИО: {text}\nтел: {text} {text}@{text}")
