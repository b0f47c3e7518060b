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
