"""A digest of an answer's numbers, which is the same wherever they are computed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pandas as pd

from hotspot_app.project.steps.answer import Answer


def digest(answer: Answer) -> str:
    """Return the SHA-256 of counts, classes and p-values of permutations.

    They come from whole numbers. Other numbers come from sums and functions that
    differ in their last digit between computers.
    """
    drawn = hasattr(answer.params, "permutations")
    lines = [answer.method.id]
    tables = [*answer.outcome.tables.values(), answer.outcome.values]
    for table in tables:
        kept = [
            name
            for name in table.columns
            if not pd.api.types.is_float_dtype(table[name]) or (name == "p" and drawn)
        ]
        lines.append(table[kept].to_csv(lineterminator="\n"))
    if drawn and "p" in answer.outcome.summary:
        lines.append(repr(float(answer.outcome.summary["p"])))
    return _sha256("\n".join(lines))


def digest_of_all(digests: Mapping[str, str]) -> str:
    """Return one SHA-256 of several answers' digests."""
    return _sha256("\n".join(f"{name} {digests[name]}" for name in sorted(digests)))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
