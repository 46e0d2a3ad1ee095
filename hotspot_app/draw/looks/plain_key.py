"""A map for those who act on it: what stands out or is higher, and the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from hotspot_app.draw.looks.legend import APART, HIGHER_ON_FEW, Entry, MapKey
from hotspot_app.draw.looks.palettes import LOOKS
from hotspot_app.stats.classes.confidence import NOT_DIFFERENT, SURE

REST = "The rest"
FIFTHS = (
    "Most deprived fifth",
    "Second most deprived",
    "Middle fifth",
    "Second least deprived",
    "Least deprived fifth",
)

_HIGH: Final = ("high-high", "high-low", "hot")
_STANDS_OUT: Final = "stands out"
_REST: Final = "rest"

_Id = tuple[str, str]
"""A class, and how sure its areas are of it."""


def plain_key(key: MapKey) -> MapKey:
    """Say in plain words what a map shows, and colour only what is high.

    Maps of numbers in classes stay as they are.
    """
    if key.kind == "groups":
        return _fifths(key)
    if key.kind == "compared" and key.compared_with:
        return _compared(key)
    if key.kind == "clusters":
        return _clusters(key)
    return key


def _fifths(key: MapKey) -> MapKey:
    """Leave out the rates, which are no part of what the colours show."""
    entries = [
        replace(entry, label=label)
        for entry, label in zip(key.entries, (*FIFTHS, "No data"), strict=True)
    ]
    title = f"{key.subject}, not crime"
    return replace(key, title=title, entries=tuple(entries), notes=(), measure="")


def _compared(key: MapKey) -> MapKey:
    """Leave of a comparison with the whole only what is higher."""
    words = {
        ("higher", ""): f"Higher than {key.compared_with}",
        (HIGHER_ON_FEW, ""): "Higher, but on few incidents",
        (_REST, ""): REST,
    }
    kept = {"higher", HIGHER_ON_FEW, *APART}
    ids = [(each.id if each.id in kept else _REST, "") for each in key.entries]
    made = _joined(key, ids, words, f"Compared with {key.compared_with}")
    return replace(made, measure=key.measure)


def _clusters(key: MapKey) -> MapKey:
    """Leave of clusters only what is high."""
    words = {(_STANDS_OUT, sure): f"Stands out: {sure}" for sure in SURE}
    ids = [
        (_STANDS_OUT, each.sure)
        if each.id in _HIGH
        else (each.id if each.id in APART else _REST, "")
        for each in key.entries
    ]
    return _joined(key, ids, {**words, (_REST, ""): REST}, "What stands out")


def _joined(
    key: MapKey, ids: Sequence[_Id], words: Mapping[_Id, str], title: str
) -> MapKey:
    """Merge classes that are the same in plain words; drop some of those without areas.

    Parameters
    ----------
    ids
        The id of the merged class, for each class.
    words
        Labels by id, in the order of the legend; other classes follow.
    """
    called = {**words, **{(kind, ""): label for kind, label in APART.items()}}
    there = [each for each in called if each in ids]
    entries = [_gathered(key.entries, ids, each, called[each]) for each in there]
    kept = [e for e in entries if e.count or e.id not in (HIGHER_ON_FEW, *APART)]
    place = [kept.index(entry) if entry in kept else 0 for entry in entries]
    return replace(
        key,
        title=title,
        entries=tuple(kept),
        entry_of=key.entry_of.map(lambda n: place[there.index(ids[n])]),
        notes=(),
        measure="",
    )


def _gathered(
    entries: Sequence[Entry], ids: Sequence[_Id], wanted: _Id, label: str
) -> Entry:
    """Join all classes that become one, in the look of the first or the pale."""
    alike = [entry for entry, each in zip(entries, ids, strict=True) if each == wanted]
    kind, sure = wanted
    first = replace(
        alike[0],
        id=kind,
        sure=sure,
        label=label,
        count=sum(entry.count for entry in alike),
        row="",
        column="",
    )
    if kind != _REST:
        return first
    pale = LOOKS[NOT_DIFFERENT]
    return replace(
        first,
        fill=pale.fill,
        edge=pale.edge,
        edge_width=pale.edge_width,
        hatch=pale.hatch,
        hatch_colour=pale.hatch_colour,
        level=pale.level,
    )
