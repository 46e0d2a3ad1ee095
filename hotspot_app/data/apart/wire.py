"""Values as bytes and back, between two processes: plain ones, never code.

A message is a line of JSON that says what it is and how long its blocks are, then
the blocks: arrays as they lie in memory. Nothing is unpickled, and no class is made:
a dataclass arrives as its fields by name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

HEAD: Final = 12
"""Bytes that say how long the line is."""

MOST: Final = 1_000_000_000
"""Bytes of a message's line, and of its blocks: a reader has no more than that."""

_PLAIN: Final = (str, bool, type(None))
_NUMBERS: Final = "biufM"
"""Kinds of arrays that cross: yes and no, numbers, days and times."""


class WireError(ValueError):
    """A message that no reader of ours writes."""


class Writer:
    """Turns a value into a message."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []

    def message(self, value: object) -> Iterator[bytes]:
        """Give the parts of a message in their order."""
        told = self._told(value)
        sizes = [len(block) for block in self._blocks]
        line = json.dumps({"value": told, "sizes": sizes}).encode("ascii")
        yield f"{len(line):{HEAD}d}".encode("ascii")
        yield line
        yield from self._blocks

    def _told(self, value: object) -> Any:
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, float | np.floating):
            known = float(value)
            return known if math.isfinite(known) else {"float": repr(known)}
        if isinstance(value, int | np.integer):
            return int(value)
        if isinstance(value, tuple | list):
            return [self._told(each) for each in value]
        if isinstance(value, bytes):
            return {"bytes": self._block(value)}
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, Mapping):
            return {"of": [[str(k), self._told(v)] for k, v in value.items()]}
        if is_dataclass(value):
            parts = {each.name: getattr(value, each.name) for each in fields(value)}
            return self._told(parts)
        return self._table(value)

    def _block(self, block: bytes) -> int:
        self._blocks.append(block)
        return len(self._blocks) - 1

    def _array(self, array: npt.NDArray[Any]) -> Any:
        if array.dtype == object:
            return {"texts": [None if v is None else str(v) for v in array.tolist()]}
        if array.dtype.kind not in _NUMBERS:
            raise WireError(f"arrays of {array.dtype} don't cross")
        return {
            "array": self._block(array.tobytes()),
            "dtype": array.dtype.str,
            "shape": list(array.shape),
        }

    def _table(self, value: object) -> Any:
        import geopandas as gpd
        import pandas as pd

        if isinstance(value, gpd.GeoSeries):
            return {"shapes": self._shapes(value)}
        if isinstance(value, pd.DataFrame):
            return {"frame": self._frame(value)}
        raise WireError(f"a {type(value).__name__} doesn't cross")

    def _shapes(self, series: Any) -> Any:
        import shapely

        coded = shapely.to_wkb(series.array, include_srid=False)
        there = [b"" if each is None else each for each in coded]
        ends = np.cumsum([len(each) for each in there], dtype=np.int64)
        crs = "" if series.crs is None else series.crs.to_wkt()
        return [self._told(ends), self._told(b"".join(there)), crs]

    def _frame(self, frame: Any) -> Any:
        import geopandas as gpd
        import pandas as pd

        columns = []
        shapes = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else ""
        for name in frame.columns:
            series = frame[name]
            if isinstance(series, gpd.GeoSeries):
                columns.append([str(name), "shapes", self._shapes(series)])
            elif isinstance(series.dtype, np.dtype) and series.dtype.kind in _NUMBERS:
                columns.append([str(name), "array", self._told(series.to_numpy())])
            else:
                texts = [_text(value) for value in series.astype(object)]
                kind = "str" if isinstance(series.dtype, pd.StringDtype) else "object"
                columns.append([str(name), kind, texts])
        index = frame.index
        named = index.name and [str(index.name), [str(each) for each in index]]
        return {"columns": columns, "shapes": shapes, "index": named or None}


def _text(value: Any) -> str | None:
    """Write a cell of a table of attributes; None where it is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None if value != value else str(value)
    return str(int(value)) if float(value).is_integer() else repr(value)


