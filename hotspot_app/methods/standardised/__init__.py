"""Rates of victims standardised for age, from a table by age."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    PER_1000,
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    Method,
    Note,
    Outcome,
    Question,
    param,
)
from hotspot_app.methods.standardised.ages import ages_in
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.progress import Progress
from hotspot_app.stats.chance.limits import count_limits
from hotspot_app.stats.comparison.standardised import (
    LEAST_EVENTS,
    OLDEST,
    direct,
    indirect,
    standard_people,
)
from hotspot_app.words import a_rate, a_ratio, counted, listed, number

AGES: Final = OWN_TABLES["ages"]
_SAID: Final = 3


@dataclass(frozen=True, slots=True)
class Params:
    """The confidence of the limits."""

    level: float = param(
        95.0, "Limits", "Confidence of the limits.", unit="%", limits=(90, 99.9)
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Standardise each place's rate, directly and by the rates of all together."""
    progress.step(0.0, "Standardising for age")
    table = _checked(inputs.own[AGES.id])
    bands = _bands(table, params.level / 100)
    rates = _rates(bands, params.level / 100)
    return Outcome(
        tables={"standardised": rates, "ages": bands.drop(columns=_INNER)},
        summary={
            "places": float(len(rates)),
            "without_rate": float(rates["standardised"].isna().sum()),
            "oldest": float(bands["low"].max()),
            "youngest": float(bands["low"].min()),
            "level": params.level,
            "repeats": float("times" in table),
        },
        notes=_notes(bands, rates, repeats="times" in table),
    )


_INNER: Final = ["low", "high", "squares"]


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with each band's first and last year.

    Raises
    ------
    WordsError
        If an age can't be read, bands overlap, or people of one band differ.
    """
    ages = [ages_in(text) for text in table["age"]]
    pairs = zip(table["age"], ages, strict=True)
    wrong = [text for text, age in pairs if age is None or age[0] > OLDEST]
    if wrong:
        raise WordsError(
            f"{counted(len(wrong), 'age')} can't be read, the first is {wrong[0]!r}",
            hint=f"Write ages as 0-4, 85+ or under 18; those over {OLDEST} "
            f"together, as {OLDEST}+.",
        )
    read = [each for each in ages if each is not None]
    place = table["place"] if "place" in table else pd.Series("", index=table.index)
    found = table.assign(
        place=place,
        low=[low for low, _ in read],
        high=[np.inf if high is None else high for _, high in read],
    )
    for name, rows in found.groupby("place", sort=False):
        _check_bands(str(name), rows)
    return found


def _check_bands(place: str, rows: pd.DataFrame) -> None:
    each = rows.drop_duplicates(["low", "high"]).sort_values("low")
    over = each["low"].to_numpy()[1:] <= each["high"].to_numpy()[:-1]
    of = f" of {place}" if place else ""
    if over.any():
        at = int(np.argmax(over))
        raise WordsError(
            f"age bands{of} overlap: {each['age'].iloc[at]!r} and "
            f"{each['age'].iloc[at + 1]!r}",
            hint="Give each age once; leave rows of all ages out.",
        )
    people = rows.groupby("low")["people"].nunique()
    if people.gt(1).any():
        raise WordsError(
            f"people of one age band{of} differ between rows that tell how often "
            "victims were one",
            hint="Give the same number of people in each row of an age.",
        )


def _bands(table: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return a row a place and age: events, people, rate and standard population."""
    times = table["times"] if "times" in table else pd.Series(1.0, index=table.index)
    if times.isna().any() or times.lt(1).any():
        raise WordsError(
            "how often victims were one must be 1 or more in every row",
            hint="Mend the column times.",
        )
    rows = table.assign(
        events=table["count"] * times, squares=table["count"] * times**2
    )
    found = (
        rows.groupby(["place", "low"], sort=False)
        .agg(
            age=("age", "first"),
            high=("high", "first"),
            events=("events", "sum"),
            squares=("squares", "sum"),
            people=("people", "first"),
        )
        .reset_index()
    )
    lower, upper = count_limits(found["events"], level=level)
    return pd.DataFrame(
        {
            "place": found["place"],
            "age": found["age"],
            "count": found["events"],
            "people": found["people"],
            "rate": 1000 * found["events"] / found["people"],
            "rate_lower": 1000 * lower / found["people"],
            "rate_upper": 1000 * upper / found["people"],
            "standard": [
                standard_people(int(low), None if np.isinf(high) else int(high))
                for low, high in zip(found["low"], found["high"], strict=True)
            ],
            "low": found["low"],
            "high": found["high"],
            "squares": found["squares"],
        }
    )


