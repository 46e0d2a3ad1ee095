"""Scales from values to places on a page or screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import Floats, axis_number, ticks


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` over pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, values: Floats) -> Floats:
        """Return pixels of values."""
        share = (values - self.low) / (self.high - self.low)
        return np.asarray(self.start + share * (self.end - self.start))

    def of(self, value: float) -> float:
        """Return the pixel of one value."""
        return float(self.at(np.float64(value)))  # type: ignore[arg-type]

    def ticks(self, gap: float) -> list[tuple[float, str]]:
        """Return pixel and number of ticks at least `gap` pixels apart."""
        most = max(2, int(abs(self.end - self.start) / gap) + 1)
        return [
            (self.of(place), axis_number(place))
            for place in ticks(self.low, self.high, min(most, 7)).tolist()
        ]


def span(drawing: Drawing, column: str, *, from_zero: bool) -> tuple[float, float]:
    """Return the lowest and highest value of an axis, with a margin.

    Parameters
    ----------
    from_zero
        Whether the axis includes zero.
    """
    kept = [drawing.numbers(column)]
    if column == drawing.chart.y:
        kept.extend(drawing.ends() or ())
        if drawing.reference is not None and drawing.chart.kind != "scatter":
            kept.append(np.array([drawing.reference]))
    return extent(kept, from_zero=from_zero)


def extent(parts: Sequence[Floats], *, from_zero: bool) -> tuple[float, float]:
    """Return the lowest and highest of some values, with a little air."""
    values = np.concatenate([*parts])
    values = values[np.isfinite(values)]
    if from_zero or not len(values):
        values = np.append(values, 0.0)
    low, high = float(values.min()), float(values.max())
    if high <= low and from_zero:
        high = low + 1.0
    elif high <= low:
        about = max(abs(low), 1.0) / 2
        low, high = low - about, low + about
    air = (high - low) * 0.04
    return low if from_zero and low == 0 else low - air, high + air
