"""The areas' neighbours, with notes on the rule and on areas left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd

from hotspot_app.method import Inputs, NeighbourParams, Note
from hotspot_app.schema import DENOMINATORS
from hotspot_app.stats.graphs.neighbours import Neighbours
from hotspot_app.words import counted, listed

FindNeighbours = Callable[..., Neighbours]
"""A function like `stats.graphs.neighbours.neighbour_graph`."""


def with_those_around(inputs: Inputs) -> tuple[Inputs, list[Note]]:
    """Keep the areas around the district that have what is measured, and say so."""
    around, kind = ~inputs.shown, inputs.question.denominator
    notes = []
    if inputs.question.measure != "count" and kind is not None:
        unknown = around & ~inputs.population().gt(0)
        if unknown.any():
            many = counted(int(around.sum()), "area")
            have = "has" if unknown.sum() == 1 else "have"
            notes.append(
                Note(
                    f"{unknown.sum():,} of {many} around the district {have} no "
                    f"{DENOMINATORS[kind]} and so no rate: left out, so that its edge "
                    "has fewer neighbours.",
                    caution=True,
                )
            )
            inputs = inputs.among(~unknown)
    part = int((~inputs.shown).sum())
    if part:
        take, are = ("takes", "is") if part == 1 else ("take", "are")
        notes.append(
            Note(
                f"{counted(part, 'area')} around the district {take} part as "
                f"neighbours and in the averages compared with, and {are} not shown or "
                "tested one by one."
            )
        )
    return inputs, notes


def with_neighbours(
    inputs: Inputs,
    params: NeighbourParams,
    bridges: tuple[tuple[str, str], ...],
    find: FindNeighbours,
) -> tuple[Inputs, list[Note]]:
    """Return the graph of the areas' neighbours, with notes on the rule.

    Parameters
    ----------
    bridges
        Pairs of area codes that are neighbours by choice, of this level or another.
    """
    codes = inputs.areas.index
    here = [pair for pair in bridges if pair[0] in codes and pair[1] in codes]
    found = find(
        inputs.areas,
        params.neighbours,
        nearest=params.nearest,
        distance=params.distance,
        bridges=here,
    )
    notes = _neighbour_notes(inputs.areas, params, found)
    if len(here) < len(bridges):
        left = counted(len(bridges) - len(here), "pair")
        notes.append(
            Note(f"Not joined by hand: {left} that are not areas of this map.")
        )
    return replace(inputs, graph=found.graph), notes


def _neighbour_notes(
    areas: gpd.GeoDataFrame, params: NeighbourParams, found: Neighbours
) -> list[Note]:
    names = areas["name"]
    rule = {
        "queen": "share a border or a corner",
        "rook": "share a border",
        "nearest": f"are among the {params.nearest} nearest (by centre)",
        "distance": f"have centres within {params.distance:,.0f} m",
    }[params.neighbours]
    notes = [Note(f"Areas are neighbours if they {rule}.")]
    if found.islands:
        which = listed([str(names[code]) for code in found.islands], most=10)
        many = counted(len(found.islands), "area has", "areas have")
        notes.append(
            Note(f"{many} no neighbours and can't be tested: {which}.", caution=True)
        )
    if found.gaps:
        a, b = found.gaps[0]
        notes.append(
            Note(
                f"Less than 1 m apart without touching, and taken as neighbours: "
                f"{counted(len(found.gaps), 'pair')} of areas, first {names[a]} and "
                f"{names[b]}.",
            )
        )
    if found.overlaps:
        a, b = found.overlaps[0]
        notes.append(
            Note(
                f"Overlapping: {counted(len(found.overlaps), 'pair')} of areas, first "
                f"{names[a]} and {names[b]}.",
                caution=True,
            )
        )
    if found.bridged:
        joined = listed([f"{names[a]} and {names[b]}" for a, b in found.bridged], 5)
        notes.append(Note(f"Joined by hand: {joined}."))
    return notes
