"""How officers are called, as they were when they last did something here."""

from pd_intake_bot.usecases.ports import Store


def mark(actor: str) -> str:
    """Name the mark that holds the name of an officer."""
    return f"officer:{actor}"


async def name_of(store: Store, actor: str) -> str:
    """Give the name of an officer, or the number where no name is known."""
    return await store.marks.get(mark(actor)) or f"№ {actor}"
