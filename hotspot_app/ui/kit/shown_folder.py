"""Shows where a file is that was just written: its folder, as the desktop shows it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show_folder_of(file: Path) -> bool:
    """Open a file's folder, never the file; say whether the desktop took it.

    Only for files of ours, where the analyst had them put.
    """
    folder = file.parent
    if not folder.is_dir():
        return False
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
