"""The built app does what the sources do, with nothing but itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hotspot_app.cli.main import main as cli
from resources.installer.bundle import BUNDLE, PROGRAMME, ROOT
from tests.house import no_sockets

pytestmark = [pytest.mark.frozen, pytest.mark.timeout(1800)]


def test_it_passes_without_python_or_environment(frozen):
    assert frozen.code == 0, (frozen.said, frozen.report)
    assert frozen.report["ok"]
    assert frozen.report["frozen"]
    assert not (frozen.folder / "ended.txt").exists()


@pytest.mark.skipif(bool(no_sockets.why_not()), reason=no_sockets.why_not())
def test_it_passes_where_what_asks_for_a_socket_is_killed(frozen):
    assert frozen.report["ok"]


def test_the_sources_pass(from_source):
    assert from_source.code == 0, (from_source.said, from_source.report)
    assert not from_source.report["frozen"]


def test_counts_classes_and_p_values_are_the_same_to_the_digit(frozen, from_source):
    assert frozen.report["digests"] == from_source.report["digests"]
    assert frozen.report["digest"] == from_source.report["digest"]


def test_all_other_numbers_are_the_same_to_a_billionth(frozen, from_source):
    ours = sorted((frozen.folder / "results").glob("*/values.csv"))
    assert len(ours) >= 5
    for file in ours:
        one = pd.read_csv(file)
        other = pd.read_csv(
            from_source.folder / "results" / file.parent.name / file.name
        )
        pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-12)
    for file in sorted((frozen.folder / "results").glob("*/summary.json")):
        there = from_source.folder / "results" / file.parent.name / file.name
        one, other = (json.loads(f.read_text("utf-8")) for f in (file, there))
        alike(one["summary"], other["summary"])
        alike(one["tables"], other["tables"])
        assert one["sentences"] == other["sentences"]


def alike(one: Any, other: Any) -> None:
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        one, other = [*one.values()], [*other.values()]
    if isinstance(one, list):
        assert len(one) == len(other)
        for each, its in zip(one, other, strict=True):
            alike(each, its)
    elif isinstance(one, float):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)
    else:
        assert one == other


def test_data_are_those_in_the_build(frozen):
    for what, where in frozen.report["data"].items():
        assert Path(where).is_relative_to(BUNDLE), what
        assert any(Path(where).iterdir())


def test_it_writes_where_it_was_told_and_nowhere_else(frozen, bundle, tmp_path):
    assert [*frozen.home.rglob("*")] == []
    assert Path(frozen.report["own"]).is_relative_to(frozen.folder)
    made = {path.name for path in frozen.folder.iterdir()}
    assert made == {
        "briefs",
        "layer.gpkg",
        "map.pdf",
        "month.hotspot",
        "own",
        "report.json",
        "results",
        "table.xlsx",
        "window.png",
    }


def test_nothing_in_it_needs_a_network_library_of_qt_or_a_compiler(bundle):
    names = {path.name.lower() for path in bundle.rglob("*")}
    assert not [n for n in names if "qt6network" in n or "qtnetwork" in n]
    assert not [n for n in names if n.startswith(("numba", "llvmlite"))]


def test_nothing_is_in_it_that_only_developers_use(bundle):
    inside = bundle / "_internal"
    for name in ("hypothesis", "mypy", "pyarrow", "pygeoda", "pytest", "setuptools"):
        assert not (inside / name).exists()
    assert not [*inside.glob("boundaries/**/*.py")]
    assert not (inside / "resources" / "pictures").exists()


def test_its_licences_are_in_it(bundle):
    folder = bundle / "_internal" / "resources" / "licences"
    names = {path.name for path in folder.iterdir()}
    assert names == {"NOTICE.txt", "sbom.json", "LGPL-3.0.txt", "GPL-3.0.txt"}
    notice = (folder / "NOTICE.txt").read_text(encoding="utf-8")
    bill = json.loads((folder / "sbom.json").read_text(encoding="utf-8"))
    packages = {each["name"] for each in bill["components"] if "purl" in each}
    assert {"PySide6_Essentials", "numpy", "pyogrio", "convertbng"} <= packages
    assert not {"requests", "urllib3", "pytest", "PyInstaller"} & packages
    assert all(f"\n{name} " in notice for name in packages)
    named = {each["name"] for each in bill["components"]}
    assert any(name.startswith("libgdal") or name.startswith("gdal") for name in named)


def test_it_is_small_enough(bundle):
    size = sum(path.lstat().st_size for path in bundle.rglob("*"))
    assert size < 700e6


# --- a partnership's own boundaries ---------------------------------------------


def test_the_folder_of_boundaries_is_in_it_as_it_is(bundle):
    ours = ROOT / "boundaries"
    names = [
        path.relative_to(ours)
        for path in ours.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]
    assert len(names) > 20
    for name in names:
        built = bundle / "_internal" / "boundaries" / name
        assert built.read_bytes() == (ours / name).read_bytes()


def test_boundaries_that_are_added_are_offered_and_data_of_others_not_used(
    copy, test_in, tmp_path
):
    """At the first start, where another programme on this computer has its own data."""
    folder = copy / "_internal" / "boundaries"
    words = ["--licence", "Open Government Licence v3.0", "--into", str(folder)]
    practice = ROOT / "boundaries" / "practice"
    paths = [str(practice / name) for name in ("areas.geojson", "wards.geojson")]
    assert cli(["boundaries", "add", *paths, *words]) == 0
    tested = test_in(copy, **data_of_another_programme(tmp_path / "wrong"))
    assert tested.code == 0, tested.report
    offered = tested.report["boundaries"]
    assert len(offered) == 4
    assert {*offered.values()} == {"ready"}
    assert {"wrenmouth-neighbourhood-2026", "wrenmouth-ward-2026"} <= {*offered}


def data_of_another_programme(folder: Path) -> dict[str, str]:
    """Variables by which libraries would find data of another version."""
    folder.mkdir()
    (folder / "proj.db").write_bytes(b"of another version")
    names = ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH")
    return dict.fromkeys(names, str(folder))


# --- broken builds ------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "boundaries",
        "resources",
        "pyogrio/gdal_data",
        "pyogrio/proj_data",
        "pyproj/proj_dir",
    ],
)
def test_a_build_without_a_folder_is_found(copy, test_in, name, frozen):
    assert frozen.report["ok"]
    shutil.rmtree(copy / "_internal" / name)
    tested = test_in(copy)
    assert tested.code != 0
    assert not tested.report["ok"]
    assert tested.report["fault"]


def test_a_build_without_a_method_is_found(copy, test_in):
    """It gets another name where the programme looks its modules up."""
    programme = copy / PROGRAMME.name
    content = programme.read_bytes()
    name = b"hotspot_app.methods.gi_star"
    assert content.count(name) == 1
    programme.unlink()  # the build keeps its own
    programme.write_bytes(content.replace(name, name.replace(b"ods", b"odz")))
    programme.chmod(0o755)
    tested = test_in(copy)
    assert tested.code == 1
    assert "gi_star" in tested.report["fault"]
