"""What the analyst is told of the incidents read: months, sources, stacked points."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from hotspot_app.method import Note
from hotspot_app.offences import is_asb
from hotspot_app.stats.completeness import LowMonth, low_months
from hotspot_app.stats.stacked import commonest_points, is_snapped

_RAIL: Final = "British Transport Police"
_STACK: Final = 0.02
"""Share of rows on one point from which it is pointed out (police.uk's commonest
points in a city hold about one in a hundred)."""

_FEW_LOW: Final = 8


def notes_on_incidents(
    incidents: pd.DataFrame,
    held: Mapping[str, tuple[pd.Period, ...]],
    happened: Collection[str] = (),
) -> tuple[Note, ...]:
    """Tell of low months, overlapping sources and stacked points.

    Parameters
    ----------
    happened
        Sources whose months are those in which incidents happened: they fade out
        before those in which they were recorded, and aren't judged.
    """
    judged = {name: months for name, months in held.items() if name not in happened}
    told = _low(low_months(incidents, judged))
    told += _overlap(incidents, held)
    if len(incidents) and is_snapped(incidents):
        told.append(
            Note(
                "Points are snapped to places nearby, as police.uk publishes them: "
                "fit for LSOAs and larger areas, not for streets, distances under "
                "200 metres, near repeats or times of day. The map shows no single "
                "incidents.",
                caution=True,
            )
        )
    told += _stacks(incidents)
    return tuple(told)


def _low(low: Sequence[LowMonth]) -> list[Note]:
    told = [
        Note(
            f"{one.source}, {one.month.strftime('%B %Y')}: {one.rows:,} "
            f"{one.type + ' ' if one.type else ''}rows where {one.usual:,.0f} are "
            "usual. The file may be incomplete.",
            caution=True,
        )
        for one in low[:_FEW_LOW]
    ]
    if len(low) > _FEW_LOW:
        more = len(low) - _FEW_LOW
        told.append(
            Note(
                f"{more:,} more months (or types in them) are under half their usual "
                "size.",
                caution=True,
            )
        )
    return told


def _overlap(
    incidents: pd.DataFrame, held: Mapping[str, tuple[pd.Period, ...]]
) -> list[Note]:
    if len(held) < 2:
        return []
    told = [Note(f"Sources are held apart and never added unasked: {', '.join(held)}.")]
    if _RAIL in held:
        told.append(
            Note(
                "British Transport Police records crime on the railway, forces record "
                "the rest; an incident at a station may be in both.",
                caution=True,
            )
        )
    kinds = incidents["type"].cat.categories
    nuisances = [kind for kind in kinds if is_asb(str(kind))]
    asb = incidents.loc[incidents["type"].isin(nuisances), "source"]
    with_asb = sorted(map(str, asb.unique()))
    nuisance = [s for s in held if "asb" in s.lower().split() or "housing" in s.lower()]
    reporters = sorted({*with_asb, *nuisance} - {_RAIL})
    if len(reporters) > 1:
        told.append(
            Note(
                "Anti-social behaviour is in more than one source "
                f"({', '.join(reporters)}): the same incident may have been reported "
                "to each.",
                caution=True,
            )
        )
    return told


def _stacks(incidents: pd.DataFrame) -> list[Note]:
    points = commonest_points(incidents, 3)
    high = points.loc[(points["share"] >= _STACK) & (points["rows"] >= 20)]
    return [
        Note(
            f"{row.rows:,} rows ({row.share:.1%}) stand on one point{_where(row)}. "
            "They stay in: it may be a police station or a default.",
            caution=True,
        )
        for row in high.itertuples()
    ]


def _where(point: Any) -> str:
    """Say where a point is that is public, and of any other that it isn't."""
    if not point.public:
        return ", which isn't one that police.uk publishes and so isn't written here"
    place = f" ({point.place})" if point.place else ""
    return f", easting {point.easting:.0f}, northing {point.northing:.0f}{place}"
