"""Masks: what the staff group may see of a person."""

import pytest

from pd_intake_bot.domain import person


@pytest.mark.parametrize(
    ("name", "masked"),
    [("Үлгі Үлгіұлы", "Ү*** Ү***"), ("Пример", "П***"), ("", ""), ("  А  Б ", "А*** Б***")],
)
def test_of_a_name_the_first_letters_are_left(name: str, masked: str) -> None:
    assert person.mask_name(name) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("user@example.test", "u***@e***.test"),
        ("u@mail.example.test", "u***@m***.test"),
        ("not an address", "n***"),
        ("", "***"),
    ],
)
def test_of_an_address_its_edges_are_left(address: str, masked: str) -> None:
    assert person.mask_address(address) == masked


def test_of_a_phone_the_last_two_digits_are_left() -> None:
    assert person.mask_phone("+7 701 000 00 21") == "+7 *** ** 21"


def test_of_words_only_their_number_is_left() -> None:
    assert person.mask_words("Алматы") == "*** (6)"


@pytest.mark.parametrize(
    ("address", "holder"),
    [
        ("user@office.test", "office.test"),
        ("user@a.b.Office.test.", "office.test"),
        # Names are held one label further down.
        ("user@school.edu.kz", "school.edu.kz"),
        ("user@mail.school.edu.kz", "school.edu.kz"),
        ("user@com.test", "com.test"),
        (
            "user@\u043f\u043e\u0447\u0442\u0430.\u043f\u0440\u0438\u043c\u0435\u0440.test",
            "xn--e1afmkfd.test",
        ),
        ("user@localhost", "localhost"),
        ("user", "user"),
    ],
)
def test_domains_beneath_one_are_counted_with_it(address: str, holder: str) -> None:
    assert person.MailAddress(address=address).holder == holder


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("User+shop@Example.test", "user@example.test"),
        ("+user@example.test", "+user@example.test"),
        ('"user"@example.test', "user@example.test"),
        ("us.er@gmail.com", "user@gmail.com"),
        ("us.er@googlemail.com", "user@gmail.com"),
        ("us.er@ya.ru", "user@yandex.ru"),
        ("us-er@yandex.kz", "user@yandex.ru"),
        ("us.er@example.test", "us.er@example.test"),
    ],
)
def test_spellings_that_lead_to_one_mailbox_are_counted_as_one(address: str, mailbox: str) -> None:
    assert person.MailAddress(address=address).mailbox == mailbox


def test_no_letter_is_made_latin_by_making_it_small() -> None:
    assert person.folded(" MAR\u212a@Example.TEST ") == "mar\u212a@example.test"
    assert person.folded("\u04ae\u043b\u0433\u0456@example.test").startswith("\u04af")
