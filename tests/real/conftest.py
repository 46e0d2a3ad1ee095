"""Southampton's rows and shapes, read without the app, and the app's answers."""

from __future__ import annotations

import json
import random
import types
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from convertbng.cutil import convert_bng
from shapely.geometry import shape

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import Tally, tally

HALF_YEAR = {"first": "2025-01", "last": "2025-06"}

Ask = Callable[..., Answer]


def on_grid(points: np.ndarray) -> np.ndarray:
    """Longitude and latitude to metres, by OSTN15."""
    return np.column_stack(convert_bng(*np.ascontiguousarray(points.T)))


def read_shapes(path: Path, code: str, name: str) -> pd.DataFrame:
    """Read `degrees` and `metres`, index code, without geopandas."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    table = pd.DataFrame(
        {
            "code": [each["properties"][code] for each in features],
            "name": [each["properties"][name] for each in features],
            "degrees": [shape(each["geometry"]) for each in features],
        }
    )
    table["metres"] = [shapely.transform(each, on_grid) for each in table["degrees"]]
    return table.set_index("code").sort_index()


def place(crimes: pd.DataFrame, shapes: pd.DataFrame) -> pd.Series[str]:
    """Try every distinct point against every shape; "" is outside all."""
    points = crimes[["easting", "northing"]].drop_duplicates()
    found = np.full(len(points), "", dtype=object)
    for code in reversed(shapes.index):
        inside = shapely.intersects_xy(
            shapes.at[code, "metres"], points["easting"], points["northing"]
        )
        found[inside] = code
    by_point = points.assign(found=found)
    return crimes.merge(by_point, how="left", on=["easting", "northing"])["found"]


@pytest.fixture(scope="session")
def folder(real: Path) -> types.SimpleNamespace:
    """The paths used, by name."""
    return types.SimpleNamespace(
        lsoas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        wards=real / "boundaries" / "E06000045_wards2025_bgc.geojson",
        county=real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg",
        county_wards=real / "boundaries" / "hampshire_iow_wards2025_bgc.gpkg",
        crime=real / "crime",
        census=real / "population" / "census2021_lsoa21_usual_residents_households.csv",
        deprivation=real / "deprivation" / "imd2025_england_lsoa21.csv",
    )


@pytest.fixture(scope="session")
def lsoas(folder: types.SimpleNamespace) -> pd.DataFrame:
    """The 152 LSOAs."""
    return read_shapes(folder.lsoas, "LSOA21CD", "LSOA21NM")


@pytest.fixture(scope="session")
def wards(folder: types.SimpleNamespace) -> pd.DataFrame:
    """The 17 wards."""
    return read_shapes(folder.wards, "WD25CD", "WD25NM")


@pytest.fixture(scope="session")
def crimes(
    folder: types.SimpleNamespace, lsoas: pd.DataFrame, wards: pd.DataFrame
) -> pd.DataFrame:
    """All rows of the eleven files, with `lsoa` and `ward` where their point lies."""
    read = [
        pd.read_csv(path, dtype=str, keep_default_na=False).assign(file=path.name)
        for path in sorted(folder.crime.glob("*-street.csv"))
    ]
    rows = pd.concat(read, ignore_index=True)
    degrees = rows[["Longitude", "Latitude"]].replace("", np.nan).astype(float)
    rows[["easting", "northing"]] = np.nan
    known = degrees.notna().all(axis=1).to_numpy()
    metres = on_grid(degrees[known].to_numpy())
    rows.loc[known, ["easting", "northing"]] = metres
    return rows.assign(
        lsoa=place(rows, lsoas).to_numpy(), ward=place(rows, wards).to_numpy()
    )


@pytest.fixture(scope="session")
def half_year(crimes: pd.DataFrame) -> pd.DataFrame:
    """The force's crime of January to June 2025, in the city or not."""
    chosen = (
        crimes["Month"].between("2025-01", "2025-06")
        & crimes["Reported by"].eq("Hampshire Constabulary")
        & crimes["Crime type"].ne("Anti-social behaviour")
    )
    return crimes[chosen]


@pytest.fixture(scope="session")
def count(half_year: pd.DataFrame, lsoas: pd.DataFrame) -> pd.Series[int]:
    """Those crimes by LSOA."""
    return half_year["lsoa"].value_counts().reindex(lsoas.index, fill_value=0)


