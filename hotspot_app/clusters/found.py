"""The result of a local test for each area: its class, and its confidence."""

from __future__ import annotations

from typing import Final

import pandas as pd

from hotspot_app.clusters.notes import contradicted, told, too_few_permutations
from hotspot_app.clusters.states import (
    COLUMNS,
    FEW_AREAS,
    FEW_NEIGHBOURS,
    LOW,
    OWN_HIGH,
    SPARSE,
    SUMMARY,
    TESTED,
    UNLINKED,
)
from hotspot_app.method import (
    AGAINST,
    RATE_RANKING,
    Inputs,
    MapStyle,
    Outcome,
    Question,
    counts,
)
from hotspot_app.method.spans import days_of
from hotspot_app.stats.chance.multiple import benjamini_hochberg, expected_by_chance
from hotspot_app.stats.chance.rates import against_city
from hotspot_app.stats.classes.classify import (
    LIKELY,
    POSSIBLE,
    Footing,
    agreeing,
    can_speak,
    cluster_class,
    confidence,
    footing,
    months_needed,
    silence,
)
from hotspot_app.stats.classes.confidence import (
    COULD_BE_CHANCE,
    IS_CLEAR,
    IS_LIKELY,
    NO_DATA,
    TOO_FEW,
)

_MONTH: Final = 365.25 / 12
"""Days."""


def standing(inputs: Inputs, measured: pd.Series[float]) -> Footing:
    """Say whether there is enough to test the district's areas one by one."""
    known = inputs.inside & measured.notna()
    return footing(inputs.counts()[known].astype("float64"))


def found_clusters(
    inputs: Inputs,
    measured: pd.Series[float],
    tests: pd.DataFrame,
    *,
    correct: bool,
    permutations: int = 0,
) -> Outcome:
    """Turn a local test's results into classes, confidence and notes.

    Parameters
    ----------
    inputs
        The method's inputs.
    measured
        The values tested, on the index of the areas.
    tests
        `statistic`, `z`, `p`, `attainable`, `kind` (the class if significant)
        and `direction` (see `classify.agreeing`) on the index of the areas;
        missing where an area took no part.
    correct
        Whether p-values are corrected by Benjamini and Hochberg.
    permutations
        Number of permutations that `p` comes from; 0 if it is analytic.

    Returns
    -------
    Outcome
        `values` with `COLUMNS`, `summary` with `SUMMARY`.
    """
    shown, district = inputs.shown, inputs.inside
    ground = standing(inputs, measured)
    took_part = district & tests["p"].notna()
    floor = 2 / (permutations + 1) if permutations else 0.0
    attainable = tests["attainable"].where(took_part)
    speaks = can_speak(attainable, floor=floor) & took_part
    reached = _standing(ground, took_part, speaks)
    speaks &= reached == TESTED
    many = int(speaks.sum())
    p = tests["p"].where(speaks)
    adjusted = benjamini_hochberg(p, speaks) if correct else p * float("nan")
    linked = tests["p"].notna() | (reached not in {TESTED, UNLINKED})
    state = silence(measured.notna(), linked, speaks)
    kind = agreeing(tests["kind"], tests["direction"])
    by_chance = _by_chance(tests[speaks], ground)
    if not ground.cold_claims:
        unsure = kind.isin(LOW) & (p <= POSSIBLE)
        state = state.where(~unsure, TOO_FEW)
        speaks = speaks & ~unsure
    called = kind.notna() | ~speaks
    sure = confidence(p.where(called, 1), adjusted.where(called, 1), speaks)
    values = _values(inputs, tests, p, adjusted, sure)
    values["class"] = cluster_class(kind, p, state)
    values = values[[column.name for column in COLUMNS]]
    summary = _summary(values[shown], ground, reached, inputs) | by_chance
    summary["tested"] = float(many)
    mapped = None if reached == TESTED else fallback_map(inputs, reached)
    notes = told(
        values[shown],
        summary,
        inputs.question,
        correct=correct,
        ground=ground,
        instead=_instead(mapped, inputs.question),
    )
    return Outcome(
        values=values,
        summary={name: summary[name] for name in SUMMARY},
        notes=(
            *notes,
            *contradicted(values[shown & ~called & (p <= POSSIBLE)]),
            *too_few_permutations(floor, many),
        ),
        map=mapped,
        charts=(RATE_RANKING,) if mapped == AGAINST else (),
    )


def _values(
    inputs: Inputs,
    tests: pd.DataFrame,
    p: pd.Series[float],
    adjusted: pd.Series[float],
    sure: pd.Series[str],
) -> pd.DataFrame:
    return inputs.described().assign(
        statistic=tests["statistic"],
        z=tests["z"],
        p=p,
        p_adjusted=adjusted,
        confidence=sure,
        against_city=_against_city(inputs).where(inputs.inside, NO_DATA),
    )


def _by_chance(tested: pd.DataFrame, ground: Footing) -> dict[str, float]:
    """Say how many areas chance alone would make look likely, or less than that."""
    callable_ = float(len(tested))
    if not ground.cold_claims:  # of most kinds only the high half can be called
        callable_ -= (~tested["kind"].isin(OWN_HIGH)).sum() / 2
    return {
        "likely_by_chance": expected_by_chance(callable_, LIKELY),
        "could_be_chance_by_chance": expected_by_chance(callable_, POSSIBLE - LIKELY),
    }


def _standing(
    ground: Footing, took_part: pd.Series[bool], speaks: pd.Series[bool]
) -> int:
    if ground.too_few_areas:
        return FEW_AREAS
    if ground.too_sparse:
        return SPARSE
    if not took_part.any():
        return UNLINKED
    if not speaks.any():
        return FEW_NEIGHBOURS
    return TESTED


def fallback_map(inputs: Inputs, reached: int) -> MapStyle:
    """Return what is mapped where local tests can't speak.

    Where incidents are too few, rates of two or three would be called higher.
    """
    if inputs.denominator is None or reached == SPARSE:
        return counts(inputs.question)
    return AGAINST


def _instead(style: MapStyle | None, question: Question) -> str:
    if style is None or style.column == "count":
        return "counts"
    return f"rates against {question.place} as a whole"


def _against_city(inputs: Inputs) -> pd.Series[str]:
    if inputs.denominator is None:
        return pd.Series("no data", index=inputs.areas.index)
    count, people, whole = inputs.compared_with()
    return against_city(count, people, reference=whole).reindex(inputs.areas.index)


def _summary(
    values: pd.DataFrame, ground: Footing, reached: int, inputs: Inputs
) -> dict[str, float]:
    sure = values["confidence"].value_counts()
    held = days_of(inputs.held(inputs.question.period))
    months = max(round(held / _MONTH), 1)
    needed = months_needed(ground.total, ground.areas, months)
    return {
        "areas": float(len(values)),
        "standing": float(reached),
        "clear": float(sure.get(IS_CLEAR, 0)),
        "likely": float(sure.get(IS_LIKELY, 0)),
        "could_be_chance": float(sure.get(COULD_BE_CHANCE, 0)),
        "total": float(values["count"].sum()),
        "denominator": float(values["denominator"].sum()),
        "mean": float(ground.mean),
        "months_needed": float(needed) if needed else float("nan"),
    }
