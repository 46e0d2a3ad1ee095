"""An answer as a folder: table, map, numbers and notes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.brief.cells import safe_text
from hotspot_app.brief.hotspots import hotspots_table
from hotspot_app.brief.page import charts, map_page
from hotspot_app.brief.versions import versions
from hotspot_app.draw.maps.figure import map_figure, save
from hotspot_app.draw.page.furniture import lacking
from hotspot_app.method import Note, Surface
from hotspot_app.methods import all_methods
from hotspot_app.paths import finished_folder
from hotspot_app.project.answer.opinion import opinion_beside
from hotspot_app.project.ask.params import written_params
from hotspot_app.project.steps import stacks
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.by_type import ByType
from hotspot_app.project.steps.comparison import FIGURES, Comparison
from hotspot_app.project.steps.reconciliation import Reconciliation
from hotspot_app.words import counted, listed

_NOTHING: Final = -9999
"""In a grid of numbers: nothing is known here."""

Noted = Callable[[Note], str]
"""Says a note in somebody's words."""

FIRST = (
    "code",
    "name",
    "count",
    "denominator",
    "rate",
    "rate_lower",
    "rate_upper",
    "statistic",
    "z",
    "p",
    "p_adjusted",
    "class",
    "confidence",
)
"""Columns of every table of values, where they apply, in this order."""

OWNS = (
    "map.png",
    "map.svg",
    "map.pdf",
    "surface.asc",
    "values.csv",
    "hotspots.csv",
    "by-type.csv",
    "summary.json",
    "notes.txt",
)
"""Names of the files of a result, charts apart: those of an earlier one give way."""


def plainly(note: Note) -> str:
    """Say a note to whoever reads a document, who may have no face before them."""
    return note.text


def write_results(
    answer: Answer, out: Path, noted: Noted = plainly, marking: str = ""
) -> Answer:
    """Write `values.csv`, maps, charts, `summary.json` and `notes.txt`, all or none.

    The method's other tables are `table-NAME.csv`. Where places stand out,
    `hotspots.csv` too; where a period is compared with, `by-type.csv`.

    Nothing of an earlier answer stays in the folder; files of other names do. The
    second opinion is asked for while pages are drawn, and stands in the notes.

    Parameters
    ----------
    noted
        Says a note in the words of whoever reads it.
    marking
        Who may see the results; "" where they are the analyst's own.

    Returns
    -------
    Answer
        With the second opinion.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    names = {f"chart-{c.id}.png" for m in all_methods() for c in m.charts}
    names |= {_table_file(name) for m in all_methods() for name in m.gives.tables}
    owns = (*OWNS, *sorted(names))
    with (
        opinion_beside(answer) as with_opinion,
        finished_folder(out, owns=owns) as folder,
    ):
        write_csv(values_table(answer), folder / "values.csv")
        if answer.listing.standing:
            write_csv(_safe(hotspots_table(answer)), folder / "hotspots.csv")
        if answer.by_type is not None:
            write_csv(types_table(answer.by_type), folder / "by-type.csv")
        for name, table in answer.outcome.tables.items():
            write_csv(_safe(table), folder / _table_file(name))
        page = map_page(answer, marking=marking)
        if page is not None:
            save(map_figure(page), folder)
        if answer.outcome.surface is not None:
            write_grid(answer.outcome.surface, folder / "surface.asc")
        for name, sheet in charts(answer, marking):
            save(sheet, folder, f"chart-{name}", ("png",))
        (folder / "summary.json").write_text(
            json.dumps(summary(answer), indent=2, ensure_ascii=False, allow_nan=False)
            + "\n",
            encoding="utf-8",
            errors="backslashreplace",  # as JSON itself writes what isn't text
        )
        answer = with_opinion()
        (folder / "notes.txt").write_text(
            notes(answer, noted, marking), encoding="utf-8", errors="backslashreplace"
        )
    return answer


def _table_file(name: str) -> str:
    return f"table-{name}.csv"


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV, with the mark by which Excel knows that it is UTF-8."""
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")


def write_grid(surface: Surface, path: Path) -> None:
    """Write a surface as an ASCII grid (Esri), which geographic systems read."""
    west, south, _, _ = surface.extent
    rows, columns = surface.values.shape
    head = (
        f"ncols {columns}\nnrows {rows}\nxllcorner {west:.3f}\n"
        f"yllcorner {south:.3f}\ncellsize {surface.cell:.3f}\nNODATA_value {_NOTHING}"
    )
    known = np.where(np.isfinite(surface.values), surface.values, _NOTHING)
    np.savetxt(path, known, fmt="%.6g", header=head, comments="")


def area_table(answer: Answer) -> pd.DataFrame:
    """Return one row a shown area, as the method and the comparison found it."""
    table = answer.shown_values.reset_index(names="code")
    first = (*FIRST, *(each.name for each in FIGURES))
    known = [name for name in first if name in table.columns]
    rest = [name for name in table.columns if name not in known]
    ordered: pd.DataFrame = table[[*known, *rest]]
    return ordered


