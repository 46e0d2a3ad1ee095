"""Spoilt files of every kind: no reader does more than refuse them."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.fuzzing import trial as trying
from tests.fuzzing.trial import Trial

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer"),
    reason="Windows has no alarm to end one that hangs",
)


@pytest.fixture
def trial(tmp_path: Path, monkeypatch) -> Trial:
    monkeypatch.setenv("HOTSPOT_HOME", str(tmp_path / "home"))
    (tmp_path / "given").mkdir()
    return Trial(tmp_path / "given")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(50_000, 50_400, 50))
def test_nothing_but_refusals_and_readings(trial: Trial, first: int) -> None:
    outcomes = [trial.of(number) for number in range(first, first + 50)]
    assert [each for each in outcomes if each.troubles] == []
    assert all(each.calls == each.refusals + each.readings for each in outcomes)
    assert sum(each.refusals for each in outcomes) > 20
    assert sum(each.readings for each in outcomes) > 20


@pytest.mark.slow
def test_an_input_is_the_same_whenever_it_is_made(trial: Trial) -> None:
    again = Trial(Path())
    for number in range(200):
        one, other = trial.input(number), again.input(number)
        assert one.readers == other.readers
        if one.form != "gdb" and ".gdb" not in str(one.files):  # they draw numbers
            assert one.files == other.files


def test_what_no_reader_may_do_is_noticed(trial: Trial, monkeypatch) -> None:
    def breaks(path: Path) -> None:
        raise KeyError(path.name)

    def waits(path: Path) -> None:
        signal.pause()

    number = next(n for n in range(50) if "look" in trial.input(n).readers)
    monkeypatch.setattr("hotspot_app.project.intake.first_look.is_map", breaks)
    told = dict(trial.of(number).troubles)
    assert told["look"].startswith("KeyError: what_is, line")
    monkeypatch.setattr(trying, "TOO_LONG", 0.01)
    monkeypatch.setattr("hotspot_app.project.intake.first_look.is_map", waits)
    assert dict(trial.of(number).troubles)["look"].startswith("TooLong: what_is, line")
