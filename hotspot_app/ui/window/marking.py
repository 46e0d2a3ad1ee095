"""The marking of what leaves the window: asked for once, kept with the project."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.marking import refuse_public
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.window.desk import Desk


class Marking(QObject):
    """Knows under which marking files and copies of the project leave."""

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk

    @property
    def now(self) -> str:
        """The project's marking, "" while there is none."""
        project = self._desk.project
        return "" if project is None else project.briefing.marking

    def chosen(self, *, for_public: bool = False) -> str | None:
        """Return the marking, asked for if there is none yet; None to leave it be.

        Parameters
        ----------
        for_public
            Whether what leaves can have been made for the public.
        """
        if not self.now:
            self.change()
        if not for_public:
            try:
                refuse_public(self.now)
            except WordsError as error:
                messages.show_problem(self._window, refusal(error))
                return None
        return self.now or None

    def change(self) -> None:
        """Let the analyst choose another marking; a lower one is logged with why."""
        project = self._desk.project
        if project is None:
            return
        decided = messages.ask_for_marking(self._window, project.briefing)
        if decided is not None and self._desk.project is project:
            self._desk.step(replace(project, briefing=decided))
