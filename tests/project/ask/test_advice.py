"""Hints on the denominator."""

from hotspot_app.project.ask.advice import advise


def test_burglary_goes_by_households() -> None:
    hint = advise(["Burglary"], "residents", ["residents", "households"])
    assert hint is not None
    assert hint.per == "households"
    without = advise(["Burglary"], "residents", ["residents"])
    assert without is not None
    assert without.per is None
    assert advise(["Burglary"], "households", ["households"]) is None


def test_visitors_of_a_town_centre() -> None:
    hint = advise(["Robbery", "Burglary"], "residents", ["residents", "workday"])
    assert hint is not None
    assert "visitors" in hint.words
    assert hint.per == "workday"
    assert advise(["Robbery"], "workday", ["workday"]) is None


def test_counts_need_no_denominator() -> None:
    assert advise(["Burglary"], None, ["households"]) is None
