"""(d) What a message costs: looking at its header, parsing and classifying it, sealing its bytes.

Held against the standard library's own reading of the same message. `python -m bench.reading`
"""

import email
import email.policy
import time
from collections.abc import Callable

from bench import figures, mailbox

from pd_intake_bot import clock, settings
from pd_intake_bot.app.mailbox import build_reader
from pd_intake_bot.app.rules import load_policy, sender_address
from pd_intake_bot.mail.reading.reader import Reader
from pd_intake_bot.mail.threads import MessageIds
from pd_intake_bot.storage.sealing.seal import DataKey, new_data_key

MESSAGES = 500


def build() -> Reader:
    """Build what reads mail, as the service does."""
    chosen = settings.load({})
    policy = load_policy(chosen)
    own = sender_address(chosen, policy)
    ids = MessageIds(key=b"bench" * 8, domain=own.rpartition("@")[2])
    return build_reader(policy, ids, own, "bench")


def each(work: Callable[[bytes], object], messages: list[bytes]) -> float:
    """Give the median of the milliseconds of processor time that a message takes."""
    times = []
    for raw in messages:
        began = time.process_time()
        work(raw)
        times.append((time.process_time() - began) * 1000)
    return figures.middle(times)


def by_library(raw: bytes) -> object:
    """Read a message as the standard library's manual shows."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    return message["From"], message["Subject"], body and body.get_content()


def main() -> None:
    """Print the figures."""
    reader, key = build(), DataKey(1, new_data_key())
    now = clock.now()
    messages = [mailbox.request(number) for number in range(MESSAGES)]
    headers = [raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" for raw in messages]
    figures.title(f"(d) one message, processor time, median of {MESSAGES}")
    floor = each(by_library, messages)
    sight = each(reader.sight, headers)
    read = each(lambda raw: reader.read(raw, received_at=now, is_whole=True), messages)
    seal = each(lambda raw: key.seal(raw, "bench"), messages)
    figures.show("the standard library reads it", f"{floor:.2f} ms")
    figures.show(
        "the header looked at and classified", f"{sight:.2f} ms: {sight / floor:.2f} times"
    )
    figures.show("parsed, classified, fields read", f"{read:.2f} ms: {read / floor:.2f} times")
    figures.show("sealed", f"{seal:.3f} ms: {seal / floor:.3f} times")


if __name__ == "__main__":
    main()
