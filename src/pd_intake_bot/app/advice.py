"""What an operator can do about a part that is not well, by the words it is told of with."""

from collections.abc import Mapping

_TRY = "`pd-intake check` tries it and names the setting; then restart"
_BOT = (
    "take the bot's token from @BotFather anew (/mybots, the bot, API Token), put it into "
    "PD_TELEGRAM_TOKEN, restart"
)
_TELEGRAM = (
    "can this machine reach it? `curl -sI https://api.telegram.org` tells; behind a proxy, "
    "see PD_TELEGRAM_API. The service goes on by itself; Telegram keeps updates for a day"
)
_ROOM = "make room: `df -h` tells where; the service goes on by itself"
_FOLDER = (
    "are the data folder and the database there, and are they this account's to write? "
    "See PD_DATA_DIR and PD_DATABASE_URL; the service goes on by itself"
)
_DATABASE = (
    "`pd-intake check` says more of it; with PostgreSQL, `pg_isready` tells whether it is up, and "
    "PD_DATABASE_URL where it is looked for. The service goes on by itself"
)
_BROKEN = (
    "the file of the database is broken: end the service, put it aside, and bring the newest "
    "backup back with `pd-intake db restore FILE`"
)
_MAIL_SERVER = (
    "`pd-intake check` tries host, port, certificate and login (PD_SMTP_HOST and those beside "
    "it); letters wait and leave by themselves when it is back"
)
_MAILBOX = (
    "`pd-intake check` tries host, port and certificate (PD_IMAP_HOST and those beside it); mail "
    "waits in the mailbox, and the service goes on by itself"
)
_UNKNOWN = "if it stays for half an hour, report this line: it holds no personal data"

# The first that stands in the words counts, so what says more comes first.
_BY_WORDS: Mapping[str, str] = {
    "starting": "wait: it has not yet worked for the first time",
    "at one task since": "restart the service, then report this line: nothing in hand is lost",
    "LoginRefusedError": (
        "is the password in PD_IMAP_PASSWORD still the mailbox's? Many providers want one made "
        "for programs. Set it, restart"
    ),
    "FolderRefusedError": f"PD_IMAP_FOLDER or PD_IMAP_ALSO names it: {_TRY}",
    "MailboxError": _MAILBOX,
    "TokenRefused": _BOT,
    "TelegramUnauthorizedError": _BOT,
    "AnotherPoller": (
        "another installation polls with this token: end it, or give this one a bot of its own"
    ),
    "AnotherBot": (
        "this database has served another bot: is PD_TELEGRAM_TOKEN, or PD_DATABASE_URL, of "
        "another installation? Correct it, restart"
    ),
    "BotUnfit": (
        "is the bot in the group that PD_TELEGRAM_STAFF_CHAT names, as an administrator? "
        "`pd-intake check` says what it lacks; the service sees by itself that it is mended"
    ),
    "machine's clock": (
        "set this machine's clock, and keep it so: `timedatectl set-ntp true`; in a container, "
        "on the machine around it"
    ),
    "PolicyError": (
        "`pd-intake policy check` and `pd-intake calendar show` name the fault; until it is "
        "mended the service goes by what it read before"
    ),
    "policy file": (
        "`pd-intake policy check FILE`; then restart, or put the former file back: until then "
        "the service goes by what it read at its start"
    ),
    "disk is full": _ROOM,
    "disk I/O error": f"is the disk full, or failing (`dmesg`)? If full, {_ROOM}",
    "No space left": _ROOM,
    "database is locked": (
        "end the program that holds the file: a copy by `cp`, an open `sqlite3`; the service "
        "goes on by itself"
    ),
    "unable to open": _FOLDER,
    "readonly": _FOLDER,
    "no such table": _FOLDER,
    "PermissionError": _FOLDER,
    "FileNotFoundError": _FOLDER,
    "malformed": _BROKEN,
    "not a database": _BROKEN,
    "the database": _DATABASE,
    "Telegram": _TELEGRAM,
    "the mail server": _MAIL_SERVER,
    "SMTP": _MAIL_SERVER,
}


def what_to_do(fault: str) -> str:
    """Say what to do about a fault, never nothing: who reads it may have nobody to ask."""
    found = (advice for words, advice in _BY_WORDS.items() if words in fault)
    return next(found, _UNKNOWN)
