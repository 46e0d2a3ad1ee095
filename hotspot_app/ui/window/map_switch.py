"""The choice between an answer's two maps: the period's values, or the change."""

from __future__ import annotations

from typing import Final

from hotspot_app.errors import HotspotError
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.answer.panel import CHARTS, OF_COUNTS

CHANGE: Final = "change"
"""Id of the method that maps the change."""

NOW: Final = CHARTS["Ranking"]
"""Id of the method that maps the period's values, by rate."""


class MapSwitch:
    """Holds an answer, and another method's answer to the same question for its map.

    The choice stays for the next answer, unless that one compares no periods, or only
    one of both answers is by the method of change.
    """

    def __init__(self) -> None:
        self._answer: Answer | None = None
        self._other: Answer | None = None
        self._turned = False

    def take(self, answer: Answer) -> None:
        """Take a new answer; the other method's answer is dropped."""
        if answer is self._answer:
            return
        before = self._answer
        if before is None or _is_of_change(before) != _is_of_change(answer):
            self._turned = False
        self._answer, self._other = answer, None
        self._turned = self._turned and not self.why_not

    def forget(self) -> None:
        """Drop both answers, before another project is shown."""
        self._answer = self._other = None
        self._turned = False

    @property
    def why_not(self) -> str:
        """Why there is no other map, "" if there is."""
        if self._answer is None:
            return "There is no answer yet."
        if self._answer.comparison is None:
            return "Choose months to compare with first, under When."
        return ""

    @property
    def is_change(self) -> bool:
        """Whether the map of the change is chosen."""
        return self._answer is not None and _is_of_change(self._answer) != self._turned

    def show_change(self, on: bool) -> None:
        """Choose the map of the change, or that of the period's values."""
        if self._answer is not None and not self.why_not:
            self._turned = _is_of_change(self._answer) != on

    @property
    def wanted(self) -> str:
        """Id of the method whose answer is still needed for the map, "" for none."""
        if self._answer is None or not self._turned or self._other is not None:
            return ""
        return self._method

    @property
    def along(self) -> str:
        """Id of the method whose map is chosen instead of the answer's own, or ""."""
        return self._method if self._turned else ""

    @property
    def shown(self) -> Answer | None:
        """The answer whose map is chosen, None while there is none."""
        if not self._turned:
            return self._answer
        return self._other

    def hear(self, method: str, found: Answer | HotspotError) -> bool:
        """Take another method's answer, and return whether it is the one needed.

        If it is an error, the answer's own map is chosen again.
        """
        if method != self.wanted:
            return False
        if isinstance(found, Answer):
            self._other = found
        else:
            self._turned = False
        return True

    @property
    def _method(self) -> str:
        assert self._answer is not None
        if not _is_of_change(self._answer):
            return CHANGE
        by_count = self._answer.question.measure == "count"
        return OF_COUNTS[NOW] if by_count else NOW


def _is_of_change(answer: Answer) -> bool:
    return answer.method.id == CHANGE
