"""Blocks put together to wards and neighbourhoods, and their people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
import town_names
from town_shape import ORIGIN, Blocks, components

STRADDLERS = 4
FEW = {  # residents a block as a share of the usual
    "Market Cross": 0.42, "Quayside": 0.6, "Corn Exchange": 0.75,
    "Station Gate": 0.75, "Wren Park": 0.035, "Priory Fields": 1.2,
    "Marl Retail Park": 1.15, "Copper Docks": 0.5,
}  # fmt: skip


@dataclass(frozen=True)
class Town:
    """Areas and wards as blocks.

    Attributes
    ----------
    blocks
        The blocks everything is made of.
    residents
        (b,) residents of each block.
    area, ward
        (b,) area and ward each block lies in.
    area_ward
        (n,) ward most of each area lies in.
    names, ward_names
        Names of areas and wards.
    straddlers
        Areas of which some blocks lie in another ward.
    """

    blocks: Blocks
    residents: np.ndarray
    area: np.ndarray
    ward: np.ndarray
    area_ward: np.ndarray
    names: list[str]
    ward_names: list[str]
    straddlers: list[int]

    def shapes(self, label: np.ndarray) -> list[shapely.Geometry]:
        """Return the union of the blocks of each label, as rings that agree."""
        return [
            shapely.coverage_union_all(list(self.blocks.shapes[label == i]))
            for i in range(label.max() + 1)
        ]

    def special(self, name: str) -> int:
        """Return the position of the area called `name`."""
        return self.names.index(name)


def _wavy(points: np.ndarray, rng: np.random.Generator, height: float) -> np.ndarray:
    """Move points smoothly so that straight division lines come out bent."""
    moved = points.copy()
    for length in (2600.0, 1300.0, 700.0):
        angle = rng.uniform(0, 2 * np.pi, (4, 2))
        for turn, phase in angle:
            wave = points @ (np.cos(turn), np.sin(turn)) * 2 * np.pi / length + phase
            size = height * length / 2600
            moved += size * np.column_stack([np.sin(wave), np.cos(wave + turn)])
    return np.round(moved, 3)


def _divide(
    points: np.ndarray, weight: np.ndarray, start: np.ndarray, moves: int = 130
) -> np.ndarray:
    """Divide points into compact parts of about equal weight.

    Nearest middles with an additive allowance for each part (a power diagram),
    the allowance growing for parts that are too light. The middles follow their
    parts for the first `moves` turns.
    """
    middle, allow = start.astype(float).copy(), np.zeros(len(start))
    goal = weight.sum() / len(start)
    scale = np.ptp(points, axis=0).prod() / len(start)
    for turn in range(260):
        apart = ((points[:, None, :] - middle[None]) ** 2).sum(axis=2) - allow
        label = apart.argmin(axis=1)
        load = np.bincount(label, weight, len(start))
        allow = np.round(allow + 0.08 * scale * np.clip(1 - load / goal, -1, 1), 3)
        if turn < moves:
            for i in np.flatnonzero(load > 0):
                mine = label == i
                middle[i] = np.round(
                    np.average(points[mine], axis=0, weights=weight[mine]), 3
                )
    return label


def _spread_starts(points: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """Choose n points far from each other."""
    chosen = [int(rng.integers(len(points)))]
    for _ in range(n - 1):
        apart = ((points[:, None] - points[chosen][None]) ** 2).sum(axis=2).min(axis=1)
        chosen.append(int(apart.argmax()))
    return points[chosen]


def _whole(label: np.ndarray, blocks: Blocks, within: np.ndarray) -> np.ndarray:
    """Give parts cut off from their area to the neighbour they share most with."""
    label = label.copy()
    for _ in range(40):
        same = label[blocks.pairs[:, 0]] == label[blocks.pairs[:, 1]]
        part = components(blocks.pairs[same], len(label))
        size = np.bincount(part)
        best = np.zeros(label.max() + 1, dtype=int)
        for p in np.argsort(size, kind="stable"):
            best[label[part == p][0]] = p
        loose = np.flatnonzero(part != best[label])
        if not len(loose):
            return label
        lost = part[loose[0]]
        inside = part[blocks.pairs] == lost
        here = inside[:, 0] != inside[:, 1]
        outer = np.where(inside[here, 0], blocks.pairs[here, 1], blocks.pairs[here, 0])
        inner = np.where(inside[here, 0], blocks.pairs[here, 0], blocks.pairs[here, 1])
        allowed = within[outer] == within[inner]
        share = np.bincount(label[outer[allowed]], blocks.length[here][allowed])
        label[part == lost] = int(share.argmax())
    raise RuntimeError("areas would not become whole")


def _wards(blocks: Blocks, residents: np.ndarray, wavy: np.ndarray) -> np.ndarray:
    names = list(town_names.WARDS)
    start = ORIGIN + np.array(list(town_names.WARDS.values()), dtype=float)
    side_of = np.array([0, 0, 0, 0, 0, 1, 1, 1, 2])
    ward = np.full(len(blocks.side), len(names) - 1)
    for side in (0, 1):
        here = blocks.side == side
        own = np.flatnonzero(side_of == side)
        ward[here] = own[_divide(wavy[here], residents[here] + 15, start[own], 0)]
    return ward


def _special_blocks(blocks: Blocks) -> np.ndarray:
    """Return the special area each block belongs to, or -1."""
    label = np.full(len(blocks.side), -1)
    for i, (east, north, radius) in enumerate(town_names.SPECIAL.values()):
        middle = ORIGIN + np.array([east, north])
        apart = np.hypot(*(blocks.middle - middle).T)
        side = blocks.side[apart.argmin()]
        label[(apart < radius) & (label < 0) & (blocks.side == side)] = i
    return label


def _residents(special: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    few = np.array([FEW[name] for name in town_names.SPECIAL])
    share = np.where(special >= 0, few[special], 1.0)
    return np.rint(60 * share * rng.lognormal(0, 0.22, len(share))).astype(int)


def _straddle(
    ward: np.ndarray, area: np.ndarray, blocks: Blocks, plain: np.ndarray
) -> tuple[np.ndarray, list[int]]:
    """Move ward lines a little into a few areas, which then straddle them."""
    ward, done = ward.copy(), []
    area_ward = np.array(
        [np.bincount(ward[area == a]).argmax() for a in range(plain.size)]
    )
    touched: set[int] = set()
    for a in np.flatnonzero(plain):
        mine = np.flatnonzero(area == a)
        if len(done) == STRADDLERS or area_ward[a] in touched or len(mine) < 14:
            continue
        ends = area[blocks.pairs]
        here = (ends == a).any(axis=1) & (ends[:, 0] != ends[:, 1])
        inner = np.where(ends[here, 0] == a, *blocks.pairs[here].T)
        outer = np.where(ends[here, 0] == a, *blocks.pairs[here].T[::-1])
        abroad = np.flatnonzero(ward[outer] != area_ward[a])
        if len(abroad) < 3:
            continue
        other = np.bincount(ward[outer[abroad]]).argmax()
        moved = np.unique(inner[abroad][ward[outer[abroad]] == other])[:3]
        rest = np.setdiff1d(mine, moved)
        number = np.full(len(area), -1)
        number[rest] = np.arange(len(rest))
        kept = (number[blocks.pairs] >= 0).all(axis=1)
        if len(moved) < 2 or components(number[blocks.pairs[kept]], len(rest)).max():
            continue
        ward[moved] = other
        touched |= {int(area_ward[a])}
        done.append(int(a))
    return ward, done


def _named(
    area: np.ndarray, area_ward: np.ndarray, special: np.ndarray, blocks: Blocks
) -> list[str]:
    """Name areas from west to east within each ward."""
    fixed = list(town_names.SPECIAL)
    names = [""] * len(area_ward)
    middle = np.array(
        [blocks.middle[area == a].mean(axis=0) for a in range(len(names))]
    )
    for a in range(len(names)):
        kind = special[area == a]
        if (kind >= 0).mean() > 0.5:
            names[a] = fixed[np.bincount(kind[kind >= 0]).argmax()]
    for w, ward in enumerate(town_names.WARDS):
        own = [
            a for a in np.argsort(middle[:, 0]) if area_ward[a] == w and not names[a]
        ]
        for a, name in zip(own, town_names.NEIGHBOURHOODS[ward], strict=False):
            names[a] = name
    return names


def settle(blocks: Blocks, rng: np.random.Generator) -> Town:
    """Make wards and areas of about 1,600 residents from the blocks."""
    special = _special_blocks(blocks)
    residents = _residents(special, rng)
    wavy = _wavy(blocks.middle, rng, 95.0)
    ward = _wards(blocks, residents, wavy)
    for i in range(special.max() + 1):  # a special area lies in one ward
        ward[special == i] = np.bincount(ward[special == i]).argmax()
    ward = _whole(ward, blocks, blocks.side)
    finer = _wavy(blocks.middle, rng, 60.0)
    area, next_area = np.full(len(ward), -1), 0
    for w in range(ward.max() + 1):
        for i in np.unique(special[(ward == w) & (special >= 0)]):
            area[special == i] = next_area
            next_area += 1
        plain = np.flatnonzero((ward == w) & (special < 0))
        n = max(1, round(residents[plain].sum() / 1600))
        starts = _spread_starts(finer[plain], n, rng)
        area[plain] = next_area + _divide(finer[plain], residents[plain] * 1.0, starts)
        next_area += n
    area = _whole(area, blocks, ward)
    area_ward = np.array(
        [np.bincount(ward[area == a]).argmax() for a in range(next_area)]
    )
    fixed = {int(area[special == i][0]) for i in range(special.max() + 1)}
    plain_area = np.array([a not in fixed for a in range(next_area)])
    names = _named(area, area_ward, special, blocks)
    ward, straddlers = _straddle(ward, area, blocks, plain_area)
    return Town(
        blocks, residents, area, ward, area_ward, names, list(town_names.WARDS),
        straddlers,
    )  # fmt: skip
