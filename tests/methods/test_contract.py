"""What every method promises, asked of every method found."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from hotspot_app.draw.charts.data import arranged, without_gaps
from hotspot_app.draw.charts.pages import chart_figure
from hotspot_app.draw.charts.words import words_of
from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.draw.maps.figure import MapPage, map_figure
from hotspot_app.errors import Cancelled, HotspotError
from hotspot_app.method import BASE, Chart, Column, Inputs, Method, Outcome
from hotspot_app.methods import all_methods, get
from hotspot_app.paths import shipped
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.params import declared, read_params, written_params

METHODS = all_methods()
KNOWN = Path(__file__).parent.parent / "known"
FALSE_ALARMS = {"clear", "likely"}


def _whole(values: pd.Series) -> bool:
    """Whole numbers, or such as have some missing."""
    kind = pd.api.types.is_float_dtype if values.hasnans else None
    return (kind or pd.api.types.is_integer_dtype)(values)


DTYPES = {
    "int": _whole,
    "float": pd.api.types.is_float_dtype,
    "text": pd.api.types.is_string_dtype,
    "bool": pd.api.types.is_bool_dtype,
}


@pytest.fixture(params=METHODS, ids=lambda method: method.id)
def method(request: pytest.FixtureRequest) -> Method:
    found: Method = request.param
    return found


def quick(method: Method):
    """Parameters with fewer permutations, still enough to be significant."""
    fewer = {"permutations": 9_999} if "permutations" in declared(method) else {}
    return read_params(method, fewer)


def check_columns(frame: pd.DataFrame, columns: tuple[Column, ...]) -> None:
    assert list(frame.columns) == [column.name for column in columns]
    for column in columns:
        assert DTYPES[column.dtype](frame[column.name]), (
            f"{column.name} is {frame[column.name].dtype}, not {column.dtype}"
        )


def check_values(method: Method, outcome: Outcome, inputs: Inputs) -> None:
    if method.gives.values:
        assert outcome.values.index.equals(inputs.areas.index)
        check_columns(outcome.values, method.gives.values)
    else:
        assert outcome.values.empty


def key_of(method: Method, outcome: Outcome, inputs: Inputs) -> MapKey | None:
    """The classes of a map of areas; values begin with what all results do."""
    style = outcome.map or method.map
    if style is None or style.kind == "surface":
        return None
    values = with_base(outcome, inputs)
    return map_key(values, style, shown=inputs.areas["shown"])


def with_base(outcome: Outcome, inputs: Inputs) -> pd.DataFrame:
    described = inputs.described()
    lacking = described.columns.difference(outcome.values.columns)
    return described[lacking].join(outcome.values)


def test_ids_and_orders_are_unique_and_the_module_is_named_so() -> None:
    assert len({m.id for m in METHODS}) == len(METHODS)
    assert len({(m.group, m.order) for m in METHODS}) == len(METHODS)
    for found in METHODS:
        assert found.run.__module__ == f"hotspot_app.methods.{found.id}"


def test_the_methods_that_projects_were_saved_with_are_there_in_order() -> None:
    saved = (
        "count_map",
        "rate_map",
        "local_moran",
        "gi_star",
        "global_moran",
        "deprivation_gradient",
    )
    assert [m.id for m in METHODS if m.id in saved] == [*saved]


def test_unknown_method_says_which_there_are() -> None:
    with pytest.raises(HotspotError, match="count_map, rate_map"):
        get("hotspots")


def test_params_are_told_and_survive_json(method: Method) -> None:
    for name, (_, default, param) in declared(method).items():
        assert param.title, name
        assert param.help, name
        if param.choices:
            assert default in param.choices
    params = method.params()
    again = read_params(method, json.loads(json.dumps(written_params(params))))
    assert again == params


def test_unknown_and_impossible_params_are_refused(method: Method) -> None:
    with pytest.raises(HotspotError, match="no parameter"):
        read_params(method, {"nonsense": "1"})
    for name, (_, _, param) in declared(method).items():
        if param.minimum is not None:
            with pytest.raises(HotspotError, match=name):
                read_params(method, {name: str(param.minimum - 1)})
        if param.choices:
            with pytest.raises(HotspotError, match="It can be"):
                read_params(method, {name: "nonsense"})


def test_incidents_are_handed_over_as_they_are_counted(toy) -> None:
    """So that a method of single incidents is tried like any other."""
    found = toy.incidents()
    inside = toy.areas.geometry.iloc[toy.rows.area[found.index]]
    points = gpd.points_from_xy(found["easting"], found["northing"], crs=inside.crs)
    assert inside.reset_index(drop=True).contains(gpd.GeoSeries(points)).all()
    assert len(found) == toy.counts().sum()


def test_help_page_and_references_are_there(method: Method) -> None:
    page = shipped("resources") / "help" / f"{method.id}.md"
    assert page.read_text(encoding="utf-8").startswith("# ")
    sources = tomllib.loads(
        (shipped("resources") / "references.toml").read_text(encoding="utf-8")
    )
    assert set(method.references) <= set(sources)


def test_outcome_is_as_declared(method: Method, toy) -> None:
    outcome = method.run(toy, quick(method), SILENT)
    check_values(method, outcome, toy)
    assert set(outcome.tables) == set(method.gives.tables)
    for name, columns in method.gives.tables.items():
        check_columns(outcome.tables[name], columns)
    assert set(outcome.layers) <= set(method.gives.layers)
    assert not set(outcome.layers) & {"areas", "wards", "layer_styles"}
    assert all(layer.crs == "EPSG:27700" for layer in outcome.layers.values())
    style = outcome.map or method.map
    of_surface = style is not None and style.kind == "surface"
    assert of_surface == (outcome.surface is not None)
    assert tuple(outcome.summary) == method.gives.summary
    explained = method.explain(outcome, toy.question)
    assert explained.headline
    assert explained.map_title
    assert 1 <= len(explained.sentences) <= 5
    assert all(s.endswith((".", "?")) for s in explained.sentences), explained


def test_inputs_are_left_as_they_were(method: Method, toy) -> None:
    areas, counts = toy.areas.copy(), toy.cube.counts.copy()
    people, table = toy.denominator.copy(), toy.tables["deprivation"].copy()
    rows = toy.rows.incidents.copy()
    method.run(toy, quick(method), SILENT)
    assert_frame_equal(rows, toy.rows.incidents)
    assert_frame_equal(areas, toy.areas)
    assert_frame_equal(table, toy.tables["deprivation"])
    assert np.array_equal(counts, toy.cube.counts)
    assert people.equals(toy.denominator)


def test_same_seed_same_values(method: Method, town) -> None:
    counts = np.random.default_rng(3).poisson(8, 64)
    first = method.run(town(counts), quick(method), SILENT)
    second = method.run(town(counts), quick(method), SILENT)
    assert_frame_equal(first.values, second.values)
    if first.surface is not None:
        np.testing.assert_array_equal(first.surface.values, second.surface.values)
    assert dict(first.summary) == pytest.approx(dict(second.summary), nan_ok=True)


def test_the_method_stops_when_told(method: Method, toy) -> None:
    stopped = Progress(cancelled=lambda: True)
    with pytest.raises(Cancelled):
        method.run(toy, quick(method), stopped)


HARD = {
    "one_area": (np.array([30]), {"columns": 1}),
    "all_islands": (np.arange(64), {"apart": 5000.0}),
    "all_zero": (np.zeros(64, int), {}),
    "all_equal": (np.full(64, 9), {}),
    "one_event": (np.eye(1, 64, 20, dtype=int)[0], {}),
    "no_residents": (np.arange(64), {"residents": np.zeros(64)}),
    "some_without_residents": (
        np.arange(64),
        {"residents": np.where(np.arange(64) % 7, 1500.0, np.nan)},
    ),
}


@pytest.mark.parametrize("hard", HARD, ids=str)
@pytest.mark.parametrize("measure", ["count", "rate", "eb"])
def test_hard_towns_give_a_hint_or_a_note_and_no_false_hotspot(
    method: Method, town, hard: str, measure: str
) -> None:
    counts, how = HARD[hard]
    inputs = town(counts, measure=measure, **how)
    try:
        outcome = method.run(inputs, quick(method), SILENT)
    except HotspotError as error:
        assert error.hint or error.remedies
        return
    explained = method.explain(outcome, inputs.question)
    assert explained.headline
    alarms = set(outcome.values.get("confidence", ())) & FALSE_ALARMS
    # what doesn't class areas by their neighbours may speak of one without any
    alone = hard == "all_islands" and "class" not in outcome.values
    if (
        hard not in {"some_without_residents"}
        and not alone
        and not (hard == "no_residents" and measure == "count")
    ):
        assert not alarms
    check_values(method, outcome, inputs)
    drawn(method, outcome, inputs)


COVERED = np.arange(64) % 8 < 5
"""Five columns of eight: the others are of no source, and stand next to a cluster."""


@pytest.mark.parametrize("measure", ["count", "rate", "eb"])
def test_areas_that_no_source_covers_have_no_data_and_change_nothing(
    method: Method, town, measure: str
) -> None:
    counts = np.random.default_rng(5).poisson(12, 64) + 60 * (np.arange(64) % 8 > 3)
    counts = np.where(COVERED, counts, 0)
    inputs = town(counts, measure=measure, covered=COVERED)
    nothing_there = inputs.areas.index[~COVERED]
    try:
        outcome = method.run(inputs, quick(method), SILENT)
    except HotspotError as error:
        assert error.hint or error.remedies
        return
    values = outcome.values
    check_values(method, outcome, inputs)
    figures = values.reindex(nothing_there).select_dtypes("number")
    figures = figures.drop(columns=["group", "deprivation"], errors="ignore")
    assert figures.isna().all().all()
    if "class" in values:
        assert set(values.loc[nothing_there, "class"]) == {"no data"}
        assert not set(values.loc[nothing_there, "confidence"]) & FALSE_ALARMS
    if "against_city" in values:
        assert set(values.loc[nothing_there, "against_city"]) == {"no data"}
    explained = method.explain(outcome, inputs.question)
    assert "nan" not in f"{explained.headline} {' '.join(explained.sentences)}"
    drawn(method, outcome, inputs)
    # whatever stood there before, nothing else is moved by it
    other = np.where(COVERED, counts, 500)
    again = method.run(
        town(other, measure=measure, covered=COVERED), quick(method), SILENT
    )
    assert_frame_equal(values, again.values)
    assert dict(outcome.summary) == pytest.approx(dict(again.summary), nan_ok=True)


def test_an_uncovered_area_is_drawn_as_no_data(method: Method, town) -> None:
    inputs = town(np.where(COVERED, 12, 0), covered=COVERED)
    outcome = method.run(inputs, quick(method), SILENT)
    key = key_of(method, outcome, inputs)
    if key is None:
        return
    silent = [entry for entry in key.entries if "no data" in entry.label.casefold()]
    assert sum(entry.count for entry in silent) == (~COVERED).sum(), key.entries


def drawn(method: Method, outcome: Outcome, inputs: Inputs) -> None:
    key = key_of(method, outcome, inputs)
    assert key is None or sum(entry.count for entry in key.entries) == len(inputs.areas)
    summary = {"city_rate": 1.0, **outcome.summary}  # as an answer gives it
    for chart in outcome.charts or method.charts:
        table = without_gaps(chart, table_of(chart, outcome, inputs))
        if not table.empty and math.isfinite(summary.get(chart.reference, 0)):
            said = words_of(arranged(chart, table, summary=summary))
            assert "nan" not in said


def table_of(chart: Chart, outcome: Outcome, inputs: Inputs) -> pd.DataFrame:
    if chart.table == "values":
        return with_base(outcome, inputs)
    return outcome.tables[chart.table]


def test_charts_are_declared_of_what_is_given_and_are_drawn(
    method: Method, toy
) -> None:
    outcome, gives = method.run(toy, quick(method), SILENT), method.gives
    assert len({chart.id for chart in method.charts}) == len(method.charts)
    assert len({chart.tab for chart in method.charts}) == len(method.charts)
    for chart in method.charts:
        columns = (*BASE, *gives.values)
        if chart.table != "values":
            columns = gives.tables[chart.table]
        assert set(chart.columns) <= {column.name for column in columns}, chart.id
        assert chart.reference in ("", *gives.summary), chart.id
        assert 0 < len(chart.tab) <= 12, "a tab is named in a word or two"
        drawing = arranged(
            chart,
            table_of(chart, outcome, toy),
            columns=columns,
            summary=outcome.summary,
        )
        sheet = chart_figure(drawing)
        assert sheet.alt.startswith(chart.title)


def test_the_map_has_a_patch_for_each_area(method: Method, toy) -> None:
    outcome = method.run(toy, quick(method), SILENT)
    key = key_of(method, outcome, toy)
    if key is None:
        return
    title = method.explain(outcome, toy.question).map_title
    figure = map_figure(MapPage(toy.areas, None, key, title))
    paths = sum(len(c.get_paths()) for a in figure.axes for c in a.collections)
    assert paths >= len(toy.areas)


def test_a_known_answer_or_a_reason_is_there(method: Method) -> None:
    known = tomllib.loads((KNOWN / "methods.toml").read_text(encoding="utf-8"))
    assert known[method.id]["tests"] or known[method.id]["reason"]
    for name in known[method.id]["tests"]:
        path, _, test = name.partition("::")
        source = (KNOWN.parent / path).read_text(encoding="utf-8")
        assert f"def {test}(" in source, name
