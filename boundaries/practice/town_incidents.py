"""Two years of incidents: everyday ones, and hotspots put in on purpose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
import town_names
from town_areas import Town
from town_shape import ORIGIN

MONTHS = pd.period_range("2024-10", "2026-09", freq="M")
ASB = "Anti-social behaviour"
VIOLENCE = "Violence and sexual offences"
GRADIENT = 1.3  # near ln(3) / 0.8: most and least fifth lie 0.8 apart in order


@dataclass(frozen=True)
class Kind:
    """An offence type: yearly incidents per 1,000 residents and its rhythm."""

    yearly: float
    gradient: float
    peak: int  # month of the year
    swing: float
    rhythm: str
    victims: float  # share with a person as victim


KINDS = {
    ASB: Kind(8.5, 0.9, 7, 0.28, "evening", 0.0),
    "Bicycle theft": Kind(0.8, 0.2, 7, 0.35, "work", 0.95),
    "Burglary": Kind(4.2, GRADIENT, 12, 0.25, "away", 0.9),
    "Criminal damage and arson": Kind(7.5, GRADIENT, 7, 0.08, "evening", 0.75),
    "Drugs": Kind(2.4, 0.9, 5, 0.05, "evening", 0.0),
    "Other crime": Kind(1.9, 0.5, 3, 0.03, "work", 0.3),
    "Other theft": Kind(4.6, 0.4, 6, 0.08, "work", 0.7),
    "Possession of weapons": Kind(0.9, 1.1, 6, 0.05, "evening", 0.0),
    "Public order": Kind(5.6, GRADIENT, 7, 0.12, "evening", 0.6),
    "Robbery": Kind(0.6, 1.0, 11, 0.15, "evening", 1.0),
    "Shoplifting": Kind(2.2, 0.3, 12, 0.15, "shop", 0.0),
    "Theft from the person": Kind(0.35, 0.2, 12, 0.1, "night", 1.0),
    "Vehicle crime": Kind(5.2, 0.5, 11, 0.12, "dark", 0.95),
    VIOLENCE: Kind(25.0, GRADIENT, 7, 0.1, "home", 0.97),
}


@dataclass(frozen=True)
class Hotspot:
    """Extra incidents around a place, so many a month from one month to another."""

    id: str
    kind: str
    east: float
    north: float
    spread: float
    monthly: float
    first: int
    last: int
    rhythm: str
    area: str


HOTSPOTS = (
    Hotspot("town_centre_violence", VIOLENCE, 5780, 4930, 190, 58, 0, 23, "night",
            "Market Cross"),
    Hotspot("retail_park_shoplifting", "Shoplifting", 2360, 1760, 110, 32, 0, 23,
            "shop", "Marl Retail Park"),
    Hotspot("station_vehicle_crime", "Vehicle crime", 4990, 5080, 190, 44, 20, 23,
            "work", "Station Gate"),
    Hotspot("student_burglary", "Burglary", 5420, 6240, 210, 15, 0, 11, "away",
            "Priory Fields"),
)  # fmt: skip

# what a town centre has anyway: type, incidents a month, rhythm
_CENTRE = (
    ("Shoplifting", 46, "shop"), (ASB, 24, "night"), ("Public order", 16, "night"),
    ("Other theft", 13, "night"), ("Theft from the person", 6, "night"),
    ("Criminal damage and arson", 8, "night"), ("Drugs", 6, "night"),
    ("Robbery", 2.5, "night"), ("Bicycle theft", 5, "work"),
    ("Possession of weapons", 2, "night"),
)  # fmt: skip
PARK = {  # crimes in the park in all 24 months: few, but hardly anyone lives there
    VIOLENCE: 7, "Criminal damage and arson": 4, "Public order": 3, "Drugs": 3,
    "Bicycle theft": 2, "Robbery": 1,
}  # fmt: skip
THINNED = ("Criminal damage and arson", pd.Period("2025-08", "M"), 0.4)


def week(rhythm: str) -> np.ndarray:
    """Return (168,) shares of the week's hours, Monday 00:00 first."""
    hour = np.arange(24)
    day = np.array([1, 0.97, 0.98, 1.02, 1.12, 1.1, 0.95])

    def bump(at: float, wide: float) -> np.ndarray:
        apart = np.minimum(abs(hour - at), 24 - abs(hour - at))
        return np.exp(-0.5 * (apart / wide) ** 2)

    if rhythm == "night":  # Friday and Saturday nights, into the small hours
        grid = np.tile(0.04 + 0.25 * bump(20, 4), (7, 1))
        late = np.array([0.25, 0.25, 0.3, 0.5, 1.6, 2.0, 0.4])
        grid[:, 20:] += late[:, None] * np.array([0.6, 0.9, 1.2, 1.5])
        grid[:, :4] += np.roll(late, 1)[:, None] * np.array([1.6, 1.3, 0.9, 0.4])
    elif rhythm == "shop":
        open_hours = 0.02 + bump(15, 3) * ((hour >= 8) & (hour < 21))
        grid = np.outer([1, 1, 1, 1.05, 1.15, 1.25, 0.7], open_hours)
    elif rhythm == "work":
        grid = np.outer([1.1, 1.1, 1.1, 1.1, 1.05, 0.7, 0.5], 0.08 + bump(12.5, 4))
    elif rhythm == "away":
        grid = np.outer(day, 0.25 + bump(11, 3) * 0.6 + bump(2, 3) * 0.7)
    elif rhythm == "dark":
        grid = np.outer(day, 0.15 + bump(1.5, 4))
    elif rhythm == "evening":
        grid = np.outer(day, 0.12 + bump(19, 4))
    else:
        grid = np.outer(day, 0.28 + bump(18.5, 5.5))
    return (grid / grid.sum()).ravel()


