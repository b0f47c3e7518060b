"""Puts together what officers may do about a case, from what writes and counts."""

from pd_intake_bot.domain.work import Act
from pd_intake_bot.usecases.letters.date_letters import DateLetters
from pd_intake_bot.usecases.letters.work_letters import WorkLetters
from pd_intake_bot.usecases.people.tie_channels import OfferTie
from pd_intake_bot.usecases.terms.confirm import Confirm
from pd_intake_bot.usecases.terms.date_change import DateChange
from pd_intake_bot.usecases.terms.extend import Extend
from pd_intake_bot.usecases.terms.pause import Pause
from pd_intake_bot.usecases.terms.reckon import Reckon
from pd_intake_bot.usecases.terms.work_dates import Confirming, Extending, Pausing
from pd_intake_bot.usecases.work.answer import Answer, Answering
from pd_intake_bot.usecases.work.ask import Ask
from pd_intake_bot.usecases.work.ask_proof import AskProof
from pd_intake_bot.usecases.work.close import Close, Reopen
from pd_intake_bot.usecases.work.doing import Written
from pd_intake_bot.usecases.work.merge import Merge
from pd_intake_bot.usecases.work.orders import Orders
from pd_intake_bot.usecases.work.refuse import Refuse
from pd_intake_bot.usecases.work.write import Write


def build(answer: Answer, reckon: Reckon, offer: OfferTie | None = None) -> Orders:
    """Build the orders of a service that answers, counts and invites like this."""
    policy, written = reckon.policy, written_of(answer)
    change = change_of(answer, reckon)
    pause = Pause(change=change)
    return Orders(
        policy=policy,
        doings={
            Act.ANSWER: Answering(answer=answer),
            Act.MESSAGE: Write(written=written),
            Act.QUESTION: Ask(written=written),
            Act.PROOF: AskProof(written=written, offer=offer),
            Act.REFUSE: Refuse(written=written),
            Act.CLOSE: Close(written=written),
            Act.REOPEN: Reopen(written=written),
            Act.CONFIRM: Confirming(confirm=Confirm(change=change)),
            Act.PAUSE: Pausing(pause=pause, act=Act.PAUSE),
            Act.RESUME: Pausing(pause=pause, act=Act.RESUME),
            Act.EXTEND: Extending(extend=Extend(change=change)),
        },
    )


def written_of(answer: Answer) -> Written:
    """Build what writes the letters of officers."""
    writer = answer.writer
    letters = WorkLetters(texts=writer.texts, policy=writer.policy)
    return Written(letters=letters, post=answer.post)


def change_of(answer: Answer, reckon: Reckon) -> DateChange:
    """Build what carries changes of dates through."""
    texts, policy = answer.writer.texts, reckon.policy
    letters = DateLetters(texts=texts, policy=policy, calendar=reckon.calendar)
    return DateChange(reckon=reckon, letters=letters, post=answer.post)


def merge_of(answer: Answer, reckon: Reckon) -> Merge:
    """Build what merges cases."""
    return Merge(written=written_of(answer), reckon=reckon)
