"""What a local test says of each area: its class, how sure, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from hotspot_app.method import (
    BASE,
    Column,
    Explanation,
    Inputs,
    MapStyle,
    Measure,
    Note,
    Outcome,
    Question,
    Said,
)
from hotspot_app.stats.classify import (
    CLEAR,
    LIKELY,
    MIN_AREAS,
    MIN_MEAN_COLD,
    NO_DATA,
    POSSIBLE,
    SILENT_CLASSES,
    TOO_FEW,
    Footing,
    agreeing,
    can_speak,
    cluster_class,
    confidence,
    footing,
    months_needed,
    silence,
)
from hotspot_app.stats.multiple import benjamini_hochberg, expected_by_chance
from hotspot_app.stats.rates import against_city
from hotspot_app.stats.second_opinion import Agreement
from hotspot_app.words import (
    a_rate,
    capital,
    counted,
    inside,
    listed,
    number,
    place_name,
    share,
    spelt,
)

COLUMNS: tuple[Column, ...] = (
    *BASE,
    Column("statistic", "float", "Statistic"),
    Column("z", "float", "z"),
    Column("p", "float", "p", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "Adjusted p", help="Benjamini-Hochberg."),
    Column("class", "text", "Class"),
    Column("confidence", "text", "How sure"),
    Column("against_city", "text", "Rate against the whole"),
)
"""What every local test gives; its own columns follow."""

SUMMARY: tuple[str, ...] = (
    "areas",
    "tested",
    "standing",
    "clear",
    "likely",
    "could_be_chance",
    "likely_by_chance",
    "could_be_chance_by_chance",
    "total",
    "denominator",
    "mean",
    "months_needed",
)

MEASURED: Final[Mapping[Measure, str]] = {
    "count": "counts",
    "rate": "crude rates",
    "eb": "empirical-Bayes standardised rates (Assunção and Reis)",
}
"""What is tested, as notes call it."""

TESTED, FEW_AREAS, SPARSE, FEW_NEIGHBOURS, UNLINKED = range(5)
"""`standing` in the summary: whether local tests were made, and why not."""

HIGH: Final = ("high-high", "hot")
LOW: Final = ("low-low", "cold")
OWN_HIGH: Final = ("high-high", "high-low")

OTHERS: Final = (
    (("low-low",), "low among low areas"),
    (("cold",), "in a low neighbourhood"),
    (("high-low",), "higher than the areas around"),
    (("low-high",), "lower than the areas around"),
)
"""What else can stand out, and how an area of it is called."""

_SPOTS: Final = {"low-low": "low clusters", "cold": "cold spots"}
"""What areas of these classes make up, as a headline calls it."""


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
        As handed to the method.
    measured
        What was tested, on the index of the areas.
    tests
        `statistic`, `z`, `p`, `attainable`, `kind` (the class if significant)
        and `direction` (see `classify.agreeing`) on the index of the areas;
        missing where an area took no part.
    correct
        Whether Benjamini-Hochberg's correction is made.
    permutations
        From which p comes; 0 if it is analytic.

    Returns
    -------
    Outcome
        `values` with `COLUMNS`, `summary` with `SUMMARY`.
    """
    shown, district = inputs.areas["shown"], inputs.inside
    ground = standing(inputs, measured)
    took_part = district & tests["p"].notna()
    floor = 2 / (permutations + 1) if permutations else 0.0
    attainable = tests["attainable"].where(took_part)
    speaks = can_speak(attainable, floor=floor) & took_part
    reached = _standing(ground, took_part, speaks)
    if reached != TESTED:
        speaks = speaks & False
    p = tests["p"].where(speaks)
    adjusted = benjamini_hochberg(p, speaks) if correct else p * float("nan")
    linked = tests["p"].notna() | (reached not in {TESTED, UNLINKED})
    state = silence(measured.notna(), linked, speaks)
    tested, one_tailed = speaks, ~tests["kind"].isin(OWN_HIGH)
    kind = agreeing(tests["kind"], tests["direction"])
    callable_ = float(tested.sum())
    if not ground.cold_claims:
        callable_ -= (tested & one_tailed).sum() / 2
        unsure = kind.isin(LOW) & (p <= POSSIBLE)
        state = state.where(~unsure, TOO_FEW)
        speaks = speaks & ~unsure
    called = kind.notna() | ~speaks
    values = inputs.described().assign(
        statistic=tests["statistic"],
        z=tests["z"],
        p=p,
        p_adjusted=adjusted,
        confidence=confidence(p.where(called, 1), adjusted.where(called, 1), speaks),
        against_city=_against_city(inputs).where(district, NO_DATA),
    )
    values["class"] = cluster_class(kind, p, state)
    values = values[[column.name for column in COLUMNS]]
    many = int(tested.sum())
    summary = _summary(values[shown], ground, reached, inputs) | {
        "tested": float(many),
        "likely_by_chance": expected_by_chance(callable_, LIKELY),
        "could_be_chance_by_chance": expected_by_chance(callable_, POSSIBLE - LIKELY),
    }
    mapped = None if reached == TESTED else fallback_map(inputs, reached)
    return Outcome(
        values=values,
        summary={name: summary[name] for name in SUMMARY},
        notes=(
            *_notes(
                values[shown],
                summary,
                inputs.question,
                correct=correct,
                ground=ground,
                instead=_instead(mapped, inputs.question),
            ),
            *_contradicted(values[shown & ~called & (p <= POSSIBLE)]),
            *_too_few_permutations(floor, many),
        ),
        map=mapped,
    )


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
        return MapStyle("sequential", "count", "Recorded incidents")
    return MapStyle("compared", "against_city", "Rate against the whole")


