"""Who is higher: each area against the rest, and how sure its rank is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.method import (
    BASE,
    PER_1000,
    Chart,
    Column,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Outcome,
    Question,
    called,
    param,
)
from hotspot_app.method.monthly_spread import allow_param
from hotspot_app.methods.ranking.words import explain, meaning, notes_on, place_words
from hotspot_app.progress import Progress
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.chance.rates import PER_THOUSAND, overall_rate
from hotspot_app.stats.classes.classify import confidence
from hotspot_app.stats.comparison.against import (
    GRADES,
    against_rest,
    against_whole,
    graded,
    plainly,
)
from hotspot_app.stats.comparison.effective import limits_allowing, ratio_of
from hotspot_app.stats.comparison.over_months import spread_over_months
from hotspot_app.stats.comparison.ranks import MOST, Pairs, all_pairs, ranks

_EVERY_PAIR: Final = 20
"""Areas of which the table has every pair; of more, the first with each other."""


@dataclass(frozen=True, slots=True)
class Params:
    """Whom areas are compared with, and what the comparison allows for."""

    against: str = param(
        "rest",
        "Compared with",
        "The rest of the place leaves out the area itself; the whole is a fixed rate.",
        choices={"rest": "the rest of the place", "whole": "the place as a whole"},
    )
    correction: str = param(
        "none",
        "Many areas",
        "With a correction fewer areas are called higher or lower by chance.",
        choices={"none": "each by itself", "fdr": "corrected (Benjamini-Hochberg)"},
    )
    allow: str = allow_param()


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Compare each area with the whole, with the rest, and with every other."""
    progress.step(0.0, "Comparing areas")
    described = inputs.described()
    ranked = inputs.inside & described["count"].notna()
    ranked &= inputs.population().gt(0)
    spread = INDEPENDENT
    if params.allow == "months":
        spread = spread_over_months(inputs.by_month()[ranked])
    values = _compared(inputs, described, ranked, params, spread)
    progress.step(0.3, "Comparing every pair of areas")
    count, people = values.loc[ranked, "count"], values.loc[ranked, "denominator"]
    many = int(ranked.sum())
    pairs = all_pairs(count, people, spread) if many <= MOST else None
    placed = ranks(count, people, pairs)
    values = values.join(placed.reindex(values.index))
    values["ranked"] = place_words(values, many)
    shown = inputs.shown.to_numpy(dtype=bool)
    summary = {
        **_levels(inputs, values[shown], ranked[shown]),
        "ranked": float(many),
        "could_be_first": float(placed["rank_lower"].eq(1).sum()),
        "pairs": float(many * (many - 1) / 2),
        "pairs_told": np.nan if pairs is None else float(pairs.told(0.95).sum()),
        "dispersion": spread.dispersion,
        "level": 95.0,
    }
    return Outcome(
        values=values[[each.name for each in _VALUES]],
        tables={"pairs": _pairs_table(values[ranked], pairs, spread)},
        summary=summary,
        notes=notes_on(values[shown], summary, inputs.question, params),
        map=_style(inputs.question, params),
    )


def _compared(
    inputs: Inputs,
    described: pd.DataFrame,
    ranked: pd.Series[bool],
    params: Params,
    spread: Spread,
) -> pd.DataFrame:
    """Compare with the whole and with the rest."""
    values = described.copy()
    count, people = (values[c].where(ranked) for c in ("count", "denominator"))
    every_count, every_people, whole = inputs.compared_with()
    known = whole & every_count.notna() & every_people.gt(0)
    totals = (float(every_count[known].sum()), float(every_people[known].sum()))
    rate = totals[0] / totals[1] if totals[1] else np.nan
    lower, upper = limits_allowing(count, spread)
    scale = PER_THOUSAND / people
    values["limit_lower"], values["limit_upper"] = lower * scale, upper * scale
    rest = against_rest(count, people, totals, spread)
    fixed = against_whole(count, people, rate, spread)
    names = {"ratio": "ratio", "lower": "ratio_lower", "upper": "ratio_upper", "p": "p"}
    values = values.join(rest.rename(columns=names))
    values["ratio_city"], values["p_city"] = fixed["ratio"], fixed["p"]
    for end, found in (("", rest), ("_city", fixed)):
        adjusted = benjamini_hochberg(found["p"], found["p"].notna())
        values[f"p_adjusted{end}"] = adjusted
        decides = adjusted if params.correction == "fdr" else found["p"]
        values[f"grade{end}"] = graded(decides, fixed["ratio"])
    values["against_rest"] = plainly(values["grade"])
    values["against_city"] = plainly(values["grade_city"])
    chosen = "" if params.against == "rest" else "_city"
    values["compared"] = values[f"grade{chosen}"]
    values["sure"] = confidence(
        values[f"p{chosen}"],
        values[f"p_adjusted{chosen}"],
        values[f"p{chosen}"].notna(),
    )
    return values


def _levels(
    inputs: Inputs, shown: pd.DataFrame, ranked: pd.Series[bool]
) -> dict[str, float]:
    """Return the rates and how many areas are in each grade."""
    every_count, every_people, whole = inputs.compared_with()
    known = shown[ranked]
    grades = known["compared"].value_counts()
    people = float(known["denominator"].sum())
    total = float(known["count"].sum())
    return {
        "city_rate": overall_rate(every_count, every_people, reference=whole),
        "shown_rate": PER_THOUSAND * total / people if people else np.nan,
        "total": total,
        "areas": float(len(known)),
        "without_rate": float(len(shown) - len(known)),
        **{
            name: float(grades.get(grade, 0))
            for name, grade in zip(_GRADED, GRADES, strict=True)
        },
    }


