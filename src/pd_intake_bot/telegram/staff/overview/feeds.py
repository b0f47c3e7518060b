"""An officer's calendar addresses: made, shown once, and revoked, in the private chat alone."""

from dataclasses import dataclass

from aiogram.types import Message

from pd_intake_bot.telegram.screens import Keyboard, Screen
from pd_intake_bot.telegram.staff.buttons import Action, Maker
from pd_intake_bot.telegram.staff.press import Press
from pd_intake_bot.telegram.staff.wording import Wording
from pd_intake_bot.telegram.turn import Turn
from pd_intake_bot.usecases.overview import feed
from pd_intake_bot.usecases.overview.feed import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """The command /feed and its buttons. `base` is where the web server is reached."""

    words: Wording
    base: str

    async def command(self, message: Message, turn: Turn) -> None:
        """Say what the calendar is, which addresses there are, and offer to make or revoke."""
        if message.from_user is None:
            return
        scopes = await turn.store.feeds.of_officer(str(message.from_user.id))
        has = [self.words.say(f"clockwork-feed-has-{scope}") for scope in scopes]
        lines = [self.words.say("clockwork-feed-menu"), *has]
        if not has:
            lines.append(self.words.say("clockwork-feed-none"))
        maker = Maker(store=turn.store, now=turn.now)
        keyboard = await self._keyboard(maker, revocable=bool(has))
        screen = Screen(text="\n\n".join(lines), keyboard=keyboard)
        await turn.replies.send(message.chat.id, screen)

    async def point(self, message: Message, turn: Turn) -> None:
        """Say in the group, where an address would be everybody's, where to ask for one."""
        text = self.words.say("clockwork-feed-private")
        await turn.replies.send(message.chat.id, Screen(text=text))

    async def make(self, press: Press) -> None:
        """Make an address and show it, this once."""
        scope = Scope(press.word("scope"))
        store, now = press.turn.store, press.turn.now
        token = await feed.issue(store, press.actor, scope, now=now)
        address = f"{self.base}/feed/{token}.ics"
        text = self.words.say("clockwork-feed-made", address=address)
        keyboard = await self._keyboard(press.maker, revocable=True)
        await press.turn.replies.send(press.officer, Screen(text=text, keyboard=keyboard))

    async def revoke(self, press: Press) -> None:
        """Make all of the officer's addresses worth nothing."""
        await press.turn.store.feeds.revoke(press.actor)
        press.turn.effects.tell(self.words.label("clockwork-feed-revoked"), alert=True)

    async def _keyboard(self, maker: Maker, *, revocable: bool) -> Keyboard:
        rows = [
            (
                await maker.make(
                    self.words.label(f"clockwork-feed-button-{scope}"),
                    Action.MAKE_FEED,
                    scope=scope.value,
                ),
            )
            for scope in Scope
        ]
        if revocable:
            label = self.words.label("clockwork-feed-button-revoke")
            rows.append((await maker.make(label, Action.REVOKE_FEEDS),))
        return tuple(rows)
