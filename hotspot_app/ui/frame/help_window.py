"""Help: a page on each method, the keys, and what the app is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from hotspot_app import __version__
from hotspot_app.paths import shipped
from hotspot_app.ui.frame.actions import ROWS
from hotspot_app.ui.frame.licences import made_with, where_words_are
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import on_screen
from hotspot_app.ui.kit.text_page import TextPage

MAP_KEYS = (
    ("Arrow keys, + and −, 0", "Move, zoom, show the whole map"),
    ("N and P", "The next area, the one before"),
    ("Ctrl and an arrow", "The area beside"),
    ("Space, Ctrl and Space", "Select the area, add it to the selection"),
    ("Enter", "Zoom to the area"),
    ("Shift and drag", "Select by rectangle"),
    ("Ctrl and click", "Add an area, or take it out"),
    ("Esc", "Select nothing"),
)
TABLE_KEYS = (
    ("Ctrl+C", "Copy the chosen rows, or all, for Excel"),
    ("Enter", "Show the area on the map"),
)


class HelpWindow(QDialog):
    """A page of help that stays beside the window while it is worked with."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help – Hotspot")
        self.page = TextPage()
        self.page.setAccessibleName("Help")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        rows = QVBoxLayout(self)
        rows.addWidget(self.page, 1)
        rows.addWidget(buttons)
        self.resize(on_screen(self, theme.pixels(560), theme.pixels(600)))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)

    def take_keys(self, actions: dict[str, QAction]) -> None:
        """Let the window's keys work here too, but not the one that closes projects."""
        self.addActions([act for name, act in actions.items() if name != "close"])

    def show_text(self, markdown: str) -> None:
        """Show a page and come to the front."""
        self.page.setMarkdown(markdown)
        _space(self.page.document())
        self.show()
        self.raise_()
        self.page.setFocus()


def _space(page: QTextDocument) -> None:
    """Set paragraphs apart, and the page from its edge; headings stay quiet."""
    page.setDocumentMargin(theme.pixels(14))
    block = page.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            size = QTextCharFormat()
            size.setProperty(
                QTextFormat.Property.FontSizeAdjustment, 1 if level == 1 else 0
            )
            cursor.mergeCharFormat(size)
        table = cursor.currentTable()
        if table is not None:
            lines = table.format()
            lines.setBorderBrush(QColor(theme.current().hairline))
            lines.setBorderCollapse(True)
            lines.setCellPadding(theme.pixels(4))
            table.setFormat(lines)
        else:
            shape = block.blockFormat()
            shape.setBottomMargin(theme.pixels(8))
            cursor.setBlockFormat(shape)
        block = block.next()


def help_page(name: str) -> str:
    """Return a page of help: of a method by its id, or on another subject."""
    return (shipped("resources") / "help" / f"{name}.md").read_text(encoding="utf-8")


def keys_help(actions: dict[str, QAction]) -> str:
    """Return a page of every key."""
    form = QKeySequence.SequenceFormat.NativeText
    of_actions = [
        (actions[row.id].shortcut().toString(form), row.text.rstrip("…"))
        for row in ROWS
        if row.keys
    ]
    parts = [
        _table("Everywhere", of_actions),
        _table("On the map", MAP_KEYS),
        _table("In the table", TABLE_KEYS),
    ]
    return "# Keyboard\n\n" + "\n\n".join(parts)


def about_help() -> str:
    """Return a page on the app and what it is made with."""
    return (
        f"# Hotspot {__version__}\n\n"
        "Recorded crime: hotspots, rates, the link to deprivation, maps. It works on "
        "this computer, needs no network and sends nothing.\n\n"
        "Licence: MIT. Icons: Lucide (ISC). Typeface where the system has none of its "
        "own: Inter (SIL Open Font License 1.1). Qt is used under the LGPL 3; its "
        f"libraries may be replaced where the app is installed. {where_words_are()}\n\n"
        + _table("Made with", made_with(), ("Part", "Version and licence"))
    )


def _table(
    title: str,
    rows: tuple[tuple[str, str], ...] | list[tuple[str, str]],
    heads: tuple[str, str] = ("Keys", "What they do"),
) -> str:
    lines = [f"## {title}", "", f"| {heads[0]} | {heads[1]} |", "|---|---|"]
    return "\n".join([*lines, *(f"| {left} | {right} |" for left, right in rows)])
