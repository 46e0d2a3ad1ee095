"""What widgets show of odd names, and whether they show it as it stands."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QTextEdit,
    QToolTip,
    QWidget,
)

from hotspot_app.ui.kit.hint import Hint
from tests.ui.odd_names import MARK

_MANY = 12
"""Rows of a table that are looked at: all are of one making."""


def _columns(model: QAbstractItemModel) -> int:
    """Return how many columns a model has; Qt hides that a list has one."""
    if isinstance(model, QAbstractListModel):
        return 1
    return model.columnCount(QModelIndex())


def tip(words: str, widget: QWidget | None) -> str:
    """Show a tip, and return what it says once it is seen to be plain."""
    at = QPoint(5, 5)
    if widget is None:
        QToolTip.showText(at, words)
    else:
        QToolTip.showText(at, words, widget)
    (label,) = (w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel"))
    assert isinstance(label, QLabel)
    assert label.textFormat() == Qt.TextFormat.PlainText
    return label.text()


class Seen:
    """Looks at every widget there is.

    Attributes
    ----------
    words
        Kind of widget to the odd words seen there.
    wrong
        What would not be read as it stands.
    """

    def __init__(self) -> None:
        self.words: dict[str, set[str]] = defaultdict(set)
        self.wrong: list[str] = []

    def look(self) -> None:
        """Look once more at every window that is shown."""
        for widget in QApplication.allWidgets():
            if widget.window().isVisible():
                self._kind_of(widget)
                for action in widget.actions():
                    self._keyed("entry of a menu", action.text())
                    self._tip(action.toolTip(), widget)
                self._tip(widget.toolTip(), widget)
                self._note("title", widget.windowTitle())

    def _kind_of(self, widget: QWidget) -> None:
        match widget:
            case QLabel():
                self._label(widget)
            case QAbstractButton():
                self._keyed("button", widget.text())
            case QComboBox():
                for row in range(widget.count()):
                    self._note("entry of a box", widget.itemText(row))
            case QTextEdit():
                self._text(widget)
            case QAbstractItemView() if not isinstance(widget, QHeaderView):
                self._cells(widget)

    def _note(self, kind: str, words: str) -> None:
        if MARK in words:
            self.words[kind].add(words)

    def _keyed(self, kind: str, words: str) -> None:
        """Take words in which Qt looks for a key."""
        if MARK in words:
            self.words[kind].add(words.replace("&&", "&"))
            if "&" in words.replace("&&", ""):
                self.wrong.append(f"{kind}: {words}")

    def _label(self, label: QLabel) -> None:
        words = label.text()
        if isinstance(label, Hint):
            read = QTextDocumentFragment.fromHtml(words).toPlainText()
            self._note("hint", label.accessibleName())
            if read != label.accessibleName():
                self.wrong.append(f"hint: {words}")
            return
        if label.buddy() is None:
            self._note("label", words)
        else:
            self._keyed("label", words)
        risky = MARK in words or "<" in words
        if risky and label.textFormat() != Qt.TextFormat.PlainText:
            self.wrong.append(f"label: {words}")

    def _text(self, view: QTextEdit) -> None:
        self._note("text", view.toPlainText())
        block = view.document().begin()
        while block.isValid():
            piece = block.begin()
            while not piece.atEnd():
                shape = piece.fragment().charFormat()
                if shape.isImageFormat() or shape.isAnchor():
                    self.wrong.append(f"text: {block.text()}")
                piece += 1
            block = block.next()

    def _cells(self, view: QAbstractItemView) -> None:
        model = view.model()
        if model is None:
            return
        across, heading = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
        for column in range(_columns(model)):
            self._note("heading", str(model.headerData(column, across)))
            self._tip(model.headerData(column, across, heading), view)
            for row in range(min(model.rowCount(), _MANY)):
                cell = model.index(row, column)
                self._note("cell", str(cell.data()))
                self._tip(cell.data(Qt.ItemDataRole.ToolTipRole), view)

    def _tip(self, words: str | None, widget: QWidget) -> None:
        if words and MARK in words and words not in self.words["tip"]:
            self.words["tip"].add(words)
            if tip(words, widget) != words:
                self.wrong.append(f"tip: {words}")
            QToolTip.hideText()
