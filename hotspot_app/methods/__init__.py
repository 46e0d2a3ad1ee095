"""The analyses, one file each, found by their being here."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Final

from hotspot_app.errors import WordsError
from hotspot_app.method import GROUPS, Method
from hotspot_app.words import listed

FIRST: Final = "local_moran"
"""Id of the method that is asked where nobody chooses one."""


@cache
def all_methods() -> tuple[Method, ...]:
    """Return every method, in the order they are offered."""
    found: list[Method] = [
        import_module(f"{__name__}.{module.name}").METHOD
        for module in pkgutil.iter_modules(__path__)
    ]
    groups = list(GROUPS)
    return tuple(sorted(found, key=lambda each: (groups.index(each.group), each.order)))


def get(method_id: str) -> Method:
    """Return the method with an id.

    Raises
    ------
    WordsError
        If there is no such method.
    """
    for method in all_methods():
        if method.id == method_id:
            return method
    known = listed([method.id for method in all_methods()])
    raise WordsError(f"there is no method {method_id!r}", hint=f"There are {known}.")
