"""The source whose incidents each area has, where sources cover different districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.figures.ward_figures import ward_of
from hotspot_app.project.steps.level import Level
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.placing import Chosen, Held, months_held
from hotspot_app.stats.placing.territory import Spread
from hotspot_app.words import district_of_lsoa

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Territories:
    """The chosen sources, and the areas that each covers.

    Attributes
    ----------
    sources
        Sources counted. First those that cover different districts: each area has the
        incidents of its own one. The incidents of the others are added in every area.
    apart
        Number of sources that cover different districts: none, or at least two.
    owner
        (n,) position in `sources` of the source that covers each area, -1 for none.
    months
        Months that are counted.
    lacking
        Months counted that a source of its own districts doesn't hold, by source.
    """

    sources: tuple[str, ...]
    apart: int
    owner: npt.NDArray[np.int64]
    months: frozenset[pd.Period]
    lacking: Mapping[str, tuple[pd.Period, ...]]

    def counts(self, area: npt.NDArray[np.int32], source: pd.Series[str]) -> Mask:
        """Say which incidents are counted: those outside every area, too."""
        at = np.array([self._place(name) for name in source.cat.categories])
        of = at[source.cat.codes.to_numpy()]
        own = (area < 0) | (of >= self.apart) | (of == np.append(self.owner, -1)[area])
        return np.asarray((of >= 0) & own)

    def covered(self, months: pd.PeriodIndex) -> Mask | None:
        """Say which areas are covered in which months (`Cube.covered`)."""
        if not self.lacking and (self.owner >= 0).all():
            return None
        held = np.ones((len(self.sources) + 1, len(months)), dtype=np.bool_)
        for name, lacks in self.lacking.items():
            held[self.sources.index(name)] = ~months.isin(list(lacks))
        held[-1] = False
        return held[self.owner]

    def _place(self, name: str) -> int:
        return self.sources.index(name) if name in self.sources else -1


def territories(chosen: Chosen, spread: Spread, held: Held) -> Territories:
    """Settle whose counts each area has, and in which months."""
    apart = chosen.apart
    rest = tuple(each for each in chosen.sources if each not in apart)
    sources = (*apart, *rest)
    if not apart:
        main = int(np.argmax([spread.many[each].sum() for each in sources]))
        covers = spread.owner([sources[main]]) >= 0
        months = frozenset(months_held(sources, held))
        return Territories(sources, 0, np.where(covers, main, -1), months, {})
    owner = spread.owner(apart)
    size = np.bincount(owner[owner >= 0], minlength=len(apart))
    months = _shared(apart, size, held)
    if rest:
        months = months & months_held(rest, held)
        if not months:
            months_held(sources, held)  # says that there is none
    lacking = {
        each: tuple(sorted(months - set(held[each])))
        for each in apart
        if months - set(held[each])
    }
    return Territories(sources, len(apart), owner, months, lacking)


def _shared(
    apart: tuple[str, ...], size: npt.NDArray[np.int64], held: Held
) -> frozenset[pd.Period]:
    """Return the months held for at least half of the areas; of few, all there are."""
    areas: dict[pd.Period, int] = {}
    for each, many in zip(apart, size, strict=True):
        for month in held[each]:
            areas[month] = areas.get(month, 0) + int(many)
    most = frozenset(month for month, many in areas.items() if 2 * many >= sum(size))
    return most or frozenset(areas)


def districts_of(level: Level, material: Material) -> pd.Series[str]:
    """Return what district each area of a level is in, "" where it isn't known."""
    if not level.members:
        return _districts(level.areas.index, level.areas, material)
    of = _districts_given(material).to_dict()
    home: dict[str, str] = {}
    for code, group in level.members.items():
        home.setdefault(group, of.get(code, ""))
    codes = level.areas.index
    return pd.Series([home.get(c, of.get(c, "")) for c in codes], index=codes)


def _districts_given(material: Material) -> pd.Series[str]:
    """Return the districts of the areas given, and of wards over them."""
    areas = material.areas.areas
    own = _districts(areas.index, areas, material)
    if material.wards is None:
        return own
    wards = material.wards.areas
    return pd.concat([own, _districts(wards.index, wards, material)])


def _districts(
    codes: pd.Index[str], areas: pd.DataFrame, material: Material
) -> pd.Series[str]:
    if "district" in areas:
        return areas["district"].fillna("").astype("object")
    named = areas["name"].map(district_of_lsoa)
    if named.ne("").all():
        return named.astype("object")
    if material.areas.level == "district":
        return codes.to_series()
    if material.wards is not None and codes.isin(material.wards.areas.index).all():
        return _of_wards(codes, material)
    return pd.Series("", index=codes, dtype="object")


def _of_wards(wards: pd.Index[str], material: Material) -> pd.Series[str]:
    """Return the district in which most areas of each ward are."""
    areas = material.areas.areas
    of = _districts(areas.index, areas, material)
    ward = ward_of(material.overlay, areas.index)
    most = of.groupby(ward).agg(lambda each: each.mode().iloc[0])
    return most.reindex(wards).fillna("").astype("object")
