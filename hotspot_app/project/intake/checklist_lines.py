"""A checklist in words: a line for each thing a project can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.method import Note
from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.examine import (
    Examined,
    Known,
    key_of,
    needs_lookup,
    seen,
)
from hotspot_app.project.intake.items import Item
from hotspot_app.project.intake.wanted import NEEDED, USUAL, WANTED, Slot
from hotspot_app.remedies import Remedy
from hotspot_app.words import counted, listed

State = Literal["ready", "reading", "missing", "optional", "problem", "choose"]

STATES: dict[State, str] = {
    "ready": "Ready",
    "reading": "Reading",
    "missing": "Missing",
    "optional": "Optional",
    "problem": "Problem",
    "choose": "Choose",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist, for one purpose of files.

    Attributes
    ----------
    said
        What was read, or which publisher's file is missing.
    left_out
        Rows that are left out, with the reasons; "" if there are none.
    items
        The files that serve the purpose.
    rivals
        Files of which one has to be chosen.
    areas
        Number of areas in the chosen file, if it covers several districts.
    districts
        Codes and names of districts of which one has to be chosen.
    cautions
        Cautions.
    remedies
        Remedies for the problem.
    """

    slot: Slot
    title: str
    state: State
    said: str
    left_out: str = ""
    items: tuple[Item, ...] = ()
    rivals: tuple[Item, ...] = ()
    areas: int = 0
    districts: tuple[tuple[str, str], ...] = ()
    cautions: tuple[Note, ...] = ()
    remedies: tuple[Remedy, ...] = ()


def lines(checklist: Checklist, known: Known) -> tuple[Line, ...]:
    """Return the lines, in the order of `wanted.WANTED`."""
    return tuple(_line(checklist, known, slot) for slot in WANTED)


def _line(checklist: Checklist, known: Known, slot: Slot) -> Line:
    title = WANTED[slot].title
    items = checklist.candidates(slot)
    rivals = checklist.rivals(slot)
    if not items:
        return _absent(checklist, known, slot)
    if rivals and not checklist.served(slot):
        said = f"{counted(len(rivals), 'file')} could be this. Which one is it?"
        return Line(slot, title, "choose", said, items=items, rivals=rivals)
    areas, districts = _districts(checklist, slot)
    seems = _seems(checklist, slot)
    if slot == "areas" and checklist.asks_district():
        many = counted(len(districts), "district")
        said = f"{seems} in {many}. Which one is it about?"
        return Line(
            slot,
            title,
            "choose",
            said,
            items=items,
            rivals=rivals,
            areas=areas,
            districts=districts,
        )
    found = seen(checklist, known, slot)
    state: State = "ready"
    if found is None:
        found = Examined(seems)
        state = "ready" if key_of(checklist, slot) is None else "reading"
    if found.problem:
        state = "problem"
    return Line(
        slot,
        title,
        state,
        found.problem or found.said,
        _left_out(found),
        items,
        rivals,
        areas,
        districts,
        found.cautions,
        found.remedies,
    )


def _districts(
    checklist: Checklist, slot: Slot
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return how many areas and which districts there are to choose from."""
    areas = checklist.taken("areas") if slot == "areas" else None
    if areas is None or len(areas.districts) < 2:
        return 0, ()
    return areas.count, areas.districts


def _absent(checklist: Checklist, known: Known, slot: Slot) -> Line:
    wanted = WANTED[slot]
    areas = checklist.taken("areas")
    if slot == "wards" and areas is not None and areas.level == "ward":
        return Line(slot, wanted.title, "optional", "Not needed: the areas are wards.")
    needed = slot in (*NEEDED, *USUAL)
    if slot == "lookup":
        needed = needs_lookup(checklist, known)
    said = f"{wanted.publisher}: {wanted.file}."
    why = {
        "lookup": "Only for figures on older codes. ",
        "postcodes": "Only for rows with a postcode alone. ",
        "names": "Only to call places by other names than streets. ",
    }.get(slot, "")
    if needed:
        why = ""
    return Line(slot, wanted.title, "missing" if needed else "optional", why + said)


def _seems(checklist: Checklist, slot: Slot) -> str:
    """Say what the file that is taken looks like, before it is read."""
    taken = checklist.taken(slot)
    if slot in {"areas", "wards"} and taken is not None:
        year = f" of {taken.vintage}" if taken.vintage else ""
        return f"{taken.count:,} {LEVELS.get(taken.level, 'areas')}{year}"
    if slot == "crime":
        return f"Reading {counted(sum(i.files for i in checklist.crime()), 'file')}"
    return "Reading"


def _left_out(found: Examined) -> str:
    if not found.left_out:
        return ""
    rows = sum(found.left_out.values())
    each = [f"{reason} ({count:,})" for reason, count in found.left_out.items()]
    return f"Left out: {counted(rows, 'row')}. {listed(each)}.".replace("  ", " ")
