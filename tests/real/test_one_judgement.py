"""`inspect`, the window's list of files and `run` say the same of one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from hotspot_app.errors import HotspotError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.examine import examine
from hotspot_app.project.intake.first_look import look_at
from hotspot_app.project.intake.items import Item
from hotspot_app.project.intake.recognise import recognise
from hotspot_app.project.steps.material import read_material
from hotspot_app.remedies import GiveAs
from tests.conftest import SHARED

CASES = SHARED / "cases"
AREAS = SHARED / "data/boundaries/E06000045_lsoa2021_bgc.geojson"

GIVEN_AS = {
    "crime": "01-1904 03-half-swapped 06-ods 11-null-text 14-counted-rows "
    "17-row-a-person 20-coordinates 21-other-date 45-leading-zeros/crimes.xlsx "
    "72-api-json 73-two-downloads-in-one 81-hidden-rows 82-merged-dates "
    "85-postcodes/O_for_0.csv",
    "counts": "15-total-type 16-london",
    "residents": "05-formulas-empty 10-copy-star 52-males-females "
    "54-nomis/a_mnemonic_year.csv 55-dirty-codes",
    "households": "54-nomis/f_households.xlsx",
    "deprivation": "64-no-ranks",
    "areas": "30-boundary-line 32-joined-shapefile 35-cut-export 36-topojson "
    "37-other-formats 39-dbf-encoding 42-prj 45-leading-zeros/beats.gpkg 80-odd-names",
    "postcodes": "85-postcodes/codepoint_small.csv",
}
"""Option to cases, all files of each or the one named, as the cases' README has it."""

SERVES = {
    "incidents": "crime",
    "ready counts": "counts",
    "boundaries": "areas",
}
"""What `inspect` calls a kind of file, to the option."""

LIKE_ANOTHER = {"lsoa.gdb"}
"""A folder that is one map."""


def files_of(case: str) -> list[Path]:
    """Return the files of a case that are given, parts of a Shapefile as one."""
    path = CASES / case
    if path.is_file() or path.name in LIKE_ANOTHER:
        return [path]
    inside = sorted(path.iterdir()) if path.is_dir() else []
    shapes = [each for each in inside if each.suffix == ".shp"]
    return shapes or [
        file for each in inside for file in files_of(f"{case}/{each.name}")
    ]


def every_case() -> list[Any]:
    return [
        pytest.param(option, path, id=f"{option}-{path.relative_to(CASES)}")
        for option, cases in GIVEN_AS.items()
        for case in cases.split()
        for path in files_of(case)
    ]


@dataclass(frozen=True)
class Said:
    """What one face says of a file: what it may serve as, or why it can't be used."""

    serves: frozenset[str] = frozenset()
    why: str = ""


def inspected(path: Path) -> Said:
    try:
        kinds = [each.kind.split(" (")[0] for each in recognise(path)]
    except HotspotError as error:
        return Said(why=str(error))
    return Said(frozenset(SERVES.get(kind, kind) for kind in kinds))


def listed(path: Path) -> Said:
    item = look_at(path)
    if not isinstance(item, Item):
        return Said(why=item.why)
    given = Checklist(items=(item,), district="")
    problems = [each.problem for each in examine(given, {}).values() if each.problem]
    serves = item.holds or (item.kind,)
    return Said(frozenset() if problems else frozenset(serves), " ".join(problems))


def ran(option: str, path: Path) -> HotspotError | None:
    files = Files(areas=AREAS, crime=(CASES / "rms.csv",))
    if option == "counts":
        files = replace(files, crime=(), counts=path)
    else:
        given: Any = (path,) if option == "crime" else path
        files = replace(files, **{option: given})
    try:
        read_material(files)
    except HotspotError as error:
        return error
    return None


@pytest.mark.slow
@pytest.mark.realdata
@pytest.mark.parametrize(("option", "path"), every_case())
def test_three_faces_agree(option: str, path: Path) -> None:
    one, other, error = inspected(path), listed(path), ran(option, path)
    assert one.serves == other.serves
    if option in one.serves:
        assert error is None
        return
    assert error is not None
    if one.serves:
        told = [each for each in error.remedies if isinstance(each, GiveAs)]
        assert any(one.serves & set(each.kinds) for each in told)
    else:
        assert error.what in one.why
        assert error.what in other.why


@pytest.mark.realdata
def test_every_case_is_tried() -> None:
    tried = {
        case.split("/")[0] for cases in GIVEN_AS.values() for case in cases.split()
    }
    there = {each.name for each in CASES.iterdir() if each.name[:1].isdigit()}
    assert there == tried
