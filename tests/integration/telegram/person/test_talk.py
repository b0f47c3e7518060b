"""A conversation survives being kept, and knows what is still to be asked."""

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field, Language, Request, Right, RightKey
from pd_intake_bot.domain.submission import Attachment, digest
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.talk import Draft, LastSent, Talk

RIGHT = Right(
    key=RightKey("withdrawal"),
    request=Request.WITHDRAWAL,
    title={},
    ask={},
    clause="§6",
    policy=None,
    law=None,
    required=((Field.FULL_NAME,), (Field.EMAIL, Field.POSTAL_ADDRESS)),
    helpful=((Field.PHONE,),),
)
FILE = Attachment(name="a.pdf", media_type="application/pdf", size=7, digest=digest(b"content"))
FULL = Talk(
    language=Language.KK,
    revision=12,
    back="Talking:answer",
    group="know",
    asked=Field.PHONE,
    correcting=2,
    keys=True,
    draft=Draft(
        id="500",
        right=RIGHT.key,
        fields={Field.FULL_NAME: "Үлгі Үлгіұлы"},
        proof=Proof.PHONE,
        skipped=(Field.EMAIL,),
        words=((3, "слова"),),
        files=(FILE,),
        messages=({"message_id": 3, "text": "слова", "edited": True},),
        album="7",
        offered=True,
    ),
    sent=LastSent(ref="PD-2026-00001-F", revision=9, messages=(1, 2)),
)


def test_conversation_comes_back_as_it_was_kept() -> None:
    assert talks.read(talks.write(FULL)) == FULL


def test_conversation_without_anything_is_kept_as_nothing() -> None:
    assert talks.write(Talk()) == {}


def test_what_the_policy_requires_is_asked_first() -> None:
    draft = Draft(id="1", right=RIGHT.key)
    assert talks.next_open(draft, RIGHT) == (Field.FULL_NAME,)


def test_one_of_several_fields_is_enough() -> None:
    draft = Draft(id="1").with_field(Field.FULL_NAME, "a b").with_field(Field.EMAIL, "a@b.test")
    assert talks.next_open(draft, RIGHT) == (Field.PHONE,)


def test_new_phone_number_takes_the_proof_of_the_old_one_away() -> None:
    shared = Draft(id="1").with_field(Field.PHONE, "+77010000001", proof=Proof.PHONE)
    assert shared.with_field(Field.PHONE, "+77010000002").proof is Proof.CHANNEL


def test_other_answers_leave_the_proof_alone() -> None:
    shared = Draft(id="1").with_field(Field.PHONE, "+77010000001", proof=Proof.PHONE)
    assert shared.with_field(Field.FULL_NAME, "a b").proof is Proof.PHONE