def _instead(style: MapStyle | None, question: Question) -> str:
    if style is None or style.column == "count":
        return "counts"
    return f"rates against {question.place} as a whole"


def _against_city(inputs: Inputs) -> pd.Series[str]:
    if inputs.denominator is None:
        return pd.Series("no data", index=inputs.areas.index)
    return against_city(inputs.counts(), inputs.denominator, reference=inputs.inside)


def _summary(
    values: pd.DataFrame, ground: Footing, reached: int, inputs: Inputs
) -> dict[str, float]:
    sure = values["confidence"].value_counts()
    span = inputs.question.period
    months = inputs.cube.held(span.first, span.last)
    needed = months_needed(ground.total, ground.areas, months)
    return {
        "areas": float(len(values)),
        "standing": float(reached),
        "clear": float(sure.get("clear", 0)),
        "likely": float(sure.get("likely", 0)),
        "could_be_chance": float(sure.get("could be chance", 0)),
        "total": float(values["count"].sum()),
        "denominator": float(values["denominator"].sum()),
        "mean": float(ground.mean),
        "months_needed": float(needed) if needed else float("nan"),
    }


def _contradicted(values: pd.DataFrame) -> tuple[Note, ...]:
    """Say which areas nothing is called of because p is of another finding."""
    if values.empty:
        return ()
    names = listed([place_name(*label) for label in _labels(values)], most=5)
    one = len(values) == 1
    return (
        Note(
            f"{counted(len(values), 'area')} with p at most {POSSIBLE} "
            f"{'is' if one else 'are'} called not significant, since p is of the "
            "neighbours and the statistic points the other way: a peak among low "
            "areas, the reverse, or a mean moved by a few extreme values. "
            f"{'It is' if one else 'They are'} {names}.",
            caution=True,
        ),
    )


def _too_few_permutations(floor: float, tested: int) -> tuple[Note, ...]:
    if not tested or floor < CLEAR / tested:
        return ()
    enough = round(2 * tested / CLEAR, -2)
    return (
        Note(
            f"With {tested:,} areas one area alone can't survive the correction by so "
            f"few permutations (its p is at least {floor:.0e}); several together can. "
            f"Take more than {enough:,.0f} permutations to find it.",
            caution=True,
        ),
    )


# --- words --------------------------------------------------------------------


def why_not(summary: Mapping[str, float], unit: str = "area") -> str:
    """Say why local tests were not made, or "" if they were."""
    areas = int(summary["areas"])
    match int(summary["standing"]):
        case 1 if areas >= MIN_AREAS:
            return (
                f"Fewer than {MIN_AREAS} of {counted(areas, unit)} have a figure to "
                "test. Silence here does not mean there are no hotspots; look at what "
                "the denominator lacks, or compare counts."
            )
        case 1:
            return (
                f"With {counted(areas, unit)} local tests can't speak (they need "
                f"{MIN_AREAS}): too few others to compare each with. Silence "
                "here does not mean there are no hotspots; use smaller areas."
            )
        case 2:
            needed = summary["months_needed"]
            longer = (
                f"take about {needed:,.0f} months, or more types together"
                if needed == needed
                else "choose other types"
            )
            return (
                f"{number(summary['total'])} recorded in {counted(areas, unit)}, where "
                f"local tests would flag noise: {longer}."
            )
        case 4:
            return (
                f"None of {counted(areas, unit)} has a neighbour to be compared "
                "with. Silence here does not mean there are no hotspots; take "
                "neighbours within a distance, or the nearest."
            )
        case 3:
            return (
                f"No {unit} could reach a small enough p-value to stand out among "
                f"{areas}: take a rule that gives each area more neighbours."
            )
    return ""


