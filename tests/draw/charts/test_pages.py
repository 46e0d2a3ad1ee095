from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer, ErrorbarContainer
from matplotlib.transforms import Bbox

from hotspot_app.draw.charts.data import Captions, arranged
from hotspot_app.draw.charts.pages import chart_figure
from hotspot_app.draw.looks.palettes import LOOKS
from hotspot_app.method import Chart, Column

COLUMNS = (
    Column("rate", "float", "Recorded crimes", "per 1,000 residents"),
    Column("fifth", "text", "Income deprivation, fifths of areas"),
    Column("value", "float", "Rate of the area"),
    Column("lag", "float", "Mean of its neighbours"),
)
FIFTHS = pd.DataFrame(
    {
        "fifth": ["1 (most deprived)", "2", "3", "4", "5 (least deprived)"],
        "rate": [98.1, 70.0, 61.0, 44.4, 31.0],
        "low": [90.0, 66.0, 57.0, 41.0, 28.0],
        "high": [106.0, 75.0, 65.0, 48.0, 34.0],
    }
)
GRADIENT = Chart(
    "gradient", "bars", "gradient", "fifth", "rate", "Rates by fifth",
    "low", "high", "city_rate",
)  # fmt: skip
RANKING = Chart(
    "ranking", "dots", "values", "name", "rate", "Rates by ward", "low", "high",
    "city_rate",
)  # fmt: skip
SCATTER = Chart("moran", "scatter", "values", "value", "lag", "Areas and neighbours")


def wards(count: int = 17) -> pd.DataFrame:
    rate = np.random.default_rng(5).permutation(np.arange(count) * 3.0 + 20)
    names = [f"Ward of St Anne and Priory Hill {i:03d}" for i in range(count)]
    return pd.DataFrame(
        {"name": names, "rate": rate, "low": rate * 0.9, "high": rate * 1.2}
    )


def drawn(chart: Chart, table: pd.DataFrame, **options):
    settings = {"columns": COLUMNS, "summary": {"city_rate": 60.4}, **options}
    settings.setdefault("captions", Captions(reference="Southampton 60.4"))
    figure = chart_figure(arranged(chart, table, **settings))
    figure.canvas.draw()
    return figure, figure.axes[0]


def line_named(axes, gid: str):
    (line,) = [line for line in axes.lines if line.get_gid() == gid]
    return line


def whiskers(axes) -> np.ndarray:
    (bars,) = [c for c in axes.containers if isinstance(c, ErrorbarContainer)]
    return np.array([s for c in bars.lines[2] for s in c.get_segments()])


def shown_ticks(axis) -> list:
    """Labels of the ticks that lie in view; others exist but are never drawn."""
    low, high = sorted(axis.get_view_interval())
    places = axis.get_majorticklocs()
    labels = axis.get_majorticklabels()
    return [
        label
        for place, label in zip(places, labels, strict=True)
        if low <= place <= high
    ]


