"""Texts in every language, read from the Fluent files in `locales/`."""

import re
from collections.abc import Mapping
from pathlib import Path
from threading import RLock

from fluent.runtime import FluentBundle, FluentResource

from pd_intake_bot.domain.rights import Language
from pd_intake_bot.errors import IntakeError

FILES_FOR_STAFF = (
    "staff.ftl",
    "work.ftl",
    "queue.ftl",
    "clocks.ftl",
    "clockwork.ftl",
    "mailbox.ftl",
    "proof.ftl",
    "received.ftl",
    "records.ftl",
    "files.ftl",
    "explain.ftl",
    "errors.ftl",
    "names.ftl",
)
"""What staff read, and what people read as well: errors, names, how a date was counted."""

FILES_FOR_PEOPLE = (
    "person.ftl",
    "letters.ftl",
    "work_letters.ftl",
    "date_letters.ftl",
    "person_letters.ftl",
)
"""What is written to people alone."""

FILES = (*FILES_FOR_STAFF, *FILES_FOR_PEOPLE)


_ENTRY = re.compile(r"^(-?[a-z][\w-]*) *=.*\n(?:(?!-?[a-z][\w-]* *=).*\n)*", re.MULTILINE)
_NAME = re.compile(r"-?[a-z][\w-]*")


class TextError(IntakeError):
    """A text is missing from a locale or does not fit its variables."""


def locales() -> Path:
    """Find the folder of texts: inside an installed package, or beside the sources."""
    installed = Path(__file__).parent / "_locales"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "locales"


class Texts:
    """Every text of the program, by language and key.

    Values are put in as they are: whoever builds HTML escapes what comes from outside.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spoken: dict[Language, _Spoken] = {}

    def text(self, language: Language, key: str, /, **values: str | int) -> str:
        """Write the text `key` in `language`.

        Raises `TextError` when the text or one of its variables is not there.
        """
        bundle = self._in(language).bundle_with(key)
        message = bundle.get_message(key) if bundle.has_message(key) else None
        if message is None or message.value is None:
            raise TextError(f"{language}: no text {key!r}")
        written, faults = bundle.format_pattern(message.value, values)
        if faults:
            raise TextError(f"{language}: {key}: {faults[0]!r}")
        return str(written)

    def keys(self, language: Language) -> Mapping[str, str]:
        """List every key of a language, for checks that all languages are complete."""
        return dict.fromkeys(self._in(language).keys(), "")

    def _in(self, language: Language) -> "_Spoken":
        """Give the texts of a language, read when it is first spoken."""
        if language not in self._spoken:
            self._spoken[language] = _Spoken(self._folder, language)
        return self._spoken[language]


def written_to_people(folder: Path) -> frozenset[Language]:
    """Tell which languages have every file that people are written from; the others are staff's."""
    return frozenset(
        language
        for language in Language
        if all((folder / language / name).is_file() for name in FILES_FOR_PEOPLE)
    )


class _Spoken:
    """One language, each text parsed when it is first asked for: most are not, for long."""

    def __init__(self, folder: Path, language: Language) -> None:
        # Isolation marks are invisible characters round every value: they break copied numbers.
        self._bundle = FluentBundle([language.value], use_isolating=False)
        names = FILES if language in written_to_people(folder) else FILES_FOR_STAFF
        sources = [(folder / language.value / name).read_text("utf-8") for name in names]
        self._unread = {
            entry[1]: entry[0] for source in sources for entry in _ENTRY.finditer(source + "\n")
        }
        self._known = tuple(self._unread)
        # A picture is drawn by a thread of its own, with texts in it.
        self._reading = RLock()

    def keys(self) -> list[str]:
        """List the key of every text that can be read."""
        return [key for key in self._known if self.bundle_with(key).has_message(key)]

    def bundle_with(self, key: str) -> FluentBundle:
        """Give the bundle, in which this text is and whatever texts it may name."""
        with self._reading:
            source = self._unread.pop(key, None)
            if source is not None:
                self._bundle.add_resource(FluentResource(source))
                for name in _NAME.findall(source):
                    self.bundle_with(name)
        return self._bundle
