"""A small invented town as files, and the command line called on it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from convertbng.cutil import convert_lonlat

from hotspot_app.brief import results
from hotspot_app.cli.main import main
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps import pipeline
from hotspot_app.project.steps.material import Material, read_material

SIDE, GRID = 500.0, 8
WEST, SOUTH = 441_000.0, 112_000.0
LSOAS_IN_ENGLAND = 33_755
"""Ranked by the Indices of Deprivation 2025."""


@dataclass(frozen=True)
class Town:
    """The files of a town of 8 × 8 squares of 500 m in four wards of 16."""

    folder: Path
    codes: tuple[str, ...]
    rows: pd.DataFrame
    """What was recorded by the police, with the code of its square."""

    def __getattr__(self, name: str) -> str:
        """Give a file by its stem, as a word of the command line."""
        for end in (".geojson", ".csv", ""):
            if (self.folder / f"{name}{end}").exists():
                return str(self.folder / f"{name}{end}")
        raise AttributeError(name)

    def crime(self, *names: str) -> list[str]:
        return [str(self.folder / "crime" / name) for name in names]


def squares(names: Sequence[str], *, west: float = WEST) -> gpd.GeoDataFrame:
    places = [divmod(i, GRID) for i in range(len(names))]
    return gpd.GeoDataFrame(
        {
            "LSOA21CD": list(names),
            "LSOA21NM": [f"Testham {i:03d}A" for i in range(len(names))],
        },
        geometry=[
            shapely.box(
                west + SIDE * x,
                SOUTH + SIDE * y,
                west + SIDE * (x + 1),
                SOUTH + SIDE * (y + 1),
            )
            for y, x in places
        ],
        crs="EPSG:27700",
    )


def wards_of_sixteen() -> gpd.GeoDataFrame:
    half = SIDE * GRID / 2
    return gpd.GeoDataFrame(
        {
            "WD25CD": [f"E0599000{i}" for i in range(4)],
            "WD25NM": ["Northgate", "Southgate", "Eastgate", "Westgate"],
        },
        geometry=[
            shapely.box(
                WEST + half * x,
                SOUTH + half * y,
                WEST + half * (x + 1),
                SOUTH + half * (y + 1),
            )
            for y, x in ((0, 0), (0, 1), (1, 0), (1, 1))
        ],
        crs="EPSG:27700",
    )


def recorded(codes: Sequence[str], *, rows: int = 3_000) -> pd.DataFrame:
    """Draw incidents, four times as many in the nine squares of one corner."""
    draw = np.random.default_rng(7)
    weight = np.ones(len(codes))
    corner = [y * GRID + x for y in range(3) for x in range(3)]
    weight[corner] = 4.0
    at = draw.choice(len(codes), rows, p=weight / weight.sum())
    east = WEST + SIDE * (at % GRID + draw.uniform(0.02, 0.98, rows))
    north = SOUTH + SIDE * (at // GRID + draw.uniform(0.02, 0.98, rows))
    kinds = ["Burglary", "Robbery", "Vehicle crime", "Anti-social behaviour"]
    day = draw.integers(1, 28, rows)
    month = draw.integers(1, 4, rows)
    return pd.DataFrame(
        {
            "Crime Number": [f"N{i:05d}" for i in range(rows)],
            "Offence Type": draw.choice(kinds, rows, p=[0.4, 0.2, 0.2, 0.2]),
            "Date": [f"2025-{m:02d}-{d:02d}" for m, d in zip(month, day, strict=True)],
            "Easting": east.round(1),
            "Northing": north.round(1),
            "Street": [f"Street {i}" for i in at],
            "code": np.array(codes)[at],
        }
    )


def as_police_uk(rows: pd.DataFrame) -> pd.DataFrame:
    longitude, latitude = convert_lonlat(
        rows["Easting"].to_numpy(), rows["Northing"].to_numpy()
    )
    return pd.DataFrame(
        {
            "Crime ID": rows["Crime Number"].map(lambda n: n.lower().rjust(64, "0")),
            "Month": rows["Date"].str[:7],
            "Reported by": "Testshire Constabulary",
            "Falls within": "Testshire Constabulary",
            "Longitude": longitude,
            "Latitude": latitude,
            "Location": "On or near " + rows["Street"],
            "LSOA code": rows["code"],
            "LSOA name": "Testham",
            "Crime type": rows["Offence Type"],
            "Last outcome category": "",
            "Context": "",
        }
    )


def _write_crime(folder: Path, rows: pd.DataFrame) -> None:
    folder.mkdir()
    extract = rows.drop(columns="code")
    extract.to_csv(folder / "police.csv", index=False)
    extract.iloc[:300].assign(
        **{"Crime Number": [f"H{i}" for i in range(300)], "Offence Type": "Burglary"}
    ).to_csv(folder / "housing.csv", index=False)
    street = as_police_uk(rows)
    for month, part in street.groupby("Month"):
        part.to_csv(folder / f"{month}-testshire-street.csv", index=False)


def _write_tables(folder: Path, codes: Sequence[str], rows: pd.DataFrame) -> None:
    many = len(codes)
    people = 1_000 + 37 * np.arange(many) % 700
    residents = pd.DataFrame({"LSOA21CD": codes, "residents_2021": people})
    residents.to_csv(folder / "residents.csv", index=False)
    pd.DataFrame({"LSOA21CD": codes, "households": people // 2}).to_csv(
        folder / "households.csv", index=False
    )
    pd.DataFrame({"LSOA21CD": codes, "workday_population": people * 3}).to_csv(
        folder / "workday.csv", index=False
    )
    rank = np.linspace(100, LSOAS_IN_ENGLAND - 100, many).astype(int)
    decile = np.ceil(10 * rank / LSOAS_IN_ENGLAND).astype(int)
    pd.DataFrame(
        {
            "LSOA21CD": codes,
            **{f"{d}_rank": rank for d in ("IMD", "Income", "Crime")},
            **{f"{d}_decile": decile for d in ("IMD", "Income", "Crime")},
        }
    ).to_csv(folder / "deprivation.csv", index=False)
    counts = (
        rows.assign(month=rows["Date"].str[:7])
        .groupby(["code", "Offence Type", "month"])
        .size()
        .rename("count")
        .reset_index()
        .rename(columns={"code": "area", "Offence Type": "type"})
    )
    counts.to_csv(folder / "counts.csv", index=False)
    pd.DataFrame(
        {"name": ["Long Bridge"], "code_a": [codes[0]], "code_b": [codes[-1]]}
    ).to_csv(folder / "bridges.csv", index=False)
    old = [code.replace("E0199", "E0188") for code in codes]
    pd.DataFrame({"LSOA11CD": old, "LSOA21CD": codes, "CHGIND": "U"}).to_csv(
        folder / "lookup.csv", index=False
    )
    pd.DataFrame({"LSOA11CD": old, "residents_2011": people}).to_csv(
        folder / "residents_of_2011.csv", index=False
    )


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town's files, which no test changes."""
    folder = tmp_path_factory.mktemp("town")
    codes = tuple(f"E0199{i:04d}" for i in range(GRID * GRID))
    rows = recorded(codes)
    squares(codes).to_file(folder / "areas.geojson")
    wards_of_sixteen().to_file(folder / "wards.geojson")
    _write_crime(folder / "crime", rows)
    _write_tables(folder, codes, rows)
    return Town(folder, codes, rows)


