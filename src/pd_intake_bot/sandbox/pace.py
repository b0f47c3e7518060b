"""How fast a bot may write: the rates that Telegram answers with 429."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Messages in a time: overall a second, to one chat a second, to one group a minute."""

    on: bool = True
    overall_per_second: int = 30
    chat_burst: int = 5
    group_per_minute: int = 20
