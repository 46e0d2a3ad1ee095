"""Where more, or less, is recorded than deprivation predicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspot_app.deprivation import (
    NO_CAUSE,
    Line,
    by_param,
    domain_param,
    left_out,
    on_domain,
    on_figure,
    ordered,
)
from hotspot_app.method import (
    BASE,
    Chart,
    Column,
    Gives,
    Inputs,
    MapStyle,
    Method,
    NeighbourParams,
    Outcome,
    param,
)
from hotspot_app.methods.residuals.words import (
    MODEL,
    explain,
    how,
    on_clusters,
    on_domains,
    on_few,
)
from hotspot_app.progress import Progress
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.predicted import Predicted, predicted
from hotspot_app.stats.classify import confidence
from hotspot_app.stats.confidence import NO_DATA, SURE
from hotspot_app.stats.moran import GlobalMoran, global_moran
from hotspot_app.stats.multiple import benjamini_hochberg

NAN = float("nan")
COMPARED = ("higher", "similar", "lower")
_NONE = "none"
_BY_SIZE = MapStyle(
    "diverging", "beyond", "Recorded less predicted", ends=("fewer", "more")
)
_OTHERS = {_NONE: "no other", **DOMAINS}
_OTHER_HELP = "Another domain that the prediction rests on, beside the first."


@dataclass(frozen=True, slots=True)
class Params(NeighbourParams):
    """What the prediction rests on, and which areas are neighbours."""

    domain: str = domain_param()
    second: str = param(_NONE, "And", _OTHER_HELP, choices=_OTHERS)
    third: str = param(_NONE, "And also", _OTHER_HELP, choices=_OTHERS)
    by: str = by_param("rank")
    permutations: int = param(
        9_999,
        "Permutations",
        "How often what is left over is dealt out anew, to tell whether it clusters.",
        limits=(99, 999_999),
    )
    show: str = param(
        "told",
        "Map shows",
        "Which areas differ beyond chance, or by how many incidents each does.",
        choices={"told": "higher and lower", "size": "by how many incidents"},
    )

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains asked for, each once."""
        asked = dict.fromkeys((self.domain, self.second, self.third))
        return tuple(name for name in asked if name != _NONE)


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Predict the district's counts from residents and deprivation."""
    progress.step(0.0, "Loading what fits models")
    described, inside = inputs.described(), inputs.inside
    known = inside & described["count"].notna()
    peopled = known & described["denominator"].gt(0)
    every = {name: ordered(inputs, name, params.by, peopled) for name in params.domains}
    figure = pd.concat([each.known for each in every.values()], axis=1).all(axis=1)
    steps = {name: _step(line) for name, line in every.items()}
    lines = {name: line.place / steps[name].size for name, line in every.items()}
    count = described["count"].where(peopled & figure).astype("float64")
    progress.step(0.1, "Predicting counts")
    found = predicted(count, inputs.population(), lines)
    values = _values(described, lines[params.domain], found)
    assert inputs.graph is not None
    moran = global_moran(
        values["residual"],
        inputs.graph,
        permutations=params.permutations,
        seed=inputs.question.seed,
        progress=progress.part(0.3, 1.0),
    )
    return Outcome(
        values=values,
        tables={"model": _model(found, params.domains, steps)},
        summary=_summary(values[inputs.shown], count, found, moran),
        notes=(
            *(
                note
                for name, line in every.items()
                for note in on_figure(name, params.by, line.kind)
            ),
            *on_domain(*params.domains),
            *(how(found) if found else on_few(count, params.domains)),
            *on_domains(found),
            *left_out(described[known], figure[known]),
            *(on_clusters(moran) if found else ()),
        ),
        map=_BY_SIZE if params.show == "size" else None,
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """How much of a figure of deprivation is one step, and what that is called."""

    size: float
    words: str


def _step(line: Line) -> _Step:
    if line.kind == "score":
        size = float(line.place.std(ddof=0))
        return _Step(size or 1.0, f"a standard deviation of the score ({size:.3g})")
    tenth = line.place.notna().sum() / 10
    return _Step(float(tenth) or 1.0, "a tenth of the areas")


def _values(
    described: pd.DataFrame,
    line: pd.Series[float],
    found: Predicted | None,
) -> pd.DataFrame:
    blank = pd.Series(NAN, index=described.index)
    expected, p, residual = (
        (found.expected, found.p, found.residual) if found else (blank,) * 3
    )
    tested = p.notna()
    adjusted = benjamini_hochberg(p, tested)
    sure = confidence(p, adjusted, tested)
    ratio = described["count"].astype("float64") / expected
    against = np.select(
        [~tested, sure.isin(SURE) & ratio.gt(1), sure.isin(SURE)],
        [NO_DATA, "higher", "lower"],
        "similar",
    )
    return described.assign(
        deprivation=line,
        predicted=expected,
        beyond=described["count"] - expected,
        over_predicted=ratio,
        residual=residual,
        p=p,
        p_adjusted=adjusted,
        confidence=sure,
        against_predicted=pd.Series(against, index=described.index, dtype="str"),
    )


def _model(
    found: Predicted | None, domains: tuple[str, ...], steps: Mapping[str, _Step]
) -> pd.DataFrame:
    rows = []
    for name in domains:
        blank = pd.Series(NAN, index=["ratio", "lower", "upper", "p"])
        told = found.ratios.loc[name] if found else blank
        rows.append([DOMAINS[name], steps[name].words, *told])
    return pd.DataFrame(
        rows, columns=["domain", "step", "ratio", "lower", "upper", "p"]
    )


def _summary(
    shown: pd.DataFrame,
    count: pd.Series[float],
    found: Predicted | None,
    moran: GlobalMoran,
) -> dict[str, float]:
    against = shown["against_predicted"].value_counts()
    compared = {name: float(against.get(name, 0)) for name in COMPARED}
    return {
        "total": float(count.sum()),
        "areas": float(found.areas if found else count.notna().sum()),
        **compared,
        "model": NAN if found is None else float(MODEL.index(found.kind)),
        "dispersion": found.dispersion if found else NAN,
        "dispersion_p": found.dispersion_p if found else NAN,
        "alpha": found.alpha if found else NAN,
        "inflation": found.inflation if found else NAN,
        "moran": moran.statistic,
        "moran_p": moran.p,
        "as_predicted": 1.0,
    }


METHOD = Method(
    id="residuals",
    title="Higher or lower than deprivation predicts",
    group="deprivation",
    order=64,
    needs=frozenset({"denominator", "deprivation", "graph"}),
    params=Params,
    gives=Gives(
        values=(
            *BASE,
            Column(
                "deprivation", "float", "Deprivation", "steps", "Of the first domain."
            ),
            Column("predicted", "float", "Predicted", help="From deprivation."),
            Column("beyond", "float", "Recorded less predicted", "incidents"),
            Column("over_predicted", "float", "Recorded over predicted"),
            Column("residual", "float", "Residual", help="In standard deviations."),
            Column("p", "float", "p", help="Two-sided, not corrected."),
            Column("p_adjusted", "float", "Adjusted p", help="Benjamini-Hochberg."),
            Column("confidence", "text", "How sure"),
            Column("against_predicted", "text", "Against the prediction"),
        ),
        tables={
            "model": (
                Column("domain", "text", "Domain"),
                Column("step", "text", "A step is"),
                Column("ratio", "float", "Rate ratio a step"),
                Column("lower", "float", "Lower limit", help="95% limit"),
                Column("upper", "float", "Upper limit", help="95% limit"),
                Column("p", "float", "p", help="Two-sided, of no link."),
            )
        },
        summary=(
            "total",
            "areas",
            *COMPARED,
            "model",
            "dispersion",
            "dispersion_p",
            "alpha",
            "inflation",
            "moran",
            "moran_p",
            "as_predicted",
        ),
    ),
    map=MapStyle(
        "compared",
        "against_predicted",
        "Against what deprivation predicts",
        than="what deprivation predicts",
    ),
    charts=(
        Chart(
            "predicted",
            "dots",
            "values",
            "name",
            "over_predicted",
            "Recorded over what deprivation predicts",
            reference="as_predicted",
            tab="Ranking",
            line="as predicted",
        ),
        Chart(
            "against",
            "scatter",
            "values",
            "predicted",
            "count",
            "Recorded against predicted, each area a dot",
            named="name",
            tab="Dots",
        ),
    ),
    explain=explain,
    cautions=(NO_CAUSE,),
    references=(
        "iod",
        "cameron_trivedi_1998",
        "mccullagh_nelder_1989",
        "benjamini_hochberg_1995",
        "moran_1950",
    ),
    run=run,
)
