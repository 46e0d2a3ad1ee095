"""A part of the map that is looked at: a ward, a group of areas, a selection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import pandas as pd

from hotspot_app.data.figures.ward_figures import STRADDLING, ward_of
from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Note
from hotspot_app.project.steps.material import Material
from hotspot_app.words import counted, plural

NONE: Final[Mapping[str, str]] = MappingProxyType({})


def focused(
    inputs: Inputs,
    material: Material,
    within: Collection[str],
    words: str,
    members: Mapping[str, str] = NONE,
) -> tuple[Inputs, list[Note]]:
    """Show only a part of the areas; tests and comparisons still use all.

    Parameters
    ----------
    within
        Codes of areas or wards. Codes of the other level mean the areas of that ward,
        or the wards that hold most of these areas; at a level of groups, the groups
        that they are in.
    words
        Name of the part: "Bargate ward".
    members
        Areas, or wards, of groups (`Level.members`), at a level of groups.

    Raises
    ------
    WordsError
        If none of the codes is on the map.
    """
    if not within:
        return inputs, []
    areas = inputs.areas
    inside = areas["shown"]
    chosen = inside & _chosen(areas.index, material, set(within), members)
    if not chosen.any():
        raise WordsError(
            f"none of the areas of {words or 'the selection'} is on this map",
            hint="Choose the whole map, or areas of this level.",
        )
    question, many = inputs.question, int(chosen.sum())
    called = _called(
        words or "the areas chosen",
        inputs,
        areas.index[chosen],
        material,
        set(within),
        members,
    )
    note = Note(
        f"{counted(many, question.unit)} of {int(inside.sum()):,} "
        f"{'is' if many == 1 else 'are'} shown and counted: {called}. Tests, "
        f"corrections and comparisons are over all of {question.place}: looking "
        "closer changes none of them."
    )
    narrowed = areas.assign(inside=inside, shown=chosen)
    question = replace(question, within=called)
    notes = [note]
    if not members and question.level != "ward":
        notes += _on_best_fit(material, set(within), words, question.unit)
    return replace(inputs, areas=narrowed, question=question), notes


def _on_best_fit(
    material: Material, within: set[str], words: str, unit: str
) -> list[Note]:
    """Tell that a ward made of whole areas isn't the ward inside its own border."""
    if material.wards is None or within.isdisjoint(material.wards.areas.index):
        return []
    parts = material.overlay[material.overlay["ward"].isin(within)]
    cut = parts["share"].between(STRADDLING, 1 - STRADDLING)
    across = parts.loc[cut, "area"].nunique()
    if not across:
        return []
    return [
        Note(
            f"{words or 'The ward'} is shown here as the whole {plural(unit)} that lie "
            f"mostly in it (best fit), and {counted(across, unit)} "
            f"{'lies' if across == 1 else 'lie'} across its border. Its figures differ "
            "from those by ward, which are counted inside the ward's own border."
        )
    ]


def _chosen(
    codes: pd.Index[str],
    material: Material,
    within: set[str],
    members: Mapping[str, str],
) -> pd.Series[bool]:
    meant = set(within)
    if material.wards is not None:
        home = ward_of(material.overlay, material.areas.areas.index)
        meant |= set(home.index[home.isin(within)]) | set(home[home.index.isin(within)])
    if members:
        meant = {members[code] for code in meant if code in members}
    return pd.Series(codes.isin(meant), index=codes)


def _called(
    words: str,
    inputs: Inputs,
    chosen: pd.Index[str],
    material: Material,
    within: set[str],
    members: Mapping[str, str],
) -> str:
    """Name what is shown: by what was asked for only if it is just that.

    At the level of wards or groups, some areas of one don't make it up; their
    name over its figures would be untrue.
    """
    areas = material.areas.areas
    codes = areas.index[areas["shown"]]
    ward = pd.Series("", index=codes, dtype=object)
    if material.wards is not None:
        ward = ward_of(material.overlay, codes)
    unit = codes.to_series()
    if members:
        unit = unit.map(members).fillna(ward.map(members))
    elif inputs.question.level == "ward":
        unit = ward
    meant = codes.isin(within) | ward.isin(within)
    shown = unit.isin(chosen)
    if (meant == shown).all():
        return words
    one, many = inputs.question.unit, len(chosen)
    which = f"{one} that holds" if many == 1 else f"{counted(many, one)} that hold"
    parts = "parts of " if (meant & ~shown).any() else ""
    return f"the {which} {parts}{words}"
