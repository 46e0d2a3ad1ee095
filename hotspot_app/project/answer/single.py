"""Single incidents that a map may show."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspot_app.project.steps.pipeline import Answer


def single_incidents(answer: Answer) -> pd.DataFrame | None:
    """Return the incidents counted in the shown areas that have a point of their own.

    None where points are snapped: they would show places where nothing happened.
    """
    rows, question, cube = answer.tally.rows, answer.question, answer.tally.cube
    if rows is None or answer.tally.snapped:
        return None
    days, whole = question.period.days, question.period.whole
    held = cube.months_held(whole.first, whole.last)
    which = rows.inside(question.types, days.first, days.last, held)
    shown = rows.codes.isin(answer.areas.index[answer.areas["shown"]])
    which &= np.append(shown, False)[rows.area]
    which &= rows.incidents["precision"].eq("point").to_numpy()
    return rows.incidents[which]
