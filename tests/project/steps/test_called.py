"""What places are called, whatever months are read, and what is kept for others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from convertbng.cutil import convert_lonlat

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.known import Batch, Kept, Known
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.called import area_set
from hotspot_app.project.steps.pipeline import answer, run
from tests.project.conftest import CODES, SIDE, SOUTH, WEST, rows_in, square_town


@dataclass
class Book:
    """Keeps names in memory."""

    batches: list[Batch] = field(default_factory=list)
    quicker: Mapping[str, str] = field(default_factory=dict)

    def kept(self, of: str) -> Kept:
        assert of == "lsoa"
        return Kept(tuple(self.batches))

    def keep(self, of: str, names: Mapping[str, str], files: Collection[str]) -> Kept:
        known = self.kept(of).names() | dict(self.quicker)
        if self.quicker:
            self.batches.append(Batch("2025-03-01", ("b.csv",), self.quicker))
        new = {code: name for code, name in names.items() if code not in known}
        self.batches.append(Batch("2025-03-02", tuple(files), new))
        return self.kept(of)


def month(path: Path, streets: Mapping[int, str]) -> Path:
    """Write a month as police.uk does: some rows of a street in squares by number."""
    number = np.repeat(np.array(list(streets)), 3)
    rows = rows_in(number)
    longitude, latitude = convert_lonlat(
        rows["Easting"].to_numpy(float), rows["Northing"].to_numpy(float)
    )
    pd.DataFrame(
        {
            "Crime ID": [f"{path.stem}{i}".rjust(64, "0") for i in range(len(rows))],
            "Month": path.stem[:7],
            "Reported by": "Testshire Constabulary",
            "Falls within": "Testshire Constabulary",
            "Longitude": longitude,
            "Latitude": latitude,
            "Location": [f"On or near {streets[n]}" for n in number],
            "LSOA code": [CODES[n] for n in number],
            "LSOA name": "Testham",
            "Crime type": "Burglary",
            "Last outcome category": "",
            "Context": "",
        }
    ).to_csv(path, index=False)
    return path


def asked(files: Files, known: Known) -> Answer:
    return run(files, Asked(method="count_map"), known=known)


def places(answer: Answer) -> dict[str, str]:
    named = answer.outcome.values["place"]
    return {str(code): str(place) for code, place in named.items() if place}


@pytest.fixture
def january(files: Files, tmp_path: Path) -> Files:
    crime = month(tmp_path / "2025-01-testshire-street.csv", {0: "York Walk", 1: "Elm"})
    return replace(files, crime=(crime,), residents=None)


@pytest.fixture
def both(january: Files, tmp_path: Path) -> Files:
    streets = dict.fromkeys((0, 0, 2), "Ascupart Street")
    more = month(tmp_path / "2025-02-testshire-street.csv", streets)
    again = month(tmp_path / "2025-03-testshire-street.csv", streets)
    return replace(january, crime=(*january.crime, more, again))


def test_a_month_more_changes_no_name_and_adds_those_that_lacked(
    january: Files, both: Files
) -> None:
    book = Book()
    first = places(asked(january, Known(book=book)))
    assert first == {CODES[0]: "York Walk", CODES[1]: "Elm"}
    later = asked(both, Known(book=book))
    assert places(later) == first | {CODES[2]: "Ascupart Street"}
    alone = places(asked(both, Known()))
    assert alone[CODES[0]] == "Ascupart Street and York Walk"
    assert places(asked(january, Known(book=book))) == places(later)
    told = " ".join(note.text for note in later.notes)
    assert (
        "Names of 2 areas are kept since 2 March 2025, from "
        "2025-01-testshire-street.csv. Names of 1 area are"
    ) in told
    assert str(january.crime[0].parent) not in str(book.batches)


def test_counts_that_come_ready_are_of_places_called_the_same(
    january: Files, tmp_path: Path
) -> None:
    book = Book()
    first = places(asked(january, Known(book=book)))
    ready = pd.DataFrame(
        {"code": CODES, "type": "Burglary", "month": "2025-01", "count": 3}
    )
    ready.to_csv(tmp_path / "counts.csv", index=False)
    counts = replace(january, crime=(), counts=tmp_path / "counts.csv")
    assert places(asked(counts, Known(book=book))) == first


def test_a_name_that_another_window_kept_first_is_the_name(january: Files) -> None:
    book = Book(quicker={CODES[0]: "Above Bar"})
    found = places(asked(january, Known(book=book)))
    assert found == {CODES[0]: "Above Bar", CODES[1]: "Elm"}


def test_streets_of_an_extract_are_not_kept_for_others(
    files: Files, january: Files
) -> None:
    book = Book()
    extract = replace(files, residents=None)
    found = asked(extract, Known(book=book))
    assert book.batches == []
    assert places(found)[CODES[0]] == "Street 0"
    told = " ".join(note.text for note in found.notes)
    assert "Names of 36 areas are the commonest street of incidents that aren't" in told
    mixed = replace(extract, crime=(*extract.crime, *january.crime))
    found = asked(mixed, Known(book=book))
    assert Kept(tuple(book.batches)).names() == {
        CODES[0]: "York Walk",
        CODES[1]: "Elm",
    }
    assert places(found)[CODES[0]] == "York Walk"
    assert places(found)[CODES[5]] == "Street 5"


def test_an_extract_with_police_uk_s_columns_and_addresses_is_not_public(
    january: Files,
) -> None:
    file = january.crime[0]
    text = file.read_text(encoding="utf-8").replace("On or near York Walk", "Oak Lane")
    file.write_text(text, encoding="utf-8")
    book = Book()
    found = places(asked(january, Known(book=book)))
    assert found[CODES[0]] == "Oak Lane"
    assert Kept(tuple(book.batches)).names() == {CODES[1]: "Elm"}


def test_names_a_project_carries_go_before_those_that_are_kept(
    january: Files, both: Files
) -> None:
    book = Book([Batch("2025-01-01", ("a.csv",), {CODES[0]: "Kept Lane"})])
    carried = {"lsoa": {CODES[0]: "Saved Road"}, "msoa": {CODES[1]: "No"}}
    for files in (january, both):
        found = asked(files, Known(carried, book))
        assert places(found)[CODES[0]] == "Saved Road"
        assert places(found)[CODES[1]] == "Elm"
    assert book.kept("lsoa").names()[CODES[0]] == "Kept Lane"
    told = " ".join(note.text for note in found.notes)
    assert "Names of 1 area are those the project was saved with." in told


def test_carried_names_are_all_names_and_no_more(both: Files) -> None:
    first = asked(both, Known())
    carried = first.tally.called.carried()
    assert carried == {"lsoa": places(first)}
    assert asked(both, Known(carried)).tally.called.carried() == carried


def test_one_code_is_one_area_however_a_file_is_cut() -> None:
    town = square_town().set_index("LSOA21CD").rename(columns={"LSOA21NM": "name"})
    assert area_set(town) == area_set(town.iloc[:5]) == "lsoa"
    beats = town.set_axis([str(n) for n in range(36)])
    moved = beats.set_geometry(beats.geometry.translate(50_000))
    sets = {area_set(each) for each in (town, beats, beats.iloc[:5], moved)}
    assert len(sets) == 4
    assert area_set(beats) == area_set(beats.iloc[::-1])


# --- names that the analyst gave ----------------------------------------------------


def open_names(path: Path, rows: list[tuple[str, str, int, float]]) -> Path:
    """Write OS Open Names: a name, its kind, its square, and how far east in it."""
    lines = []
    for name, kind, number, along in rows:
        x = WEST + SIDE * (number % 6 + along)
        y = SOUTH + SIDE * (number // 6 + 0.5)
        theme = "transportNetwork" if "Road" in kind else "populatedPlace"
        lines.append(f"a,b,{name},,,,{theme},{kind},{x},{y}{',' * 24}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_open_names_call_an_area_by_a_settlement_or_its_middlemost_road(
    january: Files, tmp_path: Path
) -> None:
    names = open_names(
        tmp_path / "opname.csv",
        [
            ("Far Road", "Named Road", 0, 0.1),
            ("Mid Road", "Named Road", 0, 0.45),
            ("Portswood", "Suburban Area", 1, 0.9),
            ("Long Lane", "Named Road", 1, 0.5),
            ("Mid Road", "Section Of Named Road", 2, 0.5),
            ("Other Road", "Named Road", 2, 0.6),
            ("Mid Road", "Named Road", 3, 0.5),
            ("Mid Road", "Named Road", 6, 0.5),
            ("Town", "Town", 7, 0.5),
        ],
    )
    book = Book()
    carried = {"lsoa": {CODES[0]: "Saved Road", CODES[8]: "Saved Lane"}}
    found = asked(replace(january, names=names), Known(carried, book))
    assert places(found) == {
        CODES[0]: "Mid Road",
        CODES[1]: "Portswood",
        CODES[2]: "Other Road",
        CODES[3]: "Mid Road",  # in another ward
        CODES[6]: "Mid Road 006A",
        CODES[8]: "Saved Lane",
    }
    assert book.batches == []
    told = " ".join(note.text for note in found.notes)
    assert "Names of 5 areas are of a settlement or road in opname.csv" in told
    assert "Names of 1 area are those the project was saved with" in told
    assert "OS Open Names" in " ".join(found.attributions())
    assert names.name in {source.name for source in found.material.sources()}


def test_a_table_of_names_names_areas_and_wards(january: Files, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text(
        f"code,name\n{CODES[0]},Theatre Square\nE05990000,The North\n", encoding="utf-8"
    )
    given = replace(january, names=names)
    found = asked(given, Known())
    values = found.outcome.values
    row = values.loc[CODES[0], ["name", "place", "ward"]].tolist()
    assert row == ["Theatre Square", "", "Northgate"]
    assert values.at[CODES[1], "place"] == "Elm"
    told = " ".join(note.text for note in found.notes)
    assert "Names of 1 area are those in names.csv." in told
    wards = run(given, Asked(method="count_map", level="ward")).outcome.values
    assert wards["name"].tolist()[:2] == ["The North", "Southgate"]
    ours = run(given, Asked(method="count_map"), known=Known())
    named = answer(
        ours.material,
        ours.tally,
        Asked(method="count_map"),
        names={CODES[0]: "My Square"},
    )
    assert named.outcome.values.at[CODES[0], "name"] == "My Square"
