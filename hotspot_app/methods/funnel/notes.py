"""The limits of a funnel in words: on its chart, on the map and in notes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final, Protocol

import pandas as pd

from hotspot_app.method import AGAINST, MapStyle, Note, Question, called, higher_on_few
from hotspot_app.remedies import SetParameter
from hotspot_app.stats.comparison.funnel import FAR, Dispersion
from hotspot_app.words import a_rate, capital, counted, listed, number, possessive

ALLOWANCES: Final = {
    "none": "chance alone",
    "multiplicative": "areas that differ more: all alike (multiplicative)",
    "additive": "areas that differ more: large ones too (additive)",
}
"""What limits allow for, in words."""

_FEW: Final = 10
"""Areas below which their dispersion is told poorly."""
_LISTED: Final = 5
"""Areas that a note names."""


class Chosen(Protocol):
    """The parameters that words depend on."""

    @property
    def limits(self) -> str:
        """How limits of chance are made, "fixed" or "ohid"."""

    @property
    def allow(self) -> str:
        """What limits allow for, one of `ALLOWANCES`."""


def allowed(params: Chosen, phi: float, tau2: float) -> str:
    """Say by which measure limits are widened, "" if they are those of chance."""
    if params.allow == "multiplicative" and phi > 1:
        return f"multiplicative, φ = {number(phi, 1)}"
    if params.allow == "additive" and tau2 > 0:
        return f"additive, τ² = {tau2:.2g}"
    return ""


def _limits(params: Chosen, wide: str) -> str:
    """Name the limits."""
    if wide:
        return f"limits allowing for overdispersion ({wide})"
    which = "OHID's" if params.limits == "ohid" else "fixed population, Poisson"
    return f"limits of chance alone ({which})"


def chart_title(params: Chosen, spread: Dispersion) -> str:
    """Name the limits that are drawn."""
    wide = allowed(params, spread.drawn_in, spread.tau2)
    return f"Rate with its {_limits(params, wide)}"


def map_style(question: Question, params: Chosen, spread: Dispersion) -> MapStyle:
    """Say what higher and lower mean on the map."""
    wide = allowed(params, spread.drawn_in, spread.tau2)
    return MapStyle(
        AGAINST.kind,
        AGAINST.column,
        AGAINST.title,
        meaning=(
            f"Higher (lower): the {question.unit}'s rate is above (below) the 95% "
            f"{_limits(params, wide)} at its size. Similar: within them."
        ),
    )


def notes_on(
    shown: pd.DataFrame,
    summary: Mapping[str, float],
    question: Question,
    params: Chosen,
) -> tuple[Note, ...]:
    """Say what the limits are, and how far areas differ beyond chance."""
    return (
        _on_limits(summary, question, params),
        *_on_dispersion(summary, question, params),
        *_left_out(shown),
        *higher_on_few(shown),
    )


def _on_limits(
    summary: Mapping[str, float], question: Question, params: Chosen
) -> Note:
    at = (
        f"at each {possessive(question.unit)} size they are where the rate of "
        f"{question.place} ({a_rate(summary['city_rate'])} per 1,000)"
    )
    how = (
        f"Limits of chance, fixed population (Spiegelhalter): {at} leaves all but 2.5% "
        "(95% limits) or 0.1% (99.8%) of Poisson counts on either side; they go in "
        "steps, since counts are whole"
    )
    if params.limits == "ohid":
        how = (
            f"Limits of chance, OHID's: {at} just touches the exact interval of a count"
        )
    return Note(
        f"{how}. Both kinds of limits call the same {question.units} outside. If none "
        f"differed, chance alone would leave about {number(summary['by_chance'], 1)} "
        f"of {counted(int(summary['areas']), question.unit)} outside the 95% limits."
    )


def _on_dispersion(
    summary: Mapping[str, float], question: Question, params: Chosen
) -> list[Note]:
    """Say how far areas differ beyond chance, and what the limits make of that."""
    phi, many = summary["dispersion"], int(summary["judged"])
    if math.isnan(phi) or not summary["city_rate"]:
        return []
    wide = allowed(params, phi, summary["tau2"])
    said = (
        f"Dispersion φ = {number(phi, 1)} ({number(summary['dispersion_raw'], 1)} "
        "before the outer tenths were drawn in, which keeps those that stand out from "
        "hiding themselves; chance alone gives about 0.7, and up to 1.5 on small "
        f"counts), from {counted(many, question.unit)}"
    )
    if many < _FEW:
        said += ", too few to tell it well"
    notes = [Note(f"{said}.")]
    if wide:
        notes.append(_on_allowance(question, params))
    elif params.allow != "none":
        notes.append(
            Note(
                f"{capital(question.units)} differ no more than chance would make "
                "them, so that limits that allow for more are those of chance."
            )
        )
    elif phi > FAR:
        notes.append(
            Note(
                f"{capital(question.units)} differ far more than chance (dispersion "
                f"φ = {number(phi, 1)}): being outside the limits of chance is usual "
                "here and singles nothing out. Limits can allow for it.",
                caution=True,
                remedies=tuple(
                    SetParameter("allow", "Limits allow for", each, ALLOWANCES[each])
                    for each in ("multiplicative", "additive")
                ),
            )
        )
    return notes


def _on_allowance(question: Question, params: Chosen) -> Note:
    """Say how limits are widened, and what they do then."""
    how = "half their width, as square roots of rates, is multiplied by √φ"
    if params.allow == "additive":
        how = "τ² is added to the variance of square roots of rates (per resident)"
    return Note(
        f"Limits allow for {question.units} that differ more than by chance ({how}); "
        "they are never narrower than those of chance. As the outer tenths were drawn "
        f"in, up to about 12 of 100 {question.units} that only differ as all do are "
        "outside the 95% limits: they single out, and don't prove."
    )


def _left_out(shown: pd.DataFrame) -> list[Note]:
    without = shown[shown["count"].notna() & ~shown["denominator"].gt(0)]
    if without.empty:
        return []
    have = counted(len(without), "area has", "areas have")
    names = listed(called(without), most=_LISTED)
    return [Note(f"{have} no denominator and so no place: {names}.", caution=True)]
