"""Names of areas out of the analyst's own table, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.own.gazetteer import read_gazetteer
from hotspot_app.errors import InputError

AREAS = ("E01017136", "E01017137")
AROUND = (440_000.0, 110_000.0, 446_000.0, 116_000.0)


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "code,name\nE01017136,Above Bar\nE01017137,Old Town\n",
        "Known as;LSOA21CD;LSOA21NM\nAbove Bar; e01017136;A\nOld  Town;E01017137;B\n",
        "LSOA21CD,what we say\nE01017136,Above Bar\nE01017137,Old Town\nE01099999,No\n",
        "code,name\nE01017136,Above Bar\nE01017136,Above Bar\nE01017137,Old Town\n,\n",
    ],
)
def test_codes_are_called_as_the_table_says(tmp_path: Path, text: str) -> None:
    found = read_gazetteer(table(tmp_path / "n.csv", text), AREAS, AROUND)
    assert found.called == {AREAS[0]: "Above Bar", AREAS[1]: "Old Town"}
    assert found.points is None
    assert [source.name for source in found.sources] == ["n.csv"]


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"Code": AREAS, "Name": ["Above Bar", None]})
    frame.to_excel(tmp_path / "n.xlsx", index=False)
    found = read_gazetteer(tmp_path / "n.xlsx", AREAS, AROUND)
    assert found.called == {AREAS[0]: "Above Bar"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code,name\nE01099999,Above Bar\n", "no column has the codes of the areas"),
        ("code,a,b\nE01017136,1,2\n", "no column beside code is called name"),
        ("code,people\nE01017136,1200\nE01017137,1300\n", "is called name"),
        ("code,in\nE01017136,E05000001\nE01017137,E05000002\n", "is called name"),
        ("code,beat\nE01017136,Town\nE01017137,Town\n", "is called name"),
        ("code,name\nE01017136,\nE01017137,\n", "names none of the areas"),
        ("code,name\nE01017136,A\nE01017136,B\n", "two names, 'A' and 'B'"),
        (f"code,name\nE01017136,{'x' * 101}\n", "has 101 letters, first 'xxx"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        read_gazetteer(table(tmp_path / "n.csv", text), AREAS, AROUND)
    assert "n.csv" in str(told.value)
    assert told.value.hint


def test_open_names_of_another_place_are_refused(tmp_path: Path) -> None:
    row = f"a,b,Far Lane,,,,transportNetwork,Named Road,500000,112100{',' * 24}\n"
    with pytest.raises(InputError, match="lies on this map"):
        read_gazetteer(table(tmp_path / "n.csv", row), AREAS, AROUND)
