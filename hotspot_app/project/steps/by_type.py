"""The table of types: every type of incident in two periods, with the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.incidents import Reading
from hotspot_app.method import Column, Inputs, Note
from hotspot_app.project.ask.question import all_crime
from hotspot_app.project.steps.comparison import Comparison
from hotspot_app.project.steps.type_rows import (
    FLAG,
    GROUP,
    NO_CRIME,
    TYPE,
    Row,
    What,
    flags_counted,
    types_counted,
)
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.over_time.change import (
    SMALL_BELOW,
    changes,
    contributions,
    of_small_numbers,
    turns,
)
from hotspot_app.words import counted

SMALL: Final = "small numbers"

COLUMNS: Final = (
    Column("kind", "text", "Kind", help="A type, a group of types, or a flag."),
    Column("name", "text", "Type"),
    Column("before", "int", "Before"),
    Column("now", "int", "Now"),
    Column("difference", "float", "Change", "incidents", "At the same length."),
    Column("percent", "float", "Change", "%", "Missing where there were none."),
    Column("percent_lower", "float", "Change, lower limit", "%", "95% limit"),
    Column("percent_upper", "float", "Change, upper limit", "%", "95% limit"),
    Column("ratio", "float", "Ratio", help="Of the counts a day."),
    Column("ratio_lower", "float", "Ratio, lower limit", help="95% limit"),
    Column("ratio_upper", "float", "Ratio, upper limit", help="95% limit"),
    Column("p", "float", "p", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."),
    Column("turn", "text", "In words", help="Rose or fell where clear or likely."),
    Column("confidence", "text", "How sure", help="Of what rose or fell."),
    Column("small", "text", "Small numbers", help=f"Both below {SMALL_BELOW}."),
    Column("contribution", "float", "Share of the change", "%", "Of that in all."),
)
"""Columns of the table, which has one row a type, group or flag."""


@dataclass(frozen=True, eq=False)
class ByType:
    """The types, groups and flags at the question's place, in two periods.

    Attributes
    ----------
    table
        `COLUMNS`. All crime first; then types, groups and flags, in each kind those
        that rose most first.
    rows
        The incidents that each row counts.
    asked
        Position of the row that the question counts; -1 if none.
    period, before
        The periods compared, in words.
    notes
        Notes on the table.
    """

    table: pd.DataFrame
    rows: tuple[What, ...]
    asked: int
    period: str
    before: str
    notes: tuple[Note, ...]

    @property
    def columns(self) -> dict[str, Column]:
        """The table's columns by name, those of counts with their period."""
        spans = {"before": self.before, "now": self.period}
        dated = (
            replace(each, title=f"{each.title}: {spans[each.name]}")
            if each.name in spans
            else each
            for each in COLUMNS
        )
        return {each.name: each for each in dated}


def by_type(
    inputs: Inputs, comparison: Comparison, reading: Reading | None = None
) -> ByType:
    """Compare the question's two periods by type, group and flag.

    The flags that the question asks for are kept; its types are rows among others.

    Parameters
    ----------
    inputs
        The method's inputs.
    reading
        The files read, which say where a flag has a column; None for ready counts.
    """
    both = comparison.areas[["count_before", "count_now"]].notna().all(axis=1)
    here = inputs.among(inputs.areas["shown"] & both)
    whole, kinds = all_crime(here.cube.types, here.question.sources)
    asked: tuple[str, ...] = ()
    if not whole:
        whole = asked = here.cube.types
        kinds = "anti-social behaviour"
    everything = What(asked, here.question.flags, whole)
    flags, cautions = flags_counted(here, comparison, whole, reading)
    every = (*types_counted(here, comparison, everything, kinds), flags)
    kept = [[row for row in each if _is_kept(row, everything, here)] for each in every]
    rows = [row for each in kept for row in each]
    families = [place for place, each in enumerate(kept) for _ in each]
    days = comparison.lengths
    table = _tested(rows, families, days)
    order = _order(table, families)
    counted_rows = tuple(rows[place].what for place in order)
    chosen = [n for n, what in enumerate(counted_rows) if _is_asked(what, here)]
    left_out = len(every[1]) - len(kept[1])
    return ByType(
        table=table.loc[order].reset_index(drop=True),
        rows=counted_rows,
        asked=chosen[0] if chosen else -1,
        period=comparison.now_words,
        before=comparison.before_words,
        notes=(*_how(table, comparison, left_out), *cautions),
    )


