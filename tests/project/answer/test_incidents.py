"""Which incidents a map may show one by one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from hotspot_app.project.answer.incidents import single_incidents
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import run

ASKED = Asked(method="count_map")


def spread(files: Files) -> Files:
    """Move the incidents of a square apart, so that no point is shared."""
    rows = pd.read_csv(files.crime[0])
    rows["Easting"] += rows.index % 97
    rows["Northing"] += rows.index // 97
    rows.to_csv(files.crime[0], index=False)
    return files


def test_those_counted_in_the_areas_shown(files: Files) -> None:
    spread(files)
    found = single_incidents(run(files, ASKED))
    assert found is not None
    assert len(found) == 666
    part = run(files, replace(ASKED, first="2025-02", last="2025-02"))
    some = single_incidents(part)
    assert some is not None
    assert len(some) == part.outcome.values["count"].sum() == 222
    ward = run(files, replace(ASKED, within=("E01990035",), within_words="one"))
    one = single_incidents(ward)
    assert one is not None
    assert len(one) == 36


def test_none_where_points_are_snapped_and_the_notes_say_why(files: Files) -> None:
    answer = run(files, ASKED)  # all incidents of a square stand on seven points
    assert single_incidents(answer) is None
    told = [note.text for note in answer.notes if note.caution]
    assert any("snapped" in t and "shows no single incidents" in t for t in told)
    few = run(files, replace(ASKED, types=("Burglary",), first="2025-01"))
    assert single_incidents(few) is None
