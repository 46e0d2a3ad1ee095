"""Notes on a local test: choices made, and cautions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotspot_app.clusters.states import (
    HIGH,
    LOW,
)
from hotspot_app.method import (
    Note,
    Question,
)
from hotspot_app.stats.classes.classify import (
    CLEAR,
    LIKELY,
    MIN_AREAS,
    MIN_MEAN_COLD,
    POSSIBLE,
    SILENT_CLASSES,
    Footing,
)
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, NO_DATA, SURE
from hotspot_app.words import (
    a_rate,
    capital,
    counted,
    listed,
    number,
    place_name,
    spelt,
)


def why_not(
    summary: Mapping[str, float], unit: str = "area", verb: str = "recorded"
) -> str:
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
            if areas == 1:
                return (
                    f"{number(summary['total'])} {verb} in this {unit}. With less "
                    f"than one incident to each {unit} of the whole map, one {unit} "
                    f"can't be compared with those around by this test: {longer}."
                )
            return (
                f"{number(summary['total'])} {verb} in {counted(areas, unit)}, where "
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
                f"{areas:,}: take a rule that gives each area more neighbours."
            )
    return ""


def told(
    values: pd.DataFrame,
    summary: Mapping[str, float],
    question: Question,
    *,
    correct: bool,
    ground: Footing,
    instead: str,
) -> tuple[Note, ...]:
    """Return notes on what was tested and withheld, and cautions.

    Parameters
    ----------
    values, summary
        Values of the shown areas, and the outcome's summary.
    instead
        What the map shows where no area can be tested.
    """
    blocked = why_not(summary, question.unit, question.verb)
    if blocked:
        return (Note(f"{blocked} The map shows {instead} instead.", True),)
    tested = int(summary["tested"])
    notes = [
        Note(
            f"{tested:,} areas were tested. Clear: survives false-discovery control "
            f"(Benjamini-Hochberg) at {CLEAR:.0%}. Likely: p at most {LIKELY}; chance "
            f"alone would give about {summary['likely_by_chance']:.1f}. "
            f"{capital(COULD_BE_CHANCE)}: p over {LIKELY} and at most {POSSIBLE}; "
            f"chance alone would give about {summary['could_be_chance_by_chance']:.1f}."
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
        names = listed([place_name(*label) for label in labels(rows)], most=8)
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
    sure = values["confidence"].isin(SURE)
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
        against = zip(labels(rows), rows["rate"], rows["against_city"], strict=True)
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


def contradicted(values: pd.DataFrame) -> tuple[Note, ...]:
    """Say which areas nothing is called of because p is of another finding."""
    if values.empty:
        return ()
    names = listed([place_name(*label) for label in labels(values)], most=5)
    one = len(values) == 1
    return (
        Note(
            f"{counted(len(values), 'area')} with p at most {POSSIBLE} "
            f"{'is' if one else 'are'} called not significant, since p and the "
            "statistic point opposite ways: a peak among low areas, the reverse, or a "
            "mean moved by a few extreme values. "
            f"{'It is' if one else 'They are'} {names}.",
            caution=True,
        ),
    )


def too_few_permutations(floor: float, tested: int) -> tuple[Note, ...]:
    """Say that no area alone could be clear, `floor` being the smallest p."""
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


def labels(values: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return what each area is called by: name, ward and place."""
    return list(values[["name", "ward", "place"]].itertuples(index=False, name=None))
