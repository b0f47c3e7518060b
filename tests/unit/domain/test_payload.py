"""Letters and addresses survive the way into a parcel and back."""

import json

import pytest

from pd_intake_bot.domain import payload
from pd_intake_bot.domain.letters import Letter, LetterKind, PostedLetter
from pd_intake_bot.domain.person import MailAddress, ReplyTo, TelegramChat
from pd_intake_bot.domain.rights import Language

BY_MAIL = MailAddress(
    address="user@example.test", message_id="<2@example.test>", references=("<1@example.test>",)
)


@pytest.mark.parametrize("to", [BY_MAIL, MailAddress(address="u@e.test"), TelegramChat(chat_id=5)])
@pytest.mark.parametrize("language", [Language.KK, None])
def test_a_letter_comes_out_as_it_went_in(to: ReplyTo, language: Language | None) -> None:
    posted = PostedLetter(
        kind=LetterKind.ANSWER,
        letter=Letter(subject_line="Жауап", paragraphs=("Иә.", "Жоқ."), language=language),
        to=to,
        message_id="<pd.1@example.test>",
        automatic=False,
    )
    packed = json.loads(json.dumps(payload.write_letter(posted)))
    assert payload.read_letter(packed) == posted
