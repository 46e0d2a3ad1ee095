"""A part of the map that is looked at: a ward, a group of areas, a selection."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from hotspot_app.data.ward_figures import ward_of
from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Note
from hotspot_app.project.material import Material
from hotspot_app.words import counted


def focused(
    inputs: Inputs, material: Material, within: Collection[str], words: str
) -> tuple[Inputs, list[Note]]:
    """Show only some areas; all are tested and compared with as before.

    Parameters
    ----------
    within
        Codes of areas or wards. Where a code is of the other level, the areas
        of that ward, or the wards that hold most of these areas, are meant.
    words
        What they make up: "Bargate ward".

    Raises
    ------
    WordsError
        If none of them is on the map.
    """
    if not within:
        return inputs, []
    areas = inputs.areas
    inside = areas["shown"]
    chosen = inside & _chosen(areas.index, material, set(within))
    if not chosen.any():
        raise WordsError(
            f"none of the areas of {words or 'the selection'} is on this map",
            hint="Choose the whole map, or areas of this level.",
        )
    note = Note(
        f"{counted(int(chosen.sum()), 'area')} of {int(inside.sum()):,} are shown and "
        f"counted: {words or 'a selection'}. Tests, corrections and comparisons are "
        f"over all of {inputs.question.place}, so that looking closer changes no "
        "finding."
    )
    narrowed = areas.assign(inside=inside, shown=chosen)
    return replace(inputs, areas=narrowed), [note]


def _chosen(
    codes: pd.Index[str], material: Material, within: set[str]
) -> pd.Series[bool]:
    chosen = pd.Series(codes.isin(within), index=codes)
    if material.wards is None:
        return chosen
    home = ward_of(material.overlay, material.areas.areas.index)
    if codes.isin(home.index).any():
        return chosen | home.reindex(codes).isin(within)
    held = set(home[home.index.isin(within)].dropna())
    return chosen | pd.Series(codes.isin(held), index=codes)