def assert_words_are_apart_and_inside(figure) -> None:
    texts = [*figure.texts]
    for axes in figure.axes:
        texts += [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        texts += [axes.title, axes._left_title, axes._right_title]
        texts += [*shown_ticks(axes.xaxis), *shown_ticks(axes.yaxis)]
    seen = [t for t in texts if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in seen]
    whole = figure.bbox
    for said, box in boxes:
        assert box.x0 >= whole.x0, said
        assert box.y0 >= whole.y0, said
        assert box.x1 <= whole.x1, said
        assert box.y1 <= whole.y1, said
    for (first, one), (second, other) in combinations(boxes, 2):
        both = Bbox.intersection(one, other)
        assert both is None or both.width * both.height < 1, (first, second)


def test_gradient_has_bars_limits_and_the_city():
    figure, axes = drawn(GRADIENT, FIFTHS)
    (bars,) = [c for c in axes.containers if isinstance(c, BarContainer)]
    assert [bar.get_height() for bar in bars] == FIFTHS["rate"].tolist()
    assert axes.get_ylim()[0] == 0
    np.testing.assert_allclose(whiskers(axes)[:, :, 1], FIFTHS[["low", "high"]])
    assert any(list(line.get_ydata()) == [60.4, 60.4] for line in axes.lines)
    assert any("Southampton 60.4" in text.get_text() for text in axes.texts)
    assert axes.get_title("left") == "Recorded crimes (per 1,000 residents)"
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert [" ".join(label.split()) for label in labels] == FIFTHS["fifth"].tolist()
    assert_words_are_apart_and_inside(figure)


def test_ranking_has_the_largest_on_top_with_limits():
    table = wards()
    figure, axes = drawn(RANKING, table)
    ordered = table.sort_values("rate", ascending=False)
    x, y = line_named(axes, "values").get_data()
    assert list(x) == ordered["rate"].tolist()
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    assert list(y) == list(range(17))
    np.testing.assert_allclose(whiskers(axes)[:, :, 0], ordered[["low", "high"]])
    named = [label.get_text() for label in axes.get_yticklabels()]
    assert named == ordered["name"].tolist()
    assert_words_are_apart_and_inside(figure)


def test_ward_without_a_rate_is_last_and_says_so():
    table = wards()
    table.loc[4, ["rate", "low", "high"]] = np.nan
    _, axes = drawn(RANKING, table)
    assert axes.get_yticklabels()[-1].get_text() == table["name"][4]
    assert "no data" in [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("kind", ["bars", "dots"])
def test_ranking_of_many_shows_the_25_highest_and_says_so(kind: str):
    table = wards(152)
    chart = Chart("r", kind, "values", "name", "rate", "Counts", reference="city_rate")
    figure, axes = drawn(chart, table)
    assert len(axes.get_yticklabels()) == 25
    highest = table.sort_values("rate", ascending=False)["name"][:25]
    assert [t.get_text() for t in axes.get_yticklabels()] == highest.tolist()
    assert "25 highest of 152" in [text.get_text() for text in axes.texts]
    assert f"25 highest of 152, highest {highest.iloc[0]} (473)." in figure.alt
    assert_words_are_apart_and_inside(figure)


def test_ranking_stops_at_the_last_above_zero_and_says_so():
    table = wards(60).assign(rate=[3.0, 2.0, 1.0] + [0.0] * 57, low=0.0, high=4.0)
    figure, axes = drawn(RANKING, table)
    assert len(axes.get_yticklabels()) == 3
    said = "3 above zero, of 60"
    assert said in [text.get_text() for text in axes.texts]
    assert said in figure.alt
    _, axes = drawn(RANKING, table[:17])
    assert len(axes.get_yticklabels()) == 17


@pytest.mark.parametrize(
    "place", ["Hull", "Bournemouth, Christchurch and Poole as one"]
)
def test_what_is_shown_and_the_reference_stay_apart(place: str):
    table = wards(30).assign(name=lambda t: "Council ward of " + t["name"])
    captions = Captions(reference=f"{place} 1,060.4")
    figure, _ = drawn(RANKING, table, captions=captions)
    assert_words_are_apart_and_inside(figure)


def test_a_long_name_is_all_there():
    end = "and of St Anne and Priory Hill by the Water in the Old Harbour, Southampton"
    table = wards(12)
    table["name"] = [f"High Street {end} {n:03d}A" for n in range(12)]
    figure, axes = drawn(RANKING, table)
    named = [" ".join(t.get_text().split()) for t in axes.get_yticklabels()]
    assert sorted(named) == sorted(table["name"])
    assert_words_are_apart_and_inside(figure)


@pytest.mark.parametrize("chart", [RANKING, GRADIENT])
def test_foot_and_title_say_of_what_when_and_by_whom(chart: Chart):
    captions = Captions(
        "All crime in Southampton: rates by ward",
        "Southampton 60.4",
        ("January to June 2025. n = 15,046 recorded. " * 3, "Contains public data."),
    )
    table = wards() if chart is RANKING else FIFTHS
    figure, _ = drawn(chart, table, captions=captions)
    said = " ".join(text.get_text() for text in figure.texts)
    for words in (captions.title, *captions.foot):
        assert " ".join(words.split()) in said
    assert figure.alt.startswith(captions.title)
    assert figure.heading == captions.title
    assert_words_are_apart_and_inside(figure)


def test_scatter_line_is_the_least_squares_fit_through_the_means():
    random = np.random.default_rng(2)
    x = random.normal(size=60)
    table = pd.DataFrame({"value": x, "lag": 0.4 * x + random.normal(0, 0.3, 60)})
    table.loc[7, "lag"] = np.nan
    figure, axes = drawn(SCATTER, table)
    known = table.dropna()
    slope, intercept = np.polyfit(known["value"], known["lag"], 1)
    line = line_named(axes, "fit")
    assert line.get_slope() == pytest.approx(slope)
    x0, y0 = line.get_xy1()
    assert y0 == pytest.approx(intercept + slope * x0)
    assert axes.get_xlabel() == "Rate of the area"
    assert_words_are_apart_and_inside(figure)


def test_scatter_takes_its_slope_from_the_summary_if_told():
    table = pd.DataFrame({"value": [0.0, 1, 2], "lag": [0.0, 5, 1]})
    chart = Chart("m", "scatter", "values", "value", "lag", "T", reference="moran")
    _, axes = drawn(chart, table, summary={"moran": 0.25})
    assert line_named(axes, "fit").get_slope() == 0.25


def test_a_line_without_a_name_is_told_by_its_slope():
    table = pd.DataFrame({"value": [0.0, 1, 2], "lag": [0.0, 1, 1]})
    figure, axes = drawn(SCATTER, table)
    said = [text.get_text() for text in axes.texts]
    assert "—  line of best fit, slope 0.5" in said
    assert_words_are_apart_and_inside(figure)


def test_scatter_of_equal_values_has_no_line():
    table = pd.DataFrame({"value": [2.0, 2.0], "lag": [1.0, 3.0]})
    _, axes = drawn(SCATTER, table)
    assert [line for line in axes.lines if line.get_gid() == "fit"] == []


def test_line_has_a_gap_where_a_month_is_missing():
    months = [str(m) for m in pd.period_range("2024-01", periods=24, freq="M")]
    count = np.arange(24.0) + 100
    count[5] = np.nan
    table = pd.DataFrame(
        {"month": months, "count": count, "low": count - 9, "high": count + 9}
    )
    chart = Chart("l", "line", "months", "month", "count", "By month", "low", "high")
    figure, axes = drawn(chart, table)
    x, y = line_named(axes, "values").get_data()
    assert len(x) == 24
    assert np.isnan(y[5])
    assert axes.get_ylim()[0] == 0
    assert axes.get_xticklabels()[0].get_text() == "2024-01"
    assert_words_are_apart_and_inside(figure)


def test_a_line_that_hardly_moves_stays_off_the_top():
    months = pd.DataFrame({"month": ["1", "2", "3"], "count": [372.0, 370.0, 371.0]})
    chart = Chart("l", "line", "months", "month", "count", "By month")
    _, axes = drawn(chart, months, captions=Captions(above=False))
    assert axes.get_ylim()[0] == 0
    assert axes.get_ylim()[1] > 1.05 * 372


def test_alt_text_names_highest_and_lowest():
    figure, _ = drawn(GRADIENT, FIFTHS)
    assert figure.heading == "Rates by fifth"
    assert figure.alt == (
        "Rates by fifth. Recorded crimes (per 1,000 residents), 5 values, highest "
        "1 (most deprived) (98.1), lowest 5 (least deprived) (31)."
    )


@pytest.mark.parametrize(
    ("table", "summary", "said"),
    [
        (FIFTHS[["fifth", "low", "high"]], {"city_rate": 1.0}, "no column rate"),
        (FIFTHS.iloc[:0], {"city_rate": 1.0}, "nothing to draw"),
        (FIFTHS, {}, "no number city_rate"),
    ],
)
def test_what_is_missing_is_named(table, summary, said: str):
    with pytest.raises(ValueError, match=said):
        chart_figure(arranged(GRADIENT, table, columns=COLUMNS, summary=summary))


@pytest.mark.parametrize("rows", [1, 2, 8, 9, 26])
@pytest.mark.parametrize(
    "chart", [RANKING, Chart("b", "bars", "t", "name", "rate", "B")]
)
def test_words_stay_apart_whatever_the_number_of_rows(chart: Chart, rows: int):
    table = wards(rows)
    if chart.kind == "bars":
        table["name"] = table["name"].str[-12:]
    figure, _ = drawn(chart, table)
    assert_words_are_apart_and_inside(figure)


def test_title_too_long_for_a_line_is_wrapped():
    chart = Chart("b", "bars", "t", "fifth", "rate", "Recorded crime is high " * 9)
    figure, _ = drawn(chart, FIFTHS)
    assert_words_are_apart_and_inside(figure)
    said = " ".join(text.get_text() for text in figure.texts)
    assert said == " ".join(chart.title.split())


def test_red_and_blue_are_left_to_the_classes():
    _, axes = drawn(GRADIENT, FIFTHS)
    fills = {to_hex(patch.get_facecolor()) for patch in axes.patches}
    assert not fills & {"#b2182b", "#2166ac"}


HOT = Chart(
    "ranking", "bars", "values", "name", "z", "z of each neighbourhood", classes=True
)


def hot_and_cold(rows: int) -> pd.DataFrame:
    """Falling z; the first hot and clear, the last but one cold and likely."""
    kind, sure = ["not significant"] * rows, ["not different"] * rows
    kind[0], sure[0] = "hot", "clear"
    kind[-2], sure[-2] = "cold", "likely"
    return pd.DataFrame(
        {
            "name": [f"Area {n:02d}" for n in range(rows)],
            "z": np.linspace(8, -2, rows),
            "class": kind,
            "confidence": sure,
        }
    )


def test_bars_look_as_on_the_map_and_say_what_that_means():
    sheet = chart_figure(arranged(HOT, hot_and_cold(12)))
    axes = sheet.axes[0]
    fills = [to_hex(bar.get_facecolor()) for bar in axes.patches]
    assert fills[0] == LOOKS["hot clear"].fill
    assert fills[-2] == LOOKS["cold likely"].fill
    assert axes.patches[10].get_hatch() == LOOKS["cold likely"].hatch
    assert {fills[n] for n in (*range(1, 10), 11)} == {LOOKS["not different"].fill}
    told = [text.get_text() for text in axes.get_legend().get_texts()]
    assert told == ["Hot, clear", "Cold, likely", "Could be chance"]


def test_what_stands_out_is_shown_though_others_are_higher():
    sheet = chart_figure(arranged(HOT, hot_and_cold(60)))
    names = [label.get_text() for label in sheet.axes[0].get_yticklabels()]
    assert len(names) == 25
    assert names == sorted(names)
    assert {"Area 00", "Area 58"} <= set(names)
    assert "Area 47" not in names  # z near nought
    assert "25 that stand out or are farthest from zero, of 60" in sheet.alt
