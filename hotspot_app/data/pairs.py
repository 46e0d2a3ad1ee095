"""Pairs of areas that the analyst joins by hand: bridges, ferries, tunnels."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hotspot_app.errors import InputError
from hotspot_app.paths import unreadable


def read_pairs(path: Path) -> tuple[tuple[str, str], ...]:
    """Read a CSV with two columns of area codes, called "code ...", or the first two.

    Raises
    ------
    InputError
        If the file can't be read or a row lacks a code.
    """
    try:
        frame = pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(
            "this is no table of pairs", where=path.name, hint="Save it as CSV."
        ) from error
    codes = [name for name in frame.columns if "code" in str(name).casefold()]
    pairs = frame[codes[:2]] if len(codes) > 1 else frame.iloc[:, :2]
    bad = pairs.isna().any(axis=1)
    if pairs.shape[1] < 2 or bad.any():
        row = int(bad.to_numpy().argmax()) + 2 if bad.any() else 1
        raise InputError(
            "a pair needs two area codes",
            where=f"{path.name}, row {row}",
            hint="Give a CSV with the two codes in the first two columns.",
        )
    return tuple((str(a).strip(), str(b).strip()) for a, b in pairs.to_numpy())
