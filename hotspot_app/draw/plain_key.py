"""A map of clusters for those who act on it: what stands out, and the rest."""

from __future__ import annotations

from dataclasses import replace

from hotspot_app.draw.legend import APART, GETIS_ORD, MORAN, SURE, Entry, MapKey
from hotspot_app.draw.palettes import LOOKS

REST = "The rest"

_HIGH = (MORAN["high-high"], MORAN["high-low"], GETIS_ORD["hot"])


def plain_key(key: MapKey) -> MapKey:
    """Leave of a map of clusters only what is high; other maps stay as they are."""
    wanted = [_plain_label(entry.label) for entry in key.entries]
    if not any(label.startswith("Stands out") for label in wanted):
        return key
    labels = list(dict.fromkeys(sorted(wanted, key=_rank)))
    entries = [_gathered(key.entries, wanted, label) for label in labels]
    number = [labels.index(label) for label in wanted]
    kept = [entry for entry in entries if entry.count or entry.label not in _APART]
    place = [kept.index(entry) if entry in kept else 0 for entry in entries]
    return replace(
        key,
        title="What stands out",
        entries=tuple(kept),
        entry_of=key.entry_of.map(lambda n: place[number[n]]),
        notes=(),
        measure="",
    )


_APART = tuple(APART.values())
_ORDER = (*(f"Stands out: {sure}" for sure in SURE), REST, *_APART)


def _rank(label: str) -> int:
    return _ORDER.index(label)


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
