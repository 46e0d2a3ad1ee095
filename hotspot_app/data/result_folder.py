"""A folder that `hotspot-cli run` wrote, read back as it is."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from hotspot_app.errors import InputError

VALUES = "values.csv"
MAP = "map.png"
NOTES = "notes.txt"
SUMMARY = "summary.json"
WORDS = frozenset({"code", "name", "class", "confidence"})
"""Columns that are text even where all of it looks like numbers."""

Cell = str | int | float | None
"""Text, a number, or nothing."""


@dataclass(frozen=True, slots=True)
class ResultFolder:
    """What is in the folder of a result.

    Attributes
    ----------
    folder
        Where it is.
    columns
        Names of the table's columns, in their order; empty without a table.
    rows
        A row an area; a column holds numbers (or nothing) or text, never both.
    map
        The picture, or None if the method draws no map.
    notes
        Choices and cautions in words; may be empty.
    """

    folder: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    map: Path | None
    notes: str


def read_result(folder: Path) -> ResultFolder:
    """Read the result that `hotspot-cli run --out` left in `folder`.

    Raises
    ------
    InputError
        If `folder` is no such folder, or a file in it can't be read.
    """
    hint = "Open the folder that was given to `hotspot-cli run --out`."
    if not folder.is_dir():
        raise InputError("is not a folder", where=str(folder), hint=hint)
    if not (folder / SUMMARY).is_file():
        inside = sorted(file.parent.name for file in folder.glob(f"*/{SUMMARY}"))
        if inside:
            hint = f"Open one of the {len(inside)} results in it, such as {inside[0]}."
        raise InputError(
            f"holds no result: there is no {SUMMARY}", where=str(folder), hint=hint
        )
    columns, rows = _table(folder / VALUES)
    picture = folder / MAP
    return ResultFolder(
        folder=folder,
        columns=columns,
        rows=rows,
        map=picture if picture.is_file() else None,
        notes=_text(folder / NOTES),
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", where=str(file)) from error
    except OSError as error:
        raise InputError(
            f"can't be read ({error.strerror})", where=str(file)
        ) from error


def _table(file: Path) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    try:
        lines = list(csv.reader(io.StringIO(_text(file), newline=""), strict=True))
    except csv.Error as error:
        raise InputError(f"is not a table ({error})", where=str(file)) from error
    if not lines:
        return (), ()
    header, *body = lines
    for number, line in enumerate(body, start=2):
        if len(line) != len(header):
            raise InputError(
                f"row {number} has {len(line)} fields, not {len(header)}",
                where=str(file),
                hint="Make the result again with `hotspot-cli run`.",
            )
    cells = [
        _typed(name, [line[place] for line in body])
        for place, name in enumerate(header)
    ]
    return tuple(header), tuple(zip(*cells, strict=True))


def _typed(name: str, texts: list[str]) -> list[Cell]:
    """Numbers if all that is there are numbers, otherwise text."""
    if name in WORDS:
        return [text or None for text in texts]
    try:
        return [int(text) if text else None for text in texts]
    except ValueError:
        pass
    try:
        numbers = [None if math.isnan(n) else n for n in map(_number, texts)]
    except ValueError:
        return [text or None for text in texts]
    if all(n is None or n.is_integer() for n in numbers):
        # Whole numbers are written with a point where one of them is missing.
        return [None if n is None else int(n) for n in numbers]
    return list(numbers)


def _number(text: str) -> float:
    return float(text) if text else math.nan
