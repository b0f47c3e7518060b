"""How officers are called, as they were when they last did something here."""

from pd_intake_bot.usecases.ports import Store


def mark(actor: str) -> str:
    """Name the mark that holds the name of an officer."""
    return f"officer:{actor}"


def told_mark(actor: str) -> str:
    """Name the mark that holds what Telegram calls an officer who has not written here yet."""
    return f"officer-told:{actor}"


async def name_of(store: Store, actor: str) -> str:
    """Give the name of an officer, or the number where no name is known."""
    return await store.marks.get(mark(actor)) or numbered(actor)


async def has_written(store: Store, actor: str) -> bool:
    """Tell whether an officer has ever written or pressed here."""
    return await store.marks.get(mark(actor)) is not None


async def told_name(store: Store, actor: str) -> str:
    """Give the name of an officer, be it one that Telegram alone has told; for leads in private."""
    own = await store.marks.get(mark(actor))
    return own or await store.marks.get(told_mark(actor)) or numbered(actor)


def numbered(actor: str) -> str:
    """Name an officer by the number of their account."""
    return f"№ {actor}"
