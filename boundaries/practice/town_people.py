"""Residents, households, workday population and deprivation of each area."""

from __future__ import annotations

import numpy as np
import pandas as pd
from town_areas import Town
from town_shape import ORIGIN

NATIONAL = 33_755  # areas the fictional national ranks are counted in
AVERAGE = ("Priory Fields", "Market Cross", "Corn Exchange", "Quayside",
           "Station Gate", "Marl Retail Park", "Wren Park")  # fmt: skip
WORKDAY = {
    "Market Cross": 9_400, "Corn Exchange": 6_200, "Quayside": 4_100,
    "Station Gate": 3_300, "Marl Retail Park": 3_600, "Copper Docks": 4_800,
    "Priory Fields": 3_900, "Wren Park": 210,
}  # fmt: skip

# domain: (correlation with income, lowest to highest score at CUTS, decimals)
CUTS = (0, 0.05, 0.25, 0.5, 0.75, 0.95, 1)
DOMAINS = {
    "IMD": (0, (0.2, 3.8, 9.7, 17.5, 29.7, 54.3, 92), 3),
    "Income": (1, (0.004, 0.05, 0.105, 0.184, 0.322, 0.544, 0.95), 3),
    "Employment": (0.94, (0.004, 0.04, 0.07, 0.11, 0.178, 0.306, 0.85), 3),
    "Education": (0.85, (0.01, 1.7, 7.5, 16.5, 31.2, 59.3, 98), 3),
    "Health": (0.82, (-3.1, -1.41, -0.62, -0.03, 0.61, 1.5, 3.3), 3),
    "Crime": (0.8, (-3.2, -1.34, -0.6, -0.01, 0.58, 1.39, 3.5), 3),
    "Housing_and_Services": (0.15, (1.5, 7.7, 14.1, 20.1, 27.6, 41.6, 63), 3),
    "Environment": (0.2, (0.1, 2.6, 8.6, 17.8, 31.7, 53, 85), 3),
}
WEIGHTS = {  # what each domain weighs in the Index of Multiple Deprivation
    "Income": 0.225, "Employment": 0.225, "Education": 0.135, "Health": 0.135,
    "Crime": 0.093, "Housing_and_Services": 0.093, "Environment": 0.093,
}  # fmt: skip

_POOR = [  # east, north, reach in metres, height
    (6900, 2700, 1500, 2.0), (5000, 3300, 1000, 1.2), (1700, 3300, 1100, 1.4),
    (5900, 4500, 800, 0.8), (7400, 6900, 900, 0.6), (6800, 1200, 1300, 1.0),
    (1800, 6000, 1700, -1.5), (3900, 6900, 1300, -1.3), (5200, 1000, 1300, -0.9),
    (7900, 5700, 800, -1.0), (9000, 4000, 900, -0.5), (2500, 1600, 1100, -0.4),
]  # fmt: skip


def income_order(town: Town, rng: np.random.Generator) -> np.ndarray:
    """Return (n,) 0 for the most deprived area to 1 for the least."""
    n = len(town.names)
    middle = np.array(
        [town.blocks.middle[town.area == a].mean(axis=0) for a in range(n)]
    )
    poor = rng.normal(0, 0.3, n)
    for east, north, reach, height in _POOR:
        apart = ((middle - ORIGIN - np.array([east, north])) ** 2).sum(axis=1)
        poor += height * np.exp(-apart / (2 * reach**2))
    average = np.array([town.special(name) for name in AVERAGE])
    poor[average] = np.median(poor) + rng.normal(0, 0.03, len(average))
    order = np.empty(n)
    order[np.argsort(-poor, kind="stable")] = np.arange(n) / (n - 1)
    return order


def _national_rank(latent: np.ndarray) -> np.ndarray:
    """Turn order within the town (high is deprived) into ranks, no two alike."""
    place = np.empty(len(latent))
    place[np.argsort(-latent, kind="stable")] = np.arange(len(latent))
    share = 0.985 * ((place + 0.5) / len(latent)) ** 1.25
    wobble = (np.arange(len(latent)) * 7919 % 97).astype(int)
    return np.rint(share * NATIONAL).astype(int) + wobble[place.astype(int)] + 3


def deprivation(
    codes: list[str], order: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Return scores, ranks and deciles as the Indices of Deprivation have them."""
    base = _standard(-order)
    latent = {}
    for domain, (tie, _, _) in DOMAINS.items():
        own = rng.normal(0, 1, len(order))
        latent[domain] = tie * base + np.sqrt(1 - tie**2) * own
    latent["IMD"] = sum(w * _standard(latent[d]) for d, w in WEIGHTS.items())
    rank = {d: _national_rank(value) for d, value in latent.items()}
    table: dict[str, object] = {"code": codes}
    for d in DOMAINS:
        table[f"{d}_decile"] = np.ceil(10 * rank[d] / NATIONAL).astype(int)
    for d in DOMAINS:
        table[f"{d}_rank"] = rank[d]
    for d, (_, scores, digits) in DOMAINS.items():
        share = 1 - rank[d] / NATIONAL
        table[f"{d}_score"] = np.round(np.interp(share, CUTS, scores), digits)
    return pd.DataFrame(table)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def people(town: Town, codes: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return residents, households and workday population of each area."""
    n = len(codes)
    residents = np.bincount(town.area, town.residents, n).astype(int)
    size = rng.normal(2.32, 0.12, n)
    size[town.special("Priory Fields")] = 3.4
    for name in ("Market Cross", "Corn Exchange", "Quayside"):
        size[town.special(name)] = 1.62
    workday = np.rint(residents * rng.normal(0.72, 0.08, n)).astype(int)
    for name, number in WORKDAY.items():
        workday[town.special(name)] = number
    return pd.DataFrame(
        {
            "code": codes,
            "residents": residents,
            "households": np.rint(residents / size).astype(int),
            "workday_population": workday,
        }
    )
