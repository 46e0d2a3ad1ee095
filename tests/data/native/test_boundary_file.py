"""What GDAL says of a file, as the analyst is told it."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from hotspot_app.data.native.boundary_file import (
    check_columns,
    damaged_file,
    read_attributes,
    read_shapes,
)
from hotspot_app.data.native.layer_reading import read_layer
from hotspot_app.errors import InputError
from hotspot_app.progress import SILENT
from tests.fuzzing.seeds import areas, seeds

AROUND = (440_000.0, 112_000.0, 441_000.0, 113_000.0)


def geojson(*rings: object) -> bytes:
    told = json.loads(areas().to_crs("EPSG:4326").to_json(drop_id=True))
    told["features"][1]["geometry"]["coordinates"] = list(rings)
    return json.dumps(told).encode()


def test_a_remark_is_one_sentence_about_the_file(tmp_path: Path) -> None:
    (shapefile,) = (each for each in seeds() if each.form == "shp")
    for name, content in shapefile.files.items():
        (tmp_path / name.replace("areas", "town")).write_bytes(content)
    table = bytearray(shapefile.files["areas.dbf"])
    table[32 + 2 * 32 + 11] = ord("N")
    (tmp_path / "town.dbf").write_bytes(table)
    _, _, notes = read_shapes(tmp_path / "town.shp")
    assert [note.text for note in notes if note.caution] == [
        "town.shp: the reader remarked: Value 'E06000045' of field LAD22CD parsed "
        "incompletely to real 0"
    ]


def test_what_other_libraries_remark_is_not_told(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(areas().to_json(drop_id=True).encode())

    def remarking(*given: object) -> tuple[object, tuple[()]]:
        warnings.warn("the frame is highly fragmented", RuntimeWarning, stacklevel=1)
        return given[0], ()

    monkeypatch.setattr("hotspot_app.data.native.boundary_file.in_degrees", remarking)
    assert read_shapes(path)[2] == ()


@pytest.mark.parametrize("value", ["x" * 70_000, "\u202e", "../../x", {"a": 1}])
def test_values_of_a_file_are_not_quoted_at_length(tmp_path: Path, value) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(geojson([[value, 50.9], [-1.3, 50.9], [-1.3, 50.95]]))
    with pytest.raises(InputError) as error:
        read_shapes(path)
    assert len(str(error.value)) < 300
    assert "OGR" not in str(error.value)


def test_a_long_text_is_cut_before_it_is_looked_through() -> None:
    told = str(damaged_file("a.shp", RuntimeError(f"buildUnit: {'x' * 3_000_000}")))
    assert "(buildUnit: xxx" in told
    assert len(told) < 400


@pytest.mark.parametrize(
    "said",
    [
        "Error occurred in /opt/vcpkg/gdal/ogr/openfilegdb/filegdbtable.cpp at line 12",
        "GPKG:/vsimem/bb12/areas.gpkg: No such file or directory",
        "IllegalArgumentException: Invalid number of points",
        "",
    ],
)
def test_places_in_a_library_are_not_told(said: str) -> None:
    told = str(damaged_file("a.gpkg", RuntimeError(said)))
    assert "(its shapes can't be read)" in told


@pytest.mark.parametrize(
    ("names", "said"),
    [(["a", "b", "a"], "are called a"), (["", "x", ""], "have no name")],
)
def test_columns_of_one_name_are_refused(names: list[str], said: str) -> None:
    with pytest.raises(InputError, match=f"two of its columns {said}"):
        check_columns(names, "a.shp")
    check_columns(["a", "A", ""], "a.shp")


def test_a_table_whose_columns_lost_their_names_is_refused(tmp_path: Path) -> None:
    """GDAL crashes where such a layer is drawn without its columns."""
    (shapefile,) = (each for each in seeds() if each.form == "shp")
    for name, content in shapefile.files.items():
        (tmp_path / name).write_bytes(content)
    table = bytearray(shapefile.files["areas.dbf"])
    table[32:43] = table[64:75] = bytes(11)
    (tmp_path / "areas.dbf").write_bytes(table)
    for read in (read_attributes, lambda path: read_layer(path, AROUND, SILENT)):
        with pytest.raises(InputError, match="two of its columns have no name"):
            read(tmp_path / "areas.shp")
