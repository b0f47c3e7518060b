"""Presses that merge a case into another of the same person, or take another right out of it."""

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass

from pd_intake_bot.domain.case import Case, CaseId
from pd_intake_bot.domain.rights import RightKey
from pd_intake_bot.errors import IntakeError, Unavailable
from pd_intake_bot.telegram.screens import Button, Screen
from pd_intake_bot.telegram.staff import backing_out
from pd_intake_bot.telegram.staff.buttons import Action
from pd_intake_bot.telegram.staff.cards.history import CHANGES, History
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.usecases.work.merge import Merge
from pd_intake_bot.usecases.work.split import Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Tying:
    """Each in two steps: what with, and then it is done; a case that has changed is left."""

    words: Wording
    merge: Merge
    split: Split

    async def candidates(self, press: Press) -> None:
        """Offer the other cases in which this person asks for the same."""
        case = await self._get(press)
        others = await self.merge.candidates(press.turn.store, case)
        if not others:
            press.turn.effects.tell(self.words.label("staff-merge-none"), alert=True)
            return
        rows = [
            await press.maker.make(
                self._named(one),
                Action.MERGE_INTO,
                case=case.id,
                version=case.version,
                other=one.id,
            )
            for one in others
        ]
        await self._ask(press, case, "staff-merge", rows)

    async def into(self, press: Press) -> None:
        """Merge the two."""
        turn, case = press.turn, await self._unchanged(press)
        if case is None:
            return
        merging = self.merge(
            turn.store,
            case.id,
            CaseId(press.number("other")),
            version=case.version,
            officer=press.actor,
            now=turn.now,
        )
        kept = await self._unless_refused(press, merging)
        if kept is not None:
            await self._done(press, "staff-merged", ref=str(kept.ref))

    async def groups(self, press: Press) -> None:
        """Offer all other rights by their groups."""
        case = await self._get(press)
        rows = []
        for group in self.words.policy.groups:
            if len(group.rights) == 1:
                rows += await self._rights(press, case, group.rights)
                continue
            label = group.ask[self.words.language]
            rows.append(
                await press.maker.make(label, Action.SPLIT_IN_GROUP, case=case.id, group=group.key)
            )
        await self._ask(press, case, "staff-split", rows)

    async def rights(self, press: Press) -> None:
        """Offer the other rights of one group."""
        case, key = await self._get(press), press.word("group")
        [group] = [one for one in self.words.policy.groups if one.key == key]
        await self._ask(press, case, "staff-split", await self._rights(press, case, group.rights))

    async def off(self, press: Press) -> None:
        """Take the right out."""
        turn, case = press.turn, await self._unchanged(press)
        if case is None:
            return
        splitting = self.split(
            turn.store,
            case.id,
            RightKey(press.word("right")),
            version=case.version,
            officer=press.actor,
            now=turn.now,
        )
        taken = await self._unless_refused(press, splitting)
        if taken is not None:
            title = self.words.title(taken.right)
            await self._done(press, "staff-split-off", ref=str(taken.ref), title=title)

    async def _unless_refused(self, press: Press, doing: Awaitable[Case]) -> Case | None:
        """Give the case that comes of it; None, and the officer told why, where it can't be."""
        try:
            return await doing
        except Unavailable:
            raise
        except IntakeError as error:
            press.turn.effects.tell(self.words.label(error.key, **error.values), alert=True)
            return None

    async def _rights(self, press: Press, case: Case, rights: Iterable[RightKey]) -> list[Button]:
        return [
            await press.maker.make(
                self.words.ask(right),
                Action.SPLIT_OFF,
                case=case.id,
                version=case.version,
                right=right,
            )
            for right in rights
            if right != case.right
        ]

    async def _get(self, press: Press) -> Case:
        return await press.turn.store.cases.get(press.case_id)

    async def _unchanged(self, press: Press) -> Case | None:
        """Give the case as the officer saw it; else tell who did what, and when."""
        case = await self._get(press)
        if case.version == press.number("version") and case.state.is_open:
            return case
        what = await History(words=self.words).last(press.turn.store, case.id, *CHANGES)
        press.turn.effects.tell(self.words.label("staff-too-late", what=what), alert=True)
        return None

    async def _ask(self, press: Press, case: Case, key: str, rows: Iterable[Button]) -> None:
        cancel = await backing_out.button(self.words, press.maker)
        text = self.words.say(key, ref=str(case.ref), title=self.words.title(case.right))
        screen = Screen(text=text, keyboard=tuple((one,) for one in (*rows, cancel)))
        await press.turn.replies.send(press.chat_id, screen, edit=press.message_id)

    async def _done(self, press: Press, key: str, **values: str) -> None:
        text = Screen(text=self.words.say(key, **values))
        await press.turn.replies.send(press.chat_id, text, edit=press.message_id)

    def _named(self, case: Case) -> str:
        received = self.words.policy.local_date(case.received_at)
        return f"{case.ref} · {self.words.day(received)}"
