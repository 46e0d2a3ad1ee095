"""A method's parameters from words and back, checked against what it declares."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from typing import Any

from hotspot_app.errors import WordsError
from hotspot_app.method import Method, Param
from hotspot_app.words import listed


def declared(method: Method) -> dict[str, tuple[type[Any], Any, Param]]:
    """Return each parameter's type, default and declaration, by name."""
    types = typing.get_type_hints(method.params)
    return {
        each.name: (types[each.name], each.default, each.metadata["param"])
        for each in dataclasses.fields(method.params)
    }


def read_params(method: Method, given: Mapping[str, Any]) -> Any:
    """Return a method's `Params` from texts, as typed or saved.

    Raises
    ------
    WordsError
        If a parameter is unknown, of the wrong type or beyond its limits.
    """
    known = declared(method)
    for name in given:
        if name not in known:
            has = f"It has {listed(list(known))}." if known else "It has none."
            raise WordsError(f"{method.id} has no parameter {name!r}", hint=has)
    return method.params(
        **{name: _value(name, value, known[name]) for name, value in given.items()}
    )


def written_params(params: Any) -> dict[str, Any]:
    """Return parameters as plain values that survive JSON."""
    return dataclasses.asdict(params)


def _value(name: str, given: Any, what: tuple[type[Any], Any, Param]) -> Any:
    kind, _, param = what
    try:
        value = _flag(given) if kind is bool else kind(given)
    except (TypeError, ValueError) as error:
        wanted = {int: "a whole number", float: "a number", bool: "yes or no"}
        raise WordsError(
            f"{name} must be {wanted.get(kind, 'text')}, not {given!r}"
        ) from error
    if param.choices and value not in param.choices:
        raise WordsError(
            f"{name} can't be {given!r}",
            hint=f"It can be {listed(list(param.choices))}.",
        )
    low, high = param.minimum, param.maximum
    if (low is not None and not value >= low) or (high is not None and value > high):
        raise WordsError(
            f"{name} must be from {low} to {high} {param.unit}".rstrip()
            + f", not {given}"
        )
    return value


def _flag(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    plain = str(given).strip().casefold()
    if plain in {"yes", "true", "1", "on"}:
        return True
    if plain in {"no", "false", "0", "off"}:
        return False
    raise ValueError(given)
