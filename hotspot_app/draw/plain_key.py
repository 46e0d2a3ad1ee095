"""A map for those who act on it: what stands out or is higher, and the rest."""

from __future__ import annotations

from dataclasses import replace

from hotspot_app.draw.legend import (
    APART,
    COMPARED,
    GETIS_ORD,
    GROUPS,
    MORAN,
    SURE,
    Entry,
    MapKey,
)
from hotspot_app.draw.palettes import LOOKS

REST = "The rest"
FIFTHS = (
    "Most deprived fifth",
    "Second most deprived",
    "Middle fifth",
    "Second least deprived",
    "Least deprived fifth",
)

_HIGH = (MORAN["high-high"], MORAN["high-low"], GETIS_ORD["hot"])
_STANDS_OUT = tuple(f"Stands out: {sure}" for sure in SURE)
_ON_FEW = "Higher, but on few incidents"
_APART = tuple(APART.values())


def plain_key(key: MapKey) -> MapKey:
    """Say in plain words what a map shows, and colour only what is high.

    Maps of one hue from few to many stay as they are.
    """
    if key.entries[0].label.startswith(GROUPS[0]):
        return _fifths(key)
    if key.compared_with:
        return _compared(key)
    wanted = [_plain_label(entry.label) for entry in key.entries]
    if not set(wanted) & set(_STANDS_OUT):
        return key
    return _joined(key, wanted, (*_STANDS_OUT, REST), "What stands out")


def _fifths(key: MapKey) -> MapKey:
    """Leave out the rates, which are no part of what the colours show."""
    entries = [
        replace(entry, label=label)
        for entry, label in zip(key.entries, (*FIFTHS, "No data"), strict=True)
    ]
    title = f"{key.title.removesuffix(', in fifths')}, not crime"
    return replace(key, title=title, entries=tuple(entries), notes=(), measure="")


def _compared(key: MapKey) -> MapKey:
    """Leave of a comparison with the whole only what is higher."""
    higher = f"Higher than {key.compared_with}"
    plain = {word.capitalize(): REST for word in COMPARED} | {"Higher": higher}
    plain |= {label: label for label in _APART}
    wanted = [plain.get(entry.label, _ON_FEW) for entry in key.entries]
    title = f"Compared with {key.compared_with}"
    made = _joined(key, wanted, (higher, _ON_FEW, REST), title)
    return replace(made, measure=key.measure)


def _joined(
    key: MapKey, wanted: list[str], order: tuple[str, ...], title: str
) -> MapKey:
    """Join the classes that are called alike; of some, those with no area go."""
    ranked = (*order, *_APART)
    labels = sorted(set(wanted), key=ranked.index)
    entries = [_gathered(key.entries, wanted, label) for label in labels]
    number = [labels.index(label) for label in wanted]
    kept = [e for e in entries if e.count or e.label not in (_ON_FEW, *_APART)]
    place = [kept.index(entry) if entry in kept else 0 for entry in entries]
    return replace(
        key,
        title=title,
        entries=tuple(kept),
        entry_of=key.entry_of.map(lambda n: place[number[n]]),
        notes=(),
        measure="",
    )


def _plain_label(label: str) -> str:
    kind, _, sure = label.rpartition(", ")
    if kind in _HIGH and sure in SURE:
        return f"Stands out: {sure}"
    return label if label in _APART else REST


def _gathered(entries: tuple[Entry, ...], wanted: list[str], label: str) -> Entry:
    """Join all classes that are called alike, in the look of the first or the pale."""
    alike = [e for e, name in zip(entries, wanted, strict=True) if name == label]
    first = replace(alike[0], label=label, count=sum(e.count for e in alike))
    if label != REST:
        return first
    pale = LOOKS["not different"]
    return replace(
        first,
        fill=pale.fill,
        edge=pale.edge,
        edge_width=pale.edge_width,
        hatch=pale.hatch,
        hatch_colour=pale.hatch_colour,
        level=pale.level,
    )
