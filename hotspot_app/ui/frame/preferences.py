"""Preferences: theme and text size, shown at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QWidget,
)

from hotspot_app.errors import HotspotError
from hotspot_app.project.save.settings import THEMES, Settings, Theme, change_settings
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.boxes import Box

WORDS: dict[Theme, str] = {
    "system": "As the desktop",
    "light": "Light",
    "dark": "Dark",
}


def dress(app: QApplication, settings: Settings) -> None:
    """Put on the theme and the text size that are remembered."""
    wanted = settings.theme
    if wanted == "system":
        wanted = "dark" if theme.prefers_dark() else "light"
    theme.put_on(app, theme.THEMES[wanted], settings.text_scale / 100)


def choose(app: QApplication, name: Theme, text_scale: int) -> HotspotError | None:
    """Apply and save changed preferences.

    Parameters
    ----------
    text_scale
        Text size in per cent.

    Returns
    -------
    HotspotError or None
        Why they can't be saved.
    """
    chosen, trouble = Settings(theme=name, text_scale=text_scale), None
    try:
        chosen = change_settings(
            lambda now: replace(now, theme=name, text_scale=text_scale)
        )
    except HotspotError as why:
        trouble = why
    dress(app, chosen)
    return trouble


class PreferencesDialog(QDialog):
    """Theme and text size."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences – Hotspot")
        self.theme, self.scale = Box(), Box()
        for name in THEMES:
            self.theme.addItem(WORDS[name], name)
        for size in theme.SCALES:
            self.scale.addItem(f"{size:.0%}", round(100 * size))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.scale.setCurrentIndex(self.scale.findData(settings.text_scale))
        self.theme.setAccessibleName("Theme")
        self.scale.setAccessibleName("Text size")
        form = QFormLayout(self)
        form.setContentsMargins(20, 20, 20, 16)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        grow = QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        form.setFieldGrowthPolicy(grow)
        self.setMinimumWidth(theme.pixels(340))
        form.addRow("&Theme", self.theme)
        form.addRow("Text &size", self.scale)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        form.addRow(buttons)
        theme.signals.changed.connect(self._fit)
        self.theme.activated.connect(self._choose)
        self.scale.activated.connect(self._choose)

    def _fit(self) -> None:
        self.setMinimumWidth(theme.pixels(340))
        self.adjustSize()

    def _choose(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        choose(app, self.theme.currentData(), self.scale.currentData())
