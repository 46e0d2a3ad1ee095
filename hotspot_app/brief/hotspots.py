"""The list of places that stand out as a table: a row a hotspot or a place alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from hotspot_app.brief.called import namer
from hotspot_app.brief.page_words import titled
from hotspot_app.brief.small_numbers import is_small_base
from hotspot_app.method import PER_1000, Column
from hotspot_app.project.answer.selected import together
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.comparison import FIGURES, TOLD
from hotspot_app.project.steps.standing import Standing
from hotspot_app.stats.over_time.change import ratios

_COLUMNS: Final = (
    Column("listed", "int", "Number in the list"),
    Column("hotspot", "text", "Hotspot", help="Its lasting number."),
    Column("name", "text", "Called"),
    Column("ward", "text", "Ward"),
    Column("sure", "text", "How sure", help="Together with the places around it."),
    Column("areas", "int", "Areas"),
    Column("count", "int", "Recorded"),
    Column("expected", "float", "Its share", help="At the rate of the whole."),
    Column("excess", "float", "Above its share"),
    Column("percent", "float", "Of all recorded", "per cent"),
    Column("denominator", "float", "Denominator"),
    Column("rate", "float", "Rate", PER_1000),
    Column("rate_lower", "float", "Lower limit", PER_1000, "95% limit"),
    Column("rate_upper", "float", "Upper limit", PER_1000, "95% limit"),
    Column("members", "text", "Made of"),
    Column("codes", "text", "Codes"),
)
_COMPARED: Final = tuple(
    each for each in (*FIGURES, *TOLD) if each.name not in {"difference", "change_sure"}
)
_WITH_RATE: Final = ("denominator", "rate", "rate_lower", "rate_upper")


def hotspot_columns(answer: Answer) -> Mapping[str, Column]:
    """Return what the columns of `hotspots_table` are called."""
    found = answer.comparison
    compared = () if found is None else map(found.dated, _COMPARED)
    own = (titled(each, answer) for each in _COLUMNS)
    return {each.name: each for each in (*own, *compared)}


def hotspots_table(answer: Answer) -> pd.DataFrame:
    """Return the list of places that stand out, a row each, in its order.

    Rates and changes are of all areas of a hotspot together. Without denominators
    there are no columns of rates.
    """
    names = [*hotspot_columns(answer)]
    if not answer.uses_denominator:
        names = [name for name in names if name not in _WITH_RATE]
    rows = [
        _row(answer, number, each)
        for number, each in enumerate(answer.listing.standing, 1)
    ]
    return pd.DataFrame(rows, columns=names)


def _row(answer: Answer, number: int, standing: Standing) -> dict[str, Any]:
    name, found = namer(answer), together(answer, standing.codes)
    called = name(standing.codes)
    row: dict[str, Any] = {
        "listed": number,
        "hotspot": f"H{standing.identity}",
        "name": called.name,
        "ward": called.ward,
        "sure": standing.sure,
        "areas": found.areas,
        "count": found.count,
        "expected": standing.expected,
        "excess": standing.excess,
        "percent": _percent(found.count, found.whole),
        "denominator": answer.shown_values["denominator"][[*standing.codes]].sum(),
        "rate": found.rate,
        "rate_lower": found.lower,
        "rate_upper": found.upper,
        "members": "; ".join(name([code]).inline for code in standing.codes),
        "codes": "; ".join(standing.codes),
    }
    compared = answer.comparison
    if compared is None:
        return row
    pair = compared.areas.loc[[*standing.codes], ["count_now", "count_before"]]
    now, before = pair.astype("float64").sum(skipna=False)
    ratio = ratios(pd.Series([now]), pd.Series([before]), compared.lengths).iloc[0]
    return row | {
        "now": now,
        "before": before,
        "ratio": ratio["ratio"],
        "ratio_lower": ratio["lower"],
        "ratio_upper": ratio["upper"],
        "change_p": ratio["p"],
    }


def _percent(part: float, whole: float) -> float:
    return math.nan if is_small_base(whole) else 100 * part / whole
