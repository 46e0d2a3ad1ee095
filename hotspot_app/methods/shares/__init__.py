"""Shares of flagged incidents, or of some types, by area and between periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    BASE,
    Chart,
    Column,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
    Span,
    When,
    param,
)
from hotspot_app.methods.shares.words import LEAST, NAMES, PARTS, TYPES, explain
from hotspot_app.offences import is_asb
from hotspot_app.progress import Progress
from hotspot_app.remedies import DropFlags, SetParameter
from hotspot_app.schema import FLAGS, flag_column
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.classes.classify import confidence
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.comparison.proportions import difference, wilson
from hotspot_app.words import listed, share


@dataclass(frozen=True, slots=True)
class Params:
    """The incidents whose share is taken."""

    part: str = param(
        "domestic",
        "Share of",
        "Incidents with a flag among those asked for, or the types asked for among all "
        "crime.",
        choices={**FLAGS, TYPES: "the types asked for, in all crime"},
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Work out shares by area, and test each against the rest and against before."""
    progress.step(0.0, "Working out shares")
    _check(inputs, params.part)
    question = inputs.question
    known = inputs.counts().notna()  # where a source covers the area
    base = _based(inputs, params.part, [question.period]).where(known)
    part = _counted(inputs, params.part, [question.period]).where(known)
    values = inputs.described().join(_shares(base, part, inputs.inside))
    shown = values[inputs.shown.to_numpy(dtype=bool)]
    whole, flagged = float(shown["base"].sum()), float(shown["part"].sum())
    lower, upper = wilson(flagged, whole)
    periods = _periods(inputs, params.part)
    return Outcome(
        values=values,
        tables={"periods": periods, "months": _months(inputs, params.part)},
        summary={
            "base": whole,
            "part": flagged,
            "share": 100 * flagged / whole if whole else np.nan,
            "share_lower": 100 * float(lower),
            "share_upper": 100 * float(upper),
            "areas": float(shown["base"].gt(0).sum()),
            "higher": float(shown["against"].eq("higher").sum()),
            "lower": float(shown["against"].eq("lower").sum()),
            "flag": float(PARTS.index(params.part)),
        },
        notes=_notes(params.part),
        charts=(replace(_BY_AREA, line=_line(question, flagged, whole)), _BY_MONTH),
    )


def _line(question: Question, part: float, base: float) -> str:
    return f"{question.where} {share(part, base)}"


def _check(inputs: Inputs, part: str) -> None:
    """Refuse a flag that no file has, or that every incident counted has.

    Raises
    ------
    WordsError
        If there is nothing to take a share of.
    """
    assert inputs.rows is not None
    if part == TYPES:
        if set(_crimes(inputs)) <= set(inputs.question.types):
            raise WordsError(
                "all crime is asked for, which is the whole of all crime",
                hint="Ask for some types.",
                remedies=(SetParameter("part", "Share of"),),
            )
        return
    if part in inputs.question.flags:
        raise WordsError(
            f"only incidents with this flag are asked for ({NAMES[part]}), so their "
            "share is the whole",
            remedies=(DropFlags(), SetParameter("part", "Share of")),
        )
    if flag_column(part) not in inputs.rows.incidents:
        held = [n for n in FLAGS if flag_column(n) in inputs.rows.incidents]
        there = f"They have {listed(held)}." if held else "They have no flags."
        raise WordsError(
            f"the files have no column that flags {NAMES[part]}",
            hint=there,
            remedies=(SetParameter("part", "Share of"),),
        )


def _crimes(inputs: Inputs) -> list[str]:
    return [kind for kind in inputs.cube.types if not is_asb(kind)]


def _based(inputs: Inputs, part: str, whens: Sequence[When]) -> pd.Series[float]:
    """Count the incidents of which the share is taken, by area."""
    types = _crimes(inputs) if part == TYPES else inputs.question.types
    return _by_area(inputs, types, whens, None)


def _counted(inputs: Inputs, part: str, whens: Sequence[When]) -> pd.Series[float]:
    """Count the incidents whose share is taken, by area."""
    flag = None if part == TYPES else part
    return _by_area(inputs, inputs.question.types, whens, flag)


