"""Stage two: incidents placed in areas and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.incidents import FileFacts, Reading
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.level import Level, at_level
from hotspot_app.project.material import Material
from hotspot_app.project.reconciliation import (
    Reconciliation,
    reconcile,
    reconcile_counts,
)
from hotspot_app.schema import REASONS
from hotspot_app.stats.assign import BORDER_RULE, assign
from hotspot_app.stats.counts import Cube, count_cube
from hotspot_app.stats.stacked import commonest_points
from hotspot_app.words import counted, listed, number, share

NAMELESS = (
    "parking area", "supermarket", "shopping area", "petrol station", "nightclub",
    "hospital", "police station", "prison", "further/higher educational building",
    "conference/exhibition centre", "sports/recreation area", "park/open space",
    "pedestrian subway", "bus/coach station", "theatre/concert hall", "airport",
    "race track", "ferry terminal", "no location", "train station",
)  # fmt: skip
"""What police.uk writes instead of a street."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts at one level.

    Attributes
    ----------
    level
        The areas counted in, with `place`, the commonest street of each.
    cube
        Counts of the chosen sources on the index of the areas.
    incidents
        Incidents of the chosen sources, or None where counts came ready.
    stacked
        The commonest coordinates on the map, with their share.
    """

    level: Level
    cube: Cube
    sources: tuple[str, ...]
    incidents: pd.DataFrame | None
    reconciliation: Reconciliation
    stacked: pd.DataFrame | None
    notes: tuple[Note, ...]


def tally(
    material: Material,
    *,
    level: str = "",
    sources: Sequence[str] = (),
    ward_residents: str = "area",
    progress: Progress = SILENT,
) -> Tally:
    """Place incidents in the areas of a level and count them.

    Raises
    ------
    WordsError
        If the level or a source isn't in the files.
    InputError
        If no incident lies in the areas.
    """
    progress.step(0.0, "Placing incidents in areas")
    at = at_level(material, level, ward_residents)
    if material.reading is None:
        return _ready(material, at, sources)
    reading = material.reading
    area = locate(reading.incidents, at.areas)
    shown = at.areas["shown"].to_numpy()
    account = reconcile(reading, area, shown)
    _refuse_elsewhere(account, reading, at.areas)
    chosen, notes = _sources(sources, reading, area)
    mine = reading.incidents["source"].isin(chosen).to_numpy()
    incidents, place = reading.incidents[mine], area[mine]
    held = {month for source in chosen for month in reading.held.get(source, ())}
    cube = count_cube(place, incidents, at.areas.index, held)
    progress.step(0.8, "Naming places")
    notes.append(Note(BORDER_RULE))
    notes.extend(_account_notes(account))
    notes.extend(_disagreement(incidents, place, at.areas))
    inside = incidents[place >= 0][shown[place[place >= 0]]]
    stacked = commonest_points(inside)
    notes.extend(_stacked_notes(stacked, len(inside)))
    named = at.name == "ward"
    areas = at.areas.assign(
        place="" if named else streets(incidents, place, at.areas.index)
    )
    cube, areas, said = _ring(cube, areas)
    notes.extend(said)
    return Tally(
        level=_among(at, areas),
        cube=cube,
        sources=chosen,
        incidents=incidents,
        reconciliation=account,
        stacked=stacked,
        notes=(*at.notes, *notes),
    )


def locate(incidents: pd.DataFrame, areas: gpd.GeoDataFrame) -> npt.NDArray[np.int32]:
    """Return the position of each incident's area, -1 if none.

    Incidents with coordinates are placed by them; those with only an area code
    by that code.
    """
    area = assign(
        incidents["easting"].to_numpy(), incidents["northing"].to_numpy(), areas
    )
    coded = incidents["precision"].eq("area").to_numpy()
    if coded.any():
        stated = incidents["area"].cat
        by_code = areas.index.get_indexer(stated.categories).astype(np.int32)
        codes = stated.codes.to_numpy()[coded]
        area[coded] = np.where(codes >= 0, by_code[codes], -1)
    return area


def streets(
    incidents: pd.DataFrame, area: npt.NDArray[np.int32], codes: pd.Index[str]
) -> pd.Series[str]:
    """Return the commonest street of each area, "" where none is known."""
    names = incidents["place"].cat
    known = (area >= 0) & (names.codes.to_numpy() >= 0)
    plain = pd.Series(names.categories.astype(str)).str.removeprefix("On or near ")
    street = ~plain.str.casefold().isin(NAMELESS).to_numpy()
    pairs = pd.DataFrame(
        {"area": area[known], "name": names.codes.to_numpy()[known]}
    ).value_counts()
    named = pairs[street[pairs.index.get_level_values("name")]].reset_index()
    ordered = named.sort_values(
        ["area", "count", "name"], ascending=[True, False, True]
    )
    first = ordered.drop_duplicates("area").set_index("area")["name"]
    found = pd.Series("", index=codes, name="place")
    found.iloc[first.index.to_numpy()] = plain.to_numpy()[first.to_numpy()]
    return found


def _sources(
    asked: Sequence[str], reading: Reading, area: npt.NDArray[np.int32]
) -> tuple[tuple[str, ...], list[Note]]:
    rows = reading.incidents.loc[area >= 0, "source"].value_counts()
    known = [source for source in rows.index if rows[source]] or list(reading.held)
    if asked:
        plain = {name.casefold(): name for name in reading.held}
        for name in asked:
            if name.casefold() not in plain:
                raise WordsError(
                    f"no file is from a source called {name!r}",
                    hint=f"There is {listed([str(each) for each in known])}.",
                )
        chosen = tuple(dict.fromkeys(plain[name.casefold()] for name in asked))
        added = (
            [
                Note(
                    f"{listed(chosen)} are added together because you asked for it: "
                    "an incident that both recorded counts twice.",
                    caution=True,
                )
            ]
            if len(chosen) > 1
            else []
        )
        return chosen, added
    chosen = (str(known[0]),)
    others = [f"{name} ({rows[name]:,})" for name in known[1:]]
    if not others:
        return chosen, []
    return chosen, [
        Note(
            f"Only incidents from {chosen[0]} ({rows[chosen[0]]:,}) are counted. "
            f"Also read, and not added: {listed(others)}. Choose with --source.",
            caution=True,
        )
    ]


def _refuse_elsewhere(
    account: Reconciliation, reading: Reading, areas: gpd.GeoDataFrame
) -> None:
    total = account.total()
    if total["mapped"] or not total["read"]:
        return
    placed = reading.incidents.dropna(subset=["easting"])
    if placed.empty:
        reasons = listed(
            [
                f"{REASONS[name]} ({count:,})"
                for name, count in total.items()
                if name in REASONS
            ]
        )
        raise InputError(
            f"none of {total['read']:,} rows can be put on the map: {reasons}",
            where=reading.files[0].file.name,
        )
    west, south, east, north = areas.total_bounds
    raise InputError(
        f"none of {total['read']:,} incidents lies in the areas. The incidents are "
        f"around easting {placed['easting'].median():,.0f}, northing "
        f"{placed['northing'].median():,.0f}; the areas reach from {west:,.0f} to "
        f"{east:,.0f} and {south:,.0f} to {north:,.0f}",
        where=reading.files[0].file.name,
        hint="Give boundaries and incidents of the same place.",
    )


def _account_notes(account: Reconciliation) -> list[Note]:
    total = account.total()
    left = [
        f"{count:,} {REASONS[name]}" for name, count in total.items() if name in REASONS
    ]
    text = f"{number(total['read'])} rows read, {number(total['mapped'])} on the map"
    return [Note(f"{text}; left out: {listed(left)}." if left else f"{text}.")]


def _disagreement(
    incidents: pd.DataFrame, area: npt.NDArray[np.int32], areas: gpd.GeoDataFrame
) -> list[Note]:
    stated = incidents["area"].cat
    by_code = areas.index.get_indexer(stated.categories)
    codes = stated.codes.to_numpy()
    said = np.where(codes >= 0, by_code[codes] if len(by_code) else -1, -1)
    inside = area >= 0
    inside[inside] = areas["shown"].to_numpy()[area[inside]]
    both = inside & (codes >= 0)
    if not both.any() or not (said[both] >= 0).any():
        return []
    differ = int((said[both] != area[both]).sum())
    if not differ:
        return []
    return [
        Note(
            f"{differ:,} incidents ({share(differ, int(both.sum()))}) lie in another "
            "area than the code in their row says: points are snapped and boundaries "
            "generalised. They are counted where their point lies."
        )
    ]


def _stacked_notes(stacked: pd.DataFrame, total: int) -> list[Note]:
    if stacked.empty or total < 100:
        return []
    first = stacked.iloc[0]
    name = f" ({first['place']})" if isinstance(first["place"], str) else ""
    held = stacked["share"].sum()
    return [
        Note(
            f"The {len(stacked)} commonest coordinates hold {share(held, 1)} of the "
            f"incidents on the map; the first{name} holds {number(first['rows'])}, "
            f"{share(first['share'], 1)}. Stacked points can be a station, a hospital "
            "or a default address: they are counted, look at them before acting.",
            caution=bool(first["share"] > 0.02),
        )
    ]


def _ring(
    cube: Cube, areas: gpd.GeoDataFrame
) -> tuple[Cube, gpd.GeoDataFrame, list[Note]]:
    """Drop the areas around the district if the incidents don't cover them."""
    around = ~areas["shown"].to_numpy()
    if not around.any():
        return cube, areas, []
    many = int(around.sum())
    if cube.counts[around].any(axis=(1, 2)).mean() >= 0.5:
        taking_part = Note(
            f"{counted(many, 'area')} around the district take part as neighbours and "
            "in the averages compared with; they are not shown or tested."
        )
        return cube, areas, [taking_part]
    kept = areas[areas["shown"]]
    left_out = Note(
        f"The incidents don't cover the {many} areas around the district, so its edge "
        "has fewer neighbours.",
        caution=True,
    )
    return cube.among(kept.index), kept, [left_out]


