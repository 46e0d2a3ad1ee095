"""Correlation of rates with deprivation, corrected for how both cluster."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotspot_app.deprivation import (
    NO_CAUSE,
    OF_PLACES,
    LineParams,
    left_out,
    on_domain,
    on_figure,
    ordered,
)
from hotspot_app.method import (
    BASE,
    RATES,
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    Method,
    Note,
    Outcome,
    Question,
    Said,
)
from hotspot_app.progress import Progress
from hotspot_app.stats.association.clustered import (
    FEWEST,
    Correlation,
    correlation,
    distances,
)
from hotspot_app.stats.classes.classify import confidence_of_one
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.words import capital, counted, number, p_value

KINDS = {
    "pearson": "Pearson's, of the figures",
    "spearman": "Spearman's, of their order",
}
_FIGURES = ("r", "lower", "upper", "p", "effective", "plain_p")


def run(inputs: Inputs, params: LineParams, progress: Progress) -> Outcome:
    """Correlate the district's rates with deprivation."""
    progress.step(0.0, "Comparing rates with deprivation")
    described, inside = inputs.described(), inputs.inside
    peopled = inside & described["rate"].notna()
    line = ordered(inputs, params.domain, params.by, peopled)
    used = peopled & line.known
    middles = inputs.areas.geometry[used].centroid
    places = distances(middles.x, middles.y)
    pair = pd.DataFrame({"rate": described["rate"][used], "deprived": line.place[used]})
    found = {}
    for number_, (name, each) in enumerate(
        (("pearson", pair), ("spearman", pair.rank()))
    ):
        part = progress.part(number_ / 2, (number_ + 1) / 2)
        found[name] = correlation(each["rate"], each["deprived"], places, progress=part)
    known = inside & described["count"].notna()
    return Outcome(
        values=described.assign(deprivation=line.place),
        tables={"correlations": _table(found)},
        summary={
            **{
                f"{name}_{figure}": getattr(one, figure)
                for name, one in found.items()
                for figure in _FIGURES
            },
            "total": float(described["count"][used].sum()),
            "areas": float(used.sum()),
        },
        notes=(
            *on_figure(params.domain, params.by, line.kind),
            *on_domain(params.domain),
            *_how(inputs.question),
            *left_out(described[known], line.known[known]),
            *_few(int(used.sum()), found["pearson"], inputs.question),
        ),
    )


def _table(found: Mapping[str, Correlation]) -> pd.DataFrame:
    rows = [
        {"kind": KINDS[name], **{figure: getattr(one, figure) for figure in _FIGURES}}
        for name, one in found.items()
    ]
    return pd.DataFrame(rows).assign(areas=found["pearson"].n)


def _how(question: Question) -> list[Note]:
    return [
        Note(
            f"p and intervals are Dutilleul's: {question.units} that are near each "
            "other are alike, so they tell less than as many independent ones. The "
            "effective number comes from how alike both figures are at each distance "
            "between centres. plain_p takes all as independent: where both figures "
            "cluster on the map it finds a link in about half of the cases where there "
            "is none, and is there only to be compared with other reports."
        )
    ]


