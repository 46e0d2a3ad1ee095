"""Qt's model of the tab "What rose": one row a crime type, group of types or flag."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QObject

from hotspot_app.project.steps.by_type import ByType
from hotspot_app.project.steps.type_rows import ALL, FLAG, GROUP, NO_CRIME, What
from hotspot_app.stats.over_time.change import FELL, ROSE
from hotspot_app.ui.kit.copying import tab_separated
from hotspot_app.ui.kit.sorted_model import ROOT, Index, SortedModel
from hotspot_app.words import number, p_value

NAME, COUNTS, CHANGE, CHANCE = range(4)

ASKED: Final = "✓ "
"""Mark before the name of the row that the question counts."""

_TITLES: Final = ("Type", "Before → now", "Change", "In words")
_HELP: Final = (
    "Choose a row to ask about it alone",
    "Recorded before and now, sorted by how many more; below, what share of the "
    "change in all that is",
    "In per cent, and its 95% limits",
    "Rose or fell where chance alone would hardly explain it: clear, or likely",
)
_KINDS: Final = {GROUP: "types together", FLAG: "flag", NO_CRIME: "not crime"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, its tag if any, and small text below."""

    words: str
    tag: str = ""
    below: str = ""


class TypesModel(SortedModel):
    """The rows of the table, sorted within their kind: types, groups, flags.

    Attributes
    ----------
    found
        The table shown, None before the first.
    chance_apart
        Whether the test's result has a column of its own, or stands below the name.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COUNTS, parent)
        self.found: ByType | None = None
        self.chance_apart = True
        self._records: list[dict[str, Any]] = []

    # --- what is shown --------------------------------------------------------

    def show(self, found: ByType) -> None:
        """Show another table; the order stays."""
        self.beginResetModel()
        self.found = found
        self._records = [
            {str(name): value for name, value in row.items()}
            for row in found.table.to_dict("records")
        ]
        self.arrange()
        self.endResetModel()

    def arrange(self) -> None:
        """Sort the rows of each kind by the sort column, missing values last."""
        column, descending = self._by
        values = [_sort_key(row, column) for row in self._records]
        known = [place for place, value in enumerate(values) if value == value]
        unknown = [place for place, value in enumerate(values) if value != value]
        ranked = sorted(known, key=values.__getitem__, reverse=descending)
        order = sorted(
            ranked + unknown, key=lambda place: _family(self._records[place]["kind"])
        )
        self._rows = np.array(order, dtype=np.intp)

    # --- rows -----------------------------------------------------------------

    def what(self, row: int) -> What:
        """Return which incidents a row counts."""
        assert self.found is not None
        return self.found.rows[int(self._rows[row])]

    def is_asked(self, row: int) -> bool:
        """Return whether the question counts the same incidents as a row."""
        return self.found is not None and int(self._rows[row]) == self.found.asked

    def row_of(self, what: What | None) -> int:
        """Return the row that counts these incidents, -1 if none does."""
        rows = range(len(self._rows))
        return next((row for row in rows if self.what(row) == what), -1)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell's texts."""
        record = self._records[self._rows[row]]
        match column:
            case 0:  # NAME
                mark = ASKED if self.is_asked(row) else ""
                kind = (_KINDS.get(record["kind"], ""), record["small"])
                name = f"{mark}{record['name']}"
                return Cell(name, below=" · ".join(filter(None, kind)))
            case 1:  # COUNTS
                if math.isnan(record["now"]):
                    return Cell("not known")
                counts = (number(record["before"]), number(record["now"]))
                return Cell(" → ".join(counts), below=_share(record))
            case 2:  # CHANGE
                if math.isnan(record["percent"]):
                    return Cell("n/a" if record["now"] > 0 else "")
                limits = (record["percent_lower"], record["percent_upper"])
                below = " to ".join(map(_signed, limits))
                return Cell(f"{_signed(record['percent'])}%", below=below)
        if record["turn"] in (ROSE, FELL):
            return Cell(record["turn"], tag=record["confidence"])
        return Cell("", tag=record["turn"])

    # --- cells and headings ---------------------------------------------------

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_TITLES)

    def text(self, row: int, column: int) -> str:
        """Return a cell's text with its tag."""
        cell = self.cell(row, column)
        return " ".join(filter(None, (cell.words, cell.tag)))

    def is_number(self, column: int) -> bool:
        """Return whether a column has numbers."""
        return column != NAME

    def title(self, column: int) -> str:
        """Return a column's title."""
        return _TITLES[column]

    def help(self, column: int) -> str | None:
        """Return a column's tooltip."""
        return _HELP[column]

    def spoken(self, row: int, column: int) -> str:
        """Return a cell's text for screen readers and tooltips."""
        record = self._records[self._rows[row]]
        match column:
            case 0:  # NAME
                kind, small = _KINDS.get(record["kind"], ""), record["small"]
                if record["kind"] == GROUP:
                    kind = f"{kind}: {', '.join(self.what(row).counted)}"
                asked = "asked for now" if self.is_asked(row) else ""
                chance = "" if self.chance_apart else self.spoken(row, CHANCE)
                words = (record["name"], asked, chance, kind, small)
                return ", ".join(filter(None, words))
            case 1:  # COUNTS
                if math.isnan(record["now"]):
                    return "not known"
                before, now = number(record["before"]), number(record["now"])
                counts = f"{before} before, {now} now"
                moved = (_moved(record), _share(record))
                return ", ".join(filter(None, (counts, *moved)))
            case 2:  # CHANGE
                cell = self.cell(row, column)
                if not cell.below:
                    return "none before" if cell.words else ""
                return f"{cell.words}, 95% limits {cell.below}%"
        told = ", ".join(filter(None, (record["turn"], record["confidence"])))
        if math.isnan(record["p"]) or math.isnan(record["p_adjusted"]):
            return told
        corrected = p_value(record["p_adjusted"])
        return f"{told} (p {p_value(record['p'])}, corrected {corrected})"

    # --- copying --------------------------------------------------------------

    def copied(self) -> str:
        """Return all rows with all columns as text for a spreadsheet."""
        if self.found is None:
            return ""
        columns = self.found.columns
        titles = [each.heading for each in columns.values()]
        rows = [self._records[place] for place in self._rows]
        return tab_separated(titles, ([row[name] for name in columns] for row in rows))


