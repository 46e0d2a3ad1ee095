"""Funnels: how far rates stray from a whole's by chance, and by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import gdtrib, ndtr, pdtr, pdtrc

from hotspot_app.stats.chance.limits import Floats, z_of
from hotspot_app.stats.chance.overdispersion import mean_square, root_z
from hotspot_app.stats.comparison.effective import poisson_p

DRAWN_IN: Final = 0.1
"""Share of areas in each tail whose z is drawn in before φ is worked out."""

FAR: Final = 2.0
"""φ above which areas differ far more than chance would make them."""

Ends = tuple[Floats, Floats]
"""Lower and upper limits."""


def fixed_limits(expected: Floats, *, level: float) -> Ends:
    """Return the limits of counts in areas of fixed populations: Poisson quantiles.

    The smallest counts whose distribution function reaches (1 - level) / 2 and
    (1 + level) / 2, without interpolation (Spiegelhalter 2005). A count beyond them is
    outside.

    Parameters
    ----------
    expected
        (n,) incidents at the rate of the whole, 0 or more; may be missing.
    level
        Share of counts within the limits by chance, at least.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) lower and (n,) upper limits in incidents; missing where nothing is known.
    """
    tail = (1 - level) / 2
    return _quantile(tail, expected), _quantile(1 - tail, expected)


def _quantile(share: float, expected: Floats) -> Floats:
    """Return the smallest whole count whose distribution function reaches a share."""
    known = np.where(expected > 0, expected, 1.0)
    # P(X ≤ k) = 1 - γ(k + 1, E), γ being the regularised gamma function
    at = np.fmax(np.ceil(gdtrib(1.0, 1 - share, known) - 1), 0)
    less = np.fmax(at - 1, 0)
    found = np.where(pdtr(less, known) >= share, less, at)
    return np.where(np.isnan(expected), np.nan, np.where(expected > 0, found, 0.0))


def ohid_limits(expected: Floats, *, level: float) -> Ends:
    """Return the counts whose exact limits just touch what is expected.

    The funnel of OHID's PHEindicatormethods, which has for each count O the population
    at which its exact limit (half the χ² quantile with 2 O degrees of freedom, or 2 O +
    2) is what the rate of the whole makes expect; here solved for O, which needn't be
    whole. Whole counts are beyond these limits exactly where they are beyond
    `fixed_limits`.

    Parameters
    ----------
    expected, level
        As for `fixed_limits`.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) lower and (n,) upper limits in incidents; the lower is 0 where none would
        be too few.
    """
    tail = (1 - level) / 2
    some = np.where(expected > 0, expected, 1.0)
    # γ(O, E) = tail, and γ(O + 1, E) = 1 - tail
    lower = np.fmax(gdtrib(1.0, 1 - tail, some) - 1, 0.0)
    upper = gdtrib(1.0, tail, some)
    unknown = np.where(np.isnan(expected), np.nan, 0.0)
    return (
        np.where(expected > 0, lower, unknown),
        np.where(expected > 0, upper, unknown),
    )


def outside_by_chance(expected: Floats, *, level: float) -> float:
    """Return how many areas chance alone would put outside the limits, on average.

    Fewer than 1 - `level` of them, since counts are whole.

    Parameters
    ----------
    expected, level
        As for `fixed_limits`; areas of which nothing is known are left out.
    """
    known = expected[expected > 0]
    lower, upper = fixed_limits(known, level=level)
    below = np.where(lower > 0, pdtr(np.fmax(lower - 1, 0), known), 0.0)
    return float((below + pdtrc(upper, known)).sum())


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much more rates differ than by chance.

    Attributes
    ----------
    raw
        φ, the mean square of z = 2 (√O - √E); missing with fewer than two areas.
    drawn_in
        The same, a tenth of each tail being drawn in to its quantile first, so that a
        few areas that truly stand out don't hide themselves.
    tau2
        Variance of the square roots of rates (per resident) beyond chance, 0 or more,
        from the drawn-in φ.
    """

    raw: float
    drawn_in: float
    tau2: float

    @property
    def far(self) -> bool:
        """Whether areas differ far more than chance would make them."""
        return self.drawn_in > FAR

    def inflation(self, people: Floats, allow: str) -> Floats:
        """Return by how much the variance of z is larger than by chance, 1 or more.

        Parameters
        ----------
        people
            (n,) residents.
        allow
            "multiplicative" (φ for every area), "additive" (1 + 4 n τ², more for
            large areas) or "none".
        """
        factor = np.ones(len(people))
        if allow == "multiplicative" and self.drawn_in > 1:
            factor = np.full(len(people), self.drawn_in)
        if allow == "additive" and self.tau2 > 0:
            factor = 1 + 4 * people * self.tau2
        return factor


def dispersion_of(observed: Floats, people: Floats, rate: float) -> Dispersion:
    """Estimate how much more rates differ from the whole's than by chance.

    φ = mean of z², z = 2 √n (√r - √θ). τ² = max(0, (k φ - (k - 1)) / (Σw - Σw² / Σw))
    with weights w = 4 n (Spiegelhalter 2005, from DerSimonian and Laird 1986).

    Parameters
    ----------
    observed, people
        (k,) incidents and residents of areas; nothing missing, residents above 0.
    rate
        θ, incidents per resident of the whole.

    Returns
    -------
    Dispersion
        Missing numbers for fewer than two areas.
    """
    many = len(people)
    if many < 2:
        return Dispersion(float("nan"), float("nan"), float("nan"))
    z = root_z(observed, people * rate)
    raw = mean_square(z, winsorise=0.0)
    phi = mean_square(z, winsorise=DRAWN_IN)
    weight = 4 * people
    left = weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = max(0.0, float((many * phi - (many - 1)) / left))
    return Dispersion(raw, phi, tau2)


def widened(ends: Ends, expected: Floats, inflation: Floats, *, level: float) -> Ends:
    """Return limits that allow for areas differing more than by chance.

    (√E ± z √inflation / 2)², which for rates is (√θ ± z √inflation / (2 √n))²: half
    the width is inflated, on the scale of square roots. Never narrower than the limits
    of chance; those stay where nothing is inflated.

    Parameters
    ----------
    ends
        (n,) lower and upper limits of chance in incidents.
    expected
        (n,) incidents at the rate of the whole; may be missing.
    inflation
        (n,) factors of the variance, 1 or more (`Dispersion.inflation`).
    level
        Share within the limits.
    """
    half = z_of(level) * np.sqrt(inflation) / 2
    low = np.fmax(np.sqrt(expected) - half, 0.0) ** 2
    high = (np.sqrt(expected) + half) ** 2
    more = inflation > 1
    return (
        np.where(more, np.minimum(ends[0], low), ends[0]),
        np.where(more, np.maximum(ends[1], high), ends[1]),
    )


def p_of_funnel(observed: Floats, expected: Floats, inflation: Floats) -> Floats:
    """Return two-sided p of a count being what is expected.

    Below 1 - level exactly where the count is beyond the limits at that level
    (`fixed_limits` or `ohid_limits`, `widened`).

    Parameters
    ----------
    observed, expected
        (n,) incidents recorded, and at the rate of the whole; may be missing.
    inflation
        (n,) factors of the variance of z.
    """
    chance = poisson_p(observed, expected)
    wider = 2 * ndtr(-np.abs(root_z(observed, expected)) / np.sqrt(inflation))
    return np.where(inflation > 1, np.maximum(chance, wider), chance)
