"""Writes a request as the person will send it, every field of it."""

from collections.abc import Iterator

import phonenumbers

from pd_intake_bot.domain.proof import Proof
from pd_intake_bot.domain.rights import Field
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.view import View

_SHOWN = 400
_SHOWN_OF_NAME = 40


def write(view: View) -> str:
    """Write the summary, short enough for one message whatever was typed."""
    title = view.right.title[view.language]
    parts = [view.say("person-summary", title=title), "\n".join(_lines(view)), *_added(view)]
    return "\n\n".join([*(part for part in parts if part), view.say("person-summary-question")])


def _lines(view: View) -> Iterator[str]:
    draft = view.talk.draft_now
    for requirement in talks.plan(view.right):
        given = [field for field in requirement if field in draft.fields]
        for field in given:
            yield _line(view, field, draft.fields[field])
        if not given:
            name = view.requirement_name(requirement)
            yield view.say("person-summary-skipped", name=name)


def _line(view: View, field: Field, value: str) -> str:
    shown = show(field, value)
    if field is Field.PHONE and view.talk.draft_now.proof is Proof.PHONE:
        return view.say("person-summary-own-phone", name=view.field_name(field), value=shown)
    return view.say("person-summary-line", name=view.field_name(field), value=shown)


def show(field: Field, value: str) -> str:
    """Write a value as people read it, cut where it is very long."""
    if field is Field.PHONE:
        number = phonenumbers.parse(value)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return excerpt(value, _SHOWN)


def excerpt(text: str, length: int) -> str:
    """Cut a text, and show that it was cut."""
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


def _added(view: View) -> Iterator[str]:
    draft = view.talk.draft_now
    if draft.words:
        words = "\n".join(text for _, text in draft.words)
        yield view.say("person-summary-words", words=excerpt(words, _SHOWN))
    if draft.files:
        names = "\n".join(f"— {excerpt(file.name, _SHOWN_OF_NAME)}" for file in draft.files)
        yield view.say("person-summary-files", names=names)
