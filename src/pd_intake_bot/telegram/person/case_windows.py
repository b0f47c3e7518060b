"""The screens about registered cases: what each shows, and nothing of what it does."""

from collections.abc import Iterable

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.telegram.person import files, status
from pd_intake_bot.telegram.person.presses import Action
from pd_intake_bot.telegram.person.view import View
from pd_intake_bot.telegram.screens import Button, Keyboard, Screen

LISTED = 6
"""So many cases have a button; the others are opened by `/status` and their number."""


def cases(view: View) -> Screen:
    """List the person's own cases, each with a button."""
    buttons = [
        view.choice(view.label("person-button-case", ref=one.ref), Action.CASE, one.ref)
        for one in view.talk.cases[:LISTED]
    ]
    if view.talk.back is not None:
        buttons.append(view.button("back", Action.RESUME))
    return Screen(text=status.write(view), keyboard=_rows(buttons))


def case(view: View) -> Screen:
    """Show one case, what is awaited, and what may be done."""
    followed = view.talk.followed
    buttons = [view.button("more", Action.MORE)]
    if followed.is_due:
        buttons.append(view.button("explain", Action.EXPLAIN))
    if followed.state.is_open:
        if followed.proof.rank < Proof.TIED.rank:
            buttons.append(view.button("prove", Action.PROVE))
        buttons.append(view.button("withdraw", Action.WITHDRAW))
    buttons.append(view.button("cases", Action.CASES))
    return Screen(text=status.write_case(view, followed), keyboard=_rows(buttons))


def more(view: View) -> Screen:
    """Take more words and files for a case."""
    ref, added = view.talk.chosen, view.talk.addition
    if added is None:
        text = view.say(
            "person-more", ref=ref, files=files.MAX_FILES, megabytes=files.MAX_MEGABYTES
        )
        return Screen(text=text, keyboard=_rows([view.button("back", Action.CASE, ref)]))
    if view.talk.guessed:
        text = view.say("person-more-answer", ref=ref, **_counted(view))
        buttons = [view.button("file", Action.FILE), view.button("other", Action.OTHER)]
        return Screen(text=text, keyboard=_rows(buttons))
    text = view.say("person-more-taken", ref=ref, **_counted(view))
    new = "draft" if view.talk.draft is not None else "new"
    buttons = [
        view.button("file", Action.FILE),
        view.button(new, Action.NEW),
        view.button("drop", Action.DROP),
    ]
    return Screen(text=text, keyboard=_rows(buttons))


def which(view: View) -> Screen:
    """Ask which case it belongs to; nothing is decided for the person."""
    buttons = [
        view.choice(view.label("person-button-to-case", ref=one.ref), Action.CASE, one.ref)
        for one in view.talk.cases[: LISTED - 1]
    ]
    new = "draft" if view.talk.draft is not None else "new"
    buttons += [view.button(new, Action.NEW), view.button("nowhere", Action.DROP)]
    return Screen(text=view.say("person-which", **_counted(view)), keyboard=_rows(buttons))


def withdraw(view: View) -> Screen:
    """Ask whether to withdraw a case, saying what follows."""
    followed = view.talk.followed
    title = view.policy.rights[followed.right].title[view.language]
    text = view.say("person-withdraw", ref=followed.ref, title=title)
    buttons = [view.button("sure", Action.SURE), view.button("stay", Action.CASE, followed.ref)]
    return Screen(text=text, keyboard=_rows(buttons))


def sure(view: View) -> Screen:
    """Ask once more."""
    ref = view.talk.chosen
    buttons = [view.button("stay", Action.CASE, ref), view.button("end", Action.END)]
    return Screen(text=view.say("person-sure", ref=ref), keyboard=_rows(buttons))


def proof(view: View) -> Screen:
    """Say why it must be known who the person is, and by what it can be shown."""
    followed = view.talk.followed
    needed = view.policy.rights[followed.right].proof
    buttons = [view.button("by-mail", Action.BY_MAIL)]
    if followed.proof.rank < Proof.PHONE.rank:
        # What is enough by itself comes first.
        is_enough = needed is None or needed.rank <= Proof.PHONE.rank
        buttons.insert(0 if is_enough else 1, view.button("by-phone", Action.BY_PHONE))
    buttons.append(view.button("back", Action.CASE, followed.ref))
    lines = [view.say("person-proof"), status.proof_line(view, followed)]
    return Screen(text="\n\n".join(line for line in lines if line), keyboard=_rows(buttons))


def phone(view: View) -> Screen:
    """Ask for the person's own contact."""
    share = Button(label=view.label("person-button-contact"), contact=True)
    back = Button(label=view.label("person-button-back"))
    return Screen(text=view.say("person-proof-phone"), keyboard=_rows([share, back]))


def address(view: View) -> Screen:
    """Ask for the mailbox."""
    followed, buttons = view.talk.followed, []
    if followed.email:
        buttons.append(view.button("mail-to", Action.MAIL_TO))
    buttons.append(view.button("back", Action.CASE, followed.ref))
    email = followed.email or "—"
    key = "person-proof-address-known" if followed.email else "person-proof-address"
    text = view.say(key, email=email) if followed.email else view.say(key)
    return Screen(text=text, keyboard=_rows(buttons))


def code(view: View) -> Screen:
    """Ask for the code that was mailed."""
    buttons = [
        view.button("again", Action.AGAIN),
        view.button("another-address", Action.BY_MAIL),
        view.button("back", Action.CASE, view.talk.chosen),
    ]
    text = view.say("person-proof-code", email=view.talk.address)
    return Screen(text=text, keyboard=_rows(buttons))


def gone(view: View) -> Screen:
    """Offer a fresh link, whatever became of the old one: that is told to nobody."""
    buttons = [view.button("renew", Action.RENEW)]
    if view.talk.beneath or view.talk.back is not None:
        buttons.append(view.button("back", Action.RESUME))
    text = view.say("person-tie-gone", email=view.policy.controller.email)
    return Screen(text=text, keyboard=_rows(buttons))


def _counted(view: View) -> dict[str, int | str]:
    """Count what has come; of an album the rest may still be on its way."""
    added = view.talk.addition
    if added is None:
        return {"messages": 0, "files": 0, "album": "no"}
    album = "yes" if added.album else "no"
    return {"messages": len(added.words), "files": len(added.files), "album": album}


def _rows(buttons: Iterable[Button]) -> Keyboard:
    return tuple((button,) for button in buttons)
