"""Files that an officer sends with the words of a letter: which are taken, and what to tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiogram.types import Message

from pd_intake_bot.domain.case import Case
from pd_intake_bot.domain.person import TelegramChat
from pd_intake_bot.domain.submission import Attachment
from pd_intake_bot.domain.work import Act
from pd_intake_bot.telegram import attachments
from pd_intake_bot.telegram.screens import Screen, plain
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.letters.draft import Draft
from pd_intake_bot.telegram.staff.wanted import MAX_FILES
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn

_TAKE_FILES = frozenset({Act.ANSWER, Act.MESSAGE, Act.QUESTION, Act.REFUSE})
_MEGABYTE = 1024 * 1024
_BY_MAIL = 14 * _MEGABYTE
"""What all files of a letter by mail may be: in base64, 20 MB; many servers refuse more."""
_BY_TELEGRAM = 50 * _MEGABYTE
_KILOBYTE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosing:
    """Takes files into a draft, and names them as the letter is shown."""

    words: Wording

    def take(self, message: Message, turn: Turn, draft: Draft, case: Case) -> Draft | str:
        """Take the file of a message with its caption; else give what is wrong (HTML)."""
        taken = draft
        if message.message_id not in draft.files:
            refusal = self._refusal(message, turn, draft, case)
            if refusal:
                return refusal
            kept = turn.surroundings.attached
            taken = draft.with_file(message.message_id, kept) if kept else draft
        if message.caption or message.message_id in draft.words:
            taken = taken.with_words(message.message_id, message.caption or "")
        return taken

    def listed(self, files: Sequence[Attachment]) -> list[str]:
        """Name the files that go with a letter, each with its size (HTML); nothing for none."""
        if not files:
            return []
        return ["\n".join([self.words.say("staff-files", count=len(files)), *self._lines(files)])]

    async def added(self, turn: Turn, draft: Draft) -> Screen:
        """Tell that files are taken: a press shows the letter, once it has words."""
        if not draft.text:
            return Screen(text=self.words.say("staff-files-now-words"))
        text = self.words.say("staff-files-added")
        label = self.words.label("staff-button-look")
        maker = Maker(store=turn.store, now=turn.now)
        button = await maker.make(label, Action.LOOK, case=draft.case)
        return Screen(text=text, keyboard=((button,),))

    def _lines(self, files: Iterable[Attachment]) -> Iterable[str]:
        return (f"📎 {plain(one.name)} — {self._size(one.size)}" for one in files)

    def _size(self, size: int) -> str:
        if size < _MEGABYTE:
            return self.words.say("staff-file-kilobytes", size=str(max(1, size // _KILOBYTE)))
        return self.words.say(
            "staff-file-megabytes", size=f"{size / _MEGABYTE:.1f}".replace(".", ",")
        )

    def _refusal(self, message: Message, turn: Turn, draft: Draft, case: Case) -> str:
        """Say why a file is not taken; nothing where it is."""
        sighted, kept = attachments.of(message), turn.surroundings.attached
        if draft.act not in _TAKE_FILES:
            return self.words.say("staff-files-not-here")
        if sighted is None:
            return self.words.say("staff-files-kinds")
        if case.reply_to is None:
            return self.words.say("staff-files-nowhere")
        return self._no_room(sighted.name, kept, draft, case)

    def _no_room(self, name: str, kept: Attachment | None, draft: Draft, case: Case) -> str:
        if len(draft.files) >= MAX_FILES:
            return self.words.say("staff-files-too-many", name=name, files=str(MAX_FILES))
        if kept is None:
            limit = str(attachments.LIMIT // _MEGABYTE)
            return self.words.say("staff-file-too-big", name=name, megabytes=limit)
        by_telegram = isinstance(case.reply_to, TelegramChat)
        most = _BY_TELEGRAM if by_telegram else _BY_MAIL
        if sum(one.size for one in draft.files.values()) + kept.size <= most:
            return ""
        key = "staff-files-too-much" if by_telegram else "staff-files-too-much-mail"
        return self.words.say(key, name=name, megabytes=str(most // _MEGABYTE))
