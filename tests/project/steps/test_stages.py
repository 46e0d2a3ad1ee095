"""What is asked again, or differs in one part, is not worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import Groups
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps import stages as module
from hotspot_app.project.steps.pipeline import run
from hotspot_app.project.steps.stages import Stages
from tests.project.conftest import CODES

RATES = Asked(method="rate_map")
STEPS = ("read_material", "place", "count", "neighbour_graph", "answer")


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was worked out, step by step."""
    done: list[str] = []

    def noted(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def work(*given: Any, **named: Any) -> Any:
            done.append(name)
            return step(*given, **named)

        return work

    for name in STEPS:
        monkeypatch.setattr(module, name, noted(name, getattr(module, name)))
    return done


@pytest.fixture
def two_sources(files: Files) -> Files:
    """The same with February's rows once more, recorded by the housing office."""
    rows = pd.read_csv(files.crime[0])
    other = files.crime[0].with_name("housing.csv")
    rows[rows["Date"].str.startswith("2025-02")].to_csv(other, index=False)
    return replace(files, crime=(*files.crime, other))


def test_only_the_part_that_changed_is_done_anew(
    two_sources: Files, worked: list[str]
) -> None:
    stages = Stages()

    def asking(**asked: Any) -> list[str]:
        worked.clear()
        stages.answer(two_sources, replace(RATES, **asked))
        return list(worked)

    assert asking() == ["read_material", "place", "count", "answer"]
    assert asking() == []
    assert asking(measure="count", method="count_map") == ["answer"]
    assert asking(sources=("housing",)) == ["count", "answer"]
    assert asking(level="ward") == ["place", "count", "answer"]
    assert asking(level="lsoa") == ["answer"]
    assert asking(method="local_moran") == ["answer", "neighbour_graph"]
    assert asking(method="gi_star") == ["answer"]


def test_a_level_of_groups_is_placed_anew_if_they_change(
    files: Files, worked: list[str]
) -> None:
    stages = Stages()
    asked = replace(RATES, level="beat")
    north = {"North": CODES[:9]}

    def counts(groups: Groups) -> dict[str, int]:
        worked.clear()
        found = stages.answer(files, asked, groups=groups).outcome.values
        assert found is not None
        return dict(found["count"])

    assert counts({"beat": north}) == {"North": 45}
    assert worked == ["read_material", "place", "count", "answer"]
    other = {"locality": {"Old": CODES[:1]}}
    assert counts({"beat": north, **other}) == {"North": 45}
    assert worked == []
    more = {**north, "East": CODES[9:10]}
    assert counts({"beat": more}) == {"East": 10, "North": 45}
    assert worked == ["place", "count", "answer"]


def test_the_answer_is_that_of_a_run_of_its_own(two_sources: Files) -> None:
    stages = Stages()
    for sources in ((), ("housing",), ()):
        for level in ("", "ward", ""):
            asked = replace(RATES, sources=sources, level=level)
            kept, alone = stages.answer(two_sources, asked), run(two_sources, asked)
            pd.testing.assert_frame_equal(kept.outcome.values, alone.outcome.values)
            assert kept.notes == alone.notes


def test_after_warming_nothing_but_the_answer_is_left(
    files: Files, worked: list[str]
) -> None:
    stages = Stages()
    stages.answer(files, RATES)
    stages.warm(files, RATES)
    worked.clear()
    for level in ("", "ward"):
        stages.answer(
            files, replace(RATES, method="gi_star", level=level, last="2025-02")
        )
    assert worked == ["answer", "answer"]


def test_warming_gives_way(files: Files) -> None:
    stages = Stages()
    stages.answer(files, RATES)
    with pytest.raises(Cancelled):
        stages.warm(files, RATES, Progress(cancelled=lambda: True))


def test_what_is_remembered_is_bounded(files: Files) -> None:
    stages = Stages()
    for seed in range(module.ANSWERS + 5):
        for level in ("", "ward"):
            for rule in ("area", "best-fit"):
                asked = replace(RATES, seed=seed, level=level, ward_residents=rule)
                stages.answer(files, asked)
    assert len(stages._answered.values()) <= module.ANSWERS
    assert len(stages._counted.values()) <= module.TALLIES
    assert len(stages._placed.values()) <= module.PLACED
    known = {id(each) for each in stages._counted.values()}
    assert {id(each.tally) for each in stages._answered.values()} <= known


def test_files_changed_on_disk_are_read_again(files: Files, worked: list[str]) -> None:
    stages = Stages()
    stages.answer(files, RATES)
    stages.forget()
    worked.clear()
    stages.answer(files, RATES)
    assert worked == ["read_material", "place", "count", "answer"]
