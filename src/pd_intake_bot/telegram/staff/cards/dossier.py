"""A case or a review item in an officer's private chat: everything that is kept about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.letters import Letter
from pd_intake_bot.domain.officers import Role
from pd_intake_bot.domain.person import MailAddress, TelegramChat
from pd_intake_bot.domain.review import Review, Verdict
from pd_intake_bot.domain.rights import Field, Right
from pd_intake_bot.domain.submission import Channel, Submission
from pd_intake_bot.domain.understood import Reading
from pd_intake_bot.telegram import letters
from pd_intake_bot.telegram.screens import Button, File, Keyboard, Screen, plain
from pd_intake_bot.telegram.staff import officers
from pd_intake_bot.telegram.staff.acts import changing, explaining, noting, retaining
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.cards import facts, menu, reasons, received, sequels, whose
from pd_intake_bot.telegram.staff.cards.history import History
from pd_intake_bot.telegram.staff.letters import approving, lacking
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.ports import Store
from pd_intake_bot.usecases.records.look import Dossier

SUFFIXES = {Channel.MAIL: "eml", Channel.TELEGRAM: "json", Channel.MANUAL: "json"}
"""What the original of a submission is saved as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Writes the screens of the private view, personal data and all."""

    words: Wording
    role: Role
    """Who only looks is offered nothing that is not theirs to press."""

    async def of_case(self, store: Store, dossier: Dossier, *, now: datetime) -> list[Screen]:
        """Write a case: the facts, each submission with its files, and the history."""
        halted = await store.clocks.halted(dossier.case.id)
        heading, *rest = facts.of_case(self.words, dossier.case, now, halted)
        opening = [heading, *await whose.lines(self.words, store, dossier.case), *rest]
        opening += await sequels.lines(self.words, store, dossier.case)
        opening += await approving.lines(self.words, store, dossier.case)
        opening += ["", *self._person(dossier.case)]
        screens = [Screen(text="\n".join(opening)), *self._read(dossier.case)]
        for number, submission in enumerate(dossier.submissions, 1):
            screens += self._submission(submission, f"{dossier.case.ref}-{number}")
        notes = await store.notes.of_case(dossier.case.id)
        screens += await noting.screens(self.words, store, notes)
        told = await History(words=self.words).lines(store, dossier.events, dossier.parcels)
        *first, last = _page(self.words.label("staff-history"), "\n".join(told))
        buttons = await self._buttons(store, dossier.case, now)
        return [*screens, *first, replace(last, keyboard=buttons)]

    async def of_review(self, store: Store, review: Review) -> list[Screen]:
        """Write a review item: why it is here, who looked at it, and the message."""
        lines = [*reasons.facts(self.words, review), *await self._looks(store, review)]
        if review.verdict is Verdict.OPEN and self.role.reaches(Role.OFFICER):
            lines += ["", self.words.say("queue-decide")]
        opening = Screen(text="\n".join(lines))
        return [opening, *self._submission(review.submission, f"review-{review.id}")]

    async def _looks(self, store: Store, review: Review) -> list[str]:
        looks = await store.looks.of_review(review.id)
        told = [
            self.words.say(
                "queue-looked",
                moment=self.words.moment(one.at),
                officer=await officers.name_of(store, one.actor),
            )
            for one in looks
        ]
        return ["", self.words.say("queue-looks"), *told] if told else []

    def _person(self, case: Case) -> Iterator[str]:
        for field, value in case.fields.items():
            yield self.words.line(field, value)
        match case.reply_to:
            case MailAddress():
                yield self.words.say("staff-reply-mail", address=case.reply_to.address)
            case TelegramChat():
                yield self.words.say("staff-reply-telegram", chat=str(case.reply_to.chat_id))
            case None if case.acknowledged_at or case.held_because:
                yield self.words.say("staff-unreachable")

    def _read(self, case: Case) -> list[Screen]:
        """Write what was read in the person's words, each thing with the words it came from."""
        right = self.words.policy.rights[case.right]
        lines = [
            self._reading(one)
            for one in case.understood.readings
            if one.sure or _is_told(one, right)
        ]
        if case.understood.suggestion:
            words = " … ".join(case.understood.suggestion.words)
            lines.append(self.words.label("staff-suggestion-words", words=words))
        return _page(self.words.label("staff-read"), *lines) if lines else []

    def _reading(self, one: Reading) -> str:
        name = self.words.field(one.field)
        return self.words.label(
            "staff-read-sure" if one.sure else "staff-read-possibly",
            name=name[:1].upper() + name[1:],
            value=one.value,
            words=one.words,
        )

    def _submission(self, submission: Submission, name: str) -> Iterator[Screen]:
        received = self.words.moment(submission.received_at)
        heading = self.words.label("staff-message", moment=received, place=self.words.place)
        yield from _page(heading, *self._head(submission), submission.text.strip())
        for file in submission.attachments:
            named = File(digest=file.digest, name=file.name)
            yield Screen(text=plain(f"{file.name} ({file.media_type})"), file=named)
        original = File(digest=submission.raw, name=f"{name}.{SUFFIXES[submission.channel]}")
        yield Screen(text=self.words.say("staff-original"), file=original)

    def _head(self, submission: Submission) -> Iterator[str]:
        address = f"<{submission.sender_address}>" if submission.sender_address else ""
        sender = " ".join(filter(None, (submission.sender_name, address)))
        if sender:
            yield self.words.label("staff-sender", sender=sender)
        if submission.subject_line:
            yield self.words.label("staff-subject-line", words=submission.subject_line)
        yield from received.whole(self.words, submission)

    async def _buttons(self, store: Store, case: Case, now: datetime) -> Keyboard:
        maker = Maker(store=store, now=now)
        explain = await explaining.button(self.words, maker, case)
        if not self.role.reaches(Role.OFFICER):
            return ((explain,),)
        below: Keyboard = (
            *await changing.suggested(self.words, maker, case),
            *await changing.all_rights(self.words, maker, case),
            (await menu.button(self.words, maker, case),),
            (explain,),
            *((one,) for one in await lacking.buttons(self.words, maker, case)),
        )
        if self.role.reaches(Role.LEAD):
            below = (*below, (await retaining.button(self.words, maker, case),))
        if not case.state.is_open:
            return below
        return (
            *await approving.buttons(self.words, maker, case),
            (await self._answer(maker, case),),
            *(await whose.buttons(self.words, maker, case) if case.officer is None else ()),
            *below,
        )

    async def _answer(self, maker: Maker, case: Case) -> Button:
        label = self.words.label(menu.answer_label(case))
        return await maker.make(label, Action.ANSWER, case=case.id, version=case.version)


def _page(heading: str, *paragraphs: str) -> list[Screen]:
    """Set a long text under a heading, in as many messages as it takes."""
    page = Letter(subject_line=heading, paragraphs=tuple(filter(None, paragraphs)))
    return [Screen(text=part) for part in letters.write(page)]


def _is_told(guess: Reading, right: Right) -> bool:
    """Tell whether a guess is of use: "my data" stands in every letter, and matters in few."""
    required = {field for requirement in right.required for field in requirement}
    return guess.field is not Field.DATA or guess.field in required