class Message:
    """A message as read.

    Attributes
    ----------
    sizes
        Lengths in bytes of the blocks that follow the message's line.

    Raises
    ------
    WireError
        If the line isn't one that a `Writer` writes.
    """

    def __init__(self, line: bytes) -> None:
        try:
            told = json.loads(line)
            self._value = told["value"]
            self.sizes = [int(size) for size in told["sizes"]]
        except (ValueError, KeyError, TypeError) as error:
            raise WireError("no message") from error
        if min(self.sizes, default=0) < 0 or sum(self.sizes) > MOST:
            raise WireError("no message")
        self._blocks: list[bytes] = []

    def take(self, blocks: list[bytes]) -> None:
        """Take the blocks."""
        self._blocks = blocks

    def value(self) -> Any:
        """Return the value that was sent.

        Raises
        ------
        WireError
            If the message isn't one that a `Writer` writes.
        """
        try:
            return self._made(self._value)
        except _MISMADE as error:
            raise WireError(str(error)) from error

    def _made(self, told: Any) -> Any:
        if isinstance(told, list):
            return tuple(self._made(each) for each in told)
        if not isinstance(told, dict):
            return told
        kind = next(iter(told))
        return _MAKERS[kind](self, told)

    def _dict(self, told: Any) -> dict[str, Any]:
        return {name: self._made(value) for name, value in told["of"]}

    def _float(self, told: Any) -> float:
        return float(told["float"])

    def _bytes(self, told: Any) -> bytes:
        return self._blocks[int(told["bytes"])]

    def _array(self, told: Any) -> npt.NDArray[Any]:
        dtype = np.dtype(told["dtype"])
        if dtype.kind not in _NUMBERS:
            raise WireError(f"arrays of {dtype} don't cross")
        flat = np.frombuffer(bytearray(self._blocks[told["array"]]), dtype=dtype)
        return flat.reshape(told["shape"])

    def _texts(self, told: Any) -> npt.NDArray[np.object_]:
        return np.array(told["texts"], dtype=object)

    def _shapes(self, told: Any) -> Any:
        import geopandas as gpd
        import shapely

        ends, whole, crs = (self._made(each) for each in told["shapes"])
        starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
        view = memoryview(whole)
        coded = [
            bytes(view[start:end]) if end > start else None
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
        made = shapely.from_wkb(np.array(coded, dtype=object))
        return gpd.GeoSeries(made, crs=crs or None)

    def _frame(self, told: Any) -> Any:
        import geopandas as gpd
        import pandas as pd

        held = told["frame"]
        columns: dict[str, Any] = {}
        for name, kind, value in held["columns"]:
            if kind == "shapes":
                columns[name] = self._shapes({"shapes": value})
            elif kind == "array":
                columns[name] = self._made(value)
            else:
                columns[name] = pd.Series(value, dtype=kind)
        frame = pd.DataFrame(columns, copy=False)
        if held["index"] is not None:
            name, labels = held["index"]
            frame.index = pd.Index(labels, name=name, dtype="str")
        shapes = held["shapes"]
        if not shapes:
            return frame
        return gpd.GeoDataFrame(frame, geometry=shapes, crs=columns[shapes].crs)


_MISMADE: Final = (
    KeyError,
    TypeError,
    IndexError,
    ValueError,
    AttributeError,
    RuntimeError,
    StopIteration,
)
"""Errors raised by a message that doesn't hold what it says."""

_MAKERS: Final[Mapping[str, Callable[[Message, Any], Any]]] = {
    "of": Message._dict,
    "float": Message._float,
    "bytes": Message._bytes,
    "array": Message._array,
    "texts": Message._texts,
    "shapes": Message._shapes,
    "frame": Message._frame,
}


def receive(read: Callable[[int], bytes | None]) -> Message | None:
    """Read the next message; None at the end.

    Raises
    ------
    WireError
        If the bytes are no message.
    """
    head = _exactly(read, HEAD)
    if not head:
        return None
    if not head.strip().isdigit() or int(head) > MOST:
        raise WireError("no message")
    message = Message(_exactly(read, int(head)))
    message.take([_exactly(read, size) for size in message.sizes])
    return message


def _exactly(read: Callable[[int], bytes | None], size: int) -> bytes:
    parts, left = [], size
    while left:
        part = read(min(left, 1 << 20))
        if not part:
            return b""
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
