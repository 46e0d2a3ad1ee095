"""Counts predicted from what is known of areas: Poisson or negative binomial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.special import betainc, gammaincc, pdtr, stdtr, stdtrit

from hotspot_app.stats.classes.classify import POSSIBLE
from hotspot_app.stats.clustering.second_opinion import quiet
from hotspot_app.stats.graphs.links import Floats

FEWEST: Final = 10
"""Areas, and incidents, for each number that is fitted; fewer can't carry it."""

POISSON: Final = "Poisson"
NEGATIVE_BINOMIAL: Final = "negative binomial"

_SPREAD: Final = 1e-9
"""Share of its size by which a covariate must vary to be fitted."""


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """A model of counts by covariates, and what it predicts.

    Attributes
    ----------
    kind
        POISSON or NEGATIVE_BINOMIAL.
    settled
        Whether the negative binomial's fit settled; if it should have been one and
        didn't, a Poisson model with wider limits stands in its place.
    ratios
        Index the covariates: `ratio` of rates for one more of each, `lower`, `upper`,
        and two-sided `p`.
    expected
        (n,) incidents predicted; missing for areas that took no part.
    p
        (n,) two-sided p of each count, if the model is true.
    residual
        (n,) Pearson's residual: count less expected, over the standard deviation.
    dispersion, dispersion_p
        Pearson's φ of the Poisson model, 1 if counts vary as by chance, and p of as
        much or more by chance.
    alpha
        Of the negative binomial: the variance is μ + α μ²; 0 for Poisson.
    inflation
        How many times the variance of an estimate is larger because covariates go
        together; the largest of them.
    areas
        Number of areas.
    """

    kind: str
    settled: bool
    ratios: pd.DataFrame
    expected: pd.Series[float]
    p: pd.Series[float]
    residual: pd.Series[float]
    dispersion: float
    dispersion_p: float
    alpha: float
    inflation: float
    areas: int


def enough(count: pd.Series[Any], covariates: int) -> bool:
    """Say whether areas and incidents can carry so many covariates."""
    return min(len(count), float(count.sum())) >= FEWEST * (covariates + 1)


def predicted(
    count: pd.Series[Any],
    exposure: pd.Series[Any],
    covariates: Mapping[str, pd.Series[Any]],
    *,
    level: float = 0.95,
) -> Predicted | None:
    """Predict counts from residents and covariates.

    ln μ = ln(exposure) + b₀ + Σ b x. Poisson by iteratively reweighted least squares;
    if Pearson's χ² of it is beyond chance (p at most 0.05), a negative binomial with
    variance μ + α μ² by maximum likelihood (Cameron and Trivedi 1998, both fitted by
    statsmodels). Limits are Student's t times the standard error, a Poisson model's
    widened by √φ where that is above 1.

    Parameters
    ----------
    count, exposure
        (n,) incidents and residents on the same index.
    covariates
        (n,) each on the same index, by name. Areas where anything is missing, or
        without residents, take no part.
    level
        Confidence level of the limits.

    Returns
    -------
    Predicted or None
        None if areas or incidents are too few for so many covariates (`enough`), a
        covariate doesn't vary or is made up of the others, or nothing could be fitted.

    Raises
    ------
    ValueError
        If the indexes differ.
    """
    given = (exposure, *covariates.values())
    if not all(each.index.equals(count.index) for each in given):
        raise ValueError("counts, exposures and covariates are of different areas")
    frame = pd.DataFrame({**covariates}).astype("float64")
    used = count.notna() & exposure.gt(0).fillna(False) & frame.notna().all(axis=1)
    if not enough(count[used], len(covariates)):
        return None
    standard = _standardised(frame[used])
    if standard is None:
        return None
    away, size = standard
    people = exposure[used].to_numpy(np.float64)
    design = np.column_stack([np.ones(len(away)), away])
    fit = _fitted(count[used].to_numpy(np.float64), np.log(people), design)
    if fit is None:
        return None
    return _told(fit, frame[used], size, level, count.index)


def _standardised(frame: pd.DataFrame) -> tuple[Floats, Floats] | None:
    """Return covariates less their mean over their spread, and that; None if alike."""
    values = frame.to_numpy()
    size = values.std(axis=0)
    if (size <= _SPREAD * np.abs(values).max(axis=0, initial=0)).any():
        return None
    away = (values - values.mean(axis=0)) / size
    return None if np.linalg.cond(away) > 1e6 else (away, size)


