"""The figures that products of a question publish, if nothing is withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from hotspot_app.brief.release.points import Figure, Points
from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Question
from hotspot_app.method.spans import Span, When
from hotspot_app.offences import groups_among
from hotspot_app.project.ask.ledger import Counted
from hotspot_app.project.ask.question import all_crime
from hotspot_app.project.steps.level import Level
from hotspot_app.remedies import ChoosePeriod
from hotspot_app.stats.withheld.possible_values import Mask

Of = Literal["now", "before", "month"]
"""Of which period a figure is: the question's, the one before, or a month."""

Kind = Literal["area", "whole", "type", "group"]


@dataclass(frozen=True, eq=False)
class Asked:
    """A figure that is to be published.

    Attributes
    ----------
    where
        Codes of its areas.
    """

    kind: Kind
    of: Of
    counted: Counted
    where: tuple[str, ...]

    def figure(self, points: Points) -> Figure:
        """Return it as a sum of points."""
        places = points.places(self.where)
        assert places is not None
        return Figure(places, points.scope(self.counted), self.kind == "area")


def asked_figures(inputs: Inputs, level: Level) -> list[Asked]:
    """Return each area's count, the whole's, that of each type and of each month.

    Parameters
    ----------
    inputs
        With the part of the map that is shown.
    level
        At which incidents are counted.

    Raises
    ------
    WordsError
        If days are asked for: public figures are of whole months.
    """
    question = inputs.question
    for when in (question.period, question.comparison):
        if when is not None and not isinstance(when, Span):
            raise WordsError(
                f"a public product is of whole months, not of {when}: counts of a few "
                "days are small and say when",
                remedies=(ChoosePeriod(compared=when == question.comparison),),
            )
    spans = _spans(inputs)
    both = _covered(inputs, spans)
    found: list[Asked] = []
    for of, months in spans:
        counts = _counts(inputs, months)
        there = counts.notna()
        one = _counted(question, question.types, months)
        codes = map(str, counts.index[there])
        found.extend(Asked("area", of, one, (code,)) for code in codes)
        for whole in _wholes(inputs, level, there, both):
            found.append(Asked("whole", of, one, whole))
        found.extend(_by_type(inputs, of, months, _codes(inputs.shown & both)))
    found.extend(_by_month(inputs))
    return _once(found)


def _spans(inputs: Inputs) -> list[tuple[Of, tuple[pd.Period, ...]]]:
    """Return the months of each period that is counted."""
    compared = inputs.compared()
    spans: list[tuple[Of, tuple[pd.Period, ...]]] = [
        ("now", _months(inputs, inputs.held(inputs.question.period)))
    ]
    if compared is not None:
        spans.append(("now", _months(inputs, compared.held)))
        spans.append(("before", _months(inputs, compared.held_before)))
    return [each for place, each in enumerate(spans) if each not in spans[:place]]


def _months(inputs: Inputs, held: Sequence[When]) -> tuple[pd.Period, ...]:
    spans = (each.whole for each in held)
    return tuple(
        month
        for span in spans
        for month in inputs.cube.months_held(span.first, span.last)
    )


def _counts(inputs: Inputs, months: Sequence[pd.Period]) -> pd.Series[float]:
    """Return counts in months, missing where an area isn't covered in all of them."""
    each = [inputs.counts(Span(month, month)).astype("float64") for month in months]
    return sum(each[1:], each[0])


def _covered(
    inputs: Inputs, spans: Sequence[tuple[Of, tuple[pd.Period, ...]]]
) -> pd.Series[bool]:
    """Say which areas are covered in all that is compared."""
    both = pd.Series(True, index=inputs.areas.index)
    for _, months in spans[-2:]:
        both &= _counts(inputs, months).notna()
    return both


def _wholes(
    inputs: Inputs,
    level: Level,
    there: pd.Series[bool],
    both: pd.Series[bool],
) -> Iterator[tuple[str, ...]]:
    """Return what is counted as a whole: shown, tested, and with areas in no group."""
    for areas in (inputs.shown, inputs.inside):
        yield _codes(areas & there)
        yield _codes(areas & both)
    if level.members:
        yield _codes(there)


def _codes(which: pd.Series[bool]) -> tuple[str, ...]:
    return tuple(sorted(map(str, which.index[which])))


def _by_type(
    inputs: Inputs, of: Of, months: Sequence[pd.Period], here: tuple[str, ...]
) -> Iterator[Asked]:
    """Return every type's count, everything's, and those of groups of types."""
    question, types = inputs.question, inputs.cube.types
    crime, _ = all_crime(types, question.sources)
    crime = crime or types
    for kind in types:
        yield Asked("type", of, _counted(question, (kind,), months), here)
    yield Asked("whole", of, _counted(question, crime, months), here)
    for each in groups_among(crime).values():
        yield Asked("group", of, _counted(question, each, months), here)


def _by_month(inputs: Inputs) -> Iterator[Asked]:
    """Return the count of each month, of areas covered in all (`Cube.by_month`)."""
    question, cube = inputs.question, inputs.cube
    months = list(cube.months[cube.present])
    here = inputs.shown
    if cube.covered is not None:
        covered = cube.covered[:, cube.present].all(axis=1)
        here = here & pd.Series(covered, index=here.index)
    for month in months:
        yield Asked(
            "whole", "month", _counted(question, question.types, [month]), _codes(here)
        )


def _counted(
    question: Question, types: Sequence[str], months: Sequence[pd.Period]
) -> Counted:
    return Counted(
        tuple(sorted(types)),
        tuple(sorted(question.flags)),
        tuple(sorted(question.sources)),
        tuple(sorted(map(str, months))),
    )


def _once(found: Sequence[Asked]) -> list[Asked]:
    """Leave out figures of no area and those that are there already."""
    kept: dict[tuple[bool, Counted, tuple[str, ...], Of], Asked] = {}
    for each in found:
        if each.where:
            key = (each.kind == "area", each.counted, each.where, each.of)
            kept.setdefault(key, each)
    return list(kept.values())


def scope_of(points: Points, figures: Sequence[Asked]) -> Mask:
    """Return the points that some figures count, any of them."""
    found = np.zeros(points.counts.shape[1], dtype=np.bool_)
    for counted in {each.counted for each in figures}:
        found |= points.scope(counted)
    return found
