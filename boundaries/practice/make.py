"""Make the practice town, the same every time: `python make.py [--check]`.

Writes areas, wards, figures and two years of incidents beside this file, and
`planted.toml`, which says what was put in on purpose. With `--check` it makes
everything in a scratch folder and compares.
"""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import planted
import shapely
import town_areas
import town_incidents
import town_names
import town_people
import town_rows
import town_shape
import town_tables
from town_areas import Town

HERE = Path(__file__).resolve().parent
SEED = 20_261
SOURCES = HERE.parent / "SOURCES.toml"
EXTRACT = "wrenmouth-police"  # who recorded the incidents, as file names say it
CENTRE = (5780, 4930)  # of the town, from its origin
BRIDGES = {  # metres from the origin
    "Isle Bridge": (8100, 4750),
    "Quay Bridge": (5650, 4180),
    "Long Bridge": (4450, 4850),
    "Mill Bridge": (3200, 4330),
}


def stream(name: str) -> np.random.Generator:
    """Return random numbers of their own for each part of the work."""
    return np.random.default_rng([SEED, *name.encode()])


def geojson(
    path: Path, shapes: list[shapely.Geometry], rows: list[dict[str, str]]
) -> None:
    """Write polygons in British National Grid, coordinates to 0.1 m."""
    features = []
    for shape, row in zip(shapes, rows, strict=True):
        rings = [
            [[round(x, 1), round(y, 1)] for x, y in ring.coords]
            for ring in [shape.exterior, *shape.interiors]
        ]
        feature = {
            "type": "Feature",
            "properties": row,
            "geometry": {"type": "Polygon", "coordinates": rings},
        }
        features.append(json.dumps(feature, separators=(",", ":")))
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}}'
    text = (
        f'{{"type":"FeatureCollection","name":"{path.stem}","crs":{crs},'
        '"features":[\n' + ",\n".join(features) + "\n]}\n"
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def table(path: Path, frame: pd.DataFrame) -> None:
    """Write a CSV file with line feeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n")


def bridges(shapes: list[shapely.Geometry], codes: list[str]) -> pd.DataFrame:
    """Return the two areas each bridge joins: the nearest ones on either shore."""
    land = shapely.get_parts(
        shapely.union_all([shapely.buffer(s, 0.5) for s in shapes])
    )
    shore = np.array([shapely.distance(land, s).argmin() for s in shapes])
    south = np.array([s.centroid.y < town_shape.river_line().interpolate(
        town_shape.river_line().project(s.centroid)).y for s in shapes])  # fmt: skip
    bank = shore * 2 + south
    found = []
    for name, place in BRIDGES.items():
        apart = shapely.distance(shapes, shapely.Point(town_shape.ORIGIN + place))
        first = int(apart.argmin())
        second = int(np.where(bank == bank[first], np.inf, apart).argmin())
        a, b = sorted([codes[first], codes[second]])
        found.append({"name": name, "code_a": a, "code_b": b})
    return pd.DataFrame(found)


def ward_people(town: Town, codes: list[str], figures: pd.DataFrame) -> pd.DataFrame:
    """Return residents and households of wards, counted by block, not by area."""
    size = figures["residents"] / figures["households"]
    homes = town.residents / size.to_numpy()[town.area]
    return pd.DataFrame(
        {
            "code": codes,
            "residents": np.bincount(town.ward, town.residents).astype(int),
            "households": np.rint(np.bincount(town.ward, homes)).astype(int),
        }
    )


def make(folder: Path) -> None:
    """Write every file of the practice town into `folder`."""
    town = town_areas.settle(town_shape.lay_out(stream("land")), stream("areas"))
    codes = [f"P01{i + 1:06d}" for i in range(len(town.names))]
    wards = [f"P05{i + 1:06d}" for i in range(len(town.ward_names))]
    shapes = town.shapes(town.area)
    geojson(
        folder / "areas.geojson",
        shapes,
        [
            {"code": c, "name": n, "ward": wards[w]}
            for c, n, w in zip(codes, town.names, town.area_ward, strict=True)
        ],
    )
    geojson(
        folder / "wards.geojson",
        town.shapes(town.ward),
        [{"code": c, "name": n} for c, n in zip(wards, town.ward_names, strict=True)],
    )
    order = town_people.income_order(town, stream("income"))
    figures = town_people.people(town, codes, stream("people"))
    dated = {name: f"{name}_mid_2025" for name in figures.columns[1:]}
    table(folder / "residents.csv", figures.rename(columns=dated))
    table(folder / "ward_residents.csv", ward_people(town, wards, figures))
    poverty = town_people.deprivation(codes, order, stream("deprivation"))
    table(folder / "deprivation.csv", poverty)
    table(folder / "bridges.csv", bridges(shapes, codes))
    table(folder / "places.csv", town_tables.places(stream("places")))
    everybody = int(figures["residents"].sum())
    table(folder / "ages.csv", town_tables.ages(everybody, stream("ages")))
    table(folder / "survey.csv", town_tables.survey(stream("survey")))
    away = shapely.distance(shapes, shapely.Point(town_shape.ORIGIN + CENTRE))
    premises = town_tables.covariates(codes, away, stream("covariates"))
    table(folder / "covariates.csv", premises)
    doors = town_incidents.addresses(town, stream("addresses"))
    drawn = town_incidents.draw(town, order, doors, stream("incidents"))
    clean = town_rows.rows(town, doors, drawn, stream("rows"))
    rows = town_rows.with_dirt(town, clean, stream("dirt"))
    for m, month in enumerate(town_incidents.MONTHS):
        mine = rows.loc[rows["m"] == m, town_rows.HEADER]
        table(folder / "incidents" / f"{month}-{EXTRACT}.csv", mine)
    text = planted.words(town, codes, wards, figures, order, rows)
    (folder / "planted.toml").write_text(text, encoding="utf-8", newline="\n")


def made_files(folder: Path) -> list[str]:
    """Return the names of the files that are made, not written by hand."""
    kinds = ("*.geojson", "*.csv", "incidents/*.csv", "planted.toml")
    return sorted(
        path.relative_to(folder).as_posix()
        for kind in kinds
        for path in folder.glob(kind)
    )


def list_sources(folder: Path) -> None:
    """Write the SHA-256 of the made boundaries into the list of sources."""
    text = SOURCES.read_text(encoding="utf-8")
    for name in ("areas.geojson", "wards.geojson"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        pattern = rf'(file = "practice/{re.escape(name)}"\nsha256 = ")[0-9a-f]*"'
        text, found = re.subn(pattern, rf'\g<1>{digest}"', text)
        if found != 1:
            raise SystemExit(f"{SOURCES.name} doesn't list practice/{name}")
    SOURCES.write_text(text, encoding="utf-8", newline="\n")


def check() -> int:
    """Make everything again elsewhere; say which files differ."""
    with tempfile.TemporaryDirectory() as scratch:
        again = Path(scratch)
        make(again)
        names = sorted({*made_files(again), *made_files(HERE)})
        same, _, _ = filecmp.cmpfiles(HERE, again, names, shallow=False)
    differ = sorted(set(names) - set(same))
    for name in differ:
        print(f"differs: {name}")
    print(f"{len(same)} of {len(names)} files of {town_names.TOWN} are as made")
    return 1 if differ else 0


def main() -> int:
    """Make the town, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    if parser.parse_args().check:
        return check()
    for name in made_files(HERE):
        (HERE / name).unlink()
    make(HERE)
    list_sources(HERE)
    print(f"{town_names.TOWN}: {len(made_files(HERE))} files made")
    return 0


if __name__ == "__main__":
    sys.exit(main())