def _pairs_table(
    values: pd.DataFrame, pairs: Pairs | None, spread: Spread
) -> pd.DataFrame:
    """Return pairs in order of rank: all of few areas, else the first with each."""
    names, place = np.array(called(values), dtype=object), values["rank"].to_numpy()
    none = np.zeros(0, dtype=np.int64)
    first, second, p, adjusted = none, none, np.zeros(0), np.zeros(0)
    if pairs is not None:
        order = np.lexsort((place[pairs.lower], place[pairs.higher]))
        if len(values) > _EVERY_PAIR:
            ahead = int(np.lexsort((names, place))[0])
            order = order[(pairs.higher == ahead)[order]]
        first, second = pairs.higher[order], pairs.lower[order]
        p, adjusted = pairs.p[order], pairs.p_adjusted[order]
    many, people = (values[c].to_numpy(np.float64) for c in ("count", "denominator"))
    ratio, lower, upper = ratio_of(
        (many[first], many[second]), (people[first], people[second]), spread
    )
    rate = values["rate"].to_numpy(np.float64)
    columns: dict[str, Any] = {
        "name": pd.Series(names[first], dtype="str"),
        "other": pd.Series(names[second], dtype="str"),
        "count": many[first].astype(np.int64),
        "other_count": many[second].astype(np.int64),
        "rate": rate[first],
        "other_rate": rate[second],
        "ratio": ratio,
        "ratio_lower": lower,
        "ratio_upper": upper,
        "p": p,
        "p_adjusted": adjusted,
    }
    return pd.DataFrame(columns)


def _style(question: Question, params: Params) -> MapStyle:
    if params.against == "whole":
        return MapStyle(
            "compared",
            "against_city",
            "Rate against the whole",
            meaning=meaning(question, params),
        )
    return MapStyle(
        "compared",
        "against_rest",
        f"Rate against the rest of {question.place}",
        than=f"the rest of {question.place}",
        meaning=meaning(question, params),
    )


_GRADED: Final = ("higher_998", "higher_95", "similar", "lower_95", "lower_998")

_VALUES: Final = (
    *BASE,
    Column("rank", "float", "Rank", help="1 = highest rate; equal rates share it."),
    Column("rank_lower", "float", "Rank, from", help="95%, for all areas at once."),
    Column("rank_upper", "float", "Rank, to", help="95%, for all areas at once."),
    Column("ranked", "text", "Place"),
    Column("compared", "text", "Compared", help="With the rest or whole, as chosen."),
    Column("sure", "text", "How sure", help="That it differs."),
    Column("ratio", "float", "Ratio to the rest"),
    Column("ratio_lower", "float", "Ratio, lower limit", help="95% limit"),
    Column("ratio_upper", "float", "Ratio, upper limit", help="95% limit"),
    Column("p", "float", "p against the rest", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."),
    Column("against_rest", "text", "Against the rest"),
    Column("ratio_city", "float", "Ratio to the whole"),
    Column("p_city", "float", "p against the whole", help="Two-sided, not corrected."),
    Column("p_adjusted_city", "float", "p, adjusted", help="Benjamini-Hochberg."),
    Column("against_city", "text", "Against the whole"),
    Column("limit_lower", "float", "Lower limit used", PER_1000, "95% limit"),
    Column("limit_upper", "float", "Upper limit used", PER_1000, "95% limit"),
)

_PAIRS: Final = (
    Column("name", "text", "Higher rate"),
    Column("other", "text", "Other area"),
    Column("count", "int", "Recorded"),
    Column("other_count", "int", "Recorded, other"),
    Column("rate", "float", "Rate", PER_1000),
    Column("other_rate", "float", "Rate, other", PER_1000),
    Column("ratio", "float", "Ratio"),
    Column("ratio_lower", "float", "Ratio, lower limit", help="95% limit, by itself"),
    Column("ratio_upper", "float", "Ratio, upper limit", help="95% limit, by itself"),
    Column("p", "float", "p", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "p, adjusted", help="For all pairs (Holm)."),
)

METHOD = Method(
    id="ranking",
    title="Ranking with its certainty",
    group="compare",
    order=10,
    needs=frozenset({"denominator", "rate"}),
    params=Params,
    gives=Gives(
        values=_VALUES,
        tables={"pairs": _PAIRS},
        summary=(
            "city_rate",
            "shown_rate",
            "total",
            "areas",
            "without_rate",
            *_GRADED,
            "ranked",
            "could_be_first",
            "pairs",
            "pairs_told",
            "dispersion",
            "level",
        ),
    ),
    map=MapStyle("compared", "against_rest", "Rate against the rest"),
    charts=(
        Chart(
            "ranks",
            "dots",
            "values",
            "name",
            "rank",
            "Rank with its 95% interval for all areas at once",
            lower="rank_lower",
            upper="rank_upper",
            tab="Ranks",
            rising=True,
        ),
        Chart(
            "rates",
            "dots",
            "values",
            "name",
            "rate",
            "Rate with the 95% limits used",
            lower="limit_lower",
            upper="limit_upper",
            reference="city_rate",
            tab="Rates",
        ),
    ),
    explain=explain,
    cautions=(
        "A rank says nothing of how far apart areas are: read it with the rates.",
        "Counts include crime involving visitors: a town centre's rate by residents "
        "is high because few live there.",
    ),
    references=(
        "mogstad_2024",
        "holm_1979",
        "przyborowski_wilenski_1940",
        "byar",
        "fingertips",
        "wedderburn_1974",
        "benjamini_hochberg_1995",
    ),
    run=run,
)
