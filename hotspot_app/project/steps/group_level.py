"""A level of the analyst's groups: their areas dissolved, their figures added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd
import shapely

from hotspot_app.data.figures.ward_figures import ward_of
from hotspot_app.errors import WordsError
from hotspot_app.method import Note
from hotspot_app.project.ask.groups import Named, in_several
from hotspot_app.project.steps.level import Level
from hotspot_app.project.steps.material import Material
from hotspot_app.words import capital, counted, listed, place_name, plural


@dataclass(frozen=True, slots=True)
class Members:
    """What the groups of a kind are made of.

    Attributes
    ----------
    kind
        The noun for one group: "beat".
    base
        Level of the members: that of the areas given, or "ward".
    home
        The group of each area or ward, by code.
    """

    kind: str
    base: str
    home: Mapping[str, str]
    notes: tuple[Note, ...]


def members_of(material: Material, kind: str, named: Named) -> Members:
    """Return the members of groups: wards if all codes are wards', else areas.

    Raises
    ------
    WordsError
        If a member is in two groups, or no member is on the map.
    """
    shown = material.areas.areas.index[material.areas.shown]
    wards = shown[:0]
    if material.wards is not None:
        wards = material.wards.areas.index[material.wards.shown]
    said = {code for codes in named.values() for code in codes}
    known = said & {*shown, *wards}
    if not known:
        raise WordsError(
            f"none of the areas of the {plural(kind)} is on this map",
            hint="Choose areas of the files, or save the groups again.",
        )
    notes = list(_not_here(len(said) - len(known), kind))
    base = "ward" if known <= set(wards) else material.areas.level
    of = {name: [c for c in codes if c in known] for name, codes in named.items()}
    if base != "ward" and not known.isdisjoint(wards):
        of, told = _as_areas(material, of, kind)
        notes.append(told)
    named = {name: tuple(dict.fromkeys(codes)) for name, codes in of.items()}
    _refuse_twice(material, kind, named)
    home = {code: name for name, codes in named.items() for code in codes}
    return Members(kind, base, home, tuple(notes))


def _not_here(many: int, kind: str) -> list[Note]:
    if not many:
        return []
    areas = counted(many, "area of the", "areas of the")
    have = "isn't" if many == 1 else "aren't"
    return [Note(f"{areas} {plural(kind)} {have} on this map.", caution=True)]


def _as_areas(
    material: Material, of: Mapping[str, list[str]], kind: str
) -> tuple[dict[str, list[str]], Note]:
    """Write wards as the areas that lie mostly in them."""
    areas = material.areas.areas
    home = ward_of(material.overlay, areas.index[areas["shown"]])
    inside = home.groupby(home).groups
    found = {
        name: [a for code in codes for a in inside.get(code, [code])]
        for name, codes in of.items()
    }
    return found, Note(
        f"Some {plural(kind)} are made of areas and some of wards: of a ward, the "
        "areas that lie mostly in it are taken."
    )


def _refuse_twice(material: Material, kind: str, named: Named) -> None:
    twice = in_several(named)
    if not twice:
        return
    code, names = next(iter(sorted(twice.items())))
    tables = [material.areas.areas, *([material.wards.areas] if material.wards else [])]
    called = next((str(t.at[code, "name"]) for t in tables if code in t.index), code)
    are = counted(len(twice), "area is", "areas are")
    raise WordsError(
        f"{are} in more than one {kind} (first {called}, in {listed(names)}), and each "
        f"incident counts once",
        hint=f"At the level of the areas, select those of one {kind} and save it "
        "again: the app offers to take them out of the others.",
    )


def in_groups(base: Level, members: Members) -> Level:
    """Return a level whose areas are groups: shapes dissolved, figures summed.

    Areas of no group are kept one by one and not shown: they are part of the
    whole that rates are compared with. Those around the district are left out.

    Parameters
    ----------
    base
        Level of the groups' members.
    """
    areas = base.areas[base.shown]
    home = pd.Series(dict(members.home), dtype=object).reindex(areas.index)
    to = home.fillna(areas.index.to_series())
    made = _dissolved(areas[home.notna()], home.dropna())
    rest = areas.loc[home.isna(), ["name", "geometry"]].assign(shown=False, place="")
    _refuse_codes(made.index.intersection(areas.index), members.kind)
    table = gpd.GeoDataFrame(pd.concat([made, rest]), crs=areas.crs).sort_index()
    table.index.name = areas.index.name
    return replace(
        base,
        name=members.kind,
        areas=table,
        denominators={
            kind: _added(figures.reindex(areas.index), to).reindex(table.index)
            for kind, figures in base.denominators.items()
        },
        deprivation=None,
        notes=(*base.notes, *members.notes, *_notes(base, members, home, areas)),
        members=dict(members.home),
    )


def _dissolved(areas: gpd.GeoDataFrame, home: pd.Series[str]) -> gpd.GeoDataFrame:
    each = areas.geometry.to_numpy()
    shapes = {
        name: shapely.union_all(each[rows])
        for name, rows in home.groupby(home).indices.items()
    }
    return gpd.GeoDataFrame(
        {"name": list(shapes), "shown": True, "place": ""},
        geometry=list(shapes.values()),
        index=pd.Index(list(shapes), dtype=object),
        crs=areas.crs,
    )


def _added(figures: pd.Series[float], to: pd.Series[str]) -> pd.Series[float]:
    """Sum figures by group; a missing one makes its group's missing."""
    total = figures.groupby(to).sum()
    return total.where(figures.notna().groupby(to).all())


def _refuse_codes(alike: pd.Index[str], kind: str) -> None:
    if len(alike):
        raise WordsError(
            f"a {kind} is called {alike[0]}, which is the code of an area",
            hint="Give it another name.",
        )


def _notes(
    base: Level, members: Members, home: pd.Series[str], areas: gpd.GeoDataFrame
) -> list[Note]:
    kind, one = members.kind, "ward" if members.base == "ward" else "area"
    many, within = counted(home.nunique(), kind), int(home.notna().sum())
    notes = [
        Note(
            f"{capital(plural(kind))} are groups you made: {many} of "
            f"{counted(within, one)}. Each one's counts and denominators are the sums "
            f"of its {plural(one)}'."
        )
    ]
    left = areas[home.isna()]
    if len(left):
        label = zip(
            left["name"], _texts(left, "ward"), _texts(left, "place"), strict=True
        )
        names = listed([place_name(*each) for each in label], 5)
        are = counted(len(left), f"{one} is", f"{plural(one)} are")
        notes.append(
            Note(
                f"{are} in no {kind} and left out of map and table: {names}. Rates are "
                "still compared with the whole, what is left out included.",
                caution=True,
            )
        )
    if base.deprivation is not None:
        notes.append(
            Note(f"Deprivation is published for LSOAs and not used for {plural(kind)}.")
        )
    return notes


def _texts(areas: gpd.GeoDataFrame, column: str) -> list[str]:
    return list(areas[column]) if column in areas else [""] * len(areas)
