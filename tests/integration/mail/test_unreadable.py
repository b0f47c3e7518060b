"""Mail of which the server gives nothing: each message is put before staff, and tried again."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pd_intake_bot.app.ground import Ground, open_ground
from pd_intake_bot.app.mailbox import build_desk
from pd_intake_bot.mail.imap.mailbox import ImapSettings, MailboxError, Security
from pd_intake_bot.mail.mailbox.comparing import Comparison
from pd_intake_bot.mail.mailbox.poll import Watcher
from pd_intake_bot.mail.mailbox.trials import LOST_TRIES
from pd_intake_bot.sandbox.world import open_world
from pd_intake_bot.usecases.intake import reconcile
from pd_intake_bot.usecases.intake.reconcile import Reconcile, Tally
from tests.servers import service
from tests.servers.dovecot import PASSWORD
from tests.servers.peer import Answer, Peer

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
INQUIRY = "Дербес деректер туралы сұрау"
UIDS = (10, 11)
OUT_OF_ORDER = "{tag} NO [SERVERBUG] oops"


@pytest.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
    async with open_world(tmp_path) as world, open_ground(world.settings) as opened:
        yield opened


def watch(ground: Ground, peer: Peer) -> Watcher:
    desk = build_desk(ground)
    rec = Reconcile(transactions=ground.database, policy=ground.policy, wake=lambda: None)
    where = ImapSettings(
        host=peer.host,
        port=peer.port,
        security=Security.NONE,
        username="user@example.test",
        password=PASSWORD,
    )
    return Watcher(
        settings=where,
        intake=desk,
        first_scan_since=date(2026, 1, 1),
        poll=timedelta(seconds=1),
        limit=1_000_000,
        comparison=Comparison(ledger=desk, reconcile=rec),
    )


def put(uid: int, item: str, content: bytes) -> bytes:
    """Answer a FETCH with one message."""
    date_of_receipt = b'INTERNALDATE "23-Nov-2026 09:00:00 +0500" '
    head = b"* 1 FETCH (UID %d %bRFC822.SIZE %d " % (uid, date_of_receipt, len(content))
    return head + item.encode() + b" {%d}\r\n%b)\r\n" % (len(content), content)


async def look(watcher: Watcher, now: datetime) -> bool:
    try:
        return await watcher.tick(now)
    except MailboxError:
        return True


MAILS = {uid: service.write_mail(uid, INQUIRY) for uid in UIDS}
HEADS = {uid: raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" for uid, raw in MAILS.items()}


def heads(*uids: int) -> bytes:
    items = (put(uid, "BODY[HEADER.FIELDS (FROM)]", HEADS[uid]) for uid in uids)
    return b"".join(items) + b"{tag} OK done"


def bodies(*uids: int) -> bytes:
    return b"".join(put(uid, "BODY[]", MAILS[uid]) for uid in uids) + b"{tag} OK done"


NOTHING: list[Answer] = [OUT_OF_ORDER] * (1 + len(UIDS) * LOST_TRIES)
NO_BODY: list[Answer] = [heads(*UIDS), OUT_OF_ORDER]
NO_BODY += [one for uid in UIDS for _ in range(LOST_TRIES) for one in (heads(uid), OUT_OF_ORDER)]


@pytest.mark.parametrize("failing", [NOTHING, NO_BODY], ids=["nothing", "no body"])
async def test_mail_that_the_server_does_not_give_is_put_before_staff_and_read_once_it_does(
    ground: Ground, failing: list[Answer]
) -> None:
    script: dict[str, Answer | list[Answer]] = {
        "UID SEARCH": "* SEARCH 10 11\r\n{tag} OK done",
        "UID FETCH": [*failing, heads(*UIDS), bodies(*UIDS)],
    }
    async with Peer(script) as peer:
        watcher = watch(ground, peer)
        while await look(watcher, NOW):
            pass
        before_staff = await ground.database(lambda store: store.reviews.unplaced(limit=9))
        cases = await ground.database(lambda store: store.cases.all())
        assert (len(before_staff), len(cases)) == (len(UIDS), 0)

        while await look(watcher, TOMORROW):
            pass
        await watcher.close()

    result = await ground.database(reconcile.read)
    assert result is not None
    assert result.tally == Tally(looked=2, missed=2)
    assert len(await ground.database(lambda store: store.cases.all())) == len(UIDS)
