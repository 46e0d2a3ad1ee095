"""What areas are called in sentences and tables."""

from __future__ import annotations

import pandas as pd

from hotspot_app.words import place_name


def called(values: pd.DataFrame) -> list[str]:
    """Return what each area is called, from the columns with which results begin."""
    labels = values[["name", "ward", "place"]].itertuples(index=False, name=None)
    return [place_name(*label) for label in labels]