def _inflation(frame: pd.DataFrame) -> float:
    """Return the largest variance inflation factor, of the correlations' inverse."""
    together = np.atleast_2d(np.corrcoef(frame.to_numpy(), rowvar=False))
    return float(np.diag(np.linalg.inv(together)).max())


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Estimates with their covariance, and what they were fitted to."""

    count: Floats
    mean: Floats
    estimate: Floats
    covariance: Floats
    alpha: float
    dispersion: float
    dispersion_p: float
    settled: bool

    @property
    def free(self) -> int:
        return len(self.count) - len(self.estimate)


def _fitted(count: Floats, offset: Floats, design: Floats) -> _Fit | None:
    """Fit a Poisson model, and a negative binomial where it leaves too much."""
    with quiet():
        from statsmodels.genmod.families import Poisson  # slow to load, seldom needed
        from statsmodels.genmod.generalized_linear_model import GLM

        try:
            found = GLM(count, design, family=Poisson(), offset=offset).fit()
        except (ValueError, np.linalg.LinAlgError):
            return None
        estimate = np.asarray(found.params, dtype=np.float64)
        mean = np.exp(offset + design @ estimate)
        chi = float(((count - mean) ** 2 / mean).sum())
    covariance = np.asarray(found.cov_params(), dtype=np.float64)
    if not (np.isfinite(covariance).all() and np.isfinite(chi) and found.converged):
        return None
    free = len(count) - len(estimate)
    tail = float(gammaincc(free / 2, chi / 2))
    dispersion = chi / free
    wider = max(1.0, dispersion)
    poisson = _Fit(
        count, mean, estimate, covariance * wider, 0.0, dispersion, tail, True
    )
    if tail > POSSIBLE:
        return poisson
    return _spread(poisson, offset, design) or replace(poisson, settled=False)


def _spread(poisson: _Fit, offset: Floats, design: Floats) -> _Fit | None:
    """Fit a negative binomial; None if it doesn't settle."""
    with quiet():
        from statsmodels.discrete.discrete_model import NegativeBinomial

        mean, count = poisson.mean, poisson.count
        start = max(float((((count - mean) ** 2 - mean) / mean**2).mean()), 0.01)
        model = NegativeBinomial(count, design, offset=offset)
        try:
            found = model.fit(
                start_params=np.append(poisson.estimate, min(start, 10.0)),
                method="bfgs",
                maxiter=500,
                disp=0,
            )
            params = np.asarray(found.params, dtype=np.float64)
            covariance = np.asarray(found.cov_params(), dtype=np.float64)
        except (ValueError, np.linalg.LinAlgError):
            return None
        estimate, alpha = params[:-1], float(params[-1])
        mean = np.exp(offset + design @ estimate)
    sound = np.isfinite(covariance).all() and (np.diag(covariance) > 0).all()
    if not (sound and found.mle_retvals["converged"] and alpha > 0):
        return None
    return replace(
        poisson,
        mean=mean,
        estimate=estimate,
        covariance=covariance[:-1, :-1],
        alpha=alpha,
    )


def _told(
    fit: _Fit, frame: pd.DataFrame, size: Floats, level: float, every: pd.Index[Any]
) -> Predicted:
    """Return ratios for one more of each covariate, and each area's residual."""
    slope = fit.estimate[1:] / size
    error = np.sqrt(np.diag(fit.covariance)[1:]) / size
    reach = float(stdtrit(fit.free, (1 + level) / 2)) * error
    ratios = pd.DataFrame(
        {
            "ratio": np.exp(slope),
            "lower": np.exp(slope - reach),
            "upper": np.exp(slope + reach),
            "p": 2 * stdtr(fit.free, -np.abs(slope / error)),
        },
        index=frame.columns,
    )
    expected, p, residual = (
        pd.Series(each, index=frame.index).reindex(every)
        for each in (
            fit.mean,
            _tails(fit),
            (fit.count - fit.mean) / np.sqrt(_variance(fit)),
        )
    )
    return Predicted(
        kind=NEGATIVE_BINOMIAL if fit.alpha else POISSON,
        settled=fit.settled,
        ratios=ratios,
        expected=expected,
        p=p,
        residual=residual,
        dispersion=fit.dispersion,
        dispersion_p=fit.dispersion_p,
        alpha=fit.alpha,
        inflation=_inflation(frame),
        areas=len(fit.count),
    )


def _variance(fit: _Fit) -> Floats:
    wider = 1.0 if fit.settled else max(1.0, fit.dispersion)
    return fit.mean * wider + fit.alpha * fit.mean**2


def _tails(fit: _Fit) -> Floats:
    """Return the two-sided p of each count: twice the rarer tail, at most 1."""
    alpha = fit.alpha
    if not fit.settled:  # of an average area, as spread as the Poisson model leaves it
        alpha = max(fit.dispersion - 1.0, 0.0) / float(fit.mean.mean())
    at_most, below = (_below(fit.count - less, fit.mean, alpha) for less in (0, 1))
    found: Floats = np.minimum(1.0, 2 * np.minimum(at_most, 1 - below))
    return found


def _below(count: Floats, mean: Floats, alpha: float) -> Floats:
    """Return the chance of at most so many, Poisson or negative binomial."""
    some = np.maximum(count, 0)
    if alpha > 0:
        shape = 1 / alpha
        found = betainc(shape, some + 1, shape / (shape + mean))
    else:
        found = pdtr(some, mean)
    return np.asarray(np.where(count < 0, 0.0, found), dtype=np.float64)
