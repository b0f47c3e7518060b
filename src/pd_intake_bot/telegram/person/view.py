"""What a window is written from: the conversation, the policy and the texts."""

from dataclasses import dataclass

from pd_intake_bot.domain.policy import Policy, RightGroup
from pd_intake_bot.domain.rights import Field, Language, Requirement, Right
from pd_intake_bot.telegram.person import talk as talks
from pd_intake_bot.telegram.person.presses import Action, Press
from pd_intake_bot.telegram.person.talk import Talk
from pd_intake_bot.telegram.screens import Button, plain
from pd_intake_bot.usecases.ports import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A person's conversation, ready to be written.

    `guess` stands in until a language is chosen.
    """

    texts: Texts
    policy: Policy
    talk: Talk
    guess: Language = Language.KK

    @property
    def language(self) -> Language:
        """The person's language, chosen or guessed."""
        chosen = self.talk.language
        return chosen if chosen in self.policy.languages else self.guess

    def say(self, key: str, **values: str | int) -> str:
        """Write a text as HTML; the values may come from anywhere."""
        safe = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        return self.texts.text(self.language, key, **safe)

    def label(self, key: str, **values: str | int) -> str:
        """Write a text that is no HTML: a label, or the answer to a press."""
        return self.texts.text(self.language, key, **values)

    def button(self, key: str, action: Action, arg: str = "") -> Button:
        """Make a button with a label from the texts."""
        return self.choice(self.label(f"person-button-{key}"), action, arg)

    def choice(self, label: str, action: Action, arg: str = "") -> Button:
        """Make a button with a label from anywhere."""
        data = Press(revision=self.talk.revision, action=action, arg=arg).pack()
        return Button(label=label, data=data)

    def field_name(self, field: Field) -> str:
        """Name a field as buttons and the summary do."""
        return self.label(f"person-field-{field.replace('_', '-')}")

    def requirement_name(self, requirement: Requirement) -> str:
        """Name what is asked: one field, or several of which one is enough."""
        return " / ".join(self.field_name(field) for field in requirement)

    @property
    def group(self) -> RightGroup:
        """The group that was chosen."""
        return next(one for one in self.policy.groups if one.key == self.talk.group)

    @property
    def right(self) -> Right:
        """The right of the draft."""
        chosen = self.talk.draft_now.right
        assert chosen is not None, "a screen of a right without a right"
        return self.policy.rights[chosen]

    @property
    def title(self) -> str:
        """Name what the draft asks for, as far as that is known."""
        if self.talk.draft_now.right is None:
            return self.label("person-no-title")
        return self.right.title[self.language]

    @property
    def requirement(self) -> Requirement | None:
        """What is being corrected, else what is to be asked next; None when all is asked."""
        if self.talk.correcting is not None:
            return talks.plan(self.right)[self.talk.correcting]
        return talks.next_open(self.talk.draft_now, self.right)

    def may_skip(self, requirement: Requirement) -> bool:
        """Tell whether the policy leaves this out of what a request must contain."""
        return requirement not in self.right.required
