"""Where more, or less, is recorded than deprivation predicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from hotspot_app.deprivation import (
    NO_CAUSE,
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
from hotspot_app.methods.residuals.covariates import (
    Step,
    deviation,
    on_none,
    own_figures,
    step_of,
)
from hotspot_app.methods.residuals.words import (
    MODEL,
    explain,
    how,
    on_clusters,
    on_domains,
    on_few,
    on_own,
    what_predicts,
)
from hotspot_app.progress import Progress
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.predicted import Predicted, predicted
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.classes.classify import confidence
from hotspot_app.stats.classes.confidence import NO_DATA, SURE
from hotspot_app.stats.clustering.moran import GlobalMoran, global_moran

NAN = float("nan")
COMPARED = ("higher", "similar", "lower")
_NONE = "none"
_TOLD = MapStyle(
    "compared",
    "against_predicted",
    "Against what deprivation predicts",
    than="what deprivation predicts",
)
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
    own: str = param(
        "with",
        "Your figures",
        "Whether figures of your own by area, such as licensed premises, are part of "
        "the prediction.",
        choices={
            "with": "those of your table, if there is one",
            "without": "only deprivation",
        },
    )
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
    wanted = params.own == "with"
    own = own_figures(inputs, wanted=wanted)
    deprived = pd.concat([each.known for each in every.values()], axis=1).all(axis=1)
    figure = deprived & own.notna().all(axis=1)
    steps = {DOMAINS[name]: step_of(line) for name, line in every.items()}
    lines = {DOMAINS[name]: line.place for name, line in every.items()}
    for name, column in own.items():
        steps[str(name)] = deviation(column[peopled & figure], str(name))
        lines[str(name)] = column
    lines = {name: line / steps[name].size for name, line in lines.items()}
    count = described["count"].where(peopled & figure).astype("float64")
    progress.step(0.1, "Predicting counts")
    found = predicted(count, inputs.population(), lines)
    values = _values(described, lines[DOMAINS[params.domain]], found)
    assert inputs.graph is not None
    moran = global_moran(
        values["residual"],
        inputs.graph,
        permutations=params.permutations,
        seed=inputs.question.seed,
        progress=progress.part(0.3, 1.0),
    )
    model = _model(found, steps)
    than = f"what {what_predicts(model)}"
    told = replace(_TOLD, title=f"Against {than}", than=than)
    return Outcome(
        values=values,
        tables={"model": model},
        summary=_summary(values[inputs.shown], count, found, moran),
        notes=(
            *(
                note
                for name, line in every.items()
                for note in on_figure(name, params.by, line.kind)
            ),
            *on_domain(*params.domains),
            *(how(found) if found else on_few(count, list(steps))),
            *on_domains(found),
            *left_out(described[known], deprived[known]),
            *on_own(described[peopled & deprived], own),
            *(on_none(inputs, own) if wanted else ()),
            *(on_clusters(moran) if found else ()),
        ),
        map=_BY_SIZE if params.show == "size" else told,
    )


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


def _model(found: Predicted | None, steps: Mapping[str, Step]) -> pd.DataFrame:
    rows = []
    for name, step in steps.items():
        blank = pd.Series(NAN, index=["ratio", "lower", "upper", "p"])
        told = found.ratios.loc[name] if found else blank
        rows.append([name, step.words, *told])
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
            Column("predicted", "float", "Predicted", help="By the model."),
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
                Column("domain", "text", "Domain or figure"),
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
    map=_TOLD,
    charts=(
        Chart(
            "predicted",
            "dots",
            "values",
            "name",
            "over_predicted",
            "Recorded over what is predicted",
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
