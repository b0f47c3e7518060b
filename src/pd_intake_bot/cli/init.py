"""The command that sets the service up: it asks, tries each answer, and writes `.env`."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from pd_intake_bot import settings
from pd_intake_bot.app import delivery, mailbox, setup
from pd_intake_bot.cli import check
from pd_intake_bot.cli.asking import NOTHING, Asking
from pd_intake_bot.cli.cures import FAULTS, REFUSED, untrusted
from pd_intake_bot.mail.autoconfig import Server
from pd_intake_bot.settings.keep import EnvFile
from pd_intake_bot.storage.sealing.seal import Seal

LOOKS = 600
"""How often the staff group is looked for, a second apart, before set-up asks again."""

_GROUP = """
       Now the staff group. In Telegram:
       1. make a group, or open the one there is; topics, in its settings, give each case its own;
       2. add {bot} to it and make it an administrator;
          leave Delete Messages on, and Manage Topics where there are topics;
       3. write /here in the group.
       Waiting for it (Ctrl-C leaves; what works so far is kept) ..."""

Found = TypeVar("Found")

NoQuestions = Annotated[
    bool,
    typer.Option(
        "--no-questions", help="Take what stands in the environment and .env; ask nothing."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(init)


def init(no_questions: NoQuestions = False) -> None:
    """Set up mailbox, sender, bot and staff group; each is tried as it is given.

    What works is kept in .env at once, so that it can be left and gone on with. Exit status 1
    where something does not work yet.
    """
    file = EnvFile(Path(".env"))
    stands = file.read()
    may_ask = sys.stdin.isatty() and not no_questions
    asking = Asking(file=file, answers=stands | _environment(os.environ), may_ask=may_ask)
    if stands and not asking.agree(f".env is there, with {len(stands)} settings. Go on with it?"):
        raise typer.Exit(1)
    _key(asking)
    servers = _mailbox(asking)
    _sender(asking, servers)
    if bot := _bot(asking):
        _group(asking, bot)
    _finish(asking)


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in variables.items()
        if name.startswith(settings.PREFIX) and not name.startswith(("PD_TEST_", "PD_DEMO_"))
    }


def _key(asking: Asking) -> None:
    if asking.answers.get("PD_SECRET_KEY") or asking.answers.get("PD_SECRET_KEY_FILE"):
        asking.tell("keys", "the root key is there already")
        return
    asking.keep({"PD_SECRET_KEY": Seal.new_key()})
    asking.tell(
        "keys",
        "a root key is made: PD_SECRET_KEY in .env. Copy it to where the backups are not:\n"
        "without it nobody can read the data, and nobody can help",
    )


def _mailbox(asking: Asking) -> Sequence[Server]:
    """Find and try the mailbox; gives the mail servers that were found with it."""
    fault: Exception | None = None
    if _given(asking, "IMAP"):
        fault = _try_as_given(asking, "imap")
        if fault is None or not asking.again("imap", fault):
            return ()
    while True:
        address = asking.ask("PD_SMTP_FROM", f"Mailbox that requests come to ({NOTHING}: no mail)")
        if not address:
            asking.tell("imap", "off: no mailbox", level="-")
            return ()
        answers = _login(asking, "IMAP", address, fault)
        print(f"       Looking for the servers of {address} ...", flush=True)
        found = asyncio.run(setup.find_servers(address))
        servers = _servers(asking, "IMAP", found.imap, mailbox.PORTS, fault)
        try:
            kept, words = _reach(asking, "IMAP", answers, servers)
        except FAULTS as error:
            fault = error
            if not asking.again("imap", error):
                return found.smtp
        else:
            asking.keep(kept)
            asking.tell("imap", f"{kept['PD_IMAP_HOST']}: {words}")
            _first_day(asking)
            return found.smtp


def _first_day(asking: Asking) -> None:
    """Ask from which day on mail counts: what lay there for years need not be a request today."""
    question = f"Read mail from which day on? YYYY-MM-DD ({NOTHING}: all)"
    while asking.may_ask:
        day = asking.ask("PD_IMAP_SINCE", question)
        fault = _try_as_given(asking, "imap") if day else None
        if fault is None:
            asking.keep({})
            return
        asking.answers.pop("PD_IMAP_SINCE")
        if not asking.again("imap", fault):
            return


def _sender(asking: Asking, found: Sequence[Server]) -> None:
    fault: Exception | None = None
    if _given(asking, "SMTP"):
        fault = _try_as_given(asking, "smtp")
        if fault is None or not asking.again("smtp", fault):
            return
    while True:
        address = asking.ask("PD_SMTP_FROM", f"Address that letters come from ({NOTHING}: none)")
        if not address:
            asking.tell("smtp", "off: letters wait in the outbox", level="-")
            return
        answers = _login(asking, "SMTP", asking.answers.get("PD_IMAP_USERNAME", address), fault)
        answers["PD_SMTP_FROM"] = address
        servers = _servers(asking, "SMTP", found, delivery.PORTS, fault)
        try:
            kept, words = _reach(asking, "SMTP", answers, servers)
        except FAULTS as error:
            fault = error
            if not asking.again("smtp", error):
                return
        else:
            asking.keep(kept)
            asking.tell("smtp", f"{kept['PD_SMTP_HOST']}: {words}")
            return


def _given(asking: Asking, kind: str) -> bool:
    return bool(asking.answers.get(f"PD_{kind}_HOST"))


def _try_as_given(asking: Asking, part: str) -> Exception | None:
    see = setup.see_mailbox if part == "imap" else setup.see_sender
    try:
        words = _with_password(asking, part, lambda: see(setup.read(asking.answers)))
    except FAULTS as error:
        return error
    asking.keep({})
    asking.tell(part, words or "off")
    return None


def _reach(
    asking: Asking, kind: str, answers: setup.Answers, servers: Sequence[Server]
) -> tuple[setup.Answers, str]:
    reach, name = setup.reach_mailbox, f"PD_{kind}_PASSWORD"
    if kind == "SMTP":
        reach = setup.reach_sender
    return _with_password(
        asking,
        kind.lower(),
        lambda: reach({**answers, name: asking.answers.get(name, "")}, servers),
    )


def _with_password(
    asking: Asking, part: str, attempt: Callable[[], Coroutine[None, None, Found]]
) -> Found:
    """Try; where nothing but the login is refused, ask for the password again and nothing else."""
    while True:
        try:
            return asyncio.run(attempt())
        except REFUSED as error:
            if not asking.may_ask:
                raise
            asking.tell_fault(part, error)
            question = f"Password once more ({NOTHING}: it is not the password)"
            if not asking.ask(f"PD_{part.upper()}_PASSWORD", question, secret=True):
                raise


def _login(asking: Asking, kind: str, proposed: str, fault: Exception | None) -> dict[str, str]:
    """Ask for user name and password, and for an authority where the certificate is at fault."""
    name = f"PD_{kind}_USERNAME"
    user = asking.ask(name, f"User name there ({NOTHING}: none)", proposed)
    answers = {**asking.answers, name: user}
    if user:
        name, same = f"PD_{kind}_PASSWORD", asking.answers.get("PD_IMAP_PASSWORD", "")
        answers[name] = asking.ask(name, "Password", same, secret=True)
    if fault is not None and untrusted(fault):
        name, question = f"PD_{kind}_CA_FILE", "File of your own certificate authority"
        same = asking.answers.get("PD_IMAP_CA_FILE", "")
        answers[name] = asking.ask(name, f"{question} ({NOTHING}: none)", same)
    return answers


def _servers(
    asking: Asking,
    kind: str,
    found: Sequence[Server],
    ports: Mapping[str, int],
    fault: Exception | None,
) -> Sequence[Server]:
    """Take the servers that were found; ask where there is none, or where they did not do."""
    if found and fault is None:
        return found
    proposed = asking.written.get(kind) or (found[0].host if found else "")
    written = asking.ask("", f"{kind} server, as name or name:port", proposed)
    if not asking.may_ask:
        asking.require(f"PD_{kind}_HOST")
    asking.written[kind] = written
    try:
        return setup.written_servers(written, ports)
    except ValueError:
        return ()


def _bot(asking: Asking) -> str:
    """Try the token; gives the bot's name, and nothing where there is no bot."""
    while True:
        if not (asking.answers.get("PD_TELEGRAM_TOKEN_FILE") or _asked_token(asking)):
            asking.tell("telegram", "off: no token", level="-")
            return ""
        try:
            seen = asyncio.run(setup.see_bot(setup.read(asking.answers)))
        except FAULTS as error:
            if not asking.again("telegram", error):
                return ""
            asking.answers.pop("PD_TELEGRAM_TOKEN", None)
        else:
            name, wants = seen or ("", ())
            asking.keep({})
            asking.tell("telegram", "\n".join([name, *wants]))
            return name


