"""Layers of the analyst's own, and files that can't be one."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from PIL import Image, TiffImagePlugin

from hotspot_app.data.boundaries.map_layer import read_layer, stated_source
from hotspot_app.data.native import geotiff, layer_reading
from hotspot_app.errors import InputError
from hotspot_app.overlay import Overlay, Picture, Shapes
from hotspot_app.progress import SILENT
from tests.fuzzing.seeds import geotiff as small_picture
from tests.fuzzing.seeds import topology

AROUND = (440_000.0, 112_000.0, 441_000.0, 113_000.0)
ROUTE = shapely.LineString([(440_100, 112_100), (440_900, 112_900)])
STOP = shapely.Point(440_500, 112_500)
PARK = shapely.box(440_200, 112_200, 440_300, 112_400)


def frame(*shapes: shapely.Geometry, crs: str | None = "EPSG:27700"):
    return gpd.GeoDataFrame(
        {"secret": ["x"] * len(shapes)}, geometry=[*shapes], crs=crs
    )


def read_here(path: Path) -> Overlay:
    """Read without the reader, whose limits can't be changed from here."""
    return layer_reading.read_layer(path, AROUND, SILENT)


# --- shapes -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["own.gpkg", "own.geojson", "own.shp"])
@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326", "EPSG:3857"])
def test_shapes_of_any_coordinate_system_come_to_the_grid(
    tmp_path: Path, name: str, crs: str
) -> None:
    path = tmp_path / name
    frame(ROUTE).to_crs(crs).to_file(path)
    found = read_layer(path, AROUND)
    assert isinstance(found, Shapes)
    assert found.name == "own"
    assert found.frame.crs.to_epsg() == 27700
    assert list(found.frame.columns) == ["geometry"]
    # 2 m where a file of Mercator is moved without the table of OSTN15
    off = shapely.hausdorff_distance(found.frame.geometry.iloc[0], ROUTE)
    assert off < 2.5


def test_points_lines_and_areas_of_all_layers_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    for layer, shape in {"a": ROUTE, "b": STOP, "c": PARK}.items():
        frame(shape).to_file(path, layer=layer)
    found = read_layer(path, AROUND)
    assert sorted(found.frame.geom_type) == ["LineString", "Point", "Polygon"]


def test_a_zip_is_read(tmp_path: Path) -> None:
    frame(PARK).to_file(tmp_path / "park.shp")
    with zipfile.ZipFile(tmp_path / "park.zip", "w") as archive:
        for file in tmp_path.glob("park.*"):
            if file.suffix != ".zip":
                archive.write(file, file.name)
    found = read_layer(tmp_path / "park.zip", AROUND)
    assert found.frame.geometry.iloc[0].equals(PARK)


def test_only_what_lies_around_the_map_is_read(tmp_path: Path) -> None:
    far = shapely.Point(500_000, 200_000)
    frame(STOP, far).to_crs("EPSG:4326").to_file(tmp_path / "stops.gpkg")
    assert len(read_layer(tmp_path / "stops.gpkg", AROUND).frame) == 1
    frame(far).to_file(tmp_path / "far.gpkg")
    with pytest.raises(InputError, match="nothing of it lies on this map"):
        read_layer(tmp_path / "far.gpkg", AROUND)


def test_large_layers_are_thinned_by_little(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(layer_reading, "_CORNERS", 200)
    turns = np.linspace(0, 2 * np.pi, 5_000)
    ring = np.column_stack(
        [440_500 + 300 * np.cos(turns), 112_500 + 300 * np.sin(turns)]
    )
    rng = np.random.default_rng(1)
    crowd = shapely.points(440_500 + rng.random((5_000, 2)) * 20 - 10 - [0, 328_000])
    frame(shapely.Polygon(ring), *crowd).to_file(tmp_path / "large.gpkg")
    found = read_here(tmp_path / "large.gpkg").frame.geometry
    assert 0 < shapely.get_num_coordinates(found.to_numpy()).sum() <= 200
    area = found[found.geom_type == "Polygon"].area.iloc[0]
    assert area == pytest.approx(np.pi * 300**2, rel=0.03)


def test_more_shapes_than_can_be_drawn_are_refused_and_none_left_out(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(layer_reading, "_FEATURES", 10)
    for count in (10, 11):
        frame(*[STOP] * count).to_file(tmp_path / f"{count}.gpkg")
    assert len(read_here(tmp_path / "10.gpkg").frame) == 10
    with pytest.raises(InputError, match="over 10 shapes on and around this map"):
        read_here(tmp_path / "11.gpkg")


# --- whose it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"layer_metadata": {"ATTRIBUTION": "© Us\n2026"}}, "© Us 2026"),
        ({"dataset_metadata": {"copyright": "Them"}}, "Them"),
        ({"layer_metadata": {"SOURCES": "A", "Attribution": "B"}}, "B"),
        ({"layer_options": {"DESCRIPTION": "All our trees"}}, ""),
        ({}, ""),
    ],
)
def test_a_geopackage_may_say_whose_it_is(tmp_path: Path, said, found: str) -> None:
    pyogrio.write_dataframe(frame(STOP), tmp_path / "stops.gpkg", **said)
    assert stated_source(tmp_path / "stops.gpkg") == found


