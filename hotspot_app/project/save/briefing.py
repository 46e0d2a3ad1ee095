"""What was decided about briefs as plain values that survive JSON, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final, cast

from hotspot_app.project.ask.briefing import (
    AUDIENCES,
    Action,
    Audience,
    Briefing,
    Edit,
    Lowered,
)
from hotspot_app.project.save.plain import Fields
from hotspot_app.words import printable

MOST: Final = 2_000
"""Edits, actions, and times that a marking was lowered."""
_LONGEST: Final = 2_000
"""Letters of a text."""


def written_briefing(found: Briefing) -> dict[str, Any]:
    """Return it as it is kept in a file; what is empty is left out."""
    plain: dict[str, Any] = {
        "marking": found.marking,
        "handling": found.handling,
        "audience": found.audience,
        "author": found.author,
        "reference": found.reference,
        "edits": {
            part: [asdict(each) for each in edits]
            for part, edits in found.edits.items()
        },
        "actions": [_filled(asdict(each)) for each in found.actions],
        "left_out": {name: list(each) for name, each in found.left_out.items()},
        "order": {name: list(each) for name, each in found.order.items()},
        "lowered": [asdict(each) for each in found.lowered],
    }
    return _filled(plain)


def read_briefing(raw: Fields) -> Briefing:
    """Make it from what was read.

    Raises
    ------
    InputError
        If it isn't what is written.
    """
    audience = raw.text("audience")
    if audience and audience not in AUDIENCES:
        raw.refuse("audience", "an audience that is known")
    edits = raw.inner("edits")
    found = Briefing(
        marking=_line(raw, "marking"),
        handling=_line(raw, "handling"),
        audience=cast("Audience", audience),
        author=_line(raw, "author"),
        reference=_line(raw, "reference"),
        edits={
            printable(part): tuple(
                _edit(edits.of(part, each)) for each in _few(edits, part)
            )
            for part in edits.raw()
        },
        actions=tuple(
            _action(raw.of("actions", each)) for each in _few(raw, "actions")
        ),
        left_out=_lists(raw, "left_out"),
        order=_lists(raw, "order"),
        lowered=tuple(
            _lowered(raw.of("lowered", each)) for each in _few(raw, "lowered")
        ),
    )
    raw.finish()
    return found


def _filled(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in plain.items() if each}


def _few(raw: Fields, name: str) -> list[Any]:
    found = list(raw.items(name))
    if len(found) > MOST:
        raw.refuse(name, f"at most {MOST:,} of them")
    return found


def _lists(raw: Fields, name: str) -> dict[str, tuple[str, ...]]:
    lists = raw.named_lists(name)
    return {
        printable(product): tuple(map(printable, ids)) for product, ids in lists.items()
    }


def _line(raw: Fields, name: str) -> str:
    text = raw.text(name)
    if len(text) > _LONGEST:
        raw.refuse(name, f"a text of at most {_LONGEST:,} letters")
    return " ".join(printable(text).split())


def _edit(raw: Fields) -> Edit:
    found = Edit(_line(raw, "was"), _line(raw, "text"))
    raw.finish()
    return found


def _action(raw: Fields) -> Action:
    found = Action(
        place=_line(raw, "place"),
        what=_line(raw, "what"),
        who=_line(raw, "who"),
        by=_line(raw, "by"),
        measure=_line(raw, "measure"),
        hotspot=_line(raw, "hotspot"),
    )
    raw.finish()
    return found


def _lowered(raw: Fields) -> Lowered:
    found = Lowered(
        on=_line(raw, "on"),
        before=_line(raw, "before"),
        after=_line(raw, "after"),
        why=_line(raw, "why"),
    )
    raw.finish()
    return found
