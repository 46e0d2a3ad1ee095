"""The style of every kind of control, written from the roles of a theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hotspot_app.paths import shipped
from hotspot_app.ui.kit.roles import HEADLINE, SMALL, Theme

_Pixels = Callable[[float], str]
"""Writes a length that grows with the text."""


def stylesheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the style of every kind of control.

    A widget asks for a role by its `role` property: "panel", "section",
    "secondary", "headline", "primary", "chip", "flat", "hint", "banner", "card".
    """

    def px(size: float) -> str:
        return f"{max(1, round(size * scale))}px"

    return "".join(part(theme, px) for part in _PARTS)


def _sign(theme: Theme, name: str) -> str:
    """Return where an icon in a theme's colour is."""
    file = shipped("resources") / "icons" / f"{name}-{theme.name}.svg"
    return f'url("{file.as_posix()}")'


def _grounds_and_words(theme: Theme, px: _Pixels) -> str:
    return f"""
QWidget {{ color: {theme.ink}; }}
QMainWindow, QDialog {{ background: {theme.ground}; }}
QToolTip {{ background: {theme.panel}; color: {theme.ink};
  border: 1px solid {theme.control}; padding: 4px 6px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip, QMessageBox QLabel {{ qproperty-textFormat: PlainText; }}
*[role="panel"] {{ background: {theme.panel}; }}
*[role="card"] {{ background: {theme.panel}; border: 1px solid {theme.hairline};
  border-radius: 8px; }}
QLabel[role="section"] {{ color: {theme.muted}; font-size: {px(SMALL)};
  font-weight: 600; }}
QLabel[role="secondary"] {{ color: {theme.muted}; font-size: {px(SMALL)}; }}
QLabel[role="headline"] {{ font-size: {px(HEADLINE)}; font-weight: 600; }}
QLabel[role="hint"] {{ color: {theme.hint}; background: {theme.hint_ground};
  border-radius: 6px; padding: 8px; }}
QFrame[role="banner"] {{ background: {theme.hint_ground}; border-radius: 6px; }}
QFrame[role="banner"] QLabel {{ color: {theme.hint}; }}
QFrame[role="rule"] {{ background: {theme.hairline}; border: none; }}
"""


def _controls(theme: Theme, px: _Pixels) -> str:
    return f"""
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox,
QDateEdit {{
  min-height: {px(22)}; border: 1px solid {theme.control}; border-radius: 6px;
  background: {theme.panel}; padding: 3px 10px; }}
QToolButton {{ padding: 3px 6px; }}
QLineEdit QToolButton {{ min-height: 0; border: none; padding: 0; }}
QPushButton:hover, QToolButton:hover, QComboBox:hover {{
  background: {theme.accent_soft}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{
  background: {theme.accent_soft}; border-color: {theme.accent};
  color: {theme.accent}; }}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus,
QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTableView:focus,
QListView:focus, QTreeView:focus,
QPlainTextEdit:focus, QTextBrowser:focus {{
  border: 2px solid {theme.accent}; padding: 2px 9px; }}
QToolButton:focus {{ padding: 2px 5px; }}
QTableView:focus, QListView:focus, QTreeView:focus, QPlainTextEdit:focus,
QTextBrowser:focus {{ padding: 0; }}
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled {{
  color: {theme.control}; border-color: {theme.hairline}; }}
"""


def _buttons(theme: Theme, px: _Pixels) -> str:
    return f"""
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
"""


def _fields(theme: Theme, px: _Pixels) -> str:
    down, up = _sign(theme, "down"), _sign(theme, "up")
    return f"""
QComboBox {{ combobox-popup: 0; padding-right: 2px; }}
QComboBox:focus {{ padding-right: 1px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {px(18)}; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: {down}; width: {px(12)};
  height: {px(12)}; }}
QComboBox QAbstractItemView {{ background: {theme.panel}; color: {theme.ink};
  border: 1px solid {theme.control}; selection-background-color: {theme.accent_soft};
  selection-color: {theme.ink}; outline: none; padding: 4px; }}
QComboBox QAbstractItemView::item {{ border: none; padding: 3px 6px;
  min-height: {px(20)}; }}
QComboBox QAbstractItemView::item:disabled {{ color: {theme.muted}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
  subcontrol-origin: border; width: {px(22)}; border: none; }}
QAbstractSpinBox::up-arrow {{ image: {up}; width: {px(12)}; height: {px(12)}; }}
QAbstractSpinBox::down-arrow {{ image: {down}; width: {px(12)};
  height: {px(12)}; }}
QAbstractSpinBox QLineEdit {{ min-height: 0; border: none; padding: 0; }}
QCheckBox {{ spacing: 8px; min-height: {px(24)}; border: 2px solid transparent;
  border-radius: 6px; padding: 0 4px; }}
QCheckBox:focus {{ border-color: {theme.accent}; }}
QCheckBox::indicator {{ width: {px(14)}; height: {px(14)}; border-radius: 3px;
  border: 1px solid {theme.control}; background: {theme.panel}; }}
QCheckBox::indicator:checked {{ border-color: {theme.accent};
  background: {theme.accent}; image: {_sign(theme, "tick")}; }}
QCheckBox::indicator:disabled {{ border-color: {theme.hairline};
  background: {theme.hairline}; }}
"""


