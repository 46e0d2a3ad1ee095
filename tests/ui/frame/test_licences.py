"""The help says what the app is made with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hotspot_app.ui.frame import licences
from hotspot_app.ui.frame.help_window import about_help


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built app whose bill has two parts that are told and one that isn't."""
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / "NOTICE.txt").write_text("words", encoding="utf-8")
    gdal = {
        "name": "GDAL",
        "version": "3.12.4",
        "licenses": [{"license": {"name": "MIT"}}],
    }
    name = "License :: OSI Approved :: BSD License"
    esda = {"name": "esda", "version": "2.9", "licenses": [{"license": {"name": name}}]}
    bill = {"components": [gdal, esda, {"name": "libz.so.1"}]}
    (folder / "sbom.json").write_text(json.dumps(bill), encoding="utf-8")
    monkeypatch.setattr(licences, "shipped", lambda kind: tmp_path)
    return folder


def test_a_built_app_tells_its_parts_from_its_bill(built):
    assert licences.made_with() == [
        ("GDAL", "3.12.4. MIT"),
        ("esda", "2.9. BSD License"),
    ]
    assert "| GDAL | 3.12.4. MIT |" in about_help()
    assert str(built / "NOTICE.txt") in about_help()


def test_from_the_sources_it_tells_what_it_calculates_with():
    assert "numpy" in dict(licences.made_with())
    assert "LGPL 3" in about_help()