# --- calling ------------------------------------------------------------------


@dataclass(frozen=True)
class Called:
    """What came of a call."""

    code: int
    out: str
    err: str
    folder: Path
    files: Mapping[str, bytes]

    @property
    def values(self) -> pd.DataFrame:
        return pd.read_csv(
            io.BytesIO(self.files["values.csv"]), keep_default_na=False, na_values=[""]
        ).set_index("code")

    @property
    def summary(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.files["summary.json"])
        return loaded

    @property
    def notes(self) -> str:
        return self.files["notes.txt"].decode("utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder; none if there is no folder."""
    found = folder.iterdir() if os.path.isdir(folder) else ()  # noqa: PTH112
    return {path.name: path.read_bytes() for path in found if path.is_file()}


@dataclass(frozen=True)
class Caller:
    """Calls `run`; a word given by name replaces the usual one, None leaves it out."""

    capsys: pytest.CaptureFixture[str]
    folder: Path
    usual: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, *words: str, **named: Any) -> Called:
        chosen = {"out": str(self.folder), **self.usual, **named}
        argv = ["run", *words]
        for name, value in chosen.items():
            if value is not None:
                several = value if isinstance(value, list) else [value]
                argv += [f"--{name.replace('_', '-')}", *map(str, several)]
        return self.plain(*argv, out=Path(chosen["out"]))

    def plain(self, *argv: str, out: Path | None = None) -> Called:
        """Call with these words and no others; never a traceback, never code 1."""
        self.capsys.readouterr()
        code = main(list(argv))
        said = self.capsys.readouterr()
        folder = out or self.folder
        called = Called(code, said.out, said.err, folder, contents(folder))
        assert code in {0, 2, 3, 130}, said.err
        assert "Traceback" not in said.err
        assert "unexpected" not in said.err
        if code in {3, 130}:
            lines = said.err.splitlines()
            assert len(lines) == 1 or argv[0] == "inspect"
            assert all(line.startswith("hotspot-cli: ") for line in lines)
        if code == 0:
            assert said.err == ""
        assert not [*self.folder.parent.rglob(".unfinished-*")]
        return called

    def where(self, **usual: Any) -> Caller:
        return replace(self, usual={**self.usual, **usual})


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def full(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Call `run` on the town, pictures and all."""
    usual = {
        "areas": town.areas,
        "crime": town.crime("police.csv"),
        "residents": town.residents,
        "method": "rate_map",
    }
    return Caller(capsys, tmp_path / "out", usual)


def paths_of(files: Files) -> Iterator[Path]:
    for each in fields(files):
        value = getattr(files, each.name)
        several = value.values() if isinstance(value, Mapping) else value
        for one in several if isinstance(value, Mapping | tuple) else [value]:
            if isinstance(one, Path):
                yield one


@pytest.fixture(scope="session")
def read_town_once(town: Town) -> Callable[..., Material]:
    """Reads files as the app does, but those of the town once."""
    kept: dict[str, Material] = {}

    def read(files: Files, progress: Progress = SILENT) -> Material:
        if not all(path.is_relative_to(town.folder) for path in paths_of(files)):
            return read_material(files, progress)
        key = repr(files)
        if key not in kept:
            kept[key] = read_material(files, progress)
        return kept[key]

    return read


@pytest.fixture
def call(
    full: Caller,
    read_town_once: Callable[..., Material],
    monkeypatch: pytest.MonkeyPatch,
) -> Caller:
    """Call `run` without what takes most of the time: reading the town and drawing."""
    monkeypatch.setattr(pipeline, "read_material", read_town_once)
    monkeypatch.setattr(results, "map_page", lambda answer, **how: None)
    monkeypatch.setattr(results, "charts", lambda answer, marking: iter(()))
    return full
