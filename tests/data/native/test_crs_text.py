"""Coordinate systems that would have PROJ open a file."""

from __future__ import annotations

import pyproj
import pytest

from hotspot_app.data.native.crs_text import check_crs, plain_projection
from hotspot_app.errors import InputError

BOUND = pyproj.CRS(
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 "
    "+ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m"
)


@pytest.mark.parametrize("code", [27700, 4326, 3857, 4258, 7405, 29903])
@pytest.mark.parametrize("version", ["WKT1_GDAL", "WKT2_2019", "WKT1_ESRI"])
def test_systems_that_people_use_pass(code, version):
    check_crs(pyproj.CRS(code).to_wkt(version), "a.gpkg")
    check_crs(f"EPSG:{code}", "a.gpkg")


def test_a_system_with_its_own_shift_passes():
    for version in ("WKT1_GDAL", "WKT2_2019"):
        check_crs(BOUND.to_wkt(version), "a.gpkg")
    check_crs(None, "a.gpkg")


METHOD = (
    'PROJCRS["a",BASEGEOGCRS["a",DATUM["a",ELLIPSOID["a",6378137,298]]],'
    'CONVERSION["a",METHOD["{}"]],CS[Cartesian,2],AXIS["e",east],AXIS["n",north]]'
)
PROJECTION = 'PROJCS["a",GEOGCS["a"],PROJECTION["Mercator_1SP"],{}]'
GRID = pyproj.CRS("+proj=longlat +ellps=airy +nadgrids=OSTN15.gsb +type=crs")


@pytest.mark.parametrize(
    "text",
    [
        GRID.to_wkt("WKT2_2019"),
        GRID.to_wkt("WKT1_GDAL"),
        pyproj.CRS(3857).to_wkt("WKT1_GDAL").replace("@null", "//host/share/a.gsb"),
        'PROJCS["a",EXTENSION["PROJ4","+proj=pipeline +step +proj=longlat"]]',
        'PROJCS["a",EXTENSION["PROJ4","+proj=longlat +init=/etc/x:1"]]',
        'PROJCS["a",EXTENSION["PROJ4","+proj=tinshift +file=//host/x"]]',
        'PROJCS["a", EXTENSION [ "PROJ4" , 7 ]]',
        METHOD.format("PROJ-based operation method: +proj=hgridshift +grids=/etc/x"),
        METHOD.format("PROJ hgridshift grids=/etc/x"),
        METHOD.format("proj hgridshift").replace(
            "]]],CONV", ']]],PARAMETER["grids=/etc/x",1],CONV'
        ),
        METHOD.format("Mercator grids=/etc/x"),
        METHOD.format("PROJ tinshift"),
        PROJECTION.format('EXTENSION["PROJ4","+proj=merc"" +nadgrids=/etc/x"]'),
        PROJECTION.format('EXTENSION["PROJ4_GRIDS","""/etc/x"]'),
        PROJECTION.format("EXTENSION[\u201cPROJ4_GRIDS\u201d,\u201c/etc/x\u201d]"),
        "+proj=longlat +datum=OSGB36",
        "http://example.org/crs",
        "//host/share/file",
        "/etc/hostname",
        "",
    ],
)
def test_a_system_that_names_a_file_is_refused(text):
    with pytest.raises(InputError, match="names another file"):
        check_crs(text, "a.gpkg")


def test_other_letters_of_a_projection_stand_in_names_only():
    text = 'PROJCS["Réseau",GEOGCS["a"]]'
    assert plain_projection(text.encode("cp1252")) == b'PROJCS["R?seau",GEOGCS["a"]]'
    assert plain_projection(text.encode("utf-8-sig")).startswith(b"PROJCS")
