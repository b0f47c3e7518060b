"""What a person writes later fills what their request lacked; nothing they said is overwritten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.events import Event, EventKind
from pd_intake_bot.domain.letters import LetterKind
from pd_intake_bot.domain.notices import Line, Worded
from pd_intake_bot.domain.policy import Policy
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.domain.submission import LeftOut, Submission
from pd_intake_bot.domain.understood import Reading
from pd_intake_bot.usecases.intake import cap
from pd_intake_bot.usecases.letters import cards
from pd_intake_bot.usecases.letters.post import Post
from pd_intake_bot.usecases.letters.writer import Writer
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.reading.fields import possible, read_fields, values

PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The case as it then stands, and what staff are to be told of what was read."""

    case: Case
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """Reads a follow-up into its case, inside the caller's transaction."""

    policy: Policy
    writer: Writer
    post: Post
    caps: cap.Limits = cap.NONE

    async def __call__(
        self,
        store: Store,
        case: Case,
        submission: Submission,
        *,
        by_person: bool,
        beside: Sequence[Reading] = (),
        now: datetime,
    ) -> Completed:
        """Fill the fields that are empty; of others, keep beside them what was said later.

        Where not `by_person`, as when somebody else answers our letter, all of it is unsure.
        `beside` is what was read beside their words, as in a signature: it is unsure, too.
        A letter goes only where something that the policy asks for was filled, or a file was
        not taken, so that there are no more letters than the person has to know of.
        """
        said = self._read(case, submission, by_person=by_person)
        read = (*said, *possible(beside, known=said))
        new = tuple(one for one in read if not _is_known(case, one))
        left_out = submission.left_out if by_person else ()
        if not (new or left_out):
            return Completed(case=case)
        changed, filled = await self._fill(store, case, new, now)
        wrote = await self._write(store, case, changed, filled, left_out, now)
        return Completed(case=changed, lines=tuple(_told(case, changed, filled, new, wrote=wrote)))

    async def _fill(
        self, store: Store, case: Case, new: Sequence[Reading], now: datetime
    ) -> tuple[Case, tuple[Field, ...]]:
        """Put what is new into the case; gives what was empty before."""
        filled = {
            field: value for field, value in values(new).items() if not case.fields.get(field)
        }
        fields = {**case.fields, **filled}
        after = replace(
            case,
            fields=fields,
            missing=self.policy.rights[case.right].missing(fields),
            understood=replace(case.understood, readings=(*case.understood.readings, *new)),
        )
        changed = await cards.change(store, after, now=now)
        differing = tuple({one.field for one in new if one.sure and one.field not in filled})
        if filled or differing:
            event = _event(changed, tuple(filled), differing, now)
            await store.events.add(case.id, event)
        return changed, tuple(filled)

    def _read(self, case: Case, submission: Submission, *, by_person: bool) -> Sequence[Reading]:
        asked = frozenset(field for requirement in case.missing for field in requirement)
        ours = frozenset({self.policy.controller.email.lower()})
        read = read_fields(submission.text, not_theirs=ours, asked=asked)
        return read if by_person else [replace(one, sure=False) for one in read]

    async def _write(
        self,
        store: Store,
        before: Case,
        after: Case,
        filled: Sequence[Field],
        left_out: Sequence[LeftOut],
        now: datetime,
    ) -> bool:
        """Thank the person, say what is missing still and which files were not taken.

        False where no letter goes.
        """
        is_news = before.missing != after.missing or left_out
        if not is_news or before.held_because or not after.state.is_open:
            return False
        if await cap.held_because(store, after.reply_to, limits=self.caps, now=now):
            return False
        letter = self.writer.completed(after, filled, left_out=left_out)
        kind, number = LetterKind.COMPLETED, after.version
        return await self.post(store, after, letter, kind=kind, number=number, now=now)


def _is_known(case: Case, one: Reading) -> bool:
    """Tell whether the case has this already; a doubt about what is known is none."""
    value = case.fields.get(one.field, "")
    if value.casefold() == one.value.casefold() or (value and not one.sure):
        return True
    return any(
        (other.field, other.value, other.sure) == (one.field, one.value, one.sure)
        for other in case.understood.readings
    )


def _event(case: Case, filled: Sequence[Field], differing: Sequence[Field], now: datetime) -> Event:
    data: dict[str, str | int | None] = {
        "fields": ", ".join(filled),
        "differ": ", ".join(sorted(differing)),
        "missing": len(case.missing),
    }
    return Event(kind=EventKind.COMPLETED, at=now, actor=PERSON, data=data)


def _told(
    before: Case, after: Case, filled: Sequence[Field], new: Sequence[Reading], *, wrote: bool
) -> Iterator[Line]:
    for field in filled:
        yield _line("notice-completed-field", field)
    missing = {field for requirement in after.missing for field in requirement}
    for field in dict.fromkeys(one.field for one in new if one.field not in filled):
        if any(one.sure for one in new if one.field is field):
            yield _line("notice-differs-field", field)
        elif field in missing:
            yield _line("notice-possibly-field", field)
    if before.missing and not after.missing:
        yield Line(text="notice-complete-now")
    if before.missing != after.missing and not wrote:
        yield Line(text="notice-completed-no-letter")


def _line(text: str, field: Field) -> Line:
    return Line(text=text, values={"field": Worded(key=f"field-{field.replace('_', '-')}")})
