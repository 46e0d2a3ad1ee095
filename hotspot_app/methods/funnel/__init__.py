"""Funnel plot: rates over their people, between the limits of chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.method import (
    AGAINST,
    BASE,
    PER_1000,
    Chart,
    Column,
    Gives,
    Inputs,
    Method,
    Outcome,
    param,
)
from hotspot_app.methods.funnel.notes import (
    ALLOWANCES,
    chart_title,
    map_style,
    notes_on,
)
from hotspot_app.methods.funnel.words import explain
from hotspot_app.progress import Progress
from hotspot_app.stats.chance.limits import Floats
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.chance.overdispersion import root_z
from hotspot_app.stats.chance.rates import PER_THOUSAND, overall_rate
from hotspot_app.stats.classes.classify import confidence
from hotspot_app.stats.comparison.against import GRADES, graded, plainly
from hotspot_app.stats.comparison.funnel import (
    Dispersion,
    dispersion_of,
    fixed_limits,
    ohid_limits,
    outside_by_chance,
    p_of_funnel,
    widened,
)

_LIMITS: Final = {"fixed": fixed_limits, "ohid": ohid_limits}
_ENDS: Final = {
    0.95: ("limit_lower", "limit_upper"),
    0.998: ("limit_lower_998", "limit_upper_998"),
}


@dataclass(frozen=True, slots=True)
class Params:
    """How limits are made, and what they allow for."""

    limits: str = param(
        "fixed",
        "Limits of chance",
        "Both call the same areas outside; OHID's are smooth.",
        choices={
            "fixed": "fixed population (Poisson, Spiegelhalter)",
            "ohid": "OHID's (where an area's interval touches the whole's rate)",
        },
    )
    allow: str = param(
        "none",
        "Limits allow for",
        "Where areas differ far more than chance, wider limits show which stand out.",
        choices=ALLOWANCES,
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Compare each area's rate with the limits at its size."""
    progress.step(0.0, "Working out limits")
    values = inputs.described()
    judged = inputs.inside & values["count"].notna() & inputs.population().gt(0)
    every_count, every_people, whole = inputs.compared_with()
    rate = overall_rate(every_count, every_people, reference=whole)
    count, people = (_numbers(values[c].where(judged)) for c in _COUNTED)
    expected = people * rate / PER_THOUSAND
    known = judged.to_numpy(bool) & ~np.isnan(expected)
    spread = dispersion_of(count[known], people[known], rate / PER_THOUSAND)
    factor = spread.inflation(people, params.allow)
    values["expected"] = expected
    for level, names in _ENDS.items():
        ends = _LIMITS[params.limits](expected, level=level)
        wide = widened(ends, expected, factor, level=level)
        for name, end in zip(names, wide, strict=True):
            values[name] = end * (PER_THOUSAND / people)
    values["z"] = root_z(count, expected)
    values["z_used"] = values["z"] / np.sqrt(factor)
    values = values.join(_judged(values, factor, spread))
    shown = inputs.shown.to_numpy(dtype=bool)
    summary = {
        **_levels(values[shown], judged[shown]),
        "city_rate": rate,
        "by_chance": outside_by_chance(expected[shown], level=0.95),
        "judged": float(known.sum()),
        "dispersion": spread.drawn_in,
        "dispersion_raw": spread.raw,
        "tau2": spread.tau2,
        "level": 95.0,
    }
    summary = {name: summary[name] for name in _SUMMARY}
    question, chart = inputs.question, METHOD.charts[0]
    return Outcome(
        values=values[[each.name for each in _VALUES]],
        tables={"allowances": _allowances(values[shown], people[shown], spread)},
        summary=summary,
        notes=notes_on(values[shown], summary, question, params),
        map=map_style(question, params, spread),
        charts=(replace(chart, title=chart_title(params, spread)),),
    )


def _judged(values: pd.DataFrame, factor: Floats, spread: Dispersion) -> pd.DataFrame:
    """Say which areas are outside the limits, and how sure that is."""
    p = _p_of(values, factor)
    adjusted = benjamini_hochberg(p, p.notna())
    compared = _graded(values, p)
    sure = confidence(p, adjusted, p.notna())
    if spread.far or (factor > 1).any():
        sure = pd.Series("", index=p.index, dtype="str")
    return pd.DataFrame(
        {
            "p": p,
            "p_adjusted": adjusted,
            "compared": compared,
            "sure": sure,
            "against_city": plainly(compared),
        },
        index=p.index,
    )


