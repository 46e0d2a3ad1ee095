"""The texts of the practice town's tour, in six steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from hotspot_app.stats.classes.confidence import (
    COULD_BE_CHANCE,
    IS_CLEAR,
    IS_LIKELY,
    TOO_FEW,
)
from hotspot_app.ui.tour.tour import Stop

STEPS: Final = (
    (
        "The question",
        "What is counted, when, where and how it is measured. Choose a type of crime: "
        "everything is answered at once.",
    ),
    (
        "The map",
        "Colour is spent only on what chance can't easily explain; the rest stays "
        "pale. Click an area to choose it, and hold Ctrl to choose more.",
    ),
    (
        "The answer",
        "Sentences a person would say. Each carries how sure it is: "
        f"{IS_CLEAR}, {IS_LIKELY}, {COULD_BE_CHANCE}, or {TOO_FEW}.",
    ),
    (
        "Places",
        "Every area with its figures. Sort it by a heading; what is chosen here is "
        "chosen on the map and in the charts too.",
    ),
    (
        "Notes",
        "Every choice that was made for you, every caution and every source.",
    ),
    (
        "The officer's view",
        "One switch to large type, five places and what changed, without statistics: "
        "for the meeting itself.",
    ),
)
"""Titles and texts for question, map, answer, table, notes and officer's switch."""


def practice_tour(
    controls: Sequence[Callable[[], QWidget | None]],
) -> tuple[Stop, ...]:
    """Make the tour's stops of the texts and the controls they explain.

    Parameters
    ----------
    controls
        Return the control of each step when it is shown, in the order of `STEPS`.

    Raises
    ------
    ValueError
        If there are not as many controls as steps.
    """
    pairs = zip(controls, STEPS, strict=True)
    return tuple(Stop(control, title, text) for control, (title, text) in pairs)
