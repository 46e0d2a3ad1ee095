"""Texts of the status line: rows counted, test, seconds taken, coordinate system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from hotspot_app.clusters import TESTED
from hotspot_app.project.ask.params import written_params
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import counted, number

_ELSEWHERE: Final = {
    "in other districts": ("around_district", "other_district"),
    "in no group": ("in_no_group",),
    "outside every area": ("outside_areas",),
}
"""Reasons why rows aren't on the map, by the text that names them."""


def left_words(answer: Answer) -> str:
    """Return how many rows are on the map, and how areas were tested, if they were."""
    shown = float(answer.shown_values["count"].sum())
    account = answer.tally.reconciliation.total()
    parts = [
        f"{number(shown)} counted here, of {counted(account['read'], 'row')} read",
        *_elsewhere(account),
    ]
    if answer.outcome.summary.get("standing", TESTED) != TESTED:
        return "  ·  ".join(parts)
    params = written_params(answer.params)
    if params.get("inference", "permutation") == "permutation":
        many = params.get("permutations")
        if many:
            parts.append(f"{number(many)} permutations")
    if params.get("correct"):
        parts.append("false-discovery rate 5%")
    if "permutations" in params:
        parts.append(f"seed {answer.question.seed}")
    return "  ·  ".join(parts)


def _elsewhere(account: Mapping[str, int]) -> Iterator[str]:
    """Yield how many rows aren't on the map, for each reason."""
    left = account["read"] - account["mapped"]
    for words, reasons in _ELSEWHERE.items():
        many = sum(account.get(reason, 0) for reason in reasons)
        left -= many
        if many:
            yield f"{number(many)} {words}"
    yield f"{number(left)} left out"


def right_words(seconds: float) -> str:
    """Return how long the answer took, and the coordinate system."""
    return f"Answered in {max(seconds, 0.01):.2f} s  ·  British National Grid"
