"""What people at the page do: each act takes plain values and works through real servers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pd_intake_bot.sandbox.page.chats import Plain
from pd_intake_bot.sandbox.page.correspondence import Draft
from pd_intake_bot.sandbox.page.scene import Scene
from pd_intake_bot.sandbox.telegram.phone import Phone
from pd_intake_bot.sandbox.telegram.screen import Press

Act = Callable[[Mapping[str, Any]], Awaitable[Plain]]

DONE: Plain = {}
ANSWER_WITHIN = 8.0
"""Seconds that a pressed button spins before the page gives up on an answer."""


class NoSuchAct(LookupError):
    """Nobody can do that here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Every act by its name."""

    scene: Scene

    async def do(self, name: str, given: Mapping[str, Any]) -> Plain:
        """Do something. Raises `NoSuchAct`, `LookupError` for what is gone, `KeyError`."""
        acts: Mapping[str, Act] = {
            "say": self._say,
            "edit": self._edit,
            "tap": self._tap,
            "press": self._press,
            "say-in-group": self._say_in_group,
            "press-in-group": self._press_in_group,
            "mail": self._mail,
            "day": self._day,
            "reminder": self._reminder,
            "deadline": self._deadline,
            "fault": self._fault,
            "restart": self._restart,
            "topics": self._topics,
        }
        if name not in acts:
            raise NoSuchAct(name)
        return await acts[name](given)

    def phone(self, number: int) -> Phone:
        """Find whoever's telephone it is, a person's or an officer's."""
        officer = self.scene.officers.get(number)
        return officer.phone if officer else self.scene.phones[number]

    async def _say(self, given: Mapping[str, Any]) -> Plain:
        await self.phone(given["who"]).send(given["text"], reply_to=given.get("reply"))
        return DONE

    async def _edit(self, given: Mapping[str, Any]) -> Plain:
        await self.phone(given["who"]).edit(given["message"], given["text"])
        return DONE

    async def _tap(self, given: Mapping[str, Any]) -> Plain:
        await self.phone(given["who"]).tap(given["label"])
        return DONE

    async def _press(self, given: Mapping[str, Any]) -> Plain:
        phone = self.phone(given["who"])
        return await _answer(await phone.press(given["button"], given["message"]))

    async def _say_in_group(self, given: Mapping[str, Any]) -> Plain:
        officer = self.scene.officers[given["who"]]
        await officer.send(given["text"], reply_to=given.get("reply"), topic=given.get("topic"))
        return DONE

    async def _press_in_group(self, given: Mapping[str, Any]) -> Plain:
        """Press a button; a link into the private chat is followed there, as an app would."""
        officer = self.scene.officers[given["who"]]
        answer = await _answer(await officer.press(given["button"], given["message"]))
        payload = parse_qs(urlsplit(answer.get("url", "")).query).get("start")
        if payload:
            await officer.phone.send(f"/start {payload[0]}")
            return {"private": True}
        return answer

    async def _mail(self, given: Mapping[str, Any]) -> Plain:
        await self.scene.mail.send(Draft(**{name: given[name] for name in given}))
        return DONE

    async def _day(self, _: Mapping[str, Any]) -> Plain:
        await self.scene.move_clock(timedelta(days=1))
        return DONE

    async def _reminder(self, _: Mapping[str, Any]) -> Plain:
        return {"none": not await self.scene.to_reminder()}

    async def _deadline(self, _: Mapping[str, Any]) -> Plain:
        return {"none": not await self.scene.to_deadline()}

    async def _fault(self, given: Mapping[str, Any]) -> Plain:
        switches = {"smtp": self.scene.switch_mail, "telegram": self.scene.switch_telegram}
        await switches[given["what"]](on=not given["broken"])
        return DONE

    async def _restart(self, _: Mapping[str, Any]) -> Plain:
        await self.scene.restart()
        return DONE

    async def _topics(self, _: Mapping[str, Any]) -> Plain:
        await self.scene.switch_topics()
        return DONE


async def _answer(press: Press) -> Plain:
    try:
        text = await press.answered(within=ANSWER_WITHIN)
    except TimeoutError:
        return {"unanswered": True}
    return {"text": text, "alert": press.alert, "url": press.url}
