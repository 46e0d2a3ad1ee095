"""Every box the app puts before the analyst."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


def show_problem(parent: QWidget, text: str) -> None:
    """Say in one line what could not be done, and wait until it is read."""
    QMessageBox.warning(parent, "Hotspot", text)


def ask_for_result(parent: QWidget) -> Path | None:
    """Ask for a result folder; None if the analyst thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, "Open a result folder")
    return Path(chosen) if chosen else None


def ask_for_files(parent: QWidget) -> list[Path]:
    """Ask for data files; none if the analyst thinks better of it."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Add files")
    return [Path(path) for path in chosen]


def ask_for_folder(parent: QWidget) -> Path | None:
    """Ask for a folder of data; None if the analyst thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, "Add a folder")
    return Path(chosen) if chosen else None
