"""Notes on the incidents read: months, sources, stacked points."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from hotspot_app.method import Note
from hotspot_app.offences import is_asb
from hotspot_app.stats.over_time.unusual_months import (
    UnusualMonth,
    monthly_rows,
    unusual_months,
)
from hotspot_app.stats.placing.stacked import commonest_points, is_snapped
from hotspot_app.words import counted, listed

_RAIL: Final = "British Transport Police"
_STACK: Final = 0.02
"""Share of rows on one point from which it is pointed out (police.uk's commonest
points in a city hold about one in a hundred)."""

_MANY_MONTHS: Final = 8
_MANY_TYPES: Final = 15


def notes_on_incidents(
    incidents: pd.DataFrame,
    held: Mapping[str, tuple[pd.Period, ...]],
    happened: Collection[str] = (),
) -> tuple[Note, ...]:
    """Return notes on unusual months, overlapping sources and stacked points.

    Parameters
    ----------
    happened
        Sources whose months are those in which incidents happened, not those in which
        they were recorded. The latest of these months are incomplete, so they aren't
        judged.
    """
    judged = {name: months for name, months in held.items() if name not in happened}
    told = notes_on_months(monthly_rows(incidents), judged)
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


def notes_on_counts(counts: pd.DataFrame, areas: Collection[str]) -> list[Note]:
    """Return notes on unusual months of ready counts, of sources with shown areas.

    Parameters
    ----------
    counts
        `schema.COUNT_COLUMNS`; a source holds each month in which it has a row.
    areas
        Codes on the map. If none of them is in the counts, every source is judged.
    """
    here = counts["area"].isin(areas).to_numpy()
    mine = counts["source"].isin(counts.loc[here, "source"].unique()).to_numpy()
    if here.any() and not mine.all():
        counts = counts[mine]
    monthly = monthly_rows(counts, counts["count"].to_numpy())
    return notes_on_months(monthly, held_by_source(counts))


def held_by_source(counts: pd.DataFrame) -> dict[str, tuple[pd.Period, ...]]:
    """Return the months of ready counts by source, in order."""
    return {
        str(source): tuple(sorted(months.unique()))
        for source, months in counts.groupby("source", observed=True)["month"]
    }


def notes_on_months(
    monthly: pd.DataFrame, held: Mapping[str, Sequence[pd.Period]]
) -> list[Note]:
    """Return notes on months far above or below the usual, with their figures.

    Parameters
    ----------
    monthly, held
        As for `unusual_months`.
    """
    months: dict[tuple[str, pd.Period], list[UnusualMonth]] = {}
    for one in unusual_months(monthly, held):
        months.setdefault((one.source, one.month), []).append(one)
    told = [_unusual(each) for each in list(months.values())[:_MANY_MONTHS]]
    if len(months) > _MANY_MONTHS:
        more = counted(len(months) - _MANY_MONTHS, "more month")
        words = f"{more} (or types in them) are far from what is usual: {{}}."
        named = [f"{month.strftime('%B %Y')} ({source})" for source, month in months]
        told.append(
            Note(words.format(listed(named[_MANY_MONTHS:], most=5)), caution=True)
        )
    return told


def _unusual(found: Sequence[UnusualMonth]) -> Note:
    """Say what is unusual in one month of one source."""
    one = found[0]
    largest = sorted(found, key=lambda each: (each.type != "", -_gap(each)))
    said = [
        f"{each.rows:,} {each.type or 'rows in all'} where {_usual(each)}"
        for each in largest[:_MANY_TYPES]
    ]
    if len(found) > _MANY_TYPES:
        said.append(f"{len(found) - _MANY_TYPES} more types")
    high = [each.times > 1 for each in found]
    if all(high):
        why = "Incidents may be there twice, or recorded under another type."
    elif any(high):
        why = "Types may have been recorded differently in that month."
    else:
        why = "The file may be incomplete."
    return Note(
        f"{one.source}, {one.month.strftime('%B %Y')}, is unusual: {'; '.join(said)}. "
        f"{why} Look at it before you compare months.",
        caution=True,
    )


def _gap(one: UnusualMonth) -> int:
    return abs(one.rows - (one.most if one.times > 1 else one.least))


def _usual(one: UnusualMonth) -> str:
    if one.least <= one.rows <= one.most:  # usual in another season
        return f"about {one.rows / one.times:,.0f} are usual for the season"
    if one.least == one.most:
        return f"{one.least:,} are usual"
    return f"{one.least:,} to {one.most:,} are usual"


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