def _is_kept(row: Row, everything: What, here: Inputs) -> bool:
    """Say whether there is anything to tell of a row, or it is asked for."""
    if row.now or row.before or row.what == everything:
        return True
    return _is_asked(row.what, here)


def _tested(
    rows: Sequence[Row], families: Sequence[int], days: tuple[float, float]
) -> pd.DataFrame:
    """Test every row; each family is corrected by itself."""
    now = pd.Series([each.now for each in rows])
    before = pd.Series([each.before for each in rows])
    tested = changes(now, before, days, pd.Series(families))
    limits = tested[["ratio", "lower", "upper"]].to_numpy(dtype=np.float64).T
    ratio = np.where(np.isnan(limits[0]), np.nan, limits)
    percent = 100 * (ratio - 1)
    sure = tested["confidence"].isin(SURE)
    kinds = [each.kind for each in rows]
    return pd.DataFrame(
        {
            "kind": kinds,
            "name": [each.name for each in rows],
            "before": _whole(before),
            "now": _whole(now),
            "difference": tested["difference"],
            "percent": percent[0],
            "percent_lower": percent[1],
            "percent_upper": percent[2],
            "ratio": ratio[0],
            "ratio_lower": ratio[1],
            "ratio_upper": ratio[2],
            "p": tested["p"],
            "p_adjusted": tested["p_adjusted"],
            "turn": turns(tested),
            "confidence": tested["confidence"].where(sure, ""),
            "small": np.where(of_small_numbers(now, before), SMALL, ""),
            "contribution": _shares(tested["difference"], np.array(kinds)),
        },
        columns=[each.name for each in COLUMNS],
    )


def _whole(counts: pd.Series[float]) -> pd.Series[Any]:
    return counts if counts.isna().any() else counts.astype("int64")


def _shares(
    difference: pd.Series[float], kinds: npt.NDArray[np.str_]
) -> pd.Series[float]:
    """Return what each gave to the change in all, in per cent; not of what is apart."""
    of_types = difference[kinds == TYPE]
    if contributions(of_types).isna().all():
        return pd.Series(np.nan, index=difference.index)
    shares = 100 * difference / float(of_types.sum()) + 0.0  # no -0.0
    return shares.mask(kinds == NO_CRIME)


def _order(table: pd.DataFrame, families: Sequence[int]) -> list[int]:
    """Put what rose most first, family by family."""
    more = table["difference"].fillna(-np.inf).tolist()
    names = table["name"].tolist()
    return sorted(range(len(table)), key=lambda n: (families[n], -more[n], names[n]))


def _is_asked(what: What, inputs: Inputs) -> bool:
    """Say whether the question asks for this."""
    types, flags = set(inputs.question.types), set(inputs.question.flags)
    return set(what.counted) == types and set(what.flags) == flags


def _how(table: pd.DataFrame, comparison: Comparison, left_out: int) -> list[Note]:
    """Say how the table is read."""
    kinds = table["kind"].value_counts()
    by_day = ""
    if comparison.days != comparison.days_before:
        by_day = f" a day (of {comparison.days} days, then of {comparison.days_before})"
    told = [
        f"By type: {comparison.now_words} against {comparison.before_words}, counts"
        f"{by_day} compared by their ratio, two-sided, exact below 10 incidents; p is "
        "corrected for testing many types (Benjamini-Hochberg), for groups and for "
        f"flags by themselves. Small numbers: fewer than {SMALL_BELOW} in both "
        "periods, which says nothing of chance."
    ]
    if kinds.get(GROUP, 0) or kinds.get(FLAG, 0):
        told.append(
            "By type: groups add types up and flags cut across types, so an incident "
            "stands in several rows. Only types add up to all."
        )
    if kinds.get(NO_CRIME, 0):
        told.append(
            "By type: anti-social behaviour is not crime, so it has no share in the "
            "change of all crime."
        )
    if table["contribution"].isna().all():
        told.append(
            "By type: rises and falls nearly cancel out, so no share of the change is "
            "given."
        )
    if left_out:
        told.append(
            f"By type: {counted(left_out, 'type')} with no incident in either period "
            f"{'is' if left_out == 1 else 'are'} left out."
        )
    return [Note(text) for text in told]
