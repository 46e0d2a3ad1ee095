"""GeoJSON that would make GDAL follow something, and GeoJSON that wouldn't."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.native import geojson_text
from hotspot_app.errors import InputError

NAMED = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}


def check(content: bytes) -> None:
    geojson_text.check(content, "a.geojson")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"crs": NAMED}),
        json.dumps({"crs": None}),
        json.dumps({"properties": {"crs": "EPSG:27700", "CRS": 27700}}),
        json.dumps({"name": '"crs": {"type": "link"}'}),
        json.dumps({"a": "\\", "b": '\\"', "crs": NAMED}),
        '{"a": NaN, "b": -Infinity, "c": [true, false, null, 1e-5]}',
        '{"crs" : {"type":"name","properties":{"name":"EPSG:4326"}}}',
        json.dumps({"a": ["crs", "CRS"]}),
    ],
)
def test_plain_text_passes(text):
    check(text.encode())


@pytest.mark.parametrize(
    "value",
    [
        {"type": "link", "properties": {"href": "http://x"}},
        {"type": "name", "properties": {"name": "http://x/y"}},
        {"type": "name", "properties": {"name": "//host/share"}},
        {"type": "name", "properties": {"name": "/vsicurl/a"}, "href": "x"},
        {"type": "name", "properties": {"name": "x", "href": "y"}},
        {"type": "name"},
        {"type": "OGC", "properties": {"urn": "x"}},
        {"properties": {"name": "EPSG:27700"}},
        ["http://x"],
        {"type": "name", "properties": {"name": 'GEOGCS["a"]'}},
    ],
)
@pytest.mark.parametrize("name", ["crs", "CRS", "Crs"])
def test_anything_but_a_plain_name_is_refused_at_any_depth(value, name):
    for whole in (
        {name: value},
        {"features": [{"type": "Feature", name: value}]},
        {"a": [[{"b": {"geometry": {name: value}}}]]},
    ):
        for text in (json.dumps(whole), json.dumps(whole, indent=3)):
            with pytest.raises(InputError, match="isn't stated by name"):
                check(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "{'crs': {'type': 'link'}}",
        '{/* "*/ "crs": 1}',
        '{"a": 1} // "',
        '{"crs',
        "{crs: 1}",
        '{"a": "\\',
        '{"crs\0": 1}',
        '{"crs": 1}\0',
    ],
)
def test_what_is_no_json_is_refused(text):
    with pytest.raises(InputError, match="it isn't JSON"):
        check(text.encode())


@pytest.mark.parametrize(
    "escape",
    ["\\u0063rs", "c\\u0072s", "cr\\u0073", "\\u0043RS", "crs\\u0000", "crs\\u0000x"],
)
def test_a_name_written_by_escapes_is_seen(escape):
    text = '{"NAME": {"type": "link"}}'.replace("NAME", escape)
    with pytest.raises(InputError, match="isn't stated by name"):
        check(text.encode())


@pytest.mark.parametrize("gap", [" " * 9_000, "\n" * 9_000, "\r\n\t "])
def test_a_gap_after_the_name_hides_nothing(gap):
    with pytest.raises(InputError, match="isn't stated by name"):
        check(b'{"crs"%b:%b{"type": "link"}}' % (gap.encode(), gap.encode()))


def test_a_statement_that_has_no_end_is_refused():
    with pytest.raises(InputError, match="isn't stated by name"):
        check(b'{"crs": {"type": "name", "properties": {"name": ' + b"[" * 9_000)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_any_json_without_a_crs_passes(value):
    text = json.dumps(value)
    if '"crs"' not in text.lower():
        check(text.encode())
        check(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_other_codings_are_brought_to_utf_8(coding):
    assert (
        geojson_text.as_utf8('{"a": "é"}'.encode(coding), "a") == '{"a": "é"}'.encode()
    )


AREA = {
    "type": "Feature",
    "properties": {"exceededTransferLimit": True, "numberMatched": 9},
    "geometry": None,
    "links": [{"rel": "next"}],
}
CUT = {"exceededTransferLimit": True}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (CUT, "exceededTransferLimit"),
        ({"properties": CUT}, "exceededTransferLimit"),
        ({"metadata": {"exceededtransferlimit": "true"}}, "exceededTransferLimit"),
        ({"numberMatched": 2500, "numberReturned": 2}, "2 of 2,500"),
        ({"totalFeatures": 3, "numberReturned": 2}, "2 of 3"),
        ({"links": [{"rel": "self"}, {"rel": "next"}]}, "another page follows"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_file_that_says_it_is_cut_is_refused(said, why, first):
    areas = {"type": "FeatureCollection", "features": [AREA, AREA]}
    for indent in (None, 2):
        text = json.dumps(said | areas if first else areas | said, indent=indent)
        with pytest.raises(InputError) as told:
            geojson_text.check_whole(text.encode(), "a.geojson")
        assert f"({why}): only 2 areas" in str(told.value)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"exceededTransferLimit": False},
        {"properties": {"exceededTransferLimit": False}},
        {"numberMatched": 2, "numberReturned": 2},
        {"numberReturned": 2},
        {"numberMatched": "unknown", "numberReturned": 2},
        {"links": [{"rel": "prev"}]},
        {"name": '"exceededTransferLimit": true', "note": "exceededTransferLimit"},
        {"name": "{[", "features": [AREA]},
    ],
)
def test_a_file_that_does_not_say_so_passes(said):
    whole = {"type": "FeatureCollection", "features": [AREA, AREA]} | said
    geojson_text.check_whole(json.dumps(whole).encode(), "a.geojson")