def _asked_token(asking: Asking) -> str:
    stands = asking.answers.get("PD_TELEGRAM_TOKEN", "")
    question = "Bot token, from @BotFather: /newbot (Enter: no Telegram)"
    token = stands or asking.ask("PD_TELEGRAM_TOKEN", question, secret=True)
    asking.answers["PD_TELEGRAM_TOKEN"] = token
    return token


def _group(asking: Asking, bot: str) -> None:
    if asking.may_ask and not asking.answers.get("PD_TELEGRAM_STAFF_CHAT"):
        print(_GROUP.format(bot=bot), flush=True)
    while True:
        try:
            words = _look_at_group(asking)
        except FAULTS as error:
            if not asking.again("staff group", error):
                return
        else:
            asking.keep({})
            asking.tell("staff group", words)
            return


def _look_at_group(asking: Asking) -> str:
    if not asking.answers.get("PD_TELEGRAM_STAFF_CHAT"):
        looks = LOOKS if asking.may_ask else 1
        found = asyncio.run(setup.find_group(setup.read(asking.answers), looks=looks))
        asking.answers["PD_TELEGRAM_STAFF_CHAT"] = "" if found is None else str(found)
    asking.require("PD_TELEGRAM_STAFF_CHAT")
    words = asyncio.run(setup.see_group(setup.read(asking.answers)))
    return f"{asking.answers['PD_TELEGRAM_STAFF_CHAT']}: {words}; its administrators are leads"


def _finish(asking: Asking) -> None:
    chosen = setup.read(asking.answers)
    faulty = check.examine_all(chosen, only=("database", "data folder", "policy", "workdays"))
    if asking.left or faulty:
        print(f"\nNot well yet: {', '.join(asking.left) or 'see above'}.")
        print("Run `pd-intake init` again to go on; `pd-intake check` tries everything.")
        raise typer.Exit(1)
    print("\nEverything works. Start with `pd-intake run`; try again with `pd-intake check`.")
