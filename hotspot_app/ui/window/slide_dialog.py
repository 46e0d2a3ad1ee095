"""The dialog that copies or saves the map for a slide, in one of three shapes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.errors import HotspotError
from hotspot_app.paths import written
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import Label, as_it_stands
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.shown_folder import show_folder_of
from hotspot_app.ui.map.slide import SHAPES

_PREVIEW: Final = (560, 400)
"""Largest size of the preview, in pixels at 100%."""


class SlideDialog(QDialog):
    """Shows a preview of the slide, and copies or saves it.

    Parameters
    ----------
    paint
        Paints the map in one of `SHAPES`, under a marking.
    proposed
        Gives the file name proposed.
    marking
        Gives the marking.
    change
        Lets the analyst change it.
    """

    def __init__(
        self,
        parent: QWidget,
        paint: Callable[[str, str], QImage],
        *,
        proposed: Callable[[], Path],
        marking: Callable[[], str],
        change: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("The map for a slide")
        self._paint, self._proposed = paint, proposed
        self._marking, self._change_it = marking, change
        self._image = QImage()
        self._file: Path | None = None
        self.preview = Label()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName("The slide as it will be")
        self.shapes = {name: QRadioButton(as_it_stands(name)) for name in SHAPES}
        self.copy = QPushButton("Copy")
        self.save = QPushButton("Save…")
        self.shut = QPushButton("Close")
        self.marking, self.change = (
            Label(wraps=True),
            QPushButton("Change the marking…"),
        )
        self.told = Label(wraps=True)
        self.show_file = QPushButton("Show the file")
        self.show_file.hide()
        self._lay_out()
        for name, button in self.shapes.items():
            button.toggled.connect(partial(self._choose, name))
        self.change.clicked.connect(self._change)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.shut.clicked.connect(self.accept)
        self.show_file.clicked.connect(self._show_file)
        next(iter(self.shapes.values())).setChecked(True)

    def _lay_out(self) -> None:
        shapes = QHBoxLayout()
        for button in self.shapes.values():
            shapes.addWidget(button)
        shapes.addStretch(1)
        marked = QHBoxLayout()
        marked.addWidget(self.marking, 1)
        marked.addWidget(self.change)
        said = QHBoxLayout()
        said.addWidget(self.told, 1)
        said.addWidget(self.show_file)
        acts = QHBoxLayout()
        acts.addStretch(1)
        for act in (self.copy, self.save, self.shut):
            acts.addWidget(act)
        rows = QVBoxLayout(self)
        rows.addLayout(shapes)
        rows.addWidget(self.preview, 1)
        rows.addLayout(marked)
        rows.addLayout(said)
        rows.addLayout(acts)

    def _choose(self, shape: str, on: bool) -> None:
        if on:
            self._show(shape)

    def _change(self) -> None:
        self._change_it()
        self._show(next(n for n, each in self.shapes.items() if each.isChecked()))

    def _show(self, shape: str) -> None:
        """Paint the slide in another shape."""
        marking = self._marking()
        self.marking.setText(f"Marked {marking}")
        self._image = self._paint(shape, marking)
        self.told.setText("")
        self.show_file.hide()
        wide, high = map(theme.pixels, _PREVIEW)
        ratio = self.devicePixelRatioF()
        small = self._image.scaled(
            round(wide * ratio),
            round(high * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self.preview.setPixmap(QPixmap.fromImage(small))
        self.preview.setMinimumSize(wide, high)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self._image)
        self.show_file.hide()
        self.told.setText("Copied: paste it into the slide.")

    def _save(self) -> None:
        path = messages.ask_where_to_save(
            self, "Save the slide", self._proposed(), "PNG picture (*.png)"
        )
        if path is None:
            return
        try:
            with written(path) as scratch:
                scratch.write_bytes(png(self._image))
        except HotspotError as why:
            self.show_file.hide()
            self.told.setText(refusal(why))
            return
        self._file = path
        self.told.setText(f"The slide is in {path}.")
        self.show_file.show()

    def _show_file(self) -> None:
        if self._file is not None and not show_folder_of(self._file):
            self.told.setText(f"Its folder can't be shown here: {self._file.parent}")


def png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(held, b"png").write(image)
    return bytes(held.data().data())
