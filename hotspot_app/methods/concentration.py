"""How unequally incidents are shared between more and less deprived areas."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotspot_app.deprivation import (
    NO_CAUSE,
    OF_PLACES,
    DomainParams,
    left_out,
    on_domain,
    order,
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
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.concentration import (
    DRAWS,
    FEWEST_AREAS,
    Concentration,
    concentration,
)
from hotspot_app.stats.chance.rates import SMALL_COUNT
from hotspot_app.stats.classes.classify import confidence_of_one
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.words import capital, counted, number


def run(inputs: Inputs, params: DomainParams, progress: Progress) -> Outcome:
    """Line areas up by deprivation and add up their residents and incidents."""
    progress.step(0.0, "Lining areas up by deprivation")
    deprived, most_first = order(inputs.tables["deprivation"], params.domain)
    described, shown = inputs.described(), inputs.shown
    known = shown & described["count"].notna()
    found = concentration(
        described["count"].where(known),
        inputs.population(),
        -deprived if most_first else deprived,
        seed=inputs.question.seed,
        progress=progress,
    )
    total = float(described["count"][known & described["denominator"].gt(0)].sum())
    values = described.assign(deprivation=deprived)
    return Outcome(
        values=values,
        tables={"curve": _curve(found)},
        summary={
            "index": found.index,
            "index_lower": found.lower,
            "index_upper": found.upper,
            "p": found.p,
            "most_fifth": found.share(0.2),
            "least_fifth": 1 - found.share(0.8),
            "total": total,
            "areas": float(found.areas),
        },
        notes=(
            *_how(DOMAINS[params.domain], inputs.question),
            *on_domain(params.domain),
            *left_out(values[known], deprived[known].notna()),
            *_few(found, total),
        ),
    )


def _curve(found: Concentration) -> pd.DataFrame:
    table = found.curve
    return pd.DataFrame(
        {
            "people": 100 * table["people"],
            "incidents": 100 * table["incidents"],
        }
    )


def _how(domain: str, question: Question) -> list[Note]:
    return [
        Note(
            "Areas stand in line from the most to the least deprived; deprivation is "
            f"{domain}. The concentration index is twice the area between the curve "
            "and the line of equal shares: negative where incidents gather among the "
            f"most deprived, -1 to 1. Its 95% interval comes from the areas drawn anew "
            f"{DRAWS:,} times (bootstrap, seed {question.seed}), so that it allows for "
            "how far areas differ."
        )
    ]


def _few(found: Concentration, total: float) -> list[Note]:
    if found.areas < FEWEST_AREAS:
        return [
            Note(
                f"{counted(found.areas, 'area')} with all that is needed: fewer than "
                f"{FEWEST_AREAS} don't tell how far the index could be off, so it has "
                "no interval.",
                caution=True,
            )
        ]
    if 0 < total < SMALL_COUNT:
        return [
            Note(
                f"Small numbers: the index rests on {counted(int(total), 'incident')}.",
                caution=True,
            )
        ]
    return []


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say whether incidents gather among the more deprived, and how much."""
    found, subject = outcome.summary, capital(question.subject)
    if found["index"] != found["index"]:
        line = f"{subject}: nothing to share out by deprivation"
        return Explanation(
            line,
            (f"No area of {question.where} has both incidents and residents.",),
            line,
        )
    sure = confidence_of_one(found["p"])
    headline = f"{subject}: {_finding(found, sure)}"
    said: list[Said | str] = [
        f"Of {number(found['total'])} {question.verb} in {question.where}, "
        f"{question.when}, {_percent(found['most_fifth'])} are where the most deprived "
        f"fifth of {question.denominator or 'residents'} is and "
        f"{_percent(found['least_fifth'])} where the least deprived fifth is; 20% each "
        "would be an even share."
    ]
    if found["p"] == found["p"]:
        limits = " to ".join(
            number(found[f"index_{end}"], 2).replace("-", "−")
            for end in ("lower", "upper")
        )
        text = (
            f"the concentration index is {_signed(found['index'])} (95% interval "
            f"{limits}, by how far areas differ); 0 is no link, below 0 more among the "
            "most deprived."
        )
        said.append(Said(text, sure) if sure in SURE else capital(text))
    return Explanation(headline, (*said, OF_PLACES), headline)


def _signed(index: float) -> str:
    return number(index, 2).replace("-", "−")


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _finding(found: Mapping[str, float], sure: str) -> str:
    if found["p"] != found["p"]:
        return "too few areas to tell whether it gathers by deprivation"
    if sure not in SURE:
        return "no clear gathering by deprivation"
    side = "more" if found["index"] < 0 else "less"
    shares = (
        f"{_percent(found['most_fifth'])} in the most deprived fifth, "
        f"{_percent(found['least_fifth'])} in the least"
    )
    return f"it gathers among the {side} deprived, {shares}"


METHOD = Method(
    id="concentration",
    title="Share of crime by deprivation",
    group="deprivation",
    order=62,
    needs=frozenset({"denominator", "deprivation"}),
    params=DomainParams,
    gives=Gives(
        values=(
            *BASE,
            Column(
                "deprivation",
                "float",
                "Deprivation",
                help="National rank, 1 = most deprived; score where ranks are missing.",
            ),
        ),
        tables={
            "curve": (
                Column("people", "float", "Residents, from the most deprived", "%"),
                Column("incidents", "float", "Incidents", "%"),
            )
        },
        summary=(
            "index",
            "index_lower",
            "index_upper",
            "p",
            "most_fifth",
            "least_fifth",
            "total",
            "areas",
        ),
    ),
    map=RATES,
    charts=(
        Chart(
            "concentration",
            "steps",
            "curve",
            "people",
            "incidents",
            "Share of incidents, residents in line from the most deprived",
            tab="Shares",
            diagonal=True,
        ),
    ),
    explain=explain,
    cautions=(NO_CAUSE,),
    references=("iod", "kakwani_1997", "efron_1979"),
    run=run,
)
