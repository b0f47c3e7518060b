"""Loads SQLAlchemy without its ORM, which its package for asyncio brings and nothing here uses."""

import sys
from importlib import import_module
from types import ModuleType

_PACKAGE = "sqlalchemy.ext.asyncio"
_OF_THE_ORM = (f"{_PACKAGE}.scoping", f"{_PACKAGE}.session")


def load() -> None:
    """Import the package; where it was imported before, nothing is changed."""
    if _PACKAGE in sys.modules:
        return
    for name in _OF_THE_ORM:
        sys.modules[name] = _Absent(name)
    import_module(_PACKAGE)
    for name in _OF_THE_ORM:
        del sys.modules[name]


class _Absent(ModuleType):
    """Stands for a module whose names are imported and not used: each is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)
