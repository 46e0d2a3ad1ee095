"""Which of an answer's two maps is shown: what is there now, or what changed."""

from __future__ import annotations

from typing import Final

from hotspot_app.errors import HotspotError
from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.ui.answer.panel import CHARTS, OF_COUNTS

CHANGE: Final = "change"
"""The method whose map is of the change."""

NOW: Final = CHARTS["Ranking"]
"""The method whose map is shown beside it: that of the places' ranking."""


class MapSwitch:
    """Holds an answer and what another method says to the same question.

    What is chosen stays for the next answer, until one has its maps the other way
    round or compares nothing.
    """

    def __init__(self) -> None:
        self._answer: Answer | None = None
        self._other: Answer | None = None
        self._turned = False

    def take(self, answer: Answer) -> None:
        """Begin with another answer."""
        if answer is self._answer:
            return
        before = self._answer
        if before is None or _is_of_change(before) != _is_of_change(answer):
            self._turned = False
        self._answer, self._other = answer, None
        self._turned = self._turned and not self.why_not

    def forget(self) -> None:
        """Hold no answer: another project is coming."""
        self._answer = self._other = None
        self._turned = False

    @property
    def why_not(self) -> str:
        """Why there is nothing to switch to, "" if there is."""
        if self._answer is None:
            return "There is no answer yet."
        if self._answer.comparison is None:
            return "Choose months to compare with first, under When."
        return ""

    @property
    def is_change(self) -> bool:
        """Whether the change is what is to be shown."""
        return self._answer is not None and _is_of_change(self._answer) != self._turned

    def show_change(self, on: bool) -> None:
        """Show the change, or what is there now."""
        if self._answer is not None and not self.why_not:
            self._turned = _is_of_change(self._answer) != on

    @property
    def wanted(self) -> str:
        """The method whose answer is still needed, "" for none."""
        if self._answer is None or not self._turned or self._other is not None:
            return ""
        return self._method

    @property
    def along(self) -> str:
        """The method whose map is shown in the place of the answer's own, or ""."""
        return self._method if self._turned else ""

    @property
    def shown(self) -> Answer | None:
        """The answer whose map is shown, None while there is none."""
        if not self._turned:
            return self._answer
        return self._other

    def hear(self, method: str, found: Answer | HotspotError) -> bool:
        """Take another method's answer, and say whether it was waited for.

        Where it is a refusal the answer's own map is shown again.
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