def _by_area(
    inputs: Inputs, types: Sequence[str], whens: Sequence[When], flag: str | None
) -> pd.Series[float]:
    rows = inputs.rows
    assert rows is not None
    which = np.zeros(len(rows.area), dtype=bool)
    for when in whens:
        which |= inputs.which(types, when)
    if flag is not None:
        which &= rows.incidents[flag_column(flag)].to_numpy(dtype=bool)
    many = np.bincount(rows.area[which], minlength=len(rows.codes))
    return pd.Series(many.astype(np.float64), index=rows.codes).reindex(
        inputs.areas.index
    )


def _shares(
    base: pd.Series[float], part: pd.Series[float], inside: pd.Series[bool]
) -> pd.DataFrame:
    """Return each area's share with its limits, tested against the rest."""
    known = base.notna() & inside
    total, flagged = float(base[known].sum()), float(part[known].sum())
    lower, upper = wilson(part, base)
    rest = (flagged - part).where(known), (total - base).where(known)
    found = difference((part.where(known), base.where(known)), rest)
    p = pd.Series(found.p, index=base.index)
    speaks = base.ge(LEAST) & known & rest[1].ge(LEAST)
    adjusted = benjamini_hochberg(p, speaks)
    sure = confidence(p, adjusted, speaks)
    side = np.sign(found.value)
    told = sure.isin(SURE).to_numpy(dtype=bool)
    sides = [told & (side > 0), told & (side < 0)]
    against = np.select(sides, ["higher", "lower"], default="similar")
    mine = part.where(known) / flagged if flagged else part * np.nan
    held = wilson(part.where(known), np.full(len(part), flagged))
    return pd.DataFrame(
        {
            "base": base.astype("float64"),
            "part": part.astype("float64"),
            "share": 100 * part / base.where(base.gt(0)),
            "share_lower": 100 * lower,
            "share_upper": 100 * upper,
            "gap": 100 * found.value,
            "gap_lower": 100 * found.lower,
            "gap_upper": 100 * found.upper,
            "p": p,
            "p_adjusted": adjusted,
            "sure": sure,
            "against": pd.Series(against, index=base.index, dtype="str"),
            "of_all": 100 * mine,
            "of_all_lower": 100 * held[0],
            "of_all_upper": 100 * held[1],
        },
        index=base.index,
    )


def _periods(inputs: Inputs, part: str) -> pd.DataFrame:
    """Return the share now and before, over comparable days, and their difference."""
    compared = inputs.compared()
    if compared is None:
        return _table([], _PERIODS)
    rows = [
        {"which": which, "period": listed([*map(str, whens)])}
        | _together(inputs, part, whens)
        for which, whens in (("now", compared.held), ("before", compared.held_before))
    ]
    now, then = rows
    found = difference((now["part"], now["base"]), (then["part"], then["base"]))
    now |= {
        "gap": 100 * float(found.value),
        "gap_lower": 100 * float(found.lower),
        "gap_upper": 100 * float(found.upper),
        "p": float(found.p),
    }
    return _table(rows, _PERIODS)


def _months(inputs: Inputs, part: str) -> pd.DataFrame:
    """Return the share of each month of the period."""
    months = (
        month
        for when in inputs.held(inputs.question.period)
        for month in pd.period_range(when.whole.first, when.whole.last, freq="M")
    )
    rows = [
        {"month": str(month)} | _together(inputs, part, [Span(month, month)])
        for month in months
    ]
    return _table(rows, _MONTHS)


def _together(inputs: Inputs, part: str, whens: Sequence[When]) -> dict[str, Any]:
    """Return the share of all shown areas together, with its limits."""
    shown = inputs.shown.to_numpy(dtype=bool)
    base = float(_based(inputs, part, whens)[shown].sum())
    flagged = float(_counted(inputs, part, whens)[shown].sum())
    lower, upper = wilson(flagged, base)
    return {
        "part": flagged,
        "base": base,
        "share": 100 * flagged / base if base else np.nan,
        "share_lower": 100 * float(lower),
        "share_upper": 100 * float(upper),
    }


