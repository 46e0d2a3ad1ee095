"""Every row read is on the map or has a reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.crime.incidents import FileFacts, Reading
from hotspot_app.project.steps.reconciliation import reconcile, reconcile_counts
from hotspot_app.schema import REASONS

SHOWN = np.array([True, True, False])
HERE = pd.Index(["E01000001", "E01000002"])
THERE = "E01000009"
LEFT_OUT = ("duplicate", "no_coordinates", "unreadable_date", "superseded")


def facts(name: str, rows: int) -> FileFacts:
    return FileFacts(
        file=SourceFile(name, 1, "0" * 64),
        archive="",
        dialect="extract",
        encoding="UTF-8",
        delimiter="comma",
        sources=("Police",),
        months=(),
        lsoa_vintage="",
        rows=rows,
        reasons={},
        columns={},
        dropped_columns=0,
    )


def reading(
    placed: list[tuple[str, bool]],
    rejected: list[tuple[str, str]],
    rows: dict[str, int],
    stated: list[str | None] | None = None,
) -> Reading:
    files, coded = [f for f, _ in placed], [c for _, c in placed]
    incidents = pd.DataFrame(
        {
            "file": pd.Categorical(files, categories=sorted(rows)),
            "precision": pd.Categorical(
                ["area" if c else "point" for c in coded], categories=["point", "area"]
            ),
            "area": pd.Categorical(stated or [None] * len(placed)),
        }
    )
    left = pd.DataFrame(rejected, columns=["file", "reason"]).astype("category")
    known = tuple(facts(name, count) for name, count in rows.items())
    return Reading(incidents, left, known, {}, ())


FILES = st.sampled_from(["a.csv", "b.csv", "c.csv"])
PLACED = st.lists(st.tuples(FILES, st.booleans(), st.integers(-1, 2)), max_size=40)
REJECTED = st.lists(st.tuples(FILES, st.sampled_from(LEFT_OUT)), max_size=40)


@given(placed=PLACED, rejected=REJECTED)
def test_the_account_closes_by_file_and_in_all(
    placed: list[tuple[str, bool, int]], rejected: list[tuple[str, str]]
) -> None:
    every = [p[0] for p in placed] + [r[0] for r in rejected]
    rows = {name: every.count(name) for name in ("a.csv", "b.csv", "c.csv")}
    area = np.array([p[2] for p in placed], dtype=np.int32)
    account = reconcile(
        reading([p[:2] for p in placed], rejected, rows), area, SHOWN, HERE
    )
    for told in (account.total(), *account.files().values()):
        assert told["read"] == sum(told.values()) - told["read"]
        assert set(told) <= {"read", "mapped", *REASONS}
    total = account.total()
    assert total["read"] == len(every)
    assert total["mapped"] == sum(p[2] in {0, 1} for p in placed)
    assert total.get("around_district", 0) == sum(p[2] == 2 for p in placed)
    assert total.get("unknown_area", 0) == sum(p[2] < 0 and p[1] for p in placed)
    assert total.get("outside_areas", 0) == sum(p[2] < 0 and not p[1] for p in placed)
    for reason in LEFT_OUT:
        assert total.get(reason, 0) == sum(r[1] == reason for r in rejected)
    assert {name: told["read"] for name, told in account.files().items()} == rows


def test_a_row_that_vanished_is_a_fault_of_ours() -> None:
    short = reading([("a.csv", False)], [], {"a.csv": 2})
    with pytest.raises(RuntimeError, match="unaccounted"):
        reconcile(short, np.array([0], dtype=np.int32), SHOWN, HERE)


def test_rows_outside_that_name_an_area_of_elsewhere_are_in_another_district() -> None:
    stated = [THERE, "E01000001", None, "E05000001", "Bargate", THERE, THERE]
    kinds = [("a.csv", n == 6) for n in range(7)]
    rows = reading(kinds, [], {"a.csv": 7}, stated)
    area = np.array([-1, -1, -1, -1, -1, 0, -1], dtype=np.int32)
    account = reconcile(rows, area, SHOWN, HERE).total()
    told = {"mapped": 1, "unknown_area": 1, "other_district": 1, "outside_areas": 4}
    assert account == {"read": 7, **told}
    beats = reconcile(rows, area, SHOWN, pd.Index(["Beat 1", "Beat 2"])).total()
    assert beats["outside_areas"] == 5


def test_ready_counts_close_by_their_rows() -> None:
    account = reconcile_counts(facts("counts.csv", 10), mapped=7)
    assert account.total() == {"read": 10, "mapped": 7, "unknown_area": 3}
    assert account.files() == {"counts.csv": account.total()}
