"""From a tally to what of it may leave for an audience: the one way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hotspot_app.brief.release.asked_figures import asked_figures
from hotspot_app.brief.release.audience import Audience, Rules, is_sensitive, sensitive
from hotspot_app.brief.release.choosing import chosen
from hotspot_app.brief.release.earlier import earlier
from hotspot_app.brief.release.parts import Split
from hotspot_app.brief.release.points import Points
from hotspot_app.brief.release.stripping import (
    for_partners,
    public_material,
    public_tally,
)
from hotspot_app.brief.release.withheld import (
    NOTHING_WITHHELD,
    Outcome,
    Withheld,
    report,
    withheld_of,
)
from hotspot_app.data.base.ons import LEVELS
from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.ledger import (
    NOTHING_RELEASED,
    Areas,
    Counted,
    Entry,
    Extent,
    Ledger,
)
from hotspot_app.project.ask.question import Asked, settle
from hotspot_app.project.steps.called import area_set
from hotspot_app.project.steps.focus import focused
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import offered
from hotspot_app.project.steps.tally import Tally
from hotspot_app.project.steps.tally import tally as counted_by
from hotspot_app.remedies import ChooseLevel, ChoosePeriod, ChooseTypes, DropFlags, Give
from hotspot_app.words import inside, listed

_COARSE: Final = frozenset(LEVELS) - {"oa", "lsoa"}


@dataclass(frozen=True, eq=False)
class Released:
    """What may leave for an audience.

    Ask `pipeline.answer(material, tally, asked)`: whatever it says follows from the
    figures published alone.

    Attributes
    ----------
    withheld
        What must not be shown of the answer, because it stands on stand-ins.
    report
        What was withheld and by which rule, in sentences.
    ledger
        All that is public then: to be kept once the export has succeeded.
    """

    audience: Audience
    material: Material
    tally: Tally
    asked: Asked
    withheld: Withheld
    report: tuple[str, ...]
    ledger: Ledger


def release(  # noqa: PLR0913 - what is asked, for whom, and what is known
    material: Material,
    tally: Tally,
    asked: Asked,
    audience: Audience,
    ledger: Ledger = NOTHING_RELEASED,
    *,
    rules: Rules | None = None,
    progress: Progress = SILENT,
) -> Released:
    """Return what of a tally may leave for an audience, to be asked as before.

    Raises
    ------
    WordsError
        If that can't be made public: of days, of sensitive types by small areas, or
        beside what is public already.
    Cancelled
        If the analyst stopped it.
    """
    rules = rules or Rules()
    if audience.small:
        told: tuple[str, ...] = ()
        if audience.points == "snapped":
            tally = for_partners(tally, rules.grid)
            told = (f"Points are given to the nearest {rules.grid} m.",)
        return Released(
            audience, material, tally, asked, NOTHING_WITHHELD, told, ledger
        )
    tally, asked, raised = _coarse_enough(material, tally, asked)
    inputs = _inputs(material, tally, asked)
    plan = asked_figures(inputs, tally.level)
    points = Points.of(tally.cube, tally.recorded, inputs.question.flags)
    here = _areas(material, tally)
    past = earlier(ledger, here, points, plan)
    found = chosen(points, plan, past, rules, progress)
    if not _is_coarse(material, tally):
        _refuse_sensitive(found.split)
    cube = points.cube(found.counts(), tally.cube)
    also = replace(found.circumstances, raised=raised, unit=inputs.question.unit)
    return Released(
        audience=audience,
        material=public_material(material),
        tally=public_tally(tally, cube, material),
        asked=asked,
        withheld=withheld_of(found.outcomes, found.left_out, rules),
        report=report(found.outcomes, also, rules),
        ledger=ledger.adding(_entries(here, found.outcomes)),
    )


# --- what is asked ----------------------------------------------------------------


def _coarse_enough(
    material: Material, tally: Tally, asked: Asked
) -> tuple[Tally, Asked, str]:
    """Count sensitive types by ward, where areas are smaller.

    Raises
    ------
    WordsError
        If there are no wards.
    """
    question, _ = settle(asked, offered(material, tally))
    told = sensitive(question.types, asked.flags)
    if not asked.types and set(question.types) - set(told):
        told = sensitive((), asked.flags)  # among all crime they aren't told apart
    if not told or _is_coarse(material, tally):
        return tally, asked, ""
    what = listed([inside(each) for each in told], 3)
    if material.wards is None:
        raise WordsError(
            f"{what}: public figures of this need areas as large as wards",
            hint="Give wards, or make the product for partners.",
            remedies=(Give(("wards",)), ChooseTypes(), DropFlags()),
        )
    asked = replace(asked, level="ward")
    wards = counted_by(
        material,
        level="ward",
        sources=asked.sources,
        flags=asked.flags,
        ward_residents=asked.ward_residents,
    )
    said = f"By ward, not by smaller areas: public figures of {what} need that."
    return wards, asked, said


def _refuse_sensitive(split: Split) -> None:
    """Refuse figures of which the differences are of sensitive types alone.

    Raises
    ------
    WordsError
        If there is such a difference.
    """
    for types in split.types_of_cells():
        if types and all(map(is_sensitive, types)):
            raise WordsError(
                f"counts of {listed(list(map(inside, types)), 3)} would follow by "
                "subtraction from what is public, and these need areas as large as "
                "wards",
                hint="Ask by ward, or for other months.",
                remedies=(ChooseLevel(("ward",)), ChoosePeriod()),
            )


def _is_coarse(material: Material, tally: Tally) -> bool:
    """Say whether areas are wards or larger: by their kind, else by their number."""
    level = tally.level
    if not level.members and level.name in _COARSE:
        return True
    if material.wards is None:
        return False
    wards = int(material.wards.areas["shown"].sum())
    return level.name != "lsoa" and int(level.shown.sum()) <= wards


def _inputs(material: Material, tally: Tally, asked: Asked) -> Inputs:
    """Return the counts of the part of the map that is asked for."""
    question, _ = settle(asked, offered(material, tally))
    whole = Inputs(tally.level.areas, tally.cube, question, rows=tally.rows)
    found, _ = focused(
        whole, material, asked.within, asked.within_words, tally.level.members
    )
    return found


def _areas(material: Material, tally: Tally) -> Areas:
    level = tally.level
    file = material.areas
    if level.name == "ward" and material.wards is not None:
        file = material.wards
    vintage = 0 if level.members else file.vintage or 0
    west, south, east, north = level.areas.total_bounds.tolist()
    extent: Extent = round(west), round(south), round(east), round(north)
    return Areas(area_set(level.areas), vintage, extent)


def _entries(here: Areas, outcomes: Sequence[Outcome]) -> list[Entry]:
    """Return what is made public, by what it counts."""
    singles: dict[Counted, dict[str, int | None]] = {}
    wholes: dict[Counted, dict[tuple[str, ...], int | None]] = {}
    for each in outcomes:
        value = None if each.withheld else each.value
        if each.asked.kind == "area":
            singles.setdefault(each.asked.counted, {})[each.asked.where[0]] = value
        else:
            wholes.setdefault(each.asked.counted, {})[each.asked.where] = value
    every = dict.fromkeys([*singles, *wholes])
    return [
        Entry(here, counted, singles.get(counted, {}), wholes.get(counted, {}))
        for counted in every
    ]
