"""The guided tour of the desk: the control that each of its steps explains."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QWidget

from hotspot_app.ui.tour.steps import practice_tour
from hotspot_app.ui.tour.tour import Tour
from hotspot_app.ui.window.desk_view import DeskView


def desk_tour(window: QWidget, view: DeskView, bar: QToolBar, officer: QAction) -> Tour:
    """Make the tour of a window's desk; its last step is at the officer's switch."""
    controls = (
        lambda: view.question,
        lambda: view.map,
        lambda: view.panel.sentences,
        lambda: view.panel.places,
        lambda: view.panel.tabs.tabBar(),
        lambda: bar.widgetForAction(officer),
    )
    return Tour(window, practice_tour(controls))
