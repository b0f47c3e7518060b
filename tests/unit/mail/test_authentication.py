"""Only what our own receiver says on top of the message proves a mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.mail.reading.authentication import prove

OURS = "mx.example.test"


def message(*results: str, sender: str = "user@example.kz") -> bytes:
    """Put these fields on top of a message, then what the road and the sender have written."""
    ours = [f"Authentication-Results: {one}" for one in results]
    lines = [*ours, "Received: from a.test by mx.example.test", f"From: {sender}", "Subject: s"]
    return "\r\n".join([*lines, "", "text"]).encode()


@pytest.mark.parametrize(
    "result",
    [
        f"{OURS}; dmarc=pass header.from=example.kz",
        f"{OURS}; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=Example.KZ",
        # With a version, of the form and of the method; folded; with comments anywhere.
        f"{OURS} 1; dmarc/1=pass header.from=example.kz",
        f"(ours)\r\n\t{OURS} (so (is) it) 1;\r\n\tdmarc (a;b=c)\r\n\t= pass header.from=example.kz",
        f'"{OURS}"; dmarc=pass reason="as; it=should \\" be" header.from="example.kz"',
        f'{OURS}; spf=fail (a "quote) smtp.mailfrom=x.test; dmarc=pass header.from=example.kz',
        # One of several results is enough, whatever the others say.
        f"{OURS}; spf=fail smtp.mailfrom=a@x.test; dkim=fail; dkim=pass header.d=example.kz",
        f"{OURS}; dkim=pass header.i=@example.kz header.s=one header.b=ab+/",
        f"{OURS}; spf=pass smtp.mailfrom=bounce@example.kz",
        f"{OURS}; spf=pass smtp.mailfrom=example.kz; dmarc=none header.from=example.kz",
        # A result that is out of order is passed over.
        f"{OURS}; spf=pass oh no; dkim=pass header.b=a== header.d=example.kz",
    ],
)
def test_an_aligned_result_of_our_receiver_proves_the_mailbox(result: str) -> None:
    assert prove(message(result), receiver=OURS) is Proof.MAILBOX


def test_the_owner_of_the_domain_above_may_sign_for_the_one_below() -> None:
    raw = message(f"{OURS}; dkim=pass header.d=example.kz", sender="user@mail.example.kz")
    assert prove(raw, receiver=OURS) is Proof.MAILBOX


def test_a_domain_is_compared_in_one_form() -> None:
    raw = message(f"{OURS}; dmarc=pass header.from=xn--80ak6aa92e.kz", sender="a@аррӏе.kz")
    assert prove(raw, receiver=OURS) is Proof.MAILBOX


@pytest.mark.parametrize(
    "result",
    [
        "",
        f"{OURS}; none",
        f"{OURS}; dmarc=fail header.from=example.kz",
        # DMARC's word stands above that of the others.
        f"{OURS}; dkim=pass header.d=example.kz; dmarc=fail header.from=example.kz",
        f"{OURS}; dmarc=pass header.from=example.kz; dmarc=fail header.from=example.kz",
        # Of another domain, of a longer one, of one below, of a whole country.
        f"{OURS}; dmarc=pass header.from=x.test",
        f"{OURS}; dmarc=pass",
        f"{OURS}; dkim=pass header.d=x.test",
        f"{OURS}; dkim=pass header.d=anexample.kz",
        f"{OURS}; dkim=pass header.d=sub.example.kz",
        f"{OURS}; dkim=pass header.d=kz",
        f"{OURS}; spf=pass smtp.helo=example.kz",
        f"{OURS}; spf=softfail smtp.mailfrom=example.kz",
        f"{OURS}; dkim=bestguesspass header.d=example.kz",
        f"{OURS}; auth=pass smtp.auth=user@example.kz",
        # Words in a comment, in quotes, or in another result's value.
        f"{OURS}; none (; dmarc=pass header.from=example.kz)",
        f'{OURS}; spf=fail reason="; dmarc=pass header.from=example.kz"',
        f'{OURS}; spf=fail (") ; dmarc=fail header.from=x.kz; dkim=pass header.d=example.kz (")',
        # Brackets or quotes that are never closed.
        f"{OURS}; dmarc=pass header.from=example.kz (",
        f'{OURS}; dmarc=pass header.from=example.kz "',
        f"{OURS}; dmarc=pass header.from=example.kz )",
        # Another receiver, whose name begins like ours.
        "mx.example.test.evil.test; dmarc=pass header.from=example.kz",
        "evil.test (mx.example.test); dmarc=pass header.from=example.kz",
    ],
)
def test_anything_else_proves_nothing(result: str) -> None:
    assert prove(message(result), receiver=OURS) is Proof.CHANNEL


GOOD = f"{OURS}; dmarc=pass header.from=example.kz"


@pytest.mark.parametrize(
    "results",
    [
        # Below ours, where the sender can write.
        (f"{OURS}; dmarc=fail header.from=example.kz", GOOD),
        (f"{OURS}; none", GOOD),
        # Another receiver's is on top: ours is somebody's copy.
        ("evil.test; none", GOOD),
        ("evil.test; dmarc=pass header.from=example.kz",),
    ],
)
def test_a_forged_field_changes_nothing(results: tuple[str, ...]) -> None:
    assert prove(message(*results), receiver=OURS) is Proof.CHANNEL


def test_without_the_name_of_our_receiver_nothing_is_believed() -> None:
    assert prove(message(GOOD), receiver="") is Proof.CHANNEL
    assert prove(message("; dmarc=pass header.from=example.kz"), receiver="") is Proof.CHANNEL


@pytest.mark.parametrize(
    "sender",
    ["user@example.kz, other@x.test", "user@example.kz\r\nFrom: other@x.test", "", "user"],
)
def test_where_it_is_not_clear_who_wrote_nothing_is_proven(sender: str) -> None:
    assert prove(message(GOOD, sender=sender), receiver=OURS) is Proof.CHANNEL


@given(st.text(alphabet='"();= \\a.\r\n'))
def test_no_field_makes_reading_raise(junk: str) -> None:
    prove(message(f"{OURS}; {junk}"), receiver=OURS)
