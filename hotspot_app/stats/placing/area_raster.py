"""A raster that says, for most points, which polygon they are in at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from hotspot_app.stats.placing.ranges import ranges

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]

_CELLS_PER_VERTEX: Final = 100
_CELLS: Final = (100_000, 3_000_000)
_BATCH: Final = 50_000  # vertices at a time: stays in the processor's cache

_SLACK: Final = 1e-3  # of a cell; rounding is below 1e-4 of it
_LEVEL: Final = 1e-4  # rise of a segment, in cells, below which it is level

_OUTSIDE: Final = -1  # what a cell holds; from -2 down: a border runs through


@dataclass(frozen=True, eq=False)
class AreaRaster:
    """Square cells over areas: each inside one area, outside all, or on a border.

    Attributes
    ----------
    shapes
        (n,) prepared polygons.
    grid
        Corner, cell size and number of the cells.
    cells
        (rows × columns,) position in `shapes`; -1 outside; -2 - k for border cell k.
    first
        (borders + 1,) position of each border cell's first candidate.
    candidates
        Positions of the shapes that reach into each border cell, ascending within a
        cell.
    """

    shapes: Shapes
    grid: _Grid
    cells: Positions
    first: Ints
    candidates: Ints

    @classmethod
    def of(cls, shapes: Shapes) -> AreaRaster:
        """Make the raster of (n,) prepared polygons."""
        vertices = shapely.get_num_coordinates(shapes)
        grid = _Grid.over(shapely.total_bounds(shapes), int(vertices.sum()))
        cells = np.full(grid.rows * grid.columns, _OUTSIDE, dtype=np.int32)
        batch = np.cumsum(vertices) // _BATCH
        cuts = np.flatnonzero(batch[1:] != batch[:-1]) + 1
        found = []
        # the last area first: where areas overlap, what is written last stays
        for some in np.split(np.arange(len(shapes)), cuts)[::-1]:
            area, cell = _border_cells(shapes[some], grid)
            begin, end, owner = _inside(shapes[some], area, cell, grid)
            owner, area = owner + some[0], area + some[0]
            cells[ranges(begin, end)[::-1]] = np.repeat(owner, end - begin)[::-1]
            found.append((area, cell, begin, end, owner))
        area, cell, begin, end, owner = (
            np.concatenate(each) for each in zip(*found, strict=True)
        )
        return cls(
            shapes, grid, cells, *_candidates(cells, (area, cell), (begin, end, owner))
        )

    def find(self, x: Floats, y: Floats) -> Positions:
        """Find the first polygon each point is in or on; -1 if none."""
        within, at = self.grid.cell(x, y)
        found = np.full(len(x), _OUTSIDE, dtype=np.int32)
        found[within] = self.cells[at]
        pending = np.flatnonzero(found < _OUTSIDE)
        border = -2 - found[pending].astype(np.int64)
        found[pending] = _OUTSIDE
        turn, last = self.first[border], self.first[border + 1]
        # a shape at a time is several times faster than hopping between them
        order = np.argsort(self.candidates[turn], kind="stable")
        pending, turn, last = pending[order], turn[order], last[order]
        while len(pending):
            area = self.candidates[turn]
            hit = shapely.intersects_xy(self.shapes[area], x[pending], y[pending])
            found[pending[hit]] = area[hit]
            turn = turn + 1
            left = ~hit & (turn < last)
            pending, turn, last = pending[left], turn[left], last[left]
        return found


@dataclass(frozen=True, slots=True)
class _Grid:
    """Square cells of `size` metres; row 0 is the southernmost."""

    west: float
    south: float
    size: float
    columns: int
    rows: int

    @classmethod
    def over(cls, bounds: Floats, vertices: int) -> _Grid:
        """Lay cells over `bounds`, smaller the more vertices there are."""
        west, south, east, north = bounds
        wanted = float(np.clip(_CELLS_PER_VERTEX * vertices, *_CELLS))
        size = float(np.sqrt((east - west) * (north - south) / wanted))
        west, south = float(west) - size, float(south) - size  # room for the slack
        columns, rows = int((east - west) / size) + 2, int((north - south) / size) + 2
        return cls(west, south, size, columns, rows)

    def cell(self, x: Floats, y: Floats) -> tuple[npt.NDArray[np.bool_], Ints]:
        """Return which points are on the grid, and the cells of those."""
        column, row = (x - self.west) / self.size, (y - self.south) / self.size
        within = (column >= 0) & (column < self.columns)
        within &= (row >= 0) & (row < self.rows)
        at = row[within].astype(np.int64) * self.columns
        return within, at + column[within].astype(np.int64)

    def centre(self, cell: Ints) -> tuple[Floats, Floats]:
        """Easting and northing of the middle of each cell."""
        row, column = np.divmod(cell, self.columns)
        return (
            self.west + (column + 0.5) * self.size,
            self.south + (row + 0.5) * self.size,
        )


def _inside(
    shapes: Shapes, area: Ints, cell: Ints, grid: _Grid
) -> tuple[Ints, Ints, Ints]:
    """Find the runs of cells that lie wholly inside an area.

    Between two border cells of one area in one row, all cells are in the area
    or none is: one of them is tested.

    Returns
    -------
    tuple of numpy.ndarray
        First cell, the cell after the last, and area of each run.
    """
    row = cell // grid.columns
    same = (area[1:] == area[:-1]) & (row[1:] == row[:-1])
    gap = np.flatnonzero(same & (cell[1:] - cell[:-1] > 1))
    begin, end, owner = cell[gap] + 1, cell[gap + 1], area[gap]
    inside = shapely.intersects_xy(shapes[owner], *grid.centre(begin))
    return begin[inside], end[inside], owner[inside]


def _candidates(
    cells: Positions,
    borders: tuple[Ints, Ints],
    runs: tuple[Ints, Ints, Ints],
) -> tuple[Ints, Ints]:
    """List the areas that reach into each border cell; number those in `cells`."""
    area, cell = borders
    begin, end, owner = runs
    border = np.zeros(len(cells) + 1, dtype=np.int32)
    border[cell + 1] = 1
    before = np.cumsum(border, dtype=np.int32)
    # only where areas overlap is a border cell wholly inside another area
    across = before[end] > before[begin]
    over = ranges(begin[across], end[across])
    owner = np.repeat(owner[across], (end - begin)[across])
    overlaid = border[over + 1] == 1
    cell = np.concatenate([cell, over[overlaid]])
    area = np.concatenate([area, owner[overlaid]])
    order = np.lexsort((area, cell))
    cell = cell[order]
    first = np.flatnonzero(np.append(True, cell[1:] != cell[:-1]))
    cells[cell[first]] = -2 - np.arange(len(first))
    return np.append(first, len(cell)), area[order]


def _border_cells(shapes: Shapes, grid: _Grid) -> tuple[Ints, Ints]:
    """Find the cells that each area's border comes near (within the slack).

    Returns
    -------
    tuple of numpy.ndarray
        (m,) area and (m,) cell, distinct, by area and then by cell.
    """
    area, u0, v0, u1, v1 = _segments(shapes, grid)
    # the rows a segment is in
    low = np.floor(np.minimum(v0, v1) - _SLACK).astype(np.int64)
    high = np.floor(np.maximum(v0, v1) + _SLACK).astype(np.int64)
    part = np.repeat(np.arange(len(area)), high - low + 1)
    row = ranges(low, high + 1)
    area, u0, v0 = area[part], u0[part], v0[part]
    rise, run = v1[part] - v0, u1[part] - u0
    # the part of it that is in this row, as fractions of its length
    level = np.abs(rise) < _LEVEL
    slope = np.where(level, 1.0, rise)
    one, other = (row - _SLACK - v0) / slope, (row + 1 + _SLACK - v0) / slope
    start = np.where(level, 0.0, np.clip(np.minimum(one, other), 0.0, 1.0))
    stop = np.where(level, 1.0, np.clip(np.maximum(one, other), 0.0, 1.0))
    one, other = u0 + start * run, u0 + stop * run
    left = np.floor(np.minimum(one, other) - _SLACK).astype(np.int64)
    right = np.floor(np.maximum(one, other) + _SLACK).astype(np.int64)
    base = row * grid.columns
    cell = ranges(base + left, base + right + 1)
    area = np.repeat(area, right - left + 1)
    new = np.append(True, (cell[1:] != cell[:-1]) | (area[1:] != area[:-1]))
    span = grid.columns * grid.rows
    both = np.sort(area[new] * span + cell[new])  # unique() would hash: slower
    both = both[np.append(True, both[1:] != both[:-1])]
    return both // span, both % span


def _segments(
    shapes: Shapes, grid: _Grid
) -> tuple[Ints, Floats, Floats, Floats, Floats]:
    """Border segments: area, and both ends as fractional column and row."""
    parts, area = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    u = (points[:, 0] - grid.west) / grid.size
    v = (points[:, 1] - grid.south) / grid.size
    joined = np.flatnonzero(ring[1:] == ring[:-1])
    after = joined + 1
    return area[part[ring[joined]]], u[joined], v[joined], u[after], v[after]
