"""Stands for aiogram's package of methods, and loads of them what is called.

aiogram's `Bot` names all hundred and eighty when it is imported; this service calls some thirty.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from types import ModuleType

_LIBRARY = "aiogram"
_PACKAGE = f"{_LIBRARY}.methods"
_OF_BASE = ("Request", "Response", "TelegramMethod")
"""What is no method, but what methods are made of."""
_NEXT_WORD = re.compile(r"(?<!^)(?=[A-Z])")


@contextmanager
def called_later() -> Iterator[None]:
    """Let methods that are named from here on be loaded once they are called.

    Those that are named after that are loaded at once.
    """
    package = _Methods(_PACKAGE)
    package.__spec__ = spec = PathFinder.find_spec(_PACKAGE, _folders(find_spec(_LIBRARY)))
    package.__path__ = _folders(spec)
    sys.modules[_PACKAGE] = package
    try:
        yield
    finally:
        package.is_later = False


def _folders(package: ModuleSpec | None) -> list[str]:
    return (package and package.submodule_search_locations) or []


class _Methods(ModuleType):
    """The package: each name in it is that of a class, in a module of the same name."""

    is_later = True

    def __getattr__(self, name: str) -> Callable[..., object]:
        if not name[0].isupper():
            raise AttributeError(name)
        if name in _OF_BASE:
            return self._load(name, "base")
        if self.is_later:
            return _Later(self, name)
        return self._load(name, _NEXT_WORD.sub("_", name).lower())

    def _load(self, name: str, module: str) -> Callable[..., object]:
        found: Callable[..., object] = getattr(import_module(f"{_PACKAGE}.{module}"), name)
        setattr(self, name, found)
        return found


class _Later:
    """Stands for a method where it is only called."""

    __slots__ = ("_name", "_package")

    def __init__(self, package: _Methods, name: str) -> None:
        self._package, self._name = package, name

    def __call__(self, *args: object, **values: object) -> object:
        """Make a call of the Bot API, by the method itself."""
        method: Callable[..., object] = getattr(self._package, self._name)
        return method(*args, **values)