def _family(kind: str) -> int:
    """Return the place of a kind of rows: all crime, types, groups, flags."""
    return {ALL: 0, GROUP: 2, FLAG: 3}.get(kind, 1)


def _sort_key(row: dict[str, Any], column: int) -> Any:
    match column:
        case 0:  # NAME
            return row["name"].casefold()
        case 1:  # COUNTS
            return row["difference"]
        case 2:  # CHANGE
            return row["percent"]
    side = {ROSE: 1, FELL: -1}.get(row["turn"], 0)
    return float(side) * (1 - row["p"])


def _signed(value: float) -> str:
    """Return a change with its sign: "+22.9", "−4.0"; "0.0" has none."""
    size = number(abs(value), 1)
    sign = "" if size == "0.0" else "+" if value > 0 else "−"
    return f"{sign}{size}"


def _moved(row: dict[str, Any]) -> str:
    """Return how many more or fewer incidents: "84 more at the same length"."""
    difference = row["difference"]
    if math.isnan(difference):
        return ""
    size = number(abs(difference))
    how = {"0": "no more or fewer"}.get(
        size, f"{size} {'more' if difference > 0 else 'fewer'}"
    )
    return f"{how} at the same length"


def _share(row: dict[str, Any]) -> str:
    """Return a row's share of the change in all crime, "" for all crime itself."""
    share = row["contribution"]
    if math.isnan(share) or row["kind"] == ALL:
        return ""
    return f"{number(share)}% of change".replace("-", "−")
