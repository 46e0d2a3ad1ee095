"""With which versions an answer was calculated."""

from __future__ import annotations

import numpy as np

from hotspot_app.brief.versions import versions


def test_versions_are_those_of_what_calculates() -> None:
    told = versions()
    assert told["numpy"] == np.__version__
    assert told["esda"].startswith("2.9")