@pytest.fixture(scope="session")
def residents(folder: types.SimpleNamespace, lsoas: pd.DataFrame) -> pd.Series[float]:
    """Usual residents by LSOA."""
    table = pd.read_csv(folder.census, index_col="lsoa21_code")
    return table["usual_residents_all"].reindex(lsoas.index).astype(float)


@pytest.fixture(scope="session")
def ground(lsoas: pd.DataFrame, wards: pd.DataFrame) -> pd.DataFrame:
    """Share of each LSOA's ground in each ward; a little of the shore is in none."""
    size = np.array(
        [
            [shapely.area(shapely.intersection(one, ward)) for ward in wards["metres"]]
            for one in lsoas["metres"]
        ]
    )
    part = size / shapely.area(lsoas["metres"].to_numpy())[:, np.newaxis]
    assert (part.sum(axis=1) > 0.95).all()
    return pd.DataFrame(part, index=lsoas.index, columns=wards.index)


@pytest.fixture(scope="session")
def shares(ground: pd.DataFrame) -> pd.DataFrame:
    """The same as shares of the ground that is in some ward."""
    return ground.div(ground.sum(axis=1), axis=0)


@pytest.fixture(scope="session")
def touching(lsoas: pd.DataFrame) -> np.ndarray:
    """Which LSOAs touch, pair by pair, in the file's own degrees."""
    shapes = lsoas["degrees"].to_numpy()
    matrix = np.zeros((len(shapes), len(shapes)))
    for i, one in enumerate(shapes):
        matrix[i] = shapely.touches(one, shapes)
    return matrix


@pytest.fixture(scope="session")
def neighbours(touching: np.ndarray, lsoas: pd.DataFrame) -> np.ndarray:
    """Those, and the one pair whose generalised border leaves a gap."""
    matrix = touching.copy()
    names = list(lsoas["name"])
    a, b = names.index("Southampton 020C"), names.index("Southampton 021B")
    matrix[a, b] = matrix[b, a] = 1
    return matrix


@pytest.fixture(scope="session")
def city(folder: types.SimpleNamespace) -> Files:
    """What the analyst gives for the city."""
    return Files(
        areas=folder.lsoas,
        wards=folder.wards,
        crime=(folder.crime,),
        residents=folder.census,
        households=folder.census,
        deprivation=folder.deprivation,
    )


@pytest.fixture(scope="session")
def material(city: Files) -> Material:
    """What the app reads of the city, once."""
    return read_material(city)


@pytest.fixture(scope="session")
def shuffled_crime(
    folder: types.SimpleNamespace, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The crime files with their rows in another order."""
    into = tmp_path_factory.mktemp("shuffled")
    for number, path in enumerate(sorted(folder.crime.glob("*-street.csv"))):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        random.Random(number).shuffle(rows)
        (into / path.name).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return into


@pytest.fixture(scope="session")
def repeats(
    city: Files, material: Material, shuffled_crime: Path
) -> tuple[tuple[Material, Tally], ...]:
    """The city tallied a second time, and from files in another order."""
    other = read_material(replace(city, crime=(shuffled_crime,)))
    return (material, tally(material)), (other, tally(other))


@pytest.fixture(scope="session")
def ask(material: Material) -> Ask:
    """Ask the app about January to June 2025."""

    @cache
    def tallied(level: str, rule: str, sources: tuple[str, ...]) -> Tally:
        return tally(material, level=level, ward_residents=rule, sources=sources)

    @cache
    def answered(method: str, level: str, rule: str, words: tuple[Any, ...]) -> Answer:
        said = HALF_YEAR | dict(words)
        params = dict(said.pop("params", ()))
        asked = Asked(
            method=method, level=level, ward_residents=rule, params=params, **said
        )
        return answer(material, tallied(level, rule, asked.sources), asked)

    def asking(method: str, *, level: str = "", rule: str = "area", **said: Any) -> Any:
        params = tuple(sorted(said.pop("params", {}).items()))
        words = tuple(sorted(said.items())) + ((("params", params),) if params else ())
        return answered(method, level, rule, words)

    return asking