def values_table(answer: Answer) -> pd.DataFrame:
    """Return one row a shown area, texts safe for a spreadsheet."""
    return _safe(area_table(answer))


def types_table(found: ByType) -> pd.DataFrame:
    """Return one row a type, group or flag, with the periods that are compared."""
    periods = {"compared_with": found.before, "period": found.period}
    return _safe(found.table.assign(**periods))


def _safe(table: pd.DataFrame) -> pd.DataFrame:
    texts = [
        name for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])
    ]
    safe: pd.DataFrame = table.assign(
        **{name: table[name].map(safe_text) for name in texts}
    )
    return safe


def note_sections(answer: Answer, noted: Noted = plainly) -> dict[str, tuple[str, ...]]:
    """Return every caution, choice and source in words, by heading."""
    cautions = tuple(noted(note) for note in answer.notes if note.caution)
    return {
        "Cautions": cautions or ("None.",),
        "How it was made": (
            *(noted(note) for note in answer.notes if not note.caution),
            *_not_drawn(answer),
        ),
        "Sources": answer.attributions(),
    }


def _not_drawn(answer: Answer) -> tuple[str, ...]:
    """Say which signs of names maps and charts don't show."""
    named = answer.areas.columns.intersection(["name", "ward", "place"])
    signs = lacking(str(text) for column in named for text in answer.areas[column])
    if not signs:
        return ()
    return (
        f"Maps and charts show a box for {counted(len(signs), 'sign')} of names that "
        f"their typeface lacks: {listed(signs, 10)}.",
    )


def notes(answer: Answer, noted: Noted = plainly, marking: str = "") -> str:
    """Write the marking, the finding, every choice and every caution in words."""
    explained = answer.explanation
    parts = [*((marking, "") if marking else ()), explained.headline, ""]
    parts += explained.sentences
    for heading, lines in note_sections(answer, noted).items():
        parts += ["", heading, *(f"- {line}" for line in lines)]
    if not marking:
        parts += ["", "Marking", "- None: these files are for the analyst's own use."]
    return "\n".join(parts) + "\n"


def summary(answer: Answer) -> dict[str, Any]:
    """Return everything needed to check the answer and to repeat it."""
    question = answer.question
    return {
        "headline": answer.explanation.headline,
        "sentences": list(answer.explanation.sentences),
        "question": {
            "subject": question.subject,
            "types": list(question.types),
            "flags": list(question.flags),
            "sources": list(question.sources),
            "from": str(question.period.first),
            "to": str(question.period.last),
            "months_missing": [
                str(month)
                for month in answer.tally.cube.missing(
                    question.period.whole.first, question.period.whole.last
                )
            ],
            "place": question.place,
            "level": question.level,
            "measure": question.measure,
            "denominator": question.denominator_words or None,
        },
        "method": answer.method.id,
        "params": written_params(answer.params),
        "seed": question.seed,
        "summary": _plain(answer.outcome.summary),
        "tables": {
            name: [_plain(row) for row in table.reset_index().to_dict("records")]
            for name, table in answer.outcome.tables.items()
        },
        "comparison": _compared(answer.comparison),
        "by_type": _by_type(answer.by_type),
        "areas_across_wards": dict(answer.tally.level.straddling),
        "groups": _groups(answer.tally.level.members),
        "reconciliation": _account(answer.tally.reconciliation),
        "stacked_points": [_plain(row) for row in stacks.written(answer.tally.stacked)],
        "sources": [asdict(each) for each in answer.material.sources()],
        "versions": versions(),
    }


def _groups(members: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the areas, or wards, of each group."""
    made: dict[str, list[str]] = {}
    for code, group in sorted(members.items()):
        made.setdefault(group, []).append(code)
    return made


def _compared(found: Comparison | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return _plain(
        {
            "from": str(found.span.first),
            "to": str(found.span.last),
            "days": found.days,
            "days_before": found.days_before,
            "total": found.total,
            "total_before": found.total_before,
            "change": found.ratio.ratio,
            "change_lower": found.ratio.lower,
            "change_upper": found.ratio.upper,
            "change_p": found.ratio.p,
        }
    )


def _by_type(found: ByType | None) -> list[dict[str, Any]] | None:
    if found is None:
        return None
    return [_plain(row) for row in found.table.to_dict("records")]


def _account(account: Reconciliation) -> dict[str, Any]:
    return {**account.total(), "files": account.files()}


def _plain(values: Mapping[Any, Any]) -> dict[str, Any]:
    """Return values as JSON knows them, missing ones as null."""
    return {str(name): _json(value) for name, value in values.items()}


def _json(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, (int, float, str, bool)) else None
