"""Colours, type and control sizes of the window, light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hotspot_app.draw.palettes import PALE, PAPER, RAMP, ZERO
from hotspot_app.paths import shipped

BODY: Final = 13
"""Pixels of ordinary text at 100%."""

SMALL, HEADLINE, OFFICER, OFFICER_HEADLINE = 11.5, 17, 16, 27
"""Pixels of other text at 100%."""

SCALES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
"""How much larger text may be made."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One value a role; `#rrggbb`.

    Attributes
    ----------
    accent_ink
        Text on the accent.
    control
        Border of what can be pressed, 3:1 against its ground.
    map_ground
        Around the areas.
    area_line, ward_line
        Borders between areas, outlines of wards.
    map_colours
        What a colour of the maps becomes; those that aren't named stay.
    """

    name: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_soft: str
    ground: str
    panel: str
    hairline: str
    control: str
    scroll: str
    clear: str
    clear_ground: str
    likely: str
    likely_ground: str
    chance: str
    chance_ground: str
    hint: str
    hint_ground: str
    map_ground: str
    area_line: str
    ward_line: str
    map_colours: Mapping[str, str] = field(default_factory=dict)

    def on_map(self, colour: str) -> str:
        """Return what a colour of the maps (`palettes.LOOKS`) is in this theme."""
        return self.map_colours.get(colour, colour)

    def sure(self, word: str) -> tuple[str, str]:
        """Return text and ground of a confidence word: "clear", "likely" ..."""
        if word == "clear":
            return self.clear, self.clear_ground
        if word == "likely":
            return self.likely, self.likely_ground
        return self.chance, self.chance_ground


LIGHT: Final = Theme(
    name="light",
    ink="#1b2430",
    muted="#5a6675",
    accent="#0b5cad",
    accent_ink="#ffffff",
    accent_soft="#e7f0fa",
    ground="#f6f7f9",
    panel="#ffffff",
    hairline="#dfe3e8",
    control="#8a94a1",
    scroll="#b4bcc6",
    clear="#8f1414",
    clear_ground="#fde8e8",
    likely="#7a4b00",
    likely_ground="#fff1dc",
    chance="#4b5563",
    chance_ground="#eef1f4",
    hint="#8a5300",
    hint_ground="#fff6e5",
    map_ground="#fbfbfa",
    area_line="#ffffff",
    ward_line="#3f4a58",
)

_DARK_RAMP: Final = ("#33263d", "#573a6b", "#8059a0", "#b48fd0", "#ead7f7")
"""On a dark ground many is bright."""

DARK: Final = Theme(
    name="dark",
    ink="#e8ecf1",
    muted="#a7b1be",
    accent="#6cb0f5",
    accent_ink="#0d1722",
    accent_soft="#1d3550",
    ground="#14191f",
    panel="#1c232b",
    hairline="#323c47",
    control="#758292",
    scroll="#4a5663",
    clear="#ffb4ae",
    clear_ground="#4a1d1d",
    likely="#ffd08a",
    likely_ground="#45330f",
    chance="#c3ccd6",
    chance_ground="#2b343e",
    hint="#ffd08a",
    hint_ground="#3a2c10",
    map_ground="#10151a",
    area_line="#1c232b",
    ward_line="#c3ccd6",
    map_colours={
        PALE: "#303943",
        "#b9b5a9": "#4d5864",
        PAPER: "#1c232b",
        "#f6f7f9": "#232b34",
        "#b2182b": "#e25d6f",
        "#6a0d18": "#ffc2c8",
        "#2166ac": "#4d94d9",
        "#0f3f72": "#c4dff8",
        "#f6cbc6": "#5e2a30",
        "#d3e3f3": "#22384f",
        "#fce3d8": "#5a3626",
        "#b04a18": "#f2a27e",
        "#8a3410": "#ffd5c2",
        "#e4f1f8": "#223f4d",
        "#26749f": "#8cc6e4",
        "#1a567a": "#d6eefa",
        ZERO: "#24261f",
        **dict(zip(RAMP, _DARK_RAMP, strict=True)),
        "#5b3a70": "#d9c3ea",
        "#cfb6dc": "#2a1c36",
    },
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}


class _Signals(QObject):
    changed = Signal()


signals: Final = _Signals()
"""`changed` is sent after another theme or text size was put on."""

_now: list[tuple[Theme, float]] = [(LIGHT, 1.0)]


def current() -> Theme:
    """Return the theme that is on."""
    return _now[0][0]


def text_scale() -> float:
    """Return by how much text is enlarged, 1 being 100%."""
    return _now[0][1]


def pixels(size: float) -> int:
    """Return a size of type, or a length that must grow with it, in pixels."""
    return max(1, round(size * text_scale()))


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the window's face at a size given for 100%."""
    face = QFont(QApplication.font())
    face.setPixelSize(pixels(size))
    face.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return face