def _among(at: Level, areas: gpd.GeoDataFrame) -> Level:
    return replace(
        at,
        areas=areas,
        denominators={
            kind: figures.reindex(areas.index)
            for kind, figures in at.denominators.items()
        },
        deprivation=None
        if at.deprivation is None
        else at.deprivation.reindex(areas.index),
    )


def _refuse_beyond(total: int, facts: FileFacts) -> None:
    most = np.iinfo(np.int32).max
    if total > most:
        raise InputError(
            f"its counts add up to {total:,}, more than can be true",
            where=facts.file.name,
            hint="Mend the file: perhaps a code or a date is in the column of counts.",
        )


def _ready(material: Material, at: Level, sources: Sequence[str]) -> Tally:
    assert material.counts is not None
    counts, facts = material.counts
    if len(sources) > 1:
        raise WordsError(
            "ready counts have one source", hint="Give --source once, or not at all."
        )
    areas = at.areas[at.areas["shown"]]
    position = areas.index.get_indexer(counts["area"]).astype(np.int32)
    if not (position >= 0).any():
        raise InputError(
            f"none of its {counts['area'].nunique():,} area codes is among the areas",
            where=facts.file.name,
            hint="Give counts by the codes of the boundaries, of the same year.",
        )
    _refuse_beyond(int(counts["count"].sum()), facts)
    cube = count_cube(
        position, counts, areas.index, set(counts["month"]), counts["count"].to_numpy()
    )
    missed = counts.loc[position < 0]
    notes = [Note("Counts came ready by area, type and month.")]
    if len(missed):
        names = listed(sorted(missed["area"].unique()), most=5)
        notes.append(
            Note(
                f"{missed['count'].sum():,} incidents are counted in areas that are "
                f"not among the boundaries ({names}).",
                caution=True,
            )
        )
    return Tally(
        level=_among(at, areas.assign(place="")),
        cube=cube,
        sources=(facts.source,),
        incidents=None,
        reconciliation=reconcile_counts(facts, int((position >= 0).sum())),
        stacked=None,
        notes=(*at.notes, *notes),
    )
