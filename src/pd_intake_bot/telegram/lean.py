"""Loads aiogram so that each of its models is built, and each method loaded, when first used.

aiogram has pydantic build all four hundred models while it is imported: that takes seconds of
every start and a hundred megabytes, of which this service uses a few.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from pydantic import BaseModel, ConfigDict

from pd_intake_bot.telegram import lean_methods

_REBUILD = "model_rebuild"
_NAME = re.compile(r"[A-Za-z_]\w*")
_MOCK = "unittest.mock"


def load() -> None:
    """Import aiogram; where it was imported before, nothing is changed."""
    if "aiogram" in sys.modules:
        return
    with _building_later(), lean_methods.called_later(), _without_unittest():
        import_module("aiogram")


@contextmanager
def _building_later() -> Iterator[None]:
    rebuild, config = BaseModel.__dict__[_REBUILD], BaseModel.model_config

    def put_off(
        cls: type[BaseModel],
        /,
        *,
        _types_namespace: Mapping[str, Any] | None = None,
        **options: Any,  # noqa: ANN401 - whatever pydantic's own takes
    ) -> bool | None:
        if _types_namespace is not None:
            _name_types(cls, _types_namespace)
            return None
        built: bool | None = rebuild.__func__(cls, **options)
        return built

    setattr(BaseModel, _REBUILD, classmethod(put_off))
    BaseModel.model_config = ConfigDict(defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_config = config
        setattr(BaseModel, _REBUILD, rebuild)


def _name_types(model: type[BaseModel], types: Mapping[str, Any]) -> None:
    """Let the module of a model know the types of its fields, inherited ones too.

    It imports them for type checkers alone. What builds the model later, by itself or as a part
    of another, looks for them there.
    """
    known = vars(sys.modules[model.__module__])
    inherited = (vars(one).get("__annotations__", {}) for one in model.__mro__)
    for annotation in (str(one) for each in inherited for one in each.values()):
        for name in _NAME.findall(annotation):
            if name in types:
                known.setdefault(name, types[name])


@contextmanager
def _without_unittest() -> Iterator[None]:
    """Give marks that are like nothing else, for which alone aiogram takes in unittest."""
    known = sys.modules.get(_MOCK)
    sys.modules[_MOCK] = known or _Marks(_MOCK)
    try:
        yield
    finally:
        if known is None:
            del sys.modules[_MOCK]


class _Marks(ModuleType):
    """Stands for the module that has `sentinel`, whose every name is a mark of its own."""

    @property
    def sentinel(self) -> "_Marks":
        return self

    def __getattr__(self, name: str) -> "_Mark":
        if name.startswith("__"):
            raise AttributeError(name)
        mark = _Mark()
        setattr(self, name, mark)
        return mark


class _Mark:
    """One mark."""
