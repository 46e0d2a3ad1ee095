"""Errors for a reading that failed, in the reader or because the reader ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hotspot_app import errors, remedies
from hotspot_app.data.apart import limits
from hotspot_app.errors import HotspotError, InputError
from hotspot_app.faults import FaultElsewhere
from hotspot_app.remedies import Remedy


def unstarted(where: str) -> InputError:
    """Return the error for a reader that could not be started."""
    return InputError(
        "it could not be read, because the part of Hotspot that reads workbooks and "
        "maps could not be started",
        where=where,
        hint="Close other programs, then start Hotspot again; if it stays so, install "
        "it anew.",
    )


def stopped(where: str) -> InputError:
    """Return the error for a file at which the reader ended."""
    return InputError(
        "it is damaged, or needs more than "
        f"{limits.MOST / 1e9:.0f} GB of memory: what reads it stopped",
        where=where,
        hint="Open it in the program it comes from and save it again, or give the "
        "part of it that you need.",
    )


def too_much(where: str) -> InputError:
    """Return the error for a file that takes more memory than a reader has."""
    return InputError(
        f"it needs more than {limits.MOST / 1e9:.0f} GB of memory to be read",
        where=where,
        hint="Give the part of it that you need, or a table as CSV.",
    )


def hangs(where: str, seconds: float) -> InputError:
    """Return the error for a file at which the reader made no progress."""
    return InputError(
        f"it could not be read: for {seconds:.0f} seconds nothing came of it",
        where=where,
        hint="Open it in the program it comes from and save it again, or give the "
        "part of it that you need.",
    )


def raised(kind: str, value: Any, where: str) -> Exception:
    """Return the exception that the reader raised, from its message."""
    if kind == "full":
        return too_much(where)
    if kind == "refused":
        made: type[HotspotError] = getattr(errors, str(value["class"]), InputError)
        if not (isinstance(made, type) and issubclass(made, HotspotError)):
            made = InputError
        return made(
            value["what"],
            where=value["where"],
            hint=value["hint"],
            remedies=_remedies(value["remedies"]),
        )
    return FaultElsewhere([str(line) for line in value])


def _remedies(told: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Remedy, ...]:
    each = (remedies.made(name, parts) for name, parts in told)
    return tuple(remedy for remedy in each if remedy is not None)
