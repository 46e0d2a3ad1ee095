"""Briefs that a careless layout would spoil, besides those of `content/sample.py`."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Final

import pytest
from PIL import Image

from hotspot_app.brief.content import (
    Document,
    Look,
    NativeChart,
    NativeKind,
    Section,
    Series,
    Table,
    TableColumn,
)
from tests.brief.content.sample import (
    LONG,
    document,
    one_page,
    picture,
    said,
    table,
    words,
)

HOSTILE: Final = (
    "=cmd|' /C calc'!A0",
    "<a:hlinkClick r:id='rId1'/> &amp; </a:t>",
    "https://example.org/ & www.example.org",
    "{=1} _x0041_ %s {0} &P &[Date]",
    "\ud800\x00\x1b\ufffe\uffff tab\tline\nnext\u2028end",
    "x" * 400,
    "漢字 العربية \U0001f600",
)
"""What is only text, whatever a program may take it for."""


def logo() -> bytes:
    """Make a logo."""
    stream = io.BytesIO()
    Image.new("RGB", (600, 200), "#aa3355").save(stream, "PNG")
    return stream.getvalue()


def many(name: str, count: int = 12, **how: str):
    """Make long sentences."""
    text = (
        f"the number of recorded burglaries in {LONG} rose from 55 to 73 (up 32.7%), "
        "which is more than would be expected from chance variation."
    )
    return words(name, *(f"Sentence {n}: {text}" for n in range(count)), **how)


def chart(kind: NativeKind, count: int = 16, series: int = 1) -> NativeChart:
    """Make a chart with a missing value, and a reference."""
    names = tuple(f"Ward {i} {LONG if i == 2 else 'Highfield'}" for i in range(count))

    def values(add: float, k: int) -> tuple[float | None, ...]:
        return tuple(None if i == 3 else add + i * (k + 1) for i in range(count))

    limits = kind == "dots"
    return NativeChart(
        kind,
        names,
        tuple(
            Series(
                f"Series {k}",
                values(10.5, k),
                lower=values(8.0, k) if limits else (),
                upper=values(13.25, k) if limits else (),
                across=tuple(map(float, range(count))) if kind == "scatter" else (),
            )
            for k in range(series)
        ),
        "Rate per 1,000",
        "Ward",
        picture(kind, f"Chart of {kind}: {series}", (170.0, 90.0)),
        (14.0, "Southampton 14.0"),
    )


def types() -> Table:
    """Make a table of twelve types with long names."""
    columns = [
        TableColumn(f"c{n}", f"Anti-social behaviour {n}", "count") for n in range(12)
    ]
    return Table(
        "types",
        "By type",
        (TableColumn("place", "Place"), *columns),
        tuple((f"{LONG} {r}", *(1000 * r + n for n in range(12))) for r in range(14)),
        note="A note that goes on and on. " * 12,
    )


def long_words() -> Document:
    """Make a brief of far too many words, with a logo and a pale accent."""
    return replace(
        document(),
        title=f"A very long title about {LONG * 6}",
        look=Look(accent="#e0a030", organisation="Safe City", logo=logo()),
        handling="Not to be shared beyond named recipients, nor copied, nor left. " * 3,
        about=tuple((f"Name {n}", LONG * 2) for n in range(12)),
        sections=(
            Section(
                "long",
                "Long words",
                (
                    many("long"),
                    many("careful", voice="caution"),
                    many("list", voice="numbered", heading="A list"),
                    words("endless", "one sentence without an end " * 300),
                ),
                said("long/finding", f"A finding about {LONG * 6}"),
                ("A note.", "Another note."),
            ),
            Section("empty", "Empty", ()),
        ),
    )


def shapes() -> Document:
    """Make a brief of tall and wide pictures, and of tables by themselves."""
    return replace(
        document(),
        sections=(
            Section(
                "tall",
                "Tall",
                (many("tall"), picture("tall", "A tall picture", (100.0, 300.0))),
                said("tall/finding", "A tall picture stands beside words"),
            ),
            Section(
                "wide",
                "Wide",
                (
                    words("wide", "One.", "Two.", voice="bullets"),
                    picture("wide", f"A wide picture of {LONG * 4}", (400.0, 80.0)),
                    picture("wide alone", "A wide picture alone", (400.0, 80.0)),
                    picture("tall alone", "A tall picture alone", (60.0, 200.0)),
                    picture("map alone", "A map alone", (297.0, 210.0)),
                ),
            ),
            Section(
                "types",
                "Types",
                (words("types", "Words above the table."), types()),
                said("types/finding", "Twelve types"),
            ),
            Section(
                "table",
                "A table",
                (replace(table(3), title="Its own title"),),
                said("table/finding", "Only a table"),
            ),
        ),
    )


def charts() -> Document:
    """Make a brief of every kind of chart."""
    return replace(
        document(),
        sections=(
            Section(
                "charts",
                "Charts",
                (
                    words("charts", "Words beside a chart.", voice="lead"),
                    chart("dots"),
                    chart("bars", 6, 2),
                    chart("columns", 12),
                    chart("columns", 5, 3),
                    chart("line", 24, 3),
                    chart("scatter", 20, 2),
                ),
                said("charts/finding", "Charts of every kind"),
            ),
        ),
    )


def hostile() -> Document:
    """Make a brief whose every text is hostile."""
    first = HOSTILE[0]
    columns = tuple(TableColumn(f"c{n}", text) for n, text in enumerate(HOSTILE[:4]))
    hostile_table = Table(
        "hostile", HOSTILE[1], columns, (HOSTILE[:4], HOSTILE[3:]), note=HOSTILE[2]
    )
    one = chart("bars", 4)
    hostile_chart = replace_chart(one, HOSTILE[:4], HOSTILE[1])
    return replace(
        document(),
        title=first,
        subtitle=HOSTILE[1],
        handling=HOSTILE[3],
        about=tuple((text[:40], text) for text in HOSTILE),
        sections=(
            Section(
                "hostile",
                HOSTILE[1],
                (words("hostile", *HOSTILE), hostile_table, hostile_chart),
                said("hostile/finding", HOSTILE[3]),
                HOSTILE,
            ),
        ),
        sources=HOSTILE,
    )


def replace_chart(
    one: NativeChart, categories: tuple[str, ...], name: str
) -> NativeChart:
    """Give a chart other words."""
    series = tuple(replace(each, name=name) for each in one.series)
    return NativeChart(
        one.kind, categories, series, name, name, one.picture, (14.0, name)
    )


def crowded_sheet() -> Document:
    """Make a sheet with far too much on it."""
    return replace(
        long_words(),
        shape="sheet",
        sections=(
            Section(
                "all",
                "All",
                (
                    many("all"),
                    picture("map", "A map", (297.0, 210.0)),
                    types(),
                    chart("dots", 5),
                    many("careful", 3, voice="caution"),
                    picture("second", "A second map"),
                    picture("third", "A third map"),
                ),
                said("all/finding", "A finding on the sheet"),
            ),
        ),
    )


DECKS: Final = {
    "report": document,
    "profiles": lambda: document("profiles"),
    "no rows": lambda: document(rows=0),
    "one row": lambda: document(rows=1),
    "300 rows": lambda: document(rows=300),
    "long words": long_words,
    "shapes": shapes,
    "charts": charts,
    "hostile": hostile,
}
SHEETS: Final = {
    "sheet": one_page,
    "sheet without rows": lambda: one_page(0),
    "sheet of 300 rows": lambda: one_page(300),
    "crowded sheet": crowded_sheet,
}
SAMPLES: Final = {**DECKS, **SHEETS}

_LARGE: Final = ("300 rows", "shapes", "long words", "charts", "crowded sheet")

EACH: Final = [
    pytest.param(name, marks=pytest.mark.slow if name in _LARGE else ())
    for name in SAMPLES
]
"""Their names, for tests of each."""
