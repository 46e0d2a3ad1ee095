"""GDAL opens what it is given, and nothing that a file speaks of."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.boundaries.map_layer import read_layer, stated_source
from hotspot_app.data.native.gdal import DRIVERS, in_memory, pyogrio
from hotspot_app.errors import HotspotError
from hotspot_app.project.intake.first_look import look_at
from hotspot_app.project.intake.items import Unknown
from hotspot_app.project.intake.recognise import recognise
from hotspot_app.project.save.file import opened
from hotspot_app.project.steps.pipeline import run
from tests.data.native.listening import Listener, listening

AROUND = (440_000.0, 112_000.0, 441_000.0, 113_000.0)
SECRET = "Jane Doe 1980-01-01"
ENDINGS = (
    ".geojson",
    ".json",
    ".topojson",
    ".gpkg",
    ".shp",
    ".zip",
    ".tif",
    ".csv",
    ".xlsx",
)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as made:
        yield made


def all_drivers() -> list[str]:
    """Every driver of this GDAL, as another process has them."""
    source = "import pyogrio; print('\\n'.join(pyogrio.list_drivers()))"
    told = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    return told.stdout.split("\n")[:-1]


def test_only_the_named_drivers_are_there():
    assert set(pyogrio.list_drivers()) == set(DRIVERS)


def test_only_the_named_drivers_are_there_in_the_reader():
    source = (
        "from hotspot_app.data.apart.tasks import TASKS\n"
        "import pyogrio; print(sorted(pyogrio.list_drivers()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str(sorted(DRIVERS))


def test_what_was_in_memory_is_gone_afterwards():
    with in_memory({"a.txt": b"x", "b.gdb/gdb": b"y"}) as folder:
        assert len(pyogrio.vsi_listtree(folder)) >= 3
    assert pyogrio.vsi_listtree("/vsimem/") == []


FEATURE = {
    "type": "Feature",
    "properties": {"LSOA21CD": "E01000001", "LSOA21NM": "A 001A"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[-1.4, 50.9], [-1.39, 50.9], [-1.39, 50.91], [-1.4, 50.9]]],
    },
}


def collection(**more: object) -> bytes:
    whole = {"type": "FeatureCollection", **more, "features": [FEATURE]}
    return json.dumps(whole).encode()


def payloads(url: str, canary: Path) -> dict[str, bytes]:
    """What asks GDAL for a file or a connection, by what it is."""
    link = {"type": "link", "properties": {"href": url, "type": "ogcwkt"}}
    steps = f"read {canary} ! write {url} --overwrite"
    found = {
        "crs link": collection(crs=link),
        "CRS link": collection(CRS=link),
        "escaped crs": collection(crs=link).replace(b'"crs"', b'"\\u0063rs"'),
        "crs up to a nought": collection(crs=link).replace(b'"crs"', b'"crs\\u0000a"'),
        "crs far from its colon": collection(crs=link).replace(
            b'"crs":', b'"crs"' + b" " * 9_000 + b":"
        ),
        "crs in feature": json.dumps(
            {"type": "FeatureCollection", "features": [{**FEATURE, "crs": link}]}
        ).encode(),
        "crs in shape": json.dumps(
            {**FEATURE, "geometry": {**FEATURE["geometry"], "crs": link}}
        ).encode(),
        "crs in apostrophes": collection(crs=link).replace(b'"', b"'"),
        "crs in a comment": collection().replace(
            b'"features"', b'/*"*/ "crs":' + json.dumps(link).encode() + b',"features"'
        ),
        "crs by url": collection(
            crs={"type": "name", "properties": {"name": f"{url}/crs"}}
        ),
        "pipeline": json.dumps(
            {"type": "gdal_streamed_alg", "command_line": f"gdal vector {steps}"}
        ).encode(),
        "esri pointer": json.dumps(
            {"geometryType": "esriGeometryPolygon", "url": url, "features": []}
        ).encode(),
        "vrt": (
            "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>"
            f"{canary}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        ).encode(),
        "vrt of url": (
            "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/"
            f"{url}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        ).encode(),
        "raster vrt": (
            "<VRTDataset rasterXSize='1' rasterYSize='1'><VRTRasterBand><SimpleSource>"
            f"<SourceFilename>/vsicurl/{url}</SourceFilename></SimpleSource>"
            "</VRTRasterBand></VRTDataset>"
        ).encode(),
        "wfs": f"<OGRWFSDataSource><URL>{url}</URL></OGRWFSDataSource>".encode(),
        "wms": (
            f"<GDAL_WMS><Service name='WMS'><ServerUrl>{url}</ServerUrl></Service>"
            "</GDAL_WMS>"
        ).encode(),
        "gml": (
            "<?xml version='1.0'?><ogr:FeatureCollection "
            "xmlns:ogr='http://ogr.maptools.org/' xmlns:gml='http://www.opengis.net/gml'"
            " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
            f"xsi:schemaLocation='http://ogr.maptools.org/ {url}'>"
            "<gml:featureMember/></ogr:FeatureCollection>"
        ).encode(),
        "kml": (
            "<kml xmlns='http://www.opengis.net/kml/2.2'><NetworkLink><Link><href>"
            f"{url}</href></Link></NetworkLink></kml>"
        ).encode(),
        "entity": (
            f"<?xml version='1.0'?><!DOCTYPE a SYSTEM '{url}'><a>&b;</a>"
        ).encode(),
        "table": f'!table\n!version 300\nDefinition Table\n File "{canary}"\n'.encode(),
        "path": f"/vsicurl/{url}".encode(),
    }
    for driver in all_drivers():
        found[driver] = f"{driver}:{url}".encode()
    return found


def zipped(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each in {name, *(name[:-4] + end for end in (".shx", ".dbf", ".prj"))}:
            archive.writestr(each, content)
    return made.getvalue()


def everything_said(path: Path) -> str:
    """What every reader that may be given a file says of it."""
    said = [str(look_at(path))]
    assert isinstance(look_at(path), Unknown) or path.suffix == ".csv"
    for read in (
        lambda: recognise(path),
        lambda: read_areas(path).areas.to_string(),
        lambda: read_layer(path, AROUND),
        lambda: stated_source(path),
    ):
        try:
            said.append(str(read()))
        except HotspotError as error:
            said.append(str(error))
    return "\n".join(said)


def beside_shapes(path: Path) -> None:
    for end in (".shx", ".dbf", ".prj"):
        path.with_suffix(end).write_bytes(path.read_bytes())


def test_such_a_connection_would_be_heard(tmp_path: Path, listener: Listener) -> None:
    path = tmp_path / "link.geojson"
    path.write_bytes(payloads(f"http://127.0.0.1:{listener.port}/x", path)["crs link"])
    source = f"import pyogrio; pyogrio.read_info({str(path)!r})"
    subprocess.run([sys.executable, "-c", source], capture_output=True, check=False)
    assert listener.heard


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_no_file_opens_another_or_a_connection(
    tmp_path: Path, listener: Listener, ending: str
) -> None:
    canary = tmp_path / "canary.csv"
    canary.write_text(f"LSOA21CD,name\nE01000001,{SECRET}\n", encoding="utf-8")
    url = f"http://127.0.0.1:{listener.port}/x"
    for number, content in enumerate(payloads(url, canary).values()):
        plain = tmp_path / f"{number}{ending}"
        plain.write_bytes(content)
        packed = tmp_path / f"{number}-packed.zip"
        packed.write_bytes(zipped(f"areas{ending}", content))
        if ending == ".shp":
            beside_shapes(plain)
        for path in (plain, packed):
            assert SECRET not in everything_said(path)
    assert listener.heard == []


@pytest.mark.parametrize("place", ["areas", "wards", "layers"])
@pytest.mark.parametrize(
    "start", ["near", "", "WFS:", "/vsicurl/", "/vsizip//vsicurl/"]
)
def test_no_project_opens_a_connection(
    tmp_path: Path, listener: Listener, place: str, start: str
) -> None:
    url = f"http://127.0.0.1:{listener.port}/x"
    link = payloads(url, tmp_path / "canary.csv")["crs link"]
    (tmp_path / "hostile.geojson").write_bytes(link)
    entry = {"path": "hostile.geojson"} if start == "near" else {"full": start + url}
    files: dict[str, object] = {
        "areas": {"path": "practice/areas.geojson", "in": "app"},
        "crime": [{"path": "practice/incidents", "in": "app"}],
    }
    told: dict[str, object] = {"hotspot": 2, "files": files}
    told["asked"] = {"method": "count_map"}
    if place == "layers":
        told["layers"] = [entry]
    else:
        files[place] = entry
    file = tmp_path / "month.hotspot"
    file.write_text(json.dumps(told), encoding="utf-8")
    why = "isn't stated by name" if start == "near" else "web address|not a whole path"
    with pytest.raises(HotspotError, match=why):
        project = opened(file).project
        for layer in project.layers:
            read_layer(layer.path, AROUND)
        run(project.files, project.asked)
    assert listener.heard == []


def test_files_that_name_a_connection_are_files_only(
    tmp_path: Path, listener: Listener
) -> None:
    """A path that looks like an address is no address."""
    url = f"/vsicurl/http://127.0.0.1:{listener.port}/x.geojson"
    with pytest.raises(HotspotError, match="is a web address, not a file"):
        read_areas(Path(url))
    assert listener.heard == []
