"""Every part that is shipped is named, with its licence's words."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from pathlib import Path

import pytest

from resources.installer import ROOT
from resources.installer.notices import notice, write_notices
from resources.installer.packages import Package, licence, packages, shipped_names
from resources.installer.sbom import bill

SHIPPABLE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|MPL|LGPL|BlueOak|ISC)\b"
)
MODULES = {"PySide6", "shiboken6", "numpy", "pandas", "pyogrio", "shapely", "pyproj"}


@pytest.mark.parametrize("name", shipped_names())
def test_the_licence_of_what_is_shipped_allows_it(name):
    assert SHIPPABLE.search(licence(name)), licence(name)


@pytest.fixture(scope="module")
def shipped() -> list[Package]:
    return packages(MODULES | {*shipped_names()})


@pytest.mark.parametrize("name", shipped_names())
def test_each_package_brings_its_licences_words_or_we_do(shipped, name):
    owners = {"pyside6-essentials", "shiboken6"}
    found = [each for each in shipped if each.name.lower() == name]
    assert name in owners or all(text for each in found for _, text in each.texts)


@pytest.fixture(scope="module")
def text() -> str:
    return notice(packages(MODULES), [])


@pytest.mark.parametrize(
    "words",
    [
        "numpy 2",
        "GDAL 3",
        "GEOS 3",
        "PROJ 9",
        "Qt 6",
        "SIL OPEN FONT LICENSE",
        "lucide",
        "Wrenmouth is an invented town",
        "PYTHON SOFTWARE FOUNDATION LICENSE",
        "GNU LESSER GENERAL PUBLIC LICENSE",  # of GEOS
        "https://download.qt.io/official_releases/qt/6",
        "Anyone may replace them",
    ],
)
def test_the_notice_has(text, words):
    assert words.lower() in text.lower()


def test_what_is_not_shipped_is_not_in_it(text):
    assert not re.search(r"^(requests|urllib3|pytest) \d", text, re.M)


def test_what_is_made_for_a_build(tmp_path):
    folder = write_notices(tmp_path / "made", modules=MODULES, compiled=[])
    assert {path.name for path in folder.iterdir()} == {"NOTICE.txt", "sbom.json"}


@pytest.mark.parametrize("name", ["LGPL-3.0.txt", "GPL-3.0.txt"])
def test_the_licences_of_qt_come_with_the_app(name):
    text = (ROOT / "resources" / "licences" / name).read_text(encoding="utf-8")
    assert "Version 3, 29 June 2007" in text


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dpkg-query"), reason="Debian's words"
)
def test_libraries_of_debian_bring_debians_words():
    library = Path("/lib/x86_64-linux-gnu/libz.so.1")
    if not library.exists():
        pytest.skip("another kind of computer")
    assert "From Debian: zlib1g" in notice([], [library])


def test_the_bill_is_what_cyclonedx_asks_for():
    made = bill(packages(MODULES), [])
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made["serialNumber"])
    refs = [each["bom-ref"] for each in made["components"]]
    assert len(refs) == len({*refs})
    assert {"GDAL", "GEOS", "PROJ", "Qt", "Python", "numpy"} <= {
        each["name"] for each in made["components"]
    }
    assert made["dependencies"][0]["dependsOn"] == refs
    purls = [each["purl"] for each in made["components"] if "purl" in each]
    assert all(re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[\w.]+", purl) for purl in purls)


def test_the_bill_is_the_same_when_its_parts_are():
    assert bill(packages(MODULES), []) == bill(packages(MODULES), [])


def test_a_library_beside_a_package_is_in_the_bill_with_its_sum(tmp_path):
    library = tmp_path / "libz.so.1"
    library.write_bytes(b"code")
    (made,) = [
        each
        for each in bill([], [library])["components"]
        if each["name"] == library.name
    ]
    assert made["hashes"] == [
        {
            "alg": "SHA-256",
            "content": hashlib.sha256(b"code").hexdigest(),
        }
    ]