def numerals(face: QFont) -> QFont:
    """Return a face whose digits are all as wide as each other, for columns."""
    tabular = QFont(face)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def prefers_dark() -> bool:
    """Say whether the desktop asks for a dark theme."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def put_on(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Dress the whole app.

    Parameters
    ----------
    scale
        By how much text is enlarged; one of `SCALES`.
    """
    _now[0] = (theme, scale)
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    face = QFont(_family())
    face.setPixelSize(pixels(BODY))
    app.setFont(face)
    app.setStyleSheet(stylesheet(theme, scale))
    signals.changed.emit()


def _family() -> str:
    """Return the system's own face, or Inter, which comes with the app."""
    families = QFontDatabase.families()
    if "Segoe UI" in families:
        return "Segoe UI"
    if "Inter" not in families:
        for file in sorted((shipped("resources") / "fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))
    return "Inter"


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    chosen = {
        roles.Window: theme.ground,
        roles.WindowText: theme.ink,
        roles.Base: theme.panel,
        roles.AlternateBase: theme.ground,
        roles.Text: theme.ink,
        roles.Button: theme.panel,
        roles.ButtonText: theme.ink,
        roles.ToolTipBase: theme.panel,
        roles.ToolTipText: theme.ink,
        roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.accent_soft,
        roles.HighlightedText: theme.ink,
        roles.Link: theme.accent,
        roles.Mid: theme.hairline,
        roles.Accent: theme.accent,
    }
    palette = QPalette()
    for role, colour in chosen.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.control))
    return palette


def stylesheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the style of every kind of control.

    A widget asks for a role by its `role` property: "panel", "section",
    "secondary", "headline", "primary", "chip", "flat", "hint", "banner", "card".
    """

    def px(size: float) -> str:
        return f"{max(1, round(size * scale))}px"

    icons = shipped("resources") / "icons"
    down, left, right = (
        (icons / f"{way}-{theme.name}.svg").as_posix()
        for way in ("down", "left", "right")
    )
    return f"""
QWidget {{ color: {theme.ink}; }}
QMainWindow, QDialog {{ background: {theme.ground}; }}
QToolTip {{ background: {theme.panel}; color: {theme.ink};
  border: 1px solid {theme.control}; padding: 4px 6px; }}
*[role="panel"] {{ background: {theme.panel}; }}
*[role="card"] {{ background: {theme.panel}; border: 1px solid {theme.hairline};
  border-radius: 8px; }}
QLabel[role="section"] {{ color: {theme.muted}; font-size: {px(11.5)};
  font-weight: 600; }}
QLabel[role="secondary"] {{ color: {theme.muted}; font-size: {px(SMALL)}; }}
QLabel[role="headline"] {{ font-size: {px(HEADLINE)}; font-weight: 600; }}
QLabel[role="hint"] {{ color: {theme.hint}; background: {theme.hint_ground};
  border-radius: 6px; padding: 8px; }}
QFrame[role="banner"] {{ background: {theme.hint_ground}; border-radius: 6px; }}
QFrame[role="banner"] QLabel {{ color: {theme.hint}; }}
QFrame[role="rule"] {{ background: {theme.hairline}; border: none; }}
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox,
QDateEdit {{
  min-height: {px(22)}; border: 1px solid {theme.control}; border-radius: 6px;
  background: {theme.panel}; padding: 3px 10px; }}