def _rates(bands: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return a row a place: its plain rate, the standardised one, and the ratio."""
    whole = bands.groupby(["low", "high"])[["count", "people"]].sum()
    reference = (whole["count"] / whole["people"]).rename("reference")
    joined = bands.join(reference, on=["low", "high"])
    rows = []
    for place, each in joined.groupby("place", sort=False):
        dsr = direct(
            each["count"],
            each["people"],
            each["standard"],
            squares=each["squares"],
            level=level,
        )
        total, people = each["count"].sum(), each["people"].sum()
        ratio = indirect(
            float(total), float((each["people"] * each["reference"]).sum()), level=level
        )
        rows.append(
            {
                "place": place or "All",
                "count": total,
                "people": people,
                "rate": 1000 * total / people,
                "standardised": 1000 * dsr.value,
                "standardised_lower": 1000 * dsr.lower,
                "standardised_upper": 1000 * dsr.upper,
                "ratio": ratio.value,
                "ratio_lower": ratio.lower,
                "ratio_upper": ratio.upper,
            }
        )
    found = pd.DataFrame(rows)
    return found.sort_values("standardised", ascending=False, ignore_index=True)


def _notes(
    bands: pd.DataFrame, rates: pd.DataFrame, *, repeats: bool
) -> tuple[Note, ...]:
    by = (
        "each victim's repeats widen the limits by their square"
        if repeats
        else "victims are taken as independent, which repeat victims are not: give a "
        "column times to allow for them"
    )
    notes = [
        Note(
            "Rates are standardised directly by the European Standard Population 2013, "
            f"with Dobson's limits; {by}."
        )
    ]
    youngest, bands_of = int(bands["low"].min()), bands["low"].nunique()
    if youngest or not np.isinf(bands["high"].max()):
        notes.append(
            Note(
                f"The table holds {counted(int(bands_of), 'age band')} from {youngest} "
                "on, not all ages: rates are of these ages alone.",
                caution=True,
            )
        )
    few = rates.loc[rates["standardised"].isna(), "place"].tolist()
    if few:
        notes.append(
            Note(
                f"Fewer than {LEAST_EVENTS} victims, too few to standardise: "
                f"{listed(few, 5)}.",
                caution=True,
            )
        )
    return tuple(notes)


def explain(outcome: Outcome, _question: Question) -> Explanation:
    """Say the standardised rates, highest first, and what the plain ones were."""
    rates = outcome.tables["standardised"]
    level = f"{outcome.summary['level']:g}%"
    known = rates.dropna(subset=["standardised"])
    if known.empty:
        line = f"Victims: too few to standardise for age (under {LEAST_EVENTS})"
        return Explanation(line, (f"{line}.",), line)
    rows = known.to_dict("records")
    first = rows[0]
    if len(rates) == 1:
        headline = (
            f"Victims: {a_rate(first['standardised'])} per 1,000 people, "
            "standardised for age"
        )
    else:
        headline = (
            f"Victims, standardised for age: highest in {first['place']}, "
            f"{a_rate(first['standardised'])} per 1,000"
        )
    said = [_rate_of(row, level) for row in rows[:_SAID]]
    if len(rates) > 1:
        said.append(_against(known, level))
    said.append(
        "Standardised rates say what a rate would be with the ages of Europe's "
        "standard population: for comparing places, not for how many there are."
    )
    return Explanation(headline, tuple(said), headline)


def _rate_of(row: Mapping[Hashable, Any], level: str) -> str:
    limits = (a_rate(row[f"standardised_{end}"]) for end in ("lower", "upper"))
    return (
        f"{row['place']}: {a_rate(row['standardised'])} per 1,000 standardised "
        f"({level} limits {' to '.join(limits)}); {a_rate(row['rate'])} as it is, on "
        f"{number(row['count'])} of {number(row['people'])} people."
    )


def _against(known: pd.DataFrame, level: str) -> str:
    """Say which places have more or fewer than their ages would lead to expect."""
    sides = {"more": known["ratio_lower"].gt(1), "fewer": known["ratio_upper"].lt(1)}
    parts = []
    for word, which in sides.items():
        named = [
            f"{row['place']} ({a_ratio(row['ratio'])} times)"
            for row in known[which].to_dict("records")
        ]
        if named:
            parts.append(f"{word} in {listed(named, 4)}")
    if not parts:
        return f"No place's {level} limits are beyond what all places' ages would give."
    return f"Than all places' rates by age would give: {'; '.join(parts)}."


_LIMITS: Final = "At the confidence asked for."

METHOD = Method(
    id="standardised",
    title="Victims standardised for age",
    group="who",
    order=30,
    needs=frozenset(),
    tables=(AGES,),
    params=Params,
    gives=Gives(
        tables={
            "standardised": (
                Column("place", "text", "Place"),
                Column("count", "float", "Victims", help="Repeats counted each time."),
                Column("people", "float", "People"),
                Column("rate", "float", "Rate as it is", PER_1000),
                Column("standardised", "float", "Standardised rate", PER_1000),
                Column("standardised_lower", "float", "Lower limit", PER_1000, _LIMITS),
                Column("standardised_upper", "float", "Upper limit", PER_1000, _LIMITS),
                Column(
                    "ratio",
                    "float",
                    "Ratio",
                    "seen to expected",
                    "Expected by the rates by age of all places together.",
                ),
                Column("ratio_lower", "float", "Ratio, lower limit", help=_LIMITS),
                Column("ratio_upper", "float", "Ratio, upper limit", help=_LIMITS),
            ),
            "ages": (
                Column("place", "text", "Place"),
                Column("age", "text", "Age"),
                Column("count", "float", "Victims"),
                Column("people", "float", "People"),
                Column("rate", "float", "Rate", PER_1000),
                Column("rate_lower", "float", "Lower limit", PER_1000, _LIMITS),
                Column("rate_upper", "float", "Upper limit", PER_1000, _LIMITS),
                Column("standard", "float", "Standard population"),
            ),
        },
        summary=(
            "places",
            "without_rate",
            "oldest",
            "youngest",
            "level",
            "repeats",
        ),
    ),
    map=None,
    charts=(
        Chart(
            "standardised",
            "dots",
            "standardised",
            "place",
            "standardised",
            "Rates standardised for age",
            lower="standardised_lower",
            upper="standardised_upper",
            tab="Places",
        ),
        Chart(
            "ages",
            "bars",
            "ages",
            "age",
            "rate",
            "Victims by age",
            lower="rate_lower",
            upper="rate_upper",
            tab="Ages",
        ),
    ),
    explain=explain,
    cautions=(
        "Only for figures of persons with an age: many victims' ages aren't recorded.",
    ),
    references=("esp_2013", "dobson_1991", "ohid_dsr"),
    run=run,
    of_incidents=False,
)
