"""Notes on sources of different districts, and on areas without data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Note
from hotspot_app.project.steps.level import Level
from hotspot_app.project.steps.placing import Held
from hotspot_app.project.steps.territories import Territories
from hotspot_app.remedies import ChoosePeriod, ChooseSource
from hotspot_app.words import counted, district_of_lsoa, listed, number

_NAMED = 3


def on_sources(
    found: Territories, mapped: pd.Series[int], held: Held, left_out: int
) -> list[Note]:
    """Return notes on sources of different districts, and on incidents left out.

    Parameters
    ----------
    mapped
        Number of incidents on the map by source.
    left_out
        Number of incidents that a source has in areas of another.
    """
    apart = found.sources[: found.apart]
    if not apart:
        return []
    each = [f"{name} ({mapped.get(name, 0):,})" for name in apart]
    are = counted(left_out, "incident is", "incidents are")
    lost = f" {are} left out, in areas that aren't its source's." if left_out else ""
    notes = [
        Note(
            f"{len(apart):,} sources make one map, since their territories lie apart: "
            f"{listed(each, _NAMED)}. Each area has the incidents of its own.{lost}",
            caution=bool(left_out),
        )
    ]
    dropped = sorted({m for name in apart for m in held[name]} - found.months)
    if dropped:
        months = counted(len(dropped), "month isn't", "months aren't")
        notes.append(
            Note(
                f"{months} counted, because most areas' sources don't hold "
                f"{'it' if len(dropped) == 1 else 'them'}: "
                f"{listed([str(month) for month in dropped], _NAMED)}. One source "
                "alone may hold them.",
                caution=True,
                remedies=(ChooseSource(),),
            )
        )
    return notes


def on_uncovered(
    found: Territories, level: Level, districts: pd.Series[str]
) -> list[Note]:
    """Return notes on shown areas that no source covers.

    Raises
    ------
    WordsError
        If no source covers any shown area.
    """
    shown = level.shown.to_numpy(dtype=bool)
    none = shown & (found.owner < 0)
    if not none.any():
        return []
    if not (shown & ~none).any():
        raise WordsError(
            f"none of the areas is where {listed(found.sources, _NAMED)} recorded "
            "incidents",
            hint="Choose another source, or give boundaries of the same place.",
        )
    within = sorted(set(_called(level.areas["name"], districts)[none]))
    many = counted(len(within), "district")
    return [
        Note(
            f"No data in {int(none.sum()):,} of {counted(int(shown.sum()), 'area')}: "
            f"no source that is counted covers {many} ({listed(within, _NAMED)}). "
            "They are not zeros, and take no part in totals, rates and tests.",
            caution=True,
        )
    ]


def _called(names: pd.Series[str], districts: pd.Series[str]) -> pd.Series[str]:
    """Return districts by the name in their areas' names, where these have one."""
    named = names.map(district_of_lsoa)
    return named.where(named.ne(""), districts)


def on_gaps(inputs: Inputs, lacking: Mapping[str, Sequence[pd.Period]]) -> list[Note]:
    """Return notes on areas without data because their source lacks part of a period.

    Parameters
    ----------
    lacking
        Months that a source doesn't hold, by source.

    Raises
    ------
    WordsError
        If no area has data.
    """
    cube, period = inputs.cube, inputs.question.period
    if not lacking or cube.covered is None:
        return []
    asked = set(cube.months_held(period.whole.first, period.whole.last))
    said = {
        name: [str(month) for month in months if month in asked]
        for name, months in lacking.items()
    }
    told = [
        f"{name} lacks {listed(months, _NAMED)}"
        for name, months in said.items()
        if months
    ]
    if not told:
        return []
    shown = inputs.shown.to_numpy(dtype=bool)
    missing = inputs.counts().isna().to_numpy()[shown]
    if missing.all():
        raise WordsError(
            f"no source holds every month of {period}: {listed(told, _NAMED)}",
            hint="One of them alone may hold more.",
            remedies=(ChoosePeriod(), ChooseSource()),
        )
    ever = np.asarray(cube.covered.any(axis=1))[shown]
    partly = int((missing & ever).sum())
    if not partly:
        return []
    more = "" if ever.all() else "more "
    return [
        Note(
            f"No data in {number(partly)} {more}areas, whose sources hold a part of "
            f"{period}, which can't be compared with all of it: "
            f"{listed(told, _NAMED)}.",
            caution=True,
        )
    ]