QToolButton {{ padding: 3px 6px; }}
QPushButton:hover, QToolButton:hover, QComboBox:hover {{
  background: {theme.accent_soft}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{
  background: {theme.accent_soft}; border-color: {theme.accent};
  color: {theme.accent}; }}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus,
QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTableView:focus,
QListView:focus, QTreeView:focus,
QPlainTextEdit:focus, QTextBrowser:focus {{
  border: 2px solid {theme.accent}; padding-left: 9px; padding-right: 9px; }}
QTableView:focus, QListView:focus, QTreeView:focus, QPlainTextEdit:focus,
QTextBrowser:focus {{ padding: 0; }}
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled {{
  color: {theme.control}; border-color: {theme.hairline}; }}
QPushButton[role="primary"] {{ background: {theme.accent}; color: {theme.accent_ink};
  border-color: {theme.accent}; font-weight: 600; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {theme.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {theme.hairline};
  color: {theme.muted}; border-color: {theme.hairline}; }}
QPushButton[role="chip"] {{ border-radius: {px(12)}; padding: 1px 8px;
  font-size: {px(12)}; }}
QPushButton[role="chip"]:checked {{ background: {theme.accent_soft};
  color: {theme.accent}; border: 1px solid {theme.accent}; }}
QPushButton[role="chip"]:focus {{ border: 2px solid {theme.accent};
  padding: 0 7px; }}
QPushButton[role="flat"], QToolButton[role="flat"] {{ border: 1px solid transparent;
  background: transparent; color: {theme.accent}; padding: 3px 6px; }}
QPushButton[role="flat"]:hover {{ text-decoration: underline; }}
QPushButton[role="flat"]:disabled {{ color: {theme.muted}; }}
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus {{
  border: 2px solid {theme.accent}; padding: 2px 5px; }}
QPushButton[role="left"] {{ border-top-right-radius: 0;
  border-bottom-right-radius: 0; }}
QPushButton[role="right"] {{ border-top-left-radius: 0;
  border-bottom-left-radius: 0; border-left: none; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {px(22)}; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{down}"); width: {px(12)};
  height: {px(12)}; }}
QComboBox QAbstractItemView {{ background: {theme.panel}; color: {theme.ink};
  border: 1px solid {theme.control}; selection-background-color: {theme.accent_soft};
  selection-color: {theme.ink}; outline: none; padding: 4px; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: {px(24)}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {theme.accent}; }}
QTabBar::tab {{ background: transparent; padding: 8px 7px;
  border: none; border-bottom: 2px solid transparent; color: {theme.muted}; }}
QTabBar::tab:selected {{ color: {theme.accent}; font-weight: 600;
  border-bottom: 2px solid {theme.accent}; }}
QTabBar::tab:focus {{ border-bottom: 3px solid {theme.accent}; }}
QTabBar::scroller {{ width: {px(28)}; }}
QTabBar QToolButton {{ padding: 0; min-height: 0; border-radius: 0; }}
QTabBar QToolButton::left-arrow {{ image: url("{left}"); width: {px(14)};
  height: {px(14)}; }}
QTabBar QToolButton::right-arrow {{ image: url("{right}"); width: {px(14)};
  height: {px(14)}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.hairline}; }}
QTableView, QListView, QTreeView, QPlainTextEdit, QTextBrowser {{
  background: {theme.panel}; border: 1px solid transparent;
  selection-background-color: {theme.accent_soft};
  selection-color: {theme.ink}; gridline-color: {theme.hairline}; }}
QHeaderView::section {{ background: {theme.panel}; color: {theme.muted};
  border: none; border-bottom: 1px solid {theme.hairline}; padding: 6px 8px;
  font-size: {px(12)}; font-weight: 600; }}
QTreeView {{ outline: 0; }}
QTreeView::item {{ border: none; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{
  background: {theme.accent_soft}; color: {theme.ink}; }}
QMenu {{ background: {theme.panel}; border: 1px solid {theme.control}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 8px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {theme.accent_soft}; }}
QMenu::item:disabled {{ color: {theme.control}; }}
QMenu::separator {{ height: 1px; background: {theme.hairline}; margin: 4px 8px; }}
QMenuBar {{ background: {theme.panel}; padding: 0 4px; }}
QToolBar {{ background: {theme.panel}; border: none; padding: 2px 8px 6px 8px;
  spacing: 8px; border-bottom: 1px solid {theme.hairline}; }}
QToolBar QToolButton {{ padding: 3px 8px; }}
QMenuBar::item {{ padding: 4px 8px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {theme.accent_soft}; }}
QStatusBar {{ background: {theme.panel}; border-top: 1px solid {theme.hairline};
  color: {theme.muted}; padding: 0 4px; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{ border: none; background: {theme.hairline}; border-radius: 3px;
  max-height: 6px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
QScrollArea {{ border: none; background: transparent; }}
QAbstractScrollArea::corner {{ background: {theme.panel}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {theme.scroll}; border-radius: 4px; margin: 2px;
  min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {theme.hairline}; }}
"""