def _notes(
    values: pd.DataFrame,
    summary: Mapping[str, float],
    question: Question,
    *,
    correct: bool,
    ground: Footing,
    instead: str,
) -> tuple[Note, ...]:
    blocked = why_not(summary, question.unit)
    if blocked:
        return (Note(f"{blocked} The map shows {instead} instead.", True),)
    tested = int(summary["tested"])
    notes = [
        Note(
            f"{tested} areas were tested. Clear: survives false-discovery control "
            f"(Benjamini-Hochberg) at {CLEAR:.0%}. Likely: p at most {LIKELY}; chance "
            f"alone would give about {summary['likely_by_chance']:.1f}. Could be "
            f"chance: p over {LIKELY} and at most {POSSIBLE}; chance alone would give "
            f"about {summary['could_be_chance_by_chance']:.1f}."
        )
    ]
    if not correct:
        notes.append(
            Note(
                "No correction for testing many areas was asked for, so nothing is "
                "called clear.",
                caution=True,
            )
        )
    quiet = values[values["class"].isin(SILENT_CLASSES)]
    notes.extend(_unsupported(values, question.place))
    for state, rows in quiet.groupby("class"):
        names = listed([place_name(*label) for label in _labels(rows)], most=8)
        notes.append(Note(f"{capital(str(state))}: {names}.", caution=True))
    if not ground.cold_claims:
        notes.append(
            Note(
                f"Fewer than {MIN_MEAN_COLD:g} incidents an area on average: no area "
                "is called low, since few can't be told from none.",
                caution=True,
            )
        )
    return tuple(notes)


def _unsupported(values: pd.DataFrame, place: str) -> list[Note]:
    """Name areas that stand out though their own rate does not."""
    sure = values["confidence"].isin(["clear", "likely"])
    notes = []
    for classes, called, own in (
        ((*HIGH, "high-low"), "high", "higher"),
        ((*LOW, "low-high"), "low", "lower"),
    ):
        known = ~values["against_city"].isin([own, NO_DATA])
        rows = values[values["class"].isin(classes) & sure & known]
        if rows.empty:
            continue
        opposite_first = rows["against_city"].eq("similar").sort_values(kind="stable")
        rows = rows.loc[opposite_first.index]
        against = zip(_labels(rows), rows["rate"], rows["against_city"], strict=True)
        names = [f"{place_name(*it)} at {a_rate(r)} ({how})" for it, r, how in against]
        one = len(rows) == 1
        notes.append(
            Note(
                f"{capital(spelt(len(rows), 'area stands', 'areas stand'))} out as "
                f"{called} though {'its own rate is' if one else 'their own rates are'}"
                f" not {own} than {place}'s (95% limits): {listed(names, most=5)}. "
                f"The areas around make {'it' if one else 'them'} stand out.",
                caution=True,
            )
        )
    return notes


@dataclass(frozen=True, slots=True)
class _Found:
    """Areas of one class and confidence."""

    values: pd.DataFrame

    def of(self, classes: tuple[str, ...], sure: str) -> pd.DataFrame:
        chosen = self.values["class"].isin(classes) & self.values["confidence"].eq(sure)
        return self.values[chosen].sort_values(
            ["count", "name"], ascending=[False, True], kind="stable"
        )


def agreement_note(agreement: Agreement) -> Note:
    """Say how far esda's calculation of the statistic is from ours."""
    if not agreement.areas:
        return Note(f"esda {agreement.version} had nothing to compare with.")
    same = agreement.largest_difference < 1e-9
    return Note(
        f"A second calculation by esda {agreement.version} "
        f"{'agrees' if same else 'DOES NOT AGREE'} for "
        f"{counted(agreement.areas, 'area')} (largest relative difference "
        f"{agreement.largest_difference:.0e}).",
        caution=not same,
    )


def where(values: pd.DataFrame, most: int = 3) -> str:
    """Name the places of some areas: their wards, or themselves without wards."""
    wards = [ward for ward in values["ward"].unique() if ward]
    if wards:
        return listed(wards, most)
    return listed([place_name(n, w, p) for n, w, p in _labels(values)], most)


