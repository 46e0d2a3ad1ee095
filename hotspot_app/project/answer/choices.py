"""The choices of a question that the files at hand allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.method import LACKS, Measure, Method, Need
from hotspot_app.methods import all_methods
from hotspot_app.offences import groups_among, is_asb
from hotspot_app.project.ask.flags import flags_held
from hotspot_app.project.ask.groups import Groups
from hotspot_app.project.steps.by_day import has_days
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.tally import Tally
from hotspot_app.schema import DENOMINATORS, Denominator
from hotspot_app.words import capital, plural


@dataclass(frozen=True, slots=True)
class MeasureChoice:
    """A measure with its denominator, as one choice."""

    measure: Measure
    per: Denominator | None
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices that a question can be made of.

    Attributes
    ----------
    sources
        Names of those who recorded the incidents.
    crimes, behaviour
        Offence types, commonest first; types of anti-social behaviour are separate.
    groups
        The types held of each group of types often taken together, by the group's name.
    flags
        Names of `schema.FLAGS` for which the sources' files have a column.
    months
        Months held, ascending.
    by_day
        Whether incidents have dates, so that the period can be of days.
    levels
        Title of each level, by level: "LSOAs (152)".
    whole
        Title of the whole map at the level: "Whole of Southampton", "The 3 beats".
    wards
        Name of each ward by its code, sorted by name.
    methods
        All methods, with why a method can't be chosen ("" if it can).
    """

    sources: tuple[str, ...]
    crimes: tuple[str, ...]
    behaviour: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    flags: tuple[str, ...]
    months: tuple[pd.Period, ...]
    by_day: bool
    levels: Mapping[str, str]
    whole: str
    wards: Mapping[str, str]
    measures: tuple[MeasureChoice, ...]
    methods: tuple[tuple[Method, str], ...]


def choices(
    material: Material, at: Tally, measure: Measure = "rate", *, compared: bool = False
) -> Choices:
    """Return the choices that the files offer, for the level and sources counted.

    Parameters
    ----------
    measure
        The question's measure: some methods need rates.
    compared
        Whether the question has a comparison period.
    """
    order = at.recorded.by_type().sort_values(ascending=False, kind="stable").index
    types = [str(kind) for kind in order]
    crimes = tuple(kind for kind in types if not is_asb(kind))
    there = _there(material, at, measure, compared=compared)
    return Choices(
        sources=_sources(material),
        crimes=crimes,
        behaviour=tuple(kind for kind in types if is_asb(kind)),
        groups=groups_among(crimes),
        flags=flags_held(material.reading, at.sources) if material.reading else (),
        months=tuple(at.cube.months[at.cube.present]),
        by_day=has_days(at),
        levels=_levels(material),
        whole=capital(at.level.part or f"whole of {material.areas.place}"),
        wards=_wards(material),
        measures=_measures(at),
        methods=tuple((each, _lacks(each, material, there)) for each in all_methods()),
    )


def _sources(material: Material) -> tuple[str, ...]:
    if material.reading is not None:
        return tuple(sorted(material.reading.held))
    assert material.counts is not None
    return tuple(sorted(material.counts[0]["source"].cat.categories))


def _levels(material: Material) -> dict[str, str]:
    areas = material.areas
    many = int(areas.shown.sum())
    called = LEVELS.get(areas.level, f"{areas.level} areas".strip())
    levels = {areas.level: f"{called[:1].upper()}{called[1:]} ({many:,})"}
    if material.wards is not None:
        wards = int(material.wards.shown.sum())
        levels["ward"] = f"Wards ({wards:,})"
    return levels


def group_levels(groups: Groups) -> dict[str, str]:
    """Return the levels that named groups make: "beat" to "Beats (3)"."""
    return {
        kind: f"{capital(plural(kind))} ({len(named):,})"
        for kind, named in groups.items()
    }


def _wards(material: Material) -> dict[str, str]:
    if material.wards is None:
        return {}
    wards = material.wards.areas
    names = wards.loc[wards["shown"], "name"].sort_values(kind="stable")
    return {str(code): str(name) for code, name in names.items()}


def _measures(at: Tally) -> tuple[MeasureChoice, ...]:
    found = [MeasureChoice("count", None, "Recorded incidents (counts)")]
    for kind in at.level.words:
        per = DENOMINATORS[kind]
        found.append(MeasureChoice("rate", kind, f"Rate per 1,000 {per}"))
        found.append(MeasureChoice("eb", kind, f"Rate per 1,000 {per}, standardised"))
    return tuple(found)


def _there(
    material: Material, at: Tally, measure: Measure, *, compared: bool
) -> dict[Need, bool]:
    """Say which needs of methods the files and the question meet."""
    return {
        "denominator": bool(at.level.denominators),
        "deprivation": at.level.deprivation is not None,
        "rate": measure != "count" or not at.level.denominators,
        "rows": at.rows is not None,
        "comparison": compared,
        "places": "places" in material.own or material.districts.of.nunique() > 1,
        "graph": True,
    }


def _lacks(method: Method, material: Material, there: Mapping[Need, bool]) -> str:
    lacks = [LACKS[need].brief for need in sorted(method.needs) if not there[need]]
    lacks += [f"a table: {t.title}" for t in method.tables if t.id not in material.own]
    return "; ".join(f"needs {each}" for each in lacks)
