"""Each answer comes back in one form, or with the way to put it right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot import i18n
from pd_intake_bot.domain.rights import Field, Language
from pd_intake_bot.usecases.intake import fields
from pd_intake_bot.usecases.intake.fields import FieldError

TEXTS = i18n.Texts(i18n.locales())

TAKEN = [
    (Field.PHONE, "8 701 000 00 01", "+77010000001"),
    (Field.PHONE, "+7 (701) 000-00-01", "+77010000001"),
    (Field.PHONE, "7010000001", "+77010000001"),
    (Field.PHONE, "тел. 8-727-250-00-01", "+77272500001"),
    # A person of another country keeps its number.
    (Field.PHONE, "+49 30 901820", "+4930901820"),
    (Field.EMAIL, " User@Example.Test ", "User@example.test"),
    (Field.EMAIL, "<user@example.test>", "user@example.test"),
    (Field.EMAIL, "mailto:user@example.test", "user@example.test"),
    (Field.FULL_NAME, "  Үлгі \n Үлгіұлы ", "Үлгі Үлгіұлы"),
    (Field.FULL_NAME, "Пример-Примеров П. П.", "Пример-Примеров П. П."),
    # The mark that turns the line round is not part of anybody's name.
    (Field.FULL_NAME, "\u202eПример\u202c Примерович", "Пример Примерович"),
    (Field.POSTAL_ADDRESS, "Алматы, Примерная, 1", "Алматы, Примерная, 1"),
    (Field.POSTAL_ADDRESS, "село Үлгі,\nвторой дом у реки", "село Үлгі, второй дом у реки"),
    (Field.DATA, "все", "все"),
    (Field.DETAILS, "строка\n\nещё  одна\n", "строка\n\nещё одна"),
]

REFUSED = [
    (Field.PHONE, "12345", "error-field-phone"),
    (Field.PHONE, "нет телефона", "error-field-phone"),
    (Field.PHONE, "8 800 080 00 0", "error-field-phone"),
    # Twelve digits are an identification number, whichever way they are spaced.
    (Field.PHONE, "870115300123", "error-field-iin"),
    (Field.PHONE, "870115 300 123", "error-field-iin"),
    (Field.EMAIL, "user@", "error-field-email"),
    (Field.EMAIL, "user example.test", "error-field-email"),
    (Field.EMAIL, "user@example", "error-field-email"),
    (Field.FULL_NAME, "Пример", "error-field-one-word"),
    (Field.FULL_NAME, "Пример ...", "error-field-one-word"),
    (Field.FULL_NAME, "Пример 2", "error-field-full-name"),
    (Field.FULL_NAME, "user@example.test user", "error-field-full-name"),
    (Field.FULL_NAME, "... ...", "error-field-full-name"),
    (Field.POSTAL_ADDRESS, "Алматы", "error-field-postal-address"),
    (Field.POSTAL_ADDRESS, "050000 050000", "error-field-postal-address"),
    (Field.DATA, "42", "error-field-words"),
    (Field.DETAILS, "?!", "error-field-words"),
    (Field.DETAILS, "\u200b \n", "error-field-empty"),
    (Field.FULL_NAME, "а" * 151, "error-field-long"),
]


@pytest.mark.parametrize(("field", "answer", "kept"), TAKEN)
def test_answer_is_kept_in_one_form(field: Field, answer: str, kept: str) -> None:
    assert fields.check(field, answer) == kept


@pytest.mark.parametrize(("field", "answer", "key"), REFUSED)
def test_wrong_answer_is_refused_with_the_reason(field: Field, answer: str, key: str) -> None:
    with pytest.raises(FieldError) as refused:
        fields.check(field, answer)
    assert refused.value.key == key


@pytest.mark.parametrize(("field", "answer", "key"), REFUSED)
@pytest.mark.parametrize("language", Language)
def test_every_refusal_has_its_words(
    field: Field, answer: str, key: str, language: Language
) -> None:
    with pytest.raises(FieldError) as refused:
        fields.check(field, answer)
    assert TEXTS.text(language, refused.value.key, **refused.value.values)
    assert key


def test_name_of_one_word_is_taken_from_who_insists() -> None:
    assert fields.check(Field.FULL_NAME, " Пример ", insisted=True) == "Пример"


@pytest.mark.parametrize(("field", "answer"), [(Field.FULL_NAME, "12"), (Field.PHONE, "12345")])
def test_what_cannot_be_is_refused_however_often_it_is_given(field: Field, answer: str) -> None:
    with pytest.raises(FieldError):
        fields.check(field, answer, insisted=True)


@given(field=st.sampled_from(Field), answer=st.text())
def test_any_text_is_kept_or_refused_and_what_is_kept_is_kept_again(
    field: Field, answer: str
) -> None:
    try:
        kept = fields.check(field, answer)
    except FieldError:
        return
    assert fields.check(field, kept) == kept