def _labels(values: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(values[["name", "ward", "place"]].itertuples(index=False, name=None))


def explained(outcome: Outcome, question: Question, noun: str) -> Explanation:
    """Put a local test's outcome in words.

    Parameters
    ----------
    noun
        What a high area is part of: "cluster" or "hotspot".
    """
    assert outcome.values is not None
    subject = capital(question.subject)
    blocked = why_not(outcome.summary, question.unit)
    if blocked:
        headline = f"{subject}: no {noun}s can be told at this level"
        if int(outcome.summary["standing"]) == SPARSE:
            headline = f"{subject}: too few incidents to tell {noun}s"
        title = _fallback_title(outcome, question, headline)
        why = Said(inside(blocked), TOO_FEW)
        return Explanation(headline, (why, *_comparison(outcome, question)), title)
    found = _Found(outcome.values)
    headline = f"{subject}: {_finding(found, noun)}"
    return Explanation(headline, tuple(_sentences(outcome, found, question)), headline)


def _finding(found: _Found, noun: str) -> str:
    """Say what stands out most: what is high first, then whatever else does."""
    clear, likely = found.of(HIGH, "clear"), found.of(HIGH, "likely")
    if len(clear):
        return f"clear {noun}s in {where(clear)} ({spelt(len(clear), 'area')})"
    other = _other_finding(found, "clear")
    if len(likely):
        areas = spelt(len(likely), "area")
        first = f"likely {noun}s in {where(likely)} ({areas}), none clear"
        return f"{first}; {other}" if other else first
    other = other or _other_finding(found, "likely")
    if other:
        return f"no {'high ' if noun == 'cluster' else ''}{noun} stands out; {other}"
    return f"no {noun} stands out from chance"


def _other_finding(found: _Found, sure: str) -> str:
    """Say what stands out so surely that isn't high among high, or ""."""
    for classes, words in OTHERS:
        rows = found.of(classes, sure)
        if rows.empty:
            continue
        areas, called = spelt(len(rows), "area"), _SPOTS.get(classes[0])
        if called:
            return f"{sure} {called} in {where(rows)} ({areas})"
        surely = "clearly" if sure == "clear" else "probably"
        return f"{areas} {surely} {words}, in {where(rows)}"
    return ""


def _sentences(outcome: Outcome, found: _Found, question: Question) -> list[Said | str]:
    summary = outcome.summary
    total, people = summary["total"], summary["denominator"]
    said: list[Said | str] = []
    for sure in ("clear", "likely"):
        high = found.of(HIGH, sure)
        if not len(high):
            continue
        held = f"{share(high['count'].sum(), total)} of incidents"
        if people:
            held += (
                f" and {share(high['denominator'].sum(), people)} of "
                f"{(question.denominator or '').replace('workday', 'workday people')}"
            )
        names = [place_name(*label) for label in _labels(high)]
        first = "namely" if len(names) <= 3 else "most in"
        named = f", {first} {listed(names[:3])}" if listed(names) != where(high) else ""
        areas = spelt(len(high), "area")
        said.append(Said(f"{areas} in {where(high)} with {held}{named}.", sure))
    if summary["likely"]:
        said.append(
            f"Chance alone would make about {summary['likely_by_chance']:.1f} of "
            f"{number(summary['tested'])} areas tested look likely."
        )
    for classes, words in OTHERS:
        for sure in ("clear", "likely"):
            rows = found.of(classes, sure)
            if len(rows):
                many = spelt(len(rows), "area")
                said.append(Said(f"{many} {words}, in {where(rows)}.", sure))
    if summary["could_be_chance"]:
        more = spelt(int(summary["could_be_chance"]), "more area")
        chance = summary["could_be_chance_by_chance"]
        said.append(
            Said(
                f"{more}; chance alone would give about {chance:.0f}.",
                "could be chance",
            )
        )
    if not said:
        said.append(
            f"None of {number(summary['tested'])} areas tested differs from what "
            "chance would produce."
        )
    return said


def _fallback_title(outcome: Outcome, question: Question, headline: str) -> str:
    assert outcome.values is not None
    known = outcome.values["against_city"].isin(["higher", "similar", "lower"])
    if outcome.map is None or outcome.map.column == "count":
        return headline
    higher = int(outcome.values["against_city"].eq("higher").sum())
    of = counted(int(known.sum()), question.unit)
    return (
        f"{capital(question.subject)}: higher than {question.place} in {higher} of {of}"
    )


def _comparison(outcome: Outcome, question: Question) -> tuple[str, ...]:
    assert outcome.values is not None
    higher = outcome.values[outcome.values["against_city"].eq("higher")]
    if not len(higher) or int(outcome.summary["standing"]) == SPARSE:
        return ()
    ranked = higher.sort_values("rate", ascending=False)
    names = listed([place_name(*label) for label in _labels(ranked)], 8)
    unit = question.unit
    return (
        f"{capital(spelt(len(higher), f'{unit} has', f'{unit}s have'))} a rate higher "
        f"than {question.place} as a whole (95% limits): {names}.",
    )
