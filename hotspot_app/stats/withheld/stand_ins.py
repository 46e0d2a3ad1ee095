"""Counts that stand in for withheld ones: they follow from what is published alone."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint

from hotspot_app.stats.withheld.possible_values import Mask, Whole, solved

_PASSES: Final = 30
_SECONDS: Final = 60.0
_GAP: Final = 0.01


def stand_ins(
    sums: sparse.csr_array, links: sparse.csr_array, published: Whole, withheld: Mask
) -> Whole:
    """Return whole parts that have every published figure, and no withheld one of zero.

    Of all such, about the nearest to what the published sums would be if nothing else
    told the parts apart (iterative proportional fitting; Deming and Stephan, 1940).

    Parameters
    ----------
    sums
        (m, n) which parts each figure adds up.
    links
        (k, n) sums of parts that are zero by definition.
    published
        (m,) the figures; what stands where they are withheld is not looked at.
    withheld
        (m,) which aren't published.

    Raises
    ------
    ValueError
        If no whole parts have these figures.

    Examples
    --------
    >>> row = sparse.csr_array(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]))
    >>> told = np.array([0, 0, 30, 42]), np.array([True, True, False, False])
    >>> stand_ins(row, sparse.csr_array((0, 3)), *told).tolist()
    [6, 6, 30]
    """
    rows = sparse.vstack([sums, links], format="csr")
    told = np.append(np.where(withheld, 0, published), np.zeros(links.shape[0]))
    open_ = np.append(withheld, np.zeros(links.shape[0], dtype=np.bool_))
    aim = _fitted(rows, told, open_)
    n = len(aim)
    eye = sparse.eye_array(n, format="csr")
    off = LinearConstraint(sparse.hstack([eye, -eye, eye]), aim, aim)
    none = sparse.csr_array((rows.shape[0], 2 * n))
    least, most = np.where(open_, 1.0, told), np.where(open_, np.inf, told)
    found = solved(
        np.concatenate([np.zeros(n), np.ones(2 * n)]),
        Bounds(0, np.inf),
        [LinearConstraint(sparse.hstack([rows, none]), least, most), off],
        seconds=_SECONDS,
        whole=n,
        gap=_GAP,
    )
    if found is None:
        raise ValueError("no whole parts have these figures")
    parts = found[:n]
    made = rows @ parts
    if (parts < 0).any() or (made < least).any() or (made > most).any():
        raise ValueError("no whole parts have these figures")
    return parts


def _fitted(
    rows: sparse.csr_array, told: npt.NDArray[np.float64], withheld: Mask
) -> npt.NDArray[np.float64]:
    """Scale parts that are all alike until they have the sums that are published."""
    parts = np.ones(rows.shape[1])
    known = [
        (rows.indices[a:b], rows.data[a:b] > 0, told[number])
        for number, (a, b) in enumerate(
            zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
        )
        if not withheld[number] and b > a
    ]
    for _ in range(_PASSES):
        for where, adds, wanted in known:
            more, less = where[adds], where[~adds]
            up, down = parts[more].sum(), parts[less].sum()
            if len(less):  # two ways to divide one total
                wanted = np.sqrt(up * down)
                parts[less] *= wanted / down if down else 0.0
            parts[more] *= wanted / up if up else 0.0
    return parts


def shared_out(down: Whole, across: Whole) -> Whole:
    """Return a whole table with these sums of rows and of columns.

    Each column is dealt in proportion to what rows have left, the largest remainders
    first (Hamilton's method), ties in order of rows.

    Parameters
    ----------
    down
        (n,) sums of rows.
    across
        (m,) sums of columns, together as many.

    Examples
    --------
    >>> shared_out(np.array([4, 2]), np.array([3, 3])).tolist()
    [[2, 2], [1, 1]]
    """
    left, table = down.astype(np.int64), np.zeros((len(down), len(across)), np.int64)
    for column, many in enumerate(across):
        whole = int(left.sum())
        if not many or not whole:
            continue
        dealt, rest = np.divmod(left * int(many), whole)
        more = int(many - dealt.sum())
        dealt[np.argsort(-rest, kind="stable")[:more]] += 1
        table[:, column] = dealt
        left = left - dealt
    return table
