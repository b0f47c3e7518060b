"""What an officer means by what they type: a number, an address, a phone, or nothing of these."""

import pytest

from pd_intake_bot.domain import contacts
from pd_intake_bot.usecases.overview.find import Number, understand


@pytest.mark.parametrize(
    ("words", "number"),
    [
        # As cards and letters write it, and as people do.
        ("PD-2026-00001-F", Number(number=1, year=2026)),
        ("pd 2026 00001 f", Number(number=1, year=2026)),
        # On a Cyrillic keyboard.
        ("РD-2026-00001-F", Number(number=1, year=2026)),
        # Without its check character, without zeros, without the letters.
        ("PD-2026-00017", Number(number=17, year=2026)),
        ("PD-2026-17", Number(number=17, year=2026)),
        ("2026-17", Number(number=17, year=2026)),
        # Alone: of whatever year.
        ("17", Number(number=17)),
        (" № 17 ", Number(number=17)),
        ("#00017", Number(number=17)),
        # A slip in the check character, in a figure, or in the letters.
        ("PD-2026-00001-G", Number(number=1, year=2026, slip=True)),
        ("PD-2026-00002-F", Number(number=2, year=2026, slip=True)),
        ("PD-2026-1-F", Number(number=1, year=2026)),
        ("PX-2026-00001", Number(number=1, year=2026, slip=True)),
    ],
)
def test_number_is_understood(words: str, number: Number) -> None:
    assert understand(words, prefix="PD") == number


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("user@example.test", "user@example.test"),
        ("USER@Example.test", "user@example.test"),
        ("Пример <user@example.test>", "user@example.test"),
    ],
)
def test_address_is_understood_however_it_is_cased(words: str, address: str) -> None:
    assert understand(words, prefix="PD") == contacts.mail(address)


@pytest.mark.parametrize(
    "words", ["+7 701 000 00 21", "8 (701) 000-00-21", "77010000021", "87010000021"]
)
def test_phone_is_understood_however_it_is_written(words: str) -> None:
    assert understand(words, prefix="PD") == contacts.phone("+77010000021")


@pytest.mark.parametrize("words", ["", "Пример Примерович", "завтра", "PD", "12-34"])
def test_anything_else_is_not_understood(words: str) -> None:
    assert understand(words, prefix="PD") is None