def test_a_layer_of_this_app_says_its_sources(tmp_path: Path) -> None:
    told = {"TITLE": "Rates", "SOURCES": "Source: ONS.", "MADE_WITH": "Hotspot"}
    pyogrio.write_dataframe(frame(STOP), tmp_path / "x.gpkg", layer_metadata=told)
    assert stated_source(tmp_path / "x.gpkg") == "Source: ONS."


def test_a_tiff_may_say_whose_it_is(tmp_path: Path) -> None:
    path = save_tiff(tmp_path / "a.tif", squares(), rights="(c) Wren Survey 2026")
    assert stated_source(path) == "(c) Wren Survey 2026"
    assert stated_source(save_tiff(tmp_path / "b.tif", squares())) == ""
    endless = save_tiff(tmp_path / "c.tif", squares(), rights="x" * 1_000_000)
    assert len(stated_source(endless)) == 500


@pytest.mark.filterwarnings("ignore:.*crs:UserWarning")
def test_other_files_say_nothing_and_bad_ones_are_one_plain_line(
    tmp_path: Path,
) -> None:
    frame(STOP).to_file(tmp_path / "stops.geojson")
    assert stated_source(tmp_path / "stops.geojson") == ""
    for name in ("a.gpkg", "d.tif", "e.gpkg"):
        with pytest.raises(InputError) as error:
            stated_source(bad_layers(tmp_path)[name])
        assert "\n" not in str(error.value)


def bad_layers(folder: Path) -> dict[str, Path]:
    made = {name: folder / name for name in ("a.gpkg", "b.geojson", "c.txt", "d.tif")}
    made["a.gpkg"].write_bytes(b"not a database")
    made["b.geojson"].write_text("<html></html>", encoding="utf-8")
    made["c.txt"].write_text("hello", encoding="utf-8")
    made["d.tif"].write_bytes(b"II*\0" + b"\xff" * 64)
    made["e.gpkg"] = folder / "e.gpkg"
    made["f.gpkg"] = folder / "f.gpkg"
    frame(STOP, crs=None).to_file(made["f.gpkg"])
    return made


