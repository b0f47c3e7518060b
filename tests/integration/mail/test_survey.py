"""What `pd-intake check` says of a mailbox."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from pd_intake_bot.mail.imap import mutf7
from pd_intake_bot.mail.imap.mailbox import ImapSettings, Mailbox, Security
from pd_intake_bot.mail.mailbox.survey import MailboxUnfitError, Wishes, survey
from pd_intake_bot.mail.mailbox.trace import Trace, TraceKind
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.peer import Peer

NOW = datetime(2024, 3, 11, 4, 30, tzinfo=UTC)
KEYWORD = Trace(kind=TraceKind.KEYWORD, name="$pd-intake")
MOVE = Trace(kind=TraceKind.MOVE, name="Өтініштер")
MAIL = b"From: user@example.test\r\nSubject: wanted\r\n\r\none\r\n"
_numbers = count(1)


@pytest.fixture
def user(dovecot: Dovecot) -> str:
    """Name a user who has one message of today and one of long ago."""
    name = f"survey{next(_numbers)}@example.test"
    dovecot.append(MAIL, name, when=NOW - timedelta(days=400))
    dovecot.append(MAIL, name, when=NOW)
    return name


async def look(
    server: Dovecot | Peer,
    user: str,
    *folders: str,
    since: date | None = None,
    trace: Trace | None = None,
) -> list[str]:
    settings = ImapSettings(
        host=server.host,
        port=server.port,
        security=Security.NONE,
        username=user,
        password=PASSWORD,
    )
    wishes = Wishes(
        folders=folders or ("INBOX",), since=since, poll=timedelta(seconds=60), trace=trace
    )
    async with await Mailbox.connect(settings) as mailbox:
        return (await survey(mailbox, wishes)).splitlines()


async def test_all_is_said_of_a_mailbox_that_is_only_read(dovecot: Dovecot, user: str) -> None:
    assert await look(dovecot, user) == [
        "INBOX: 2 messages; a first start reads all of them",
        "IDLE: yes, new mail is heard of at once",
        "moving mail: MOVE and UIDPLUS",
        "trace: none, the mailbox is only read (PD_IMAP_TRACE)",
    ]


async def test_a_chosen_date_is_said_with_what_it_leaves(dovecot: Dovecot, user: str) -> None:
    first, *_ = await look(dovecot, user, since=date(2024, 3, 1))
    assert first == "INBOX: 2 messages; a first start reads 1, since 2024-03-01"


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        (KEYWORD, "trace: registered mail gets the keyword $pd-intake"),
        (MOVE, "trace: registered mail is moved to Өтініштер"),
    ],
)
async def test_a_trace_that_can_be_left_is_said(
    dovecot: Dovecot, user: str, trace: Trace, words: str
) -> None:
    *_, last = await look(dovecot, user, trace=trace)
    assert last == words
    assert len(dovecot.flags(user)) == 2


async def test_a_further_folder_that_is_not_there_is_a_fault_with_its_cure(
    dovecot: Dovecot, user: str
) -> None:
    with pytest.raises(MailboxUnfitError, match=r"'Junk': make it, or correct .* PD_IMAP_ALSO"):
        await look(dovecot, user, "INBOX", "Junk")


async def test_where_a_folder_is_not_there_those_are_named_that_are(
    dovecot: Dovecot, user: str
) -> None:
    for folder in ("Өтініштер", 'a "b" & c'):
        spelt = mutf7.encode(folder).replace('"', '\\"')
        dovecot.append(MAIL, user, when=NOW, folder=spelt)
    with pytest.raises(MailboxUnfitError) as fault:
        await look(dovecot, user, "Inbox/Requests")
    assert 'folders there are: INBOX, a "b" & c, Өтініштер' in str(fault.value).splitlines()


async def test_a_trace_that_cannot_be_left_is_a_fault_with_its_cure() -> None:
    no_keywords = (
        "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [PERMANENTFLAGS (\\Seen)] f\r\n{tag} OK done"
    )
    async with Peer({"SELECT": no_keywords}) as peer:
        with pytest.raises(MailboxUnfitError, match="no such keyword: set PD_IMAP_TRACE=move"):
            await look(peer, "user", trace=KEYWORD)


async def test_a_server_that_cannot_push_is_asked_again_and_again() -> None:
    async with Peer({"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n{tag} OK done"}) as peer:
        said = await look(peer, "user")
    assert said[1:3] == [
        "IDLE: no, new mail is looked for every 60 s (PD_IMAP_POLL_SECONDS)",
        "moving mail: not possible",
    ]
