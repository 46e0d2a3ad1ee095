"""A chart on screen: its title, its key, its canvas and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.draw.charts.data import (
    PLAIN,
    Captions,
    arranged,
    check,
    usual,
)
from hotspot_app.draw.charts.kinds import SCENES
from hotspot_app.draw.charts.words import words_of
from hotspot_app.method import Chart, Column
from hotspot_app.ui.charts.canvas import Canvas
from hotspot_app.ui.charts.marks import Links, Marks, marks
from hotspot_app.ui.charts.rows import AxisHead, RowsCanvas
from hotspot_app.ui.charts.scatter import ScatterCanvas
from hotspot_app.ui.charts.scene import SceneCanvas
from hotspot_app.ui.charts.upright import BarsCanvas, LineCanvas
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.area_view import AreaView
from hotspot_app.ui.kit.cell_words import Faces
from hotspot_app.ui.kit.copying import put_on_clipboard
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label

NO_LINKS: Final = Links()
NOTHING: Final = "There is nothing to draw here."


class ChartView(AreaView):
    """Shows one chart; its areas are chosen with those of map and table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[Chart, pd.DataFrame, dict[str, Any], Links] | None
        self._asked = None
        self._chosen: frozenset[str] = frozenset()
        self.rows, self.bars = RowsCanvas(), BarsCanvas()
        self.line, self.scatter = LineCanvas(), ScatterCanvas()
        self.scene = SceneCanvas()
        self._by_kind: dict[str, Canvas] = {
            "line": self.line,
            "scatter": self.scatter,
            **dict.fromkeys(SCENES, self.scene),
        }
        self.canvas: Canvas = self.rows
        self.head = AxisHead(self.rows)
        self.title, self.key, self.shown = Label(), Label(), Label()
        self.all = QPushButton()
        self.all.setCheckable(True)
        self.copies = QPushButton(icon("copy"), "")
        self.copies.setAccessibleName("Copy the chart's values")
        self.copies.setToolTip("Copy the chart's values for Excel (Ctrl+C)")
        self.area = QScrollArea()
        self._lay_out()
        for canvas in (self.rows, self.bars, self.line, self.scatter, self.scene):
            canvas.setParent(self)
            canvas.hide()
            canvas.chosen_changed.connect(self._choose)
            canvas.zoomed.connect(self.activated)
            canvas.pointed.connect(self.hovered)
            canvas.moved.connect(self._follow)
        self.all.toggled.connect(lambda: self._arrange())
        self.copies.clicked.connect(self.copy)
        theme.signals.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        self.title.setWordWrap(True)
        self.key.setWordWrap(True)
        for label in (self.key, self.shown):
            label.setProperty("role", "secondary")
        for label in (self.title, self.key):
            label.setContentsMargins(8, 0, 8, 0)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 4)
        foot.setSpacing(8)
        foot.addWidget(self.shown, 1)
        foot.addWidget(self.all)
        foot.addWidget(self.copies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        for widget in (self.title, self.key, self.head):
            column.addWidget(widget)
        column.addWidget(self.area, 1)
        column.addLayout(foot)

    # --- what the window sets -------------------------------------------------

    def set_chart(
        self,
        chart: Chart,
        table: pd.DataFrame,
        *,
        columns: Sequence[Column] = (),
        summary: Mapping[str, float] | None = None,
        captions: Captions = PLAIN,
        links: Links = NO_LINKS,
    ) -> None:
        """Show a chart.

        Parameters
        ----------
        table
            The table named by the chart; for "values", only the shown areas, index
            code.
        columns
            Titles of the columns.
        summary
            The outcome's named numbers.
        captions
            Title and name of the reference line; the foot isn't shown here but in the
            notes.
        links
            Colours of areas, areas of groups, and months of the comparison period.

        Raises
        ------
        ValueError
            If the table lacks a column, or the summary the reference.
        """
        drawn = {
            "columns": columns,
            "summary": summary,
            "captions": captions,
        }
        if table.empty:
            self._show_nothing(chart)
            return
        check(chart, table, summary)
        self._asked = (chart, table, drawn, links)
        self._arrange()

    def set_selection(self, codes: frozenset[str]) -> None:
        """Show what was chosen elsewhere."""
        if codes == self._chosen:
            return
        self._chosen = codes
        self.canvas.choose(codes)
        rows = self.canvas.chosen_marks()
        if rows:
            self._follow(self.canvas.place_of(rows[0]))

    # --- what the user does ---------------------------------------------------

    def copy(self) -> None:
        """Put the chart's values on the clipboard."""
        if self._asked is not None:
            put_on_clipboard(self._marks(most=len(self._asked[1])).copied())

    def _choose(self, codes: frozenset[str]) -> None:
        self._chosen = codes
        self.selection_changed.emit(codes)

    def _follow(self, place: QRectF) -> None:
        middle, tall = place.center().toPoint(), round(place.height() / 2) + 4
        self.area.ensureVisible(0, middle.y(), 0, tall)

    # --- arranging ------------------------------------------------------------

    def _marks(self, most: int) -> Marks:
        assert self._asked is not None
        chart, table, drawn, links = self._asked
        return marks(arranged(chart, table, most=most, **drawn), links)

    def _canvas_for(self, made: Marks) -> Canvas:
        drawn, width = made.drawing, Faces(self.font()).small_width
        if drawn.chart.kind in self._by_kind:
            return self._by_kind[drawn.chart.kind]
        upright = drawn.upright and BarsCanvas.has_room(made, self.width(), width)
        return self.bars if upright else self.rows

    def _arrange(self) -> None:
        if self._asked is None:
            return
        chart, table, _, _ = self._asked
        made = self._marks(len(table) if self.all.isChecked() else 0)
        long = made.drawing.total > usual(chart, table)
        self._put(self._canvas_for(made))
        self.canvas.show_marks(made, self._chosen)
        self.head.setVisible(self.canvas is self.rows)
        self.head.refit()
        self.title.setText(made.drawing.title)
        self.key.setText(self._key(made))
        self.key.setVisible(bool(self.key.text()))
        self.all.setVisible(long)
        self.all.setText(f"All {made.drawing.total:,}")
        said = made.drawing.extent or f"{made.drawing.total:,} shown"
        self.shown.setText(said if long and self.canvas is not self.scene else "")
        self.setAccessibleName(made.drawing.title)
        self.setAccessibleDescription(words_of(made.drawing))

    def _show_nothing(self, chart: Chart) -> None:
        self._asked = None
        self._take_out()
        self.title.setText(chart.title)
        self.key.setText(NOTHING)
        self.key.show()
        self.head.hide()
        self.all.hide()
        self.shown.setText("")
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(NOTHING)

    def _put(self, canvas: Canvas) -> None:
        """Put a canvas into the scrolled place, and take the other out."""
        if self.area.widget() is canvas:
            return
        self._take_out()
        self.canvas = canvas
        self.area.setWidget(canvas)
        canvas.setAutoFillBackground(False)
        canvas.show()

    def _take_out(self) -> None:
        """Take the canvas out of the scrolled place, and keep it at hand."""
        before = self.area.takeWidget()
        if before is not None:
            before.setParent(self)
            before.hide()

    def _dress(self) -> None:
        side = theme.pixels(16)
        self.copies.setIconSize(QSize(side, side))
        self.title.setFont(theme.font(bold=True))
        self._arrange()

    # --- Qt's events ----------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay bars down where their names don't fit side by side."""
        super().resizeEvent(event)
        if self._asked is not None and self.canvas.marks is not None:
            if self._canvas_for(self.canvas.marks) is not self.canvas:
                self._arrange()
            self.head.refit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the window's type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _key(self, made: Marks) -> str:
        """Say what the lines and colours mean."""
        drawn, parts = made.drawing, []
        if drawn.line_words and drawn.chart.kind not in SCENES:
            lines = {self.rows: "|", self.scatter: "—"}
            line = lines.get(self.canvas, "– –")
            parts.append(f"{line} {drawn.line_words}")
        if made.shaded.any():
            parts.append("shaded: the period compared with")
        dotted = drawn.chart.kind in ("scatter", "funnel", "steps")
        if dotted and (made.fills != "").any():
            parts.append("coloured as on the map")
        return " · ".join(parts)
