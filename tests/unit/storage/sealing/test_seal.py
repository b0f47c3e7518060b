"""Sealed values open under the same key, context and purpose, and under no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.storage.sealing.seal import PIECE, DataKey, Seal, WrongKey, new_data_key

KEY = Seal.new_key()


@given(plain=st.binary(max_size=200), context=st.text(max_size=50))
def test_what_is_sealed_opens_in_its_context(plain: bytes, context: str) -> None:
    seal = Seal(KEY)

    assert seal.open(seal.seal(plain, context), context) == plain


@given(place=st.integers(min_value=0, max_value=1 + 12 + 4 + 16 - 1), bit=st.integers(0, 7))
def test_no_bit_of_a_sealed_value_can_be_changed(place: int, bit: int) -> None:
    seal = Seal(KEY)
    sealed = bytearray(seal.seal(b"name", "cases.fields:1"))
    sealed[place] ^= 1 << bit

    with pytest.raises(WrongKey):
        seal.open(bytes(sealed), "cases.fields:1")


@pytest.mark.parametrize("length", range(0, 33, 4))
def test_a_value_cut_short_does_not_open(length: int) -> None:
    seal = Seal(KEY)

    with pytest.raises(WrongKey):
        seal.open(seal.seal(b"name", "here")[:length], "here")


def test_a_value_moved_to_another_row_does_not_open() -> None:
    seal = Seal(KEY)

    with pytest.raises(WrongKey):
        seal.open(seal.seal(b"name", "cases.fields:1"), "cases.fields:2")


def test_a_value_sealed_for_one_purpose_does_not_open_for_another() -> None:
    seal = Seal(KEY)

    with pytest.raises(WrongKey):
        seal.open(seal.seal(b"name", "here", purpose="blobs"), "here")


def test_another_key_does_not_open() -> None:
    with pytest.raises(WrongKey):
        Seal(Seal.new_key()).open(Seal(KEY).seal(b"name", "here"), "here")


def test_the_same_value_sealed_twice_looks_different() -> None:
    seal = Seal(KEY)

    assert seal.seal(b"name", "here") != seal.seal(b"name", "here")


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_in_pieces_opens_as_what_is_sealed_at_once(size: int) -> None:
    key = DataKey(7, new_data_key())
    plain = b"x" * size
    sealed = b"".join(key.seal_in_pieces(plain, "here"))

    assert key.open(sealed, "here") == plain
    assert len(sealed) == len(key.seal(plain, "here"))
    with pytest.raises(WrongKey):
        key.open(sealed, "there")


def test_an_index_is_the_same_for_the_same_value_purpose_and_key_alone() -> None:
    index = Seal(KEY).index("people", "mail:user@example.test")

    assert index == Seal(KEY).index("people", "mail:user@example.test")
    assert index != Seal(KEY).index("lanes", "mail:user@example.test")
    assert index != Seal(Seal.new_key()).index("people", "mail:user@example.test")


def test_each_purpose_has_a_key_of_its_own() -> None:
    seal = Seal(KEY)

    assert seal.subkey("message-ids") == Seal(KEY).subkey("message-ids")
    assert len({seal.subkey(each) for each in ("columns", "blobs", "index", "message-ids")}) == 4


def test_a_key_may_have_lost_its_padding_or_won_a_line_end() -> None:
    sealed = Seal(KEY).seal(b"name", "here")

    assert Seal(f"{KEY.rstrip('=')}\n").open(sealed, "here") == b"name"


@pytest.mark.parametrize(
    "key",
    [
        # Nothing at all.
        "",
        # 16 bytes: a key for AES-128.
        "AAAAAAAAAAAAAAAAAAAAAA==",
        # 33 bytes.
        "A" * 44,
        # Words of no alphabet.
        "correct horse battery staple, correct horse",
        "ключ" * 11,
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(WrongKey) as caught:
        Seal(key)

    assert not key or key not in str(caught.value)
