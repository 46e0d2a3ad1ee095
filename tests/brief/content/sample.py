"""Briefs made by hand, to try writers on: an ordinary one and ones that are awkward."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.backends.backend_agg import FigureCanvasAgg

from hotspot_app.brief.content import (
    WITHHELD,
    Document,
    NativeChart,
    Picture,
    Section,
    Sentence,
    Series,
    Shape,
    Table,
    TableColumn,
    Words,
)
from hotspot_app.draw.page.furniture import Sheet

LONG = "Bassett and Highfield with Portswood St Denys and the Flower Roads"


def sheet(title: str, size: tuple[float, float] = (170.0, 120.0)) -> Sheet:
    """Draw something, of a size in millimetres."""
    drawn = Sheet(figsize=(size[0] / 25.4, size[1] / 25.4), facecolor="white")
    FigureCanvasAgg(drawn)
    drawn.heading, drawn.alt = title, f"{title}. Map of 12 areas."
    axes = drawn.add_axes((0.05, 0.05, 0.9, 0.9))
    axes.fill([0, 4, 5, 2], [0, 1, 4, 5], facecolor="#1d4f7c")
    axes.set_axis_off()
    return drawn


def picture(
    name: str, title: str, size: tuple[float, float] = (170.0, 120.0)
) -> Picture:
    """Make a picture with a caption."""
    return Picture(
        name,
        title,
        f"{title}. Map of 12 areas: higher 3; similar 7; lower 2.",
        sheet(title, size),
        "January to April 2025. n = 1,234 recorded. Method: local Moran's I.",
        "Contains OS data © Crown copyright and database right 2025.",
        lambda marking: sheet(f"{marking}: {title}", size),
    )


def said(name: str, text: str) -> Sentence:
    """Make a sentence as the app says it."""
    return Sentence(name, text, text)


def words(section: str, *texts: str, **how: str) -> Words:
    """Make sentences of a section."""
    made = (said(f"{section}/{n}", text) for n, text in enumerate(texts, 1))
    return Words(tuple(made), **how)  # type: ignore[arg-type]


COLUMNS = (
    TableColumn("name", "Place"),
    TableColumn("ward", "Ward"),
    TableColumn("count", "Recorded", "count"),
    TableColumn("before", "Before", "count"),
    TableColumn("difference", "Change", "change"),
    TableColumn("rate", "Rate per 1,000 residents (2022)", "rate"),
    TableColumn("change_p", "p of change", "p"),
)


def table(rows: int = 5, name: str = "places") -> Table:
    """Make a table of so many places, with a missing and a withheld figure."""
    made = [
        (f"Street {n}", "Bargate", 100 - n, 80.0, 20 - n, 12.345 + n, 0.0213 * n)
        for n in range(1, rows + 1)
    ]
    if rows > 2:
        made[1] = (LONG, "Portswood", WITHHELD, WITHHELD, WITHHELD, WITHHELD, None)
        made[2] = ("=SUM(A1:A9)", "*Sholing* <b>", 1234567, 3.0, -12, float("nan"), 0.0)
    return Table(
        name,
        "Places that stand out",
        COLUMNS,
        tuple(made),
        note="No small count can be worked out.",
    )


def chart() -> NativeChart:
    """Make a line of months."""
    months = tuple(f"{m} 2025" for m in ("Jan", "Feb", "Mar", "Apr", "May"))
    return NativeChart(
        "line",
        months,
        (Series("Recorded", (120.0, 130.0, None, 110.0, 150.0)),),
        "Recorded",
        "Month",
        picture("months", "Burglary rose in May", (170.0, 90.0)),
        (125.0, "mean"),
    )


def dots() -> NativeChart:
    """Make rates with limits."""
    return NativeChart(
        "dots",
        ("Bargate", "Bevois", LONG),
        (
            Series(
                "Rate",
                (30.0, 22.5, 4.0),
                lower=(25.0, 18.0, 3.0),
                upper=(36.0, 28.0, 5.5),
            ),
        ),
        "Rate per 1,000 residents",
        "Ward",
        picture("rates", "Bargate is higher than Southampton", (170.0, 90.0)),
        (12.0, "Southampton 12.0"),
    )


def document(shape: Shape = "report", rows: int = 5) -> Document:
    """Make a brief with every kind of block."""
    return Document(
        product="pag",
        title="Burglary in Southampton: two hotspots stand out",
        subtitle="January to April 2025, compared with January to April 2024",
        marking="OFFICIAL-SENSITIVE",
        handling="Not to be shared beyond named recipients.",
        shape=shape,
        about=(
            ("Reference", "SCP-2025-04"),
            ("Author", "A. Analyst"),
            ("Version", "1"),
        ),
        sections=(
            Section(
                "summary",
                "Summary",
                (
                    words(
                        "summary",
                        "Burglary fell by 11.4%.",
                        "York Walk: 19.",
                        voice="lead",
                    ),
                    words(
                        "decide",
                        "Scullards Lane (81 crimes; 40 before): who leads, by when?",
                        "York Walk # $x$ *bold* \\(1\\): who leads?",
                        voice="numbered",
                        heading="To decide",
                    ),
                ),
                finding=said(
                    "summary/finding", "Two hotspots hold a quarter of burglary"
                ),
                notes=("Say first what the meeting decided last month.",),
            ),
            Section(
                "where",
                "Where",
                (
                    picture(
                        "map", "Burglary: clear hotspot in Bargate", (297.0, 210.0)
                    ),
                    table(rows),
                    words("where", "Small numbers: be careful.", voice="caution"),
                ),
                finding=said("where/finding", "Bargate stands out"),
            ),
            Section("trend", "Trend", (chart(), dots(), table(3, "months"))),
            Section(
                "sources",
                "Sources",
                (
                    words(
                        "sources", "Contains OS data © Crown copyright.", voice="small"
                    ),
                ),
            ),
        ),
        sources=("Contains OS data © Crown copyright and database right 2025.",),
    )


def one_page(rows: int = 5) -> Document:
    """Make a tasking sheet: a map, a table, what changed and what to decide."""
    whole = document("sheet", rows)
    where = whole.sections[1]
    return replace(
        whole,
        product="tasking",
        sections=(
            replace(
                whole.sections[0], blocks=(*whole.sections[0].blocks, *where.blocks)
            ),
        ),
    )