def _table(rows: Sequence[dict[str, Any]], columns: Sequence[Column]) -> pd.DataFrame:
    kinds = {each.name: "str" if each.dtype == "text" else "float" for each in columns}
    return pd.DataFrame(rows, columns=[*kinds]).astype(kinds)


def _notes(part: str) -> tuple[Note, ...]:
    how = (
        "Limits of shares are Wilson's, of differences Newcombe's; each area is tested "
        "against the rest of the place (pooled z), corrected for testing many "
        f"(Benjamini-Hochberg); areas with under {LEAST} incidents aren't tested."
    )
    if part == TYPES:
        return (Note(how),)
    kept = Note(
        "An incident whose flag is empty stays in the base as one without the flag: a "
        "flag that isn't set doesn't say that there was nothing to flag.",
        caution=True,
    )
    return (Note(how), kept)


_PP: Final = "percentage points"

_SHARE: Final = (
    Column("part", "float", "Of it"),
    Column("base", "float", "Recorded"),
    Column("share", "float", "Share", "%"),
    Column("share_lower", "float", "Lower limit", "%", "95% limit"),
    Column("share_upper", "float", "Upper limit", "%", "95% limit"),
)

_PERIODS: Final = (
    Column("period", "text", "Period"),
    Column("which", "text", "Now or before"),
    *_SHARE,
    Column("gap", "float", "Change of the share", _PP),
    Column("gap_lower", "float", "Change, lower limit", _PP, "95% limit"),
    Column("gap_upper", "float", "Change, upper limit", _PP, "95% limit"),
    Column("p", "float", "p", help="Two-sided."),
)

_MONTHS: Final = (
    Column("month", "text", "Month"),
    *_SHARE,
)

_BY_AREA: Final = Chart(
    "shares",
    "dots",
    "values",
    "name",
    "share",
    "Share in each area",
    lower="share_lower",
    upper="share_upper",
    reference="share",
    tab="Shares",
)

_BY_MONTH: Final = Chart(
    "months",
    "line",
    "months",
    "month",
    "share",
    "Share month by month",
    lower="share_lower",
    upper="share_upper",
    tab="Months",
)

METHOD = Method(
    id="shares",
    title="Shares: domestic, alcohol, knife and others",
    group="who",
    order=10,
    needs=frozenset({"rows"}),
    params=Params,
    gives=Gives(
        values=(
            *BASE,
            Column("base", "float", "Of which"),
            Column("part", "float", "In the share"),
            Column("share", "float", "Share", "%"),
            Column("share_lower", "float", "Share, lower limit", "%", "95% limit"),
            Column("share_upper", "float", "Share, upper limit", "%", "95% limit"),
            Column("gap", "float", "To the rest's share", _PP),
            Column("gap_lower", "float", "Difference, lower limit", _PP, "95% limit"),
            Column("gap_upper", "float", "Difference, upper limit", _PP, "95% limit"),
            Column("p", "float", "p", help="Two-sided, not corrected."),
            Column("p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."),
            Column("sure", "text", "How sure"),
            Column("against", "text", "Against the rest"),
            Column("of_all", "float", "Part of the whole", "%"),
            Column("of_all_lower", "float", "Part, lower limit", "%", "95% limit"),
            Column("of_all_upper", "float", "Part, upper limit", "%", "95% limit"),
        ),
        tables={"periods": _PERIODS, "months": _MONTHS},
        summary=(
            "base",
            "part",
            "share",
            "share_lower",
            "share_upper",
            "areas",
            "higher",
            "lower",
            "flag",
        ),
    ),
    map=MapStyle("sequential", "share", "Share of recorded incidents"),
    charts=(_BY_AREA, _BY_MONTH),
    explain=explain,
    cautions=(
        "Incidents are taken as independent: repeat victims make limits too narrow.",
    ),
    references=("wilson_1927", "newcombe_1998", "benjamini_hochberg_1995"),
    run=run,
)