def _few(n: int, found: Correlation, question: Question) -> list[Note]:
    if n < FEWEST:
        have = counted(n, f"{question.unit} has", f"{question.units} have")
        return [
            Note(
                f"Too few to say: {have} a rate and a deprivation figure, of {FEWEST} "
                "needed. Silence here does not mean that there is no link.",
                caution=True,
            )
        ]
    if found.r != found.r:
        return [
            Note(
                f"All {question.units} have the same rate, or the same deprivation: "
                "there is nothing to correlate.",
                caution=True,
            )
        ]
    return []


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say whether rates are higher where areas are more deprived."""
    found, subject = outcome.summary, capital(question.subject)
    if found["pearson_r"] != found["pearson_r"]:
        few = found["areas"] < FEWEST
        why = f"too few {question.units}" if few else "nothing that varies"
        line = f"{subject}: {why} to correlate with deprivation"
        return Explanation(line, (f"{line}.", OF_PLACES), line)
    pearson, spearman = (confidence_of_one(found[f"{name}_p"]) for name in KINDS)
    headline = f"{subject}: {_finding(found, pearson, spearman)}"
    told = (
        f"{number(found['total'])} {question.verb} in {question.place}, {question.when}"
    )
    return Explanation(
        headline,
        (
            _said(
                f"Pearson's correlation of rate and deprivation is "
                f"{_figure(found, 'pearson')}, of {told}",
                pearson,
            ),
            _said(
                f"by order alone (Spearman) it is {_figure(found, 'spearman')}",
                spearman,
            ),
            f"The {number(found['areas'])} {question.units} tell as much as about "
            f"{number(found['pearson_effective'])} that don't cluster (by order "
            f"{number(found['spearman_effective'])}); a plain test of Pearson's would "
            "take them as independent and say p "
            f"{p_value(found['pearson_plain_p'])}, which is wrong on clustered maps.",
            OF_PLACES,
        ),
        headline,
    )


def _said(text: str, sure: str) -> Said | str:
    return Said(f"{text}.", sure) if sure in SURE else f"{capital(text)}."


def _signed(value: float) -> str:
    return number(value, 2).replace("-", "−")


def _figure(found: Mapping[str, float], name: str) -> str:
    """Write a correlation with its interval and p."""
    r, lower, upper, p = (
        found[f"{name}_{figure}"] for figure in ("r", "lower", "upper", "p")
    )
    if p != p:
        return f"{_signed(r)}, too little to tell from chance"
    between = ""
    if lower == lower:
        between = f"95% interval {_signed(lower)} to {_signed(upper)}, "
    return f"{_signed(r)} ({between}p {p_value(p)})"


def _finding(found: Mapping[str, float], pearson: str, spearman: str) -> str:
    """Say which way rates go with deprivation, where either correlation is clear."""
    for name, sure in (("pearson", pearson), ("spearman", spearman)):
        if sure in SURE:
            way = "higher" if found[f"{name}_r"] > 0 else "lower"
            how = f"r {_signed(found[f'{name}_r'])}"
            if name == "spearman":
                how = f"by order, {how}, but not in proportion"
            elif spearman not in SURE:
                how += ", but not by order: a few areas make it"
            return f"rates are {way} in more deprived areas ({how})"
    return "no clear link of rates with deprivation"


METHOD = Method(
    id="correlation",
    title="Correlation with deprivation",
    group="deprivation",
    order=63,
    needs=frozenset({"denominator", "deprivation"}),
    params=LineParams,
    gives=Gives(
        values=(
            *BASE,
            Column(
                "deprivation",
                "float",
                "Deprivation, higher = more deprived",
                help="Score, or place in the line; higher = more deprived.",
            ),
        ),
        tables={
            "correlations": (
                Column("kind", "text", "Correlation"),
                Column("r", "float", "r", help="-1 to 1; above 0: higher if deprived."),
                Column("lower", "float", "Lower limit", help="95% limit"),
                Column("upper", "float", "Upper limit", help="95% limit"),
                Column("p", "float", "p", help="Two-sided, corrected for clustering."),
                Column("effective", "float", "Effective number of areas"),
                Column("plain_p", "float", "Plain p", help="Wrong on clustered maps."),
                Column("areas", "int", "Areas"),
            )
        },
        summary=(
            *(f"{name}_{figure}" for name in KINDS for figure in _FIGURES),
            "total",
            "areas",
        ),
    ),
    map=RATES,
    charts=(
        Chart(
            "correlation",
            "scatter",
            "values",
            "deprivation",
            "rate",
            "Rate by deprivation, each area a dot",
            named="name",
            tab="Dots",
        ),
    ),
    explain=explain,
    cautions=(NO_CAUSE,),
    references=("iod", "dutilleul_1993", "clifford_1989"),
    run=run,
)
