"""What is told of incidents that are placed, and of those that can't be."""

from __future__ import annotations

import pandas as pd

from hotspot_app.project.steps.placing_notes import on_account
from hotspot_app.project.steps.reconciliation import Reconciliation
from hotspot_app.schema import REASONS


def test_lost_rows_and_codes_are_quoted() -> None:
    table = pd.DataFrame(0, index=["a.csv"], columns=["read", "mapped", *REASONS])
    counted = {"read": 100, "mapped": 90, "unreadable_date": 2, "unknown_area": 8}
    table.loc["a.csv", list(counted)] = list(counted.values())
    lost = {"unreadable_date": "first '31/02/2025'"}
    (note,) = on_account(Reconciliation(table), lost, ["01", "02", "01", "03", "04"])
    assert note.caution
    assert "2 unreadable date (first '31/02/2025')" in note.text
    assert "8 area code not among the areas (first '01', '02', '03')" in note.text