@pytest.mark.filterwarnings("ignore:.*crs:UserWarning")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.gpkg", "isn't a GeoPackage"),
        ("b.geojson", "web page"),
        ("c.txt", "isn't a map layer"),
        ("d.tif", "damaged or isn't a TIFF"),
        ("e.gpkg", "no such file"),
        ("f.gpkg", "coordinate system"),
    ],
)
def test_bad_files_are_one_plain_line(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        read_layer(bad_layers(tmp_path)[name], AROUND)
    assert "\n" not in str(error.value)


# --- pictures ---------------------------------------------------------------------


def save_tiff(
    path: Path,
    pixels: np.ndarray,
    *,
    corner: tuple[float, float] = (440_000, 113_000),
    metres: float = 10.0,
    epsg: int = 27700,
    point: bool = False,
    matrix: tuple[float, ...] = (),
    keys: bool = True,
    rights: str = "",
) -> Path:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    if matrix:
        tags[34264], tags.tagtype[34264] = matrix, 12
    else:
        tags[33550], tags.tagtype[33550] = (metres, metres, 0.0), 12
        tags[33922], tags.tagtype[33922] = (0.0, 0.0, 0.0, *corner, 0.0), 12
    if keys:
        geo = (1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 2 if point else 1)
        tags[34735], tags.tagtype[34735] = (*geo, 3072, 0, 1, epsg), 3
    if rights:
        tags[33432], tags.tagtype[33432] = rights, 2
    Image.fromarray(pixels).save(path, tiffinfo=tags)
    return path


def squares(side: int = 100) -> np.ndarray:
    """Red in the north-west, green in the south-east."""
    pixels = np.full((side, side, 3), 255, dtype=np.uint8)
    pixels[: side // 2, : side // 2] = (255, 0, 0)
    pixels[side // 2 :, side // 2 :] = (0, 255, 0)
    return pixels


def test_a_picture_lies_where_its_tags_say(tmp_path: Path) -> None:
    found = read_layer(save_tiff(tmp_path / "base.tif", squares()), AROUND)
    assert isinstance(found, Picture)
    assert found.extent == AROUND
    assert found.pixels.shape == (100, 100, 4)
    assert found.pixels[10, 10].tolist() == [255, 0, 0, 255]
    assert found.pixels[90, 90].tolist() == [0, 255, 0, 255]


def test_points_and_matrices_place_a_picture_too(tmp_path: Path) -> None:
    middles = save_tiff(
        tmp_path / "p.tif", squares(), corner=(440_005, 112_995), point=True
    )
    assert read_layer(middles, AROUND).extent == AROUND
    flat = (10.0, 0, 0, 440_000.0, 0, -10.0, 0, 113_000.0, *(0.0,) * 7, 1.0)
    by_matrix = save_tiff(tmp_path / "m.tif", squares(), matrix=flat)
    assert read_layer(by_matrix, AROUND).extent == AROUND


def test_only_the_part_around_the_map_is_kept(tmp_path: Path) -> None:
    wide = save_tiff(
        tmp_path / "wide.tif", squares(1000), corner=(435_000, 118_000), metres=10
    )
    found = read_layer(wide, AROUND)
    assert found.extent == (439_000, 111_000, 442_000, 114_000)
    assert found.pixels.shape == (300, 300, 4)


def test_large_pictures_are_reduced_and_huge_ones_refused(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(geotiff, "_SIDE", 40)
    path = save_tiff(tmp_path / "large.tif", squares())
    found = read_here(path)
    assert found.pixels.shape == (34, 34, 4)
    assert found.extent == AROUND
    monkeypatch.setattr(geotiff, "_MOST", 9_999)
    with pytest.raises(InputError, match="more than the app takes"):
        read_here(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = save_tiff(tmp_path / "bomb.tif", squares(8))
    raw = bytearray(path.read_bytes())
    for tag in (256, 257):  # ImageWidth, ImageLength
        small = tag.to_bytes(2, "little") + b"\4\0\1\0\0\0\x08\0\0\0"
        at = raw.index(small)
        raw[at + 8 : at + 12] = (60_000).to_bytes(4, "little")
    path.write_bytes(raw)
    with pytest.raises(InputError, match="more than the app takes"):
        read_layer(path, AROUND)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"epsg": 3857}, r"another coordinate system \(EPSG:3857\)"),
        ({"keys": False}, "doesn't say that it is in British National Grid"),
        ({"corner": (500_000, 200_000)}, "nothing of it lies on this map"),
        ({"corner": (-9e6, 5e6)}, "outside Great Britain"),
        (
            {"matrix": (9.0, 4.0, 0, 440_000.0, 4.0, -9.0, 0, 113_000.0, *(0.0,) * 8)},
            "turned or mirrored",
        ),
    ],
)
def test_pictures_that_can_not_be_placed(tmp_path: Path, how, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_layer(save_tiff(tmp_path / "odd.tif", squares(), **how), AROUND)


def test_heights_are_no_picture(tmp_path: Path) -> None:
    heights = np.ones((10, 10), dtype=np.float32)
    with pytest.raises(InputError, match="measurements"):
        read_layer(save_tiff(tmp_path / "dem.tif", heights), AROUND)


def test_a_picture_cut_short_is_one_plain_line(tmp_path: Path) -> None:
    whole = save_tiff(tmp_path / "whole.tif", squares()).read_bytes()
    for length in range(8, len(whole), 997):
        cut = tmp_path / "cut.tif"
        cut.write_bytes(whole[:length])
        with pytest.raises(InputError):
            read_layer(cut, AROUND)


def test_a_picture_may_say_its_strips_lie_far_apart(tmp_path: Path) -> None:
    path = tmp_path / "strips.tif"
    content = small_picture()
    second = content.rindex(struct.pack("<I", 8 + 192))
    path.write_bytes(
        content[:second] + struct.pack("<I", 4_000_000_000) + content[second + 4 :]
    )
    with pytest.raises(InputError, match="damaged or isn't a TIFF"):
        read_layer(path, (442_000.0, 112_000.0, 443_000.0, 113_000.0))


def test_a_topojson_in_degrees_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "areas.topojson"
    path.write_bytes(topology())
    found = read_layer(path, (442_000.0, 112_000.0, 443_000.0, 113_000.0))
    assert isinstance(found, Shapes)
    assert 441_000 < found.frame.total_bounds[0] < 443_000