def _p_of(values: pd.DataFrame, factor: Floats) -> pd.Series[float]:
    expected = _numbers(values["expected"])
    count = np.where(np.isnan(expected), np.nan, _numbers(values["count"]))
    return pd.Series(p_of_funnel(count, expected, factor), index=values.index)


def _graded(values: pd.DataFrame, p: pd.Series[float]) -> pd.Series[str]:
    some = values["expected"].where(values["expected"].gt(0))
    return graded(p, values["count"] / some)


def _levels(shown: pd.DataFrame, judged: pd.Series[bool]) -> dict[str, float]:
    """Return the rate of what is shown, and how many areas are in each grade."""
    known = shown[judged]
    people, total = float(known["denominator"].sum()), float(known["count"].sum())
    return {
        "shown_rate": PER_THOUSAND * total / people if people else np.nan,
        "total": total,
        "areas": float(len(known)),
        "without_rate": float(len(shown) - len(known)),
        **_graded_so(known["compared"]),
    }


def _graded_so(compared: pd.Series[str]) -> dict[str, float]:
    """Return how many areas are in each grade."""
    many = compared.value_counts()
    pairs = zip(_GRADED, GRADES, strict=True)
    return {name: float(many.get(grade, 0)) for name, grade in pairs}


def _allowances(
    shown: pd.DataFrame, people: Floats, spread: Dispersion
) -> pd.DataFrame:
    """Return how many areas are in each grade, whatever the limits allow for."""
    rows = []
    for allow, title in ALLOWANCES.items():
        p = _p_of(shown, spread.inflation(people, allow))
        found = _graded_so(_graded(shown, p))
        rows.append({"allow": title, **{n: int(v) for n, v in found.items()}})
    return pd.DataFrame(rows).astype({"allow": "str"})


def _numbers(values: pd.Series[Any]) -> Floats:
    return values.to_numpy(np.float64, na_value=np.nan)


_COUNTED: Final = ("count", "denominator")
_GRADED: Final = ("higher_998", "higher_95", "similar", "lower_95", "lower_998")
_SUMMARY: Final = (
    "city_rate",
    "shown_rate",
    "total",
    "areas",
    "without_rate",
    *_GRADED,
    "by_chance",
    "judged",
    "dispersion",
    "dispersion_raw",
    "tau2",
    "level",
)

_VALUES: Final = (
    *BASE,
    Column("expected", "float", "Expected", help="At the rate of the whole."),
    Column("compared", "text", "Compared", help="With the limits used."),
    Column("sure", "text", "How sure", help="Where chance alone can tell."),
    Column("against_city", "text", "Against the whole", help="95% limits used."),
    Column("limit_lower", "float", "Lower limit used", PER_1000, "95% limit"),
    Column("limit_upper", "float", "Upper limit used", PER_1000, "95% limit"),
    Column("limit_lower_998", "float", "Lower 99.8% limit", PER_1000),
    Column("limit_upper_998", "float", "Upper 99.8% limit", PER_1000),
    Column("z", "float", "z", help="By chance alone: 2 √n (√r - √θ)."),
    Column("z_used", "float", "z, allowing", help="Divided by what limits allow for."),
    Column("p", "float", "p by the limits used", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."),
)

_ALLOWANCES: Final = (
    Column("allow", "text", "Limits allow for"),
    Column("higher_998", "int", "Higher (99.8%)"),
    Column("higher_95", "int", "Higher (95%)"),
    Column("similar", "int", "Similar"),
    Column("lower_95", "int", "Lower (95%)"),
    Column("lower_998", "int", "Lower (99.8%)"),
)

METHOD = Method(
    id="funnel",
    title="Funnel plot",
    group="compare",
    order=20,
    needs=frozenset({"denominator", "rate"}),
    params=Params,
    gives=Gives(values=_VALUES, tables={"allowances": _ALLOWANCES}, summary=_SUMMARY),
    map=AGAINST,
    charts=(
        Chart(
            "funnel",
            "funnel",
            "values",
            "denominator",
            "rate",
            "Rate with its limits",
            lower="limit_lower",
            upper="limit_upper",
            lower_outer="limit_lower_998",
            upper_outer="limit_upper_998",
            reference="city_rate",
            named="name",
            tab="Funnel",
        ),
    ),
    explain=explain,
    cautions=(
        "Outside the limits is different, not worse: a town centre's rate by residents "
        "is high because few live there and many visit.",
    ),
    references=(
        "spiegelhalter_2005",
        "ohid_funnels",
        "dersimonian_laird_1986",
        "benjamini_hochberg_1995",
    ),
    run=run,
)