def _tabs_and_tables(theme: Theme, px: _Pixels) -> str:
    left, right = _sign(theme, "left"), _sign(theme, "right")
    return f"""
QTabBar::tab {{ background: transparent; padding: 6px 4px; min-width: {px(12)};
  color: {theme.muted};
  border: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {theme.accent}; font-weight: 600;
  border-bottom-color: {theme.accent}; }}
QTabBar::tab:focus {{ border: 2px solid {theme.accent}; border-bottom-width: 4px;
  padding-bottom: 4px; border-radius: 4px; }}
QPushButton[role="tab"] {{ background: transparent; padding: 6px 6px;
  color: {theme.muted}; border: 2px solid transparent; border-radius: 0; }}
QPushButton[role="tab"]:checked {{ color: {theme.accent}; font-weight: 600;
  border-bottom-color: {theme.accent}; }}
QPushButton[role="tab"]:focus {{ border: 2px solid {theme.accent};
  border-radius: 4px; }}
QTabBar::scroller {{ width: {px(28)}; }}
QTabBar QToolButton {{ padding: 0; min-height: 0; border-radius: 0; }}
QTabBar QToolButton::left-arrow {{ image: {left}; width: {px(14)};
  height: {px(14)}; }}
QTabBar QToolButton::right-arrow {{ image: {right}; width: {px(14)};
  height: {px(14)}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {theme.hairline}; }}
QTableView, QListView, QTreeView, QPlainTextEdit, QTextBrowser {{
  background: {theme.panel}; border: 1px solid transparent;
  selection-background-color: {theme.accent_soft};
  selection-color: {theme.ink}; gridline-color: {theme.hairline}; }}
QPlainTextEdit[role="sentence"] {{ border: 1px solid {theme.hairline};
  border-radius: 6px; }}
QPlainTextEdit[role="sentence"]:hover {{ border-color: {theme.control}; }}
QPlainTextEdit[role="sentence"]:focus {{ border: 2px solid {theme.accent}; }}
QScrollArea[role="pages"]:focus {{ border: 2px solid {theme.accent}; }}
QHeaderView::section {{ background: {theme.panel}; color: {theme.muted};
  border: none; border-bottom: 1px solid {theme.hairline}; padding: 6px 8px;
  font-size: {px(12)}; font-weight: 600; }}
QHeaderView {{ background: {theme.panel}; }}
QTableCornerButton::section {{ background: {theme.panel}; border: none;
  border-bottom: 1px solid {theme.hairline}; }}
QTreeView {{ outline: 0; }}
QTreeView::item {{ border: none; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{
  background: {theme.accent_soft}; color: {theme.ink}; }}
"""


def _menus_and_bars(theme: Theme, px: _Pixels) -> str:
    del px
    return f"""
QMenu {{ background: {theme.panel}; border: 1px solid {theme.control}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 8px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {theme.accent_soft}; }}
QMenu::item:disabled {{ color: {theme.control}; }}
QMenu::separator {{ height: 1px; background: {theme.hairline}; margin: 4px 8px; }}
QMenuBar {{ background: {theme.panel}; padding: 0 4px; }}
QMenuBar::item {{ padding: 4px 8px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {theme.accent_soft}; }}
QToolBar {{ background: {theme.panel}; border: none; padding: 2px 8px 6px 8px;
  spacing: 8px; border-bottom: 1px solid {theme.hairline}; }}
QToolBar QToolButton {{ padding: 3px 8px; }}
QToolBar QToolButton:focus {{ padding: 2px 7px; }}
QStatusBar {{ background: {theme.panel}; border-top: 1px solid {theme.hairline};
  color: {theme.muted}; padding: 0 4px; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{ border: none; background: {theme.hairline}; border-radius: 3px;
  max-height: 6px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
"""


def _scrolling(theme: Theme, px: _Pixels) -> str:
    del px
    return f"""
QScrollArea {{ border: none; background: transparent; }}
QAbstractScrollArea::corner {{ background: {theme.panel}; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {theme.scroll}; border-radius: 4px; margin: 2px;
  min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {theme.panel};
    border-left: 1px solid {theme.hairline}; }}
QSplitter::handle:hover {{ background: {theme.accent_soft}; }}
"""


_PARTS: Final = (
    _grounds_and_words,
    _controls,
    _buttons,
    _fields,
    _tabs_and_tables,
    _menus_and_bars,
    _scrolling,
)
"""In this order: of two rules that fit a control alike the later holds."""
