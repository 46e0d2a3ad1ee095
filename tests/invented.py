"""Methods that aren't the app's, each a file in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent, indent

from hotspot_app import methods

_HEAD = '''
"""Invented."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from hotspot_app.method import (
    BASE, Chart, Column, Explanation, Gives, MapStyle, Method, Note, Outcome, Surface,
    param,
)


@dataclass(frozen=True, slots=True)
class Params:
    share: float = param(50.0, "Share", "Of what.", unit="%", limits=(1, 99))


def explain(outcome, question):
    line = f"{title}: found"
    return Explanation(line, (f"{line}.",), line)

'''

_BODIES = {
    "signed": (
        """
        described = inputs.described()
        gap = described["count"] - round(described["count"].mean())
        return Outcome(values=described.assign(gap=gap.astype("float64")))
        """,
        """Gives(values=(*BASE, Column("gap", "float", "Gap", "incidents")))""",
        """MapStyle("diverging", "gap", "Gap", ends=("below", "above"))""",
    ),
    "turned": (
        """
        described = inputs.described()
        gap = described["count"] - described["count"].median()
        turn = np.select([gap > 5, gap < -5], ["rose", "fell"], "about the same")
        return Outcome(values=pd.DataFrame(
            {"gap": gap.astype("float64"), "turn": turn}, index=gap.index
        ))
        """,
        """Gives(values=(Column("gap", "float", "Gap"), Column("turn", "text", "Turn")))
        """,
        """MapStyle("diverging", "gap", "Turn", classes="turn")""",
    ),
    "paired": (
        """
        described = inputs.described()
        return Outcome(values=described)
        """,
        "Gives(values=BASE)",
        """MapStyle(
            "bivariate", "count", "Incidents and residents", other="denominator",
            called=("count", "residents"),
        )""",
    ),
    "unmapped": (
        """
        table = pd.DataFrame({
            "step": [1, 2, 3], "share": [10.0, 40.0, 100.0], "low": [5.0, 30.0, 90.0],
            "high": [15.0, 50.0, 100.0],
        })
        return Outcome(tables={"steps": table}, summary={"half": 40.0})
        """,
        """Gives(tables={"steps": (
            Column("step", "int", "Step"), Column("share", "float", "Share", "%"),
            Column("low", "float", "Lower"), Column("high", "float", "Upper"),
        )}, summary=("half",))""",
        "None",
        """(
            Chart("curve", "line", "steps", "step", "share", "Share by step"),
            Chart("bars", "bars", "steps", "step", "share", "Share by step"),
            Chart("dots", "dots", "steps", "step", "share", "Share by step",
                  lower="low", upper="high", reference="half"),
            Chart("pairs", "scatter", "steps", "low", "high", "Low and high"),
        )""",
    ),
    "charted": (
        """
        step = np.arange(1, 7)
        each = pd.DataFrame({
            "name": [f"Quay {n}" for n in step], "step": step, "size": 900 * step,
            "n": [9, 4, 7, 2, 8, 3], "before": [5, 6, 7, 1, 9, 2],
            "share": [30.0, 55.0, 75.0, 90.0, 97.0, 100.0], "least": 20.0,
            "most": 110.0,
            **{f"{end}{k}": [40.0 + sign * 60 * k / n for n in step]
               for k in (2, 3) for end, sign in (("low", -1), ("high", 1))},
        })
        cells = [(ward, n) for ward in ("East", "West") for n in step]
        pairs = pd.DataFrame(cells, columns=["ward", "step"])
        pairs["n"] = [3 * n + len(ward) for ward, n in cells]
        return Outcome(tables={"each": each, "pairs": pairs}, summary={"half": 40.0})
        """,
        """Gives(values=BASE, tables={
            "each": (Column("name", "text", "Name"), *(
                Column(name, "float", name.capitalize()) for name in (
                    "step", "size", "n", "before", "share", "least", "most", "low2",
                    "high2", "low3", "high3",
                )
            )),
            "pairs": (Column("ward", "text", "Ward"), Column("step", "int", "Step"),
                      Column("n", "int", "Number")),
        }, summary=("half",))""",
        """MapStyle("sequential", "count", "Recorded incidents")""",
        """(
            Chart("bars", "bars", "each", "name", "n", "Bars"),
            Chart("dots", "dots", "each", "name", "share", "Dots", "least", "most",
                  "half"),
            Chart("line", "line", "each", "step", "n", "Line"),
            Chart("scatter", "scatter", "each", "n", "before", "Scatter"),
            Chart("funnel", "funnel", "each", "size", "share", "Funnel", "low2",
                  "high2", "half", named="name", lower_outer="low3",
                  upper_outer="high3"),
            Chart("grid", "grid", "pairs", "step", "ward", "Grid", value="n"),
            Chart("steps", "steps", "each", "step", "share", "Steps", diagonal=True),
            Chart("slope", "slope", "each", "name", "n", "Slope", before="before"),
            Chart("multiples", "multiples", "pairs", "step", "n", "Multiples",
                  by="ward"),
        )""",
    ),
    "tabled": (
        """
        return Outcome(tables={"pairs": pd.DataFrame({"one": ["=a"], "n": [7]})})
        """,
        """Gives(tables={"pairs": (Column("one", "text", "One"),
                                   Column("n", "int", "Number"))})""",
        "None",
    ),
    "circled": (
        """
        shown = inputs.areas[inputs.areas["shown"]]
        middle = shown.geometry.union_all().centroid
        circle = gpd.GeoDataFrame(
            {"rank": [1]}, geometry=[middle.buffer(900)], crs=inputs.areas.crs
        )
        spots = gpd.GeoDataFrame(geometry=[middle], crs=inputs.areas.crs)
        return Outcome(
            values=inputs.described(), layers={"circles": circle, "spots": spots}
        )
        """,
        """Gives(values=BASE, layers={"circles": "Circles", "spots": "Their middles"})
        """,
        """MapStyle("sequential", "count", "Recorded incidents")""",
    ),
    "spread": (
        """
        west, south, east, north = inputs.areas.total_bounds
        cell = (east - west) / 60
        down, across = np.mgrid[0:(north - south) // cell, 0:60]
        x, y = west + (across + 0.5) * cell, north - (down + 0.5) * cell
        rows = inputs.incidents()[["easting", "northing"]].dropna()
        place, number = np.unique(rows.to_numpy(), axis=0, return_counts=True)
        values = np.zeros(x.shape)
        for (east, north), many in zip(place, number):
            values += many * np.exp(-((x - east) ** 2 + (y - north) ** 2) / 5e5)
        whole = inputs.areas.geometry.union_all()
        inside = shapely.contains_xy(whole, x, y)
        grid = Surface(np.where(inside, values, np.nan), west, north_of(inputs), cell)
        return Outcome(surface=grid)


    def north_of(inputs):
        return float(inputs.areas.total_bounds[3])
        """,
        "Gives()",
        """MapStyle("surface", "", "Incidents about each place")""",
    ),
}

NEEDS = {"spread": '{"rows"}', "paired": '{"denominator"}'}
IDS = tuple(_BODIES)


@contextmanager
def invented(folder: Path) -> Iterator[None]:
    """Have the app find these methods besides its own, until all is undone."""
    for order, (name, (body, gives, style, *charts)) in enumerate(_BODIES.items()):
        run = indent(dedent(body), "    ")
        # what a body adds after two empty lines is a function of its own
        first, *rest = run.split("\n\n\n")
        text = _HEAD.replace("{title}", name.capitalize())
        text += f"\ndef run(inputs, params, progress):{first}\n"
        text += "".join(f"\n\n{dedent(each)}" for each in rest)
        text += dedent(f"""

METHOD = Method(
    id="{name}",
    title="{name.capitalize()} things",
    group="where",
    order={900 + order},
    needs=frozenset({NEEDS.get(name, "()")}),
    params=Params,
    gives={gives.strip()},
    map={style},
    charts={charts[0] if charts else "()"},
    explain=explain,
    cautions=(),
    references=(),
    run=run,
)
""")
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    methods.__path__.append(str(folder))
    methods.all_methods.cache_clear()
    try:
        yield
    finally:
        methods.__path__.remove(str(folder))
        methods.all_methods.cache_clear()
        for name in IDS:
            sys.modules.pop(f"{methods.__name__}.{name}", None)
            if hasattr(methods, name):
                delattr(methods, name)