@dataclass(frozen=True)
class Addresses:
    """Doors on the streets: (d, 2) whole metres, block, area, street, weight."""

    at: np.ndarray
    block: np.ndarray
    area: np.ndarray
    street: np.ndarray
    weight: np.ndarray


def addresses(town: Town, rng: np.random.Generator) -> Addresses:
    """Put doors along the edges of each block, a few steps inside it."""
    at, block = [], []
    for b, shape in enumerate(town.blocks.shapes):
        inner = shape.buffer(-9)
        if inner.is_empty:
            inner = shape.buffer(-3)
        ring = max(shapely.get_parts(inner), key=lambda part: part.area).exterior
        n = int(np.clip(ring.length / 12, 6, 90))
        here = shapely.line_interpolate_point(ring, np.arange(n) / n, normalized=True)
        at.append(np.rint(shapely.get_coordinates(here)))
        block += [b] * n
    owner = np.array(block)
    doors = np.vstack(at)
    inside = shapely.contains_xy(town.blocks.shapes[owner], doors[:, 0], doors[:, 1])
    doors, owner = doors[inside], owner[inside]
    people = (
        town.residents[owner] / np.bincount(owner, minlength=owner.max() + 1)[owner]
    )
    weight = people * (0.6 + rng.pareto(2.4, len(owner)))
    return Addresses(doors, owner, town.area[owner], _streets(town, rng)[owner], weight)


def _streets(town: Town, rng: np.random.Generator) -> np.ndarray:
    """Return a street for each block: a few blocks of one area share a name."""
    names = np.array(town_names.street_names())
    names = names[rng.permutation(len(names))]
    street = np.empty(len(town.area), dtype=object)
    used = 0
    for a in range(len(town.names)):
        mine = np.flatnonzero(town.area == a)
        rows = mine[np.argsort(town.blocks.middle[mine] @ (0.94, 0.34))]
        own = town_names.STREETS.get(town.names[a])
        if own is None:
            n = int(np.clip(round(len(mine) / 4), 2, 7))
            own = tuple(names[(used + np.arange(n)) % len(names)])
            used += n
        for part, name in zip(np.array_split(rows, len(own)), own, strict=True):
            street[part] = name
    return street


def _season(kind: Kind, month: pd.Period) -> float:
    return 1 + kind.swing * np.cos(2 * np.pi * (month.month - kind.peak) / 12)


