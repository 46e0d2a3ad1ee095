"""The line at the foot: what was counted, how it was tested, how long it took."""

from __future__ import annotations

from hotspot_app.clusters import TESTED
from hotspot_app.project.params import written_params
from hotspot_app.project.pipeline import Answer
from hotspot_app.words import counted, number


def left_words(answer: Answer) -> str:
    """Say how many rows are on the map and how they were tested, if they were."""
    values = answer.outcome.values
    shown = 0.0
    if values is not None:
        shown = float(values["count"][answer.areas["shown"].to_numpy()].sum())
    account = answer.tally.reconciliation.total()
    unplaced = account["read"] - account["mapped"]
    parts = [
        f"{number(shown)} counted here, of {counted(account['read'], 'row')} read",
        f"{number(unplaced)} not on the map",
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


def right_words(seconds: float) -> str:
    """Say how long the answer took, and the coordinate system."""
    return f"Answered in {max(seconds, 0.01):.2f} s  ·  British National Grid"
