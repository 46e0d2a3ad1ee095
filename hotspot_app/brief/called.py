"""The names of places on a page: their street or own name, and their ward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import listed, spelt


@dataclass(frozen=True, slots=True)
class Called:
    """The name of a place and its ward; "" for a place without one."""

    name: str
    ward: str = ""

    def __str__(self) -> str:
        """Write it on a line of its own: "Scullards Lane and four more, Bargate"."""
        return f"{self.name}, {self.ward}" if self.ward else self.name

    @property
    def inline(self) -> str:
        """The name within a sentence: "York Walk (Bargate)"."""
        return f"{self.name} ({self.ward})" if self.ward else self.name


Namer = Callable[[Sequence[str]], Called]
"""Returns a place's name, by the codes of its areas, the strongest first."""


def namer(answer: Answer) -> Namer:
    """Return what calls places by the street, or else the name, of the strongest."""
    values = answer.outcome.values

    def name(codes: Sequence[str]) -> Called:
        strongest, rest = codes[0], len(codes) - 1
        own, street = (str(values[each][strongest] or "") for each in ("name", "place"))
        called = street or own or strongest
        more = f" and {spelt(rest, 'more', 'more')}" if rest else ""
        wards = [each for each in values["ward"][[*codes]].unique() if each]
        return Called(f"{called}{more}", "" if wards == [called] else _wards(wards))

    return name


def _wards(names: Sequence[str]) -> str:
    """Name one or two wards, of more the first."""
    if len(names) < 3:
        return listed(names)
    return f"{names[0]} and {spelt(len(names) - 1, 'other ward')}"