def _everyday(
    town: Town, order: np.ndarray, doors: Addresses, rng: np.random.Generator
) -> list[tuple[str, int, str, np.ndarray]]:
    """Draw everyday incidents: type, month, rhythm and the doors they fall on."""
    n = len(town.names)
    residents = np.bincount(town.area, town.residents, n)
    residents[town.special("Wren Park")] = 0
    own = np.exp(rng.normal(0, 0.08, n))
    rows = np.argsort(doors.area, kind="stable")
    sorted_area = doors.area[rows]
    start = np.searchsorted(sorted_area, np.arange(n))
    cumulated = np.cumsum(doors.weight[rows])
    before = np.concatenate([[0.0], cumulated])[start]
    total = np.bincount(doors.area, doors.weight, n)
    found = []
    for name, kind in KINDS.items():
        level = residents / 1000 * kind.yearly / 12 * own
        level = level * np.exp(kind.gradient * (0.5 - order))
        for m, month in enumerate(MONTHS):
            area = np.repeat(np.arange(n), rng.poisson(level * _season(kind, month)))
            pick = before[area] + rng.random(len(area)) * total[area]
            door = rows[np.minimum(np.searchsorted(cumulated, pick), len(rows) - 1)]
            found.append((name, m, kind.rhythm, door))
    return found


def _around(
    doors: Addresses, middle: tuple[float, float], spread: float, n: int,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    apart = ((doors.at - (ORIGIN + middle)) ** 2).sum(axis=1)
    weight = np.exp(-apart / (2 * spread**2)) * (doors.weight + 0.05)
    cumulated = np.cumsum(weight)
    return np.searchsorted(cumulated, rng.random(n) * cumulated[-1])


def draw(
    town: Town, order: np.ndarray, doors: Addresses, rng: np.random.Generator
) -> pd.DataFrame:
    """Return one row an incident: type, month, rhythm, door, what put it there."""
    parts = [(*row, "everyday") for row in _everyday(town, order, doors, rng)]
    for name, monthly, rhythm in _CENTRE:
        for m, month in enumerate(MONTHS):
            n = rng.poisson(monthly * _season(KINDS[name], month))
            parts.append(
                (name, m, rhythm, _around(doors, (5780, 4950), 200, n, rng), "centre")
            )
    for spot in HOTSPOTS:
        for m in range(spot.first, spot.last + 1):
            n = rng.poisson(spot.monthly)
            door = _around(doors, (spot.east, spot.north), spot.spread, n, rng)
            parts.append((spot.kind, m, spot.rhythm, door, spot.id))
    park = np.flatnonzero(doors.area == town.special("Wren Park"))
    for name, n in PARK.items():
        for m in np.sort(rng.integers(0, 24, n)):
            parts.append((name, int(m), "evening", rng.choice(park, 1), "park"))
    frame = pd.concat(
        [
            pd.DataFrame({"type": t, "m": m, "rhythm": r, "door": d, "origin": o})
            for t, m, r, d, o in parts
        ],
        ignore_index=True,
    )
    return _thinned(_timed(frame, rng), rng)


def _thinned(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Lose part of one type in one month, as if a system had not passed it on."""
    name, month, keep = THINNED
    rows = np.flatnonzero((frame["type"] == name) & (MONTHS[frame["m"]] == month))
    lost = rng.permutation(rows)[: round(len(rows) * (1 - keep))]
    return frame.drop(index=frame.index[lost]).reset_index(drop=True)


def _timed(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give each incident a minute of its month, by its rhythm's hours of the week."""
    when = np.empty(len(frame), dtype="datetime64[m]")
    for (rhythm, m), rows in frame.groupby(["rhythm", "m"], sort=True).indices.items():
        first = MONTHS[m].start_time
        hours = MONTHS[m].days_in_month * 24
        of_week = (first.weekday() * 24 + np.arange(hours)) % 168
        share = np.cumsum(week(rhythm)[of_week])
        hour = np.searchsorted(share, rng.random(len(rows)) * share[-1])
        minute = hour * 60 + rng.choice(np.arange(0, 60, 5), len(rows))
        when[rows] = np.datetime64(first, "m") + minute
    frame = frame.assign(when=when)
    return frame.sort_values(["when", "type", "door"], kind="stable", ignore_index=True)
