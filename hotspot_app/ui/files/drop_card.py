"""The card on which files are dropped, or asked for by a button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from hotspot_app.named_paths import chosen
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import text_label


class DropCard(QFrame):
    """Says that files can be dropped, and lights up when they are about to be."""

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("drop")
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 12, 16, 12)
        across.setSpacing(8)
        told = text_label(
            "Drop files or folders here, in any order. Each is recognised by what is "
            "in it, and nothing leaves this computer."
        )
        across.addWidget(told, 1)
        self._files = QPushButton("Add files…")
        self._files.clicked.connect(lambda: self.files_wanted.emit())
        folder = QPushButton("Add a folder…")
        folder.clicked.connect(lambda: self.folder_wanted.emit())
        across.addWidget(self._files)
        across.addWidget(folder)

    def take_focus(self) -> None:
        """Put the focus on the first button."""
        self._files.setFocus()

    def light(self, on: bool) -> None:
        """Show that what is dragged can be dropped, or no longer."""
        now = theme.current()
        self.setStyleSheet(
            f"#drop {{ background: {now.accent_soft}; "
            f"border: 1px dashed {now.accent}; }}"
            if on
            else ""
        )


def dropped(data: QMimeData) -> list[Path]:
    """Return the files and folders of a drag, which the analyst chose by hand."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    chosen(paths)
    return paths
