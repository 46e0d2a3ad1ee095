"""Bad words, bad files and bad luck: one plain line, and nothing half-written."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.brief import results
from hotspot_app.cli import demo
from hotspot_app.cli.main import main
from hotspot_app.project.steps import material, pipeline
from tests.cli.conftest import contents

ROOT = Path(__file__).parents[2]


def refused(done: Any, code: int, *said: str) -> None:
    """Hold that it was refused in these words and nothing was written."""
    assert done.code == code, done.err
    for words in said:
        assert words in done.err
    assert not done.folder.exists()


# --- words --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--colour", "red"], "unrecognized arguments"),
        (["--types", "Piracy"], "there is no offence type 'Piracy'"),
        (["--types", "Burglery"], "Did you mean 'Burglary'"),
        (["--types", "Burglary,Anti-social behaviour"], "counted apart"),
        (["--types", '"Burglary,Robbery'], "Put double quotes round the whole"),
        (["--types", '"Burglary"s'], "--types can't be understood"),
        (["--from", "06/2025"], "is not a month"),
        (["--from", "2025-13"], "is not a month"),
        (["--from", "2025-03", "--to", "2025-01"], "ends before it begins"),
        (["--from", "2025-03-32"], "is not a month or a day"),
        (["--flags", "sword"], "with a column for 'sword'"),
        (["--from", "2031-01", "--to", "2031-02"], "The files hold January to March"),
        (["--compare-from", "2025-01"], "--compare-from and --compare-to"),
        (["--source", "a", "--source", "b"], "no file is from a source called 'a'"),
        (["--level", "ward"], "no wards were given"),
        (["--level", "wards"], "holds LSOAs, not 'wards'"),
        (["--measure", "density"], "invalid choice"),
        (["--per", "households"], "no file of households was given"),
        (["--ward-residents", "luck"], "invalid choice"),
        (["--param", "permutations"], "--param takes NAME=VALUE"),
        (["--param", "show=rate", "--param", "show=rate"], "given twice"),
        (["--param", "colour=red"], "has no parameter 'colour'"),
        (["--param", "level=low"], "level must be a number"),
        (["--param", "level=nan"], "level must be from"),
        (["--param", "level=5"], "level must be from"),
        (["--param", "show=red"], "show can't be 'red'"),
        (["--column", "type"], "--column takes NAME=VALUE"),
        (["--column", "colour=Hue"], "there is no column 'colour' to map to"),
        (["--column", "type=Hue"], "no extract has a column 'Hue'"),
        (["--table", "parks=x.csv"], "there is no table called 'parks'"),
        (["--table", "workday"], "--table takes NAME=VALUE"),
        (["--seed", "many"], "invalid int value"),
        (["--seed", "-1"], "the seed must be 0 or more"),
        (["--code-column", "nonsense"], "there is no column 'nonsense'"),
    ],
    ids=lambda words: " ".join(words)[:30] if isinstance(words, list) else "",
)
def test_wrong_words_are_answered(call: Any, words: list[str], said: str) -> None:
    refused(call(*words), 2, said)


def test_an_unknown_method_or_command_is_answered(call: Any) -> None:
    refused(call(method="astrology"), 2, "invalid choice: 'astrology'")
    assert call.plain("divine").code == 2


def test_what_must_be_given_is_named(call: Any) -> None:
    refused(call(areas=None), 2, "--areas")
    refused(call(crime=None), 2, "no incidents given")
    refused(call(residents=None, measure="rate"), 2, "a rate needs a denominator")
    refused(call(residents=None), 2, '"Rates by area" needs a denominator')
    refused(call(measure="count"), 2, "needs a rate, not counts. Use --measure")
    refused(call(method="deprivation_gradient"), 2, "Give --deprivation FILE")


def test_rows_and_ready_counts_are_never_added(call: Any, town: Any) -> None:
    refused(call(counts=town.counts), 2, "rows and ready counts are never added")


def test_the_question_is_checked_before_minutes_of_reading(
    full: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*files: Any, **options: Any) -> None:
        raise AssertionError("read a file")

    monkeypatch.setattr(material, "read_incidents", never)
    for words in (
        ["--param", "colour=red"],
        ["--from", "2025-13"],
        ["--seed", "-1"],
        ["--compare-from", "2025-01"],
    ):
        refused(full(*words), 2)


# --- areas --------------------------------------------------------------------


def test_lsoas_given_as_wards(call: Any, town: Any) -> None:
    refused(call(wards=town.areas), 3, "these are LSOAs", "Give --wards FILE")


def test_wards_given_as_lsoas(call: Any, town: Any) -> None:
    refused(call(areas=town.wards, level="lsoa"), 2, "level 'ward', not 'lsoa'")
    refused(call(areas=town.wards, wards=town.wards), 2, "holds wards")


def test_lsoas_given_as_msoas(call: Any) -> None:
    refused(call(level="msoa"), 3, "these are LSOAs (LSOA21CD), not MSOAs")


def test_wards_of_lsoa_residents_have_no_rate(call: Any, town: Any) -> None:
    refused(call(areas=town.wards), 3, "residents")


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:4258"])
def test_areas_in_another_coordinate_system_are_brought_over(
    call: Any, town: Any, tmp_path: Path, crs: str
) -> None:
    plain = call(out=tmp_path / "plain")
    gpd.read_file(town.areas).to_crs(crs).to_file(tmp_path / "areas.gpkg")
    done = call(areas=tmp_path / "areas.gpkg")
    assert done.code == 0
    # PROJ without OSTN15 is metres off, so that points near an edge may change sides
    moved = (done.values["count"] - plain.values["count"]).abs().sum()
    assert moved < 0.02 * plain.values["count"].sum()
    assert "to British National Grid" in done.notes


def test_areas_of_another_city(call: Any, town: Any, tmp_path: Path) -> None:
    areas = gpd.read_file(town.areas)
    areas.geometry = areas.geometry.translate(xoff=-100_000)
    areas.to_file(tmp_path / "areas.geojson")
    refused(
        call(areas=tmp_path / "areas.geojson"),
        3,
        "none of 3,000 incidents lies in the areas",
        "Give boundaries and incidents of the same place",
    )


def test_a_district_that_isnt_there(call: Any) -> None:
    refused(call(district="Atlantis"), 3, "it holds no area of Atlantis")


def test_wards_of_another_city(call: Any, town: Any, tmp_path: Path) -> None:
    wards = gpd.read_file(town.wards)
    wards.geometry = wards.geometry.translate(xoff=-100_000)
    wards.to_file(tmp_path / "wards.geojson")
    refused(call(wards=tmp_path / "wards.geojson"), 3, "none of its 4 wards lies in")


@pytest.mark.parametrize(
    "method", ["count_map", "rate_map", "local_moran", "gi_star", "global_moran"]
)
def test_one_area(call: Any, town: Any, tmp_path: Path, method: str) -> None:
    gpd.read_file(town.areas).iloc[:1].to_file(tmp_path / "one.geojson")
    done = call(areas=tmp_path / "one.geojson", method=method)
    assert done.code == 0
    assert len(done.values) == 1
    assert not set(done.values.get("class", [])) & {"high-high", "hot", "cold"}


@pytest.mark.slow
def test_one_area_is_drawn(full: Any, town: Any, tmp_path: Path) -> None:
    gpd.read_file(town.areas).iloc[:1].to_file(tmp_path / "one.geojson")
    for method in ("count_map", "rate_map", "local_moran"):
        done = full(areas=tmp_path / "one.geojson", method=method)
        assert done.code == 0
        assert "map.png" in done.files


@pytest.mark.parametrize("method", ["local_moran", "gi_star", "global_moran"])
def test_all_islands(call: Any, town: Any, tmp_path: Path, method: str) -> None:
    areas = gpd.read_file(town.areas)
    areas.geometry = areas.geometry.buffer(-100)
    areas.to_file(tmp_path / "islands.geojson")
    done = call(areas=tmp_path / "islands.geojson", wards=town.wards, method=method)
    assert done.code == 0
    assert "64 areas have no neighbours and can't be tested" in done.notes
    if method != "global_moran":
        assert "none of 64 areas has a neighbour" in done.out
        assert "can be told" in done.out
        assert done.values["class"].eq("no neighbours").all()
    assert not set(done.values.get("class", [])) & {"high-high", "hot", "cold"}


def test_a_folder_as_areas(call: Any, town: Any) -> None:
    for option in ("areas", "wards", "residents", "deprivation", "lookup"):
        refused(call(**{option: town.folder}), 3, "is a folder", "Give the file")


def test_a_file_that_isnt_there(call: Any, tmp_path: Path) -> None:
    gone = tmp_path / "gone.csv"
    for option in (
        "areas", "wards", "crime", "residents", "households", "deprivation",
        "lookup", "postcodes", "names",
    ):  # fmt: skip
        refused(call(**{option: gone}), 3, "gone.csv", "there is no such file")
    for table in ("workday", "bridges"):
        refused(call(table=f"{table}={gone}"), 3, "there is no such file")
    refused(call(crime=None, counts=gone), 3, "there is no such file")


# --- crime --------------------------------------------------------------------


RUBBISH = {
    "empty": b"",
    "header": b"Crime Number,Offence Type,Date,Easting,Northing\n",
    "nul": b"Crime Number,Offence Type,Date\x00,Easting\n1,B\x00urglary,2025-01-01,3\n",
    "binary": bytes(range(256)) * 40,
    "prose": b"To whom it may concern\nThe file will follow.\n",
    "web page": b"<!DOCTYPE html><html><body>Please sign in</body></html>",
    "json": b'{"crimes": []}',
}


@pytest.mark.parametrize("kind", RUBBISH)
def test_rubbish_as_crime(call: Any, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rubbish.csv"
    path.write_bytes(RUBBISH[kind])
    refused(call(crime=path), 3, "rubbish.csv")


@pytest.mark.parametrize("kind", RUBBISH)
@pytest.mark.parametrize(
    "option",
    [
        "areas",
        "wards",
        "residents",
        "deprivation",
        "lookup",
        "postcodes",
        "names",
        "counts",
    ],
)
def test_rubbish_as_anything_else(
    call: Any, tmp_path: Path, kind: str, option: str
) -> None:
    end = ".geojson" if option in {"areas", "wards"} else ".csv"
    path = tmp_path / f"rubbish{end}"
    path.write_bytes(RUBBISH[kind])
    named: dict[str, Any] = {option: path}
    if option == "counts":
        named["crime"] = None
    refused(call(**named), 3, "rubbish")


def test_a_truncated_zip(call: Any, town: Any, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(town.crime("police.csv")[0], "2025-01/police.csv")
    half = tmp_path / "half.zip"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert call(crime=whole).code == 0
    shutil.rmtree(call.folder)
    refused(call(crime=half), 3, "half.zip", "Download or copy it again")


def test_the_same_file_twice_counts_once(call: Any, town: Any, tmp_path: Path) -> None:
    street = town.crime("2025-01-testshire-street.csv")
    (tmp_path / "again").mkdir()
    copy = shutil.copy(street[0], tmp_path / "again")
    once = call(crime=street)
    named = call(crime=street * 2)
    copied = call(crime=[*street, copy])
    for twice in (named, copied):
        np.testing.assert_array_equal(once.values["count"], twice.values["count"])
    account = copied.summary["reconciliation"]
    assert account["read"] == 2 * account["mapped"]
    assert account["superseded"] == account["mapped"]


def test_impossible_numbers(call: Any, town: Any, tmp_path: Path) -> None:
    rows = town.rows.drop(columns="code").astype(object)
    rows.loc[:3, "Easting"] = ["1e308", "9" * 400, "-1e300", "inf"]
    rows.loc[4, "Date"] = "99999-01-01"
    rows.to_csv(tmp_path / "huge.csv", index=False)
    account = call(crime=tmp_path / "huge.csv").summary["reconciliation"]
    assert account["impossible_coordinates"] == 4
    assert account["unreadable_date"] == 1
    assert account["mapped"] == 2995


def test_ready_counts_given_as_rows(call: Any, town: Any) -> None:
    """Else each row would count as one incident."""
    refused(call(crime=town.counts), 3, "ready counts, not rows", "--counts FILE")


def test_ready_counts_too_large_to_be_true(
    call: Any, town: Any, tmp_path: Path
) -> None:
    counts = pd.read_csv(town.counts)
    counts.loc[0, "count"] = 999_999_999_999
    counts.to_csv(tmp_path / "counts.csv", index=False)
    refused(
        call(crime=None, counts=tmp_path / "counts.csv"), 3, "more than can be true"
    )


def test_ready_counts_of_other_areas(call: Any, town: Any, tmp_path: Path) -> None:
    counts = pd.read_csv(town.counts).assign(area="E01000001")
    counts = counts.drop_duplicates(["type", "month"])
    counts.to_csv(tmp_path / "counts.csv", index=False)
    refused(
        call(crime=None, counts=tmp_path / "counts.csv"),
        3,
        "none of its 1 area codes is among the areas",
    )


# --- denominators, deprivation, lookups ---------------------------------------


def test_an_area_without_residents_has_no_rate(
    call: Any, town: Any, tmp_path: Path
) -> None:
    people = pd.read_csv(town.residents)
    people.loc[[0, 7], "residents_2021"] = 0
    people.to_csv(tmp_path / "residents.csv", index=False)
    done = call(
        residents=tmp_path / "residents.csv",
        method="local_moran",
        param="permutations=9999",
    )
    none = done.values.iloc[[0, 7]]
    assert none["rate"].isna().all()
    assert none["class"].eq("no data").all()
    assert none["count"].gt(0).all()
    assert (
        "2 areas have none (first 'E01990000', 'E01990007'): no rate for them"
        in done.notes
    )


@pytest.mark.parametrize(
    "method", ["rate_map", "local_moran", "gi_star", "global_moran"]
)
def test_nobody_lives_anywhere(
    call: Any, town: Any, tmp_path: Path, method: str
) -> None:
    people = pd.read_csv(town.residents).assign(residents_2021=0)
    people.to_csv(tmp_path / "residents.csv", index=False)
    refused(
        call(residents=tmp_path / "residents.csv", method=method),
        3,
        "none of the areas has any residents",
        "use --measure count",
    )


def test_a_few_areas_with_residents(call: Any, town: Any, tmp_path: Path) -> None:
    people = pd.read_csv(town.residents)
    people.loc[5:, "residents_2021"] = 0
    people.to_csv(tmp_path / "residents.csv", index=False)
    done = call(residents=tmp_path / "residents.csv", method="local_moran")
    assert "fewer than 30 of 64 areas have a figure to test" in done.out
    assert done.values["p"].isna().all()


def test_deprivation_given_as_residents(call: Any, town: Any) -> None:
    refused(call(residents=town.deprivation), 3, "deprivation.csv")


def test_residents_given_as_deprivation(call: Any, town: Any) -> None:
    refused(
        call(deprivation=town.residents), 3, "no file of the Indices of Deprivation"
    )


def test_residents_of_other_areas(call: Any, town: Any) -> None:
    refused(call(residents=town.residents_of_2011), 3, "2011")


def test_a_lookup_of_other_areas(call: Any, town: Any, tmp_path: Path) -> None:
    lookup = pd.read_csv(town.lookup)
    lookup["LSOA21CD"] = lookup["LSOA21CD"].str.replace("E0199", "E0177")
    lookup.to_csv(tmp_path / "other.csv", index=False)
    refused(call(residents=town.residents_of_2011, lookup=tmp_path / "other.csv"), 3)


def test_a_lookup_of_the_wrong_vintage(call: Any, town: Any, tmp_path: Path) -> None:
    lookup = pd.read_csv(town.lookup)
    lookup.columns = ["LSOA01CD", "LSOA11CD", "CHGIND"]
    lookup.to_csv(tmp_path / "older.csv", index=False)
    refused(call(residents=town.residents_of_2011, lookup=tmp_path / "older.csv"), 3)


def test_bridges_between_areas_that_arent_there(
    call: Any, town: Any, tmp_path: Path
) -> None:
    (tmp_path / "bridges.csv").write_text("a,b\nX1,X2\n", encoding="utf-8")
    done = call(method="local_moran", table=f"bridges={tmp_path / 'bridges.csv'}")
    refused(done, 3, "X1")


# --- where it is written ------------------------------------------------------


def test_a_file_in_the_way_of_the_folder(call: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    for out in (tmp_path / "taken", tmp_path / "taken" / "deeper"):
        done = call(out=out)
        assert done.code == 3
        assert "can't write here" in done.err
        assert "Choose another folder" in done.err
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_name_too_long_for_a_folder(call: Any, tmp_path: Path) -> None:
    done = call(out=tmp_path / "new" / ("x" * 300))
    assert done.code == 3
    assert "can't write here" in done.err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_not_ours_to_write(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*args: Any, **named: Any) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", denied)
    done = call(out=tmp_path / "new" / "deeper")
    assert done.code == 3
    assert "can't write here (Permission denied)" in done.err
    assert not (tmp_path / "new").exists()


@pytest.fixture(scope="module")
def burglary(town: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an answer, pictures and all."""
    folder = tmp_path_factory.mktemp("burglary") / "out"
    files = ["--areas", town.areas, "--crime", *town.crime("police.csv")]
    files += ["--residents", town.residents]
    words = ["--types", "Burglary", "--method", "rate_map", "--out", str(folder)]
    assert main(["run", *files, *words]) == 0
    return folder


@pytest.fixture
def older(burglary: Path, full: Any) -> Mapping[str, bytes]:
    """What is in the folder that `run` is to write into."""
    shutil.copytree(burglary, full.folder)
    return contents(full.folder)


def full_disk(*args: Any, **named: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


STEPS = {
    "table": (pd.DataFrame, "to_csv"),
    "map": (results, "save"),
    "numbers": (Path, "write_text"),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_leaves_the_older_result_whole(
    full: Any, older: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setattr(*STEPS[step], full_disk)
    done = full()
    assert done.code == 3
    assert "No space left on device" in done.err
    assert done.files == older


def test_a_disk_that_fills_up_while_the_map_is_drawn(
    full: Any, older: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        if str(target).endswith("map.svg"):
            full_disk()
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    done = full()
    assert done.code == 3
    assert done.files == older


@pytest.mark.parametrize("name", ["map.png", "summary.json", "values.csv"])
def test_a_file_that_another_program_holds(
    full: Any, older: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As a spreadsheet on Windows does; no folder of two results is left."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == name:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    done = full()
    monkeypatch.undo()
    assert done.code == 3
    assert "in use" in done.err
    assert done.files == older


def test_a_folder_in_the_way_of_a_file(call: Any) -> None:
    older = call(types="Burglary")
    (call.folder / "values.csv").unlink()
    (call.folder / "values.csv").mkdir()
    done = call()
    assert done.code == 3
    assert (call.folder / "values.csv").is_dir()
    assert done.files["summary.json"] == older.files["summary.json"]


def test_names_that_are_no_text(call: Any, town: Any, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    folder.mkdir()
    extract = folder / os.fsdecode(b"gar\xe7on.csv")
    shutil.copy(town.crime("police.csv")[0], extract)
    done = call(crime=extract, out=folder / "out")
    assert done.code == 0
    assert done.values["count"].sum() > 0
    gone = call(crime=folder / "gone.csv", out=folder / "new")
    assert gone.code == 3
    told = call.plain("inspect", str(extract))
    assert told.code == 0
    assert call.plain("inspect", "--json", str(extract)).code == 0


# --- interrupted --------------------------------------------------------------


def interrupt(*args: Any, **named: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (pipeline, "read_material"),
        (pipeline, "place"),
        (pipeline, "count"),
        (results, "map_page"),
        (results, "save"),
        (results, "summary"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_interruption_leaves_the_older_result_whole(
    full: Any, older: Any, monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    monkeypatch.setattr(where, name, interrupt)
    done = full()
    monkeypatch.undo()
    assert done.code == 130
    assert "interrupted" in done.err
    assert done.files == older


def test_an_interruption_leaves_no_folder(
    full: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(results, "save", interrupt)
    done = full(out=tmp_path / "new" / "deeper")
    assert done.code == 130
    assert not (tmp_path / "new").exists()


def test_an_interruption_that_a_library_turned_into_something_else(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turned(*args: Any, **named: Any) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("half loaded") from None

    monkeypatch.setattr(pipeline, "place", turned)
    refused(call(), 130, "interrupted")


def test_a_thread_other_than_the_main_one_may_call() -> None:
    before = signal.getsignal(signal.SIGINT)
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(main, ["methods"]).result() == 0
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.slow
def test_an_interrupted_demo_says_what_is_there(
    call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = []

    def write(answer: Any, out: Path, *noted: Any) -> None:
        if written:
            raise KeyboardInterrupt
        results.write_results(answer, out, *noted)
        written.append(out)

    monkeypatch.setattr(demo, "write_results", write)
    done = call.plain("demo", "--out", str(tmp_path / "town"))
    assert done.code == 130
    assert "nothing was written" not in done.err
    assert "answers that were finished stay" in done.err
    assert list((tmp_path / "town").iterdir()) == written
    assert str(written[0]) in done.out
    assert (written[0] / "summary.json").is_file()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no signals to a process there")
@pytest.mark.parametrize("seconds", [0.5, 2.0, 4.0, 6.0])
def test_a_process_that_is_interrupted(
    town: Any, tmp_path: Path, seconds: float
) -> None:
    out = tmp_path / "new" / "out"
    words = [
        "run", "--areas", town.areas, "--crime", *town.crime("police.csv"),
        "--residents", town.residents, "--method", "local_moran",
        "--param", "permutations=999999", "--out", str(out),
    ]  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "hotspot_app", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    if (out / "summary.json").is_file():
        # it was done before; Python itself ends by the signal when it is leaving
        assert process.returncode in {0, -signal.SIGINT}
        assert {"values.csv", "map.pdf", "notes.txt"} <= {p.name for p in out.iterdir()}
    else:
        assert (process.returncode, err.count("\n")) == (130, 1)
        assert not (tmp_path / "new").exists()
    assert not [*tmp_path.rglob(".unfinished-*")]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a shell of another kind")
def test_a_reader_that_stops_reading() -> None:
    done = subprocess.run(
        f"{sys.executable} -m hotspot_app methods | head -1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


# --- a fault of ours ----------------------------------------------------------


def test_a_fault_is_told_without_data(
    town: Any,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wrong(*args: Any, **named: Any) -> None:
        secret = "14 Acacia Avenue"
        raise ZeroDivisionError(secret)

    monkeypatch.setattr(pipeline, "read_material", wrong)
    words = ["--areas", town.areas, "--crime", town.areas, "--method", "rate_map"]
    code = main(["run", *words, "--out", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert code == 1
    assert said.count("\n") == 1
    assert "something unexpected happened (ZeroDivisionError)" in said
    (kept,) = (tmp_path / "home").rglob("unexpected.txt")
    text = kept.read_text(encoding="utf-8")
    assert "wrong, line" in text
    assert "Acacia" not in text


def test_areas_that_are_points(call: Any, tmp_path: Path) -> None:
    points = gpd.GeoDataFrame(
        {"LSOA21CD": ["E01990000"]},
        geometry=[shapely.Point(441_000, 112_000)],
        crs="EPSG:27700",
    )
    points.to_file(tmp_path / "points.geojson")
    refused(call(areas=tmp_path / "points.geojson"), 3, "no polygons")


# --- every file in every option -----------------------------------------------

THE_AREAS = "boundaries/E06000045_lsoa2021_bgc.geojson"
WRONG = (
    "SOURCES.md",
    "boundaries",
    "boundaries/E06000045_lsoa2011_bgc.geojson",
    "boundaries/E06000045_wards2013.json",
    "boundaries/hampshire_iow_wards2025_bgc.gpkg",
    "crime/2025-01-btp-street.csv",
    "crime/ew_2025_lsoa_month_type_counts.parquet",
    "deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx",
    "deprivation/imd2025_england_lsoa21.csv",
    "lookups/codepoint_open_2025_2_hampshire_iow.csv",
    "lookups/lookup_lsoa21_ward24_ltla24.csv",
    "lookups/lookup_ltla24_csp24_pfa24.csv",
    "population/census2021_lsoa21_usual_residents_households.csv",
    "population/mye_lsoa11_totals_2017_2019_2020.csv",
    "severity/ons_crime_severity_weights_134.csv",
)
RIGHT = {
    "areas": 0,
    "wards": 2,  # of 2013 and 2025, both of this place
    "crime": 1,
    "counts": 0,
    "residents": 1,
    "households": 1,
    "deprivation": 1,
    "lookup": 0,
    "postcodes": 1,
    "names": 0,
    "workday": 0,
    "bridges": 0,
}
"""How many of the files are what the option asks for."""
LIGHT = 1_000_000
"""Bytes from which of a table only the rows of the city and some others are given."""


@pytest.fixture(scope="module")
def wrong(real: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files, large tables cut down."""
    folder = tmp_path_factory.mktemp("wrong")
    areas = gpd.read_file(real / THE_AREAS, ignore_geometry=True)
    codes = set(areas["LSOA21CD"])
    return [_lighter(real / name, folder, codes) for name in WRONG]


def _lighter(path: Path, folder: Path, codes: set[str]) -> Path:
    if path.suffix != ".csv" or path.stat().st_size < LIGHT:
        return path
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [
        row
        for number, row in enumerate(rows)
        if number % 200 == 0 or codes & {*row.replace('"', "").split(",")}
    ]
    into = folder / path.name
    into.write_text("".join([head, *kept]), encoding="utf-8")
    return into


@pytest.mark.slow
@pytest.mark.realdata
@pytest.mark.parametrize("option", RIGHT)
def test_a_real_file_in_the_wrong_place(
    call: Any, real: Path, wrong: list[Path], option: str
) -> None:
    """Each is answered in one line, and only what fits is used."""
    usual = {
        "areas": real / THE_AREAS,
        "crime": real / "crime" / "2025-01-btp-street.csv",
        "residents": None,
        "method": "count_map",
    }
    done = []
    for path in wrong:
        named: dict[str, Any] = {option: path}
        if option in {"workday", "bridges"}:
            named = {"table": f"{option}={path}"}
        if option == "counts":
            named["crime"] = None
        if option == "areas":  # of no other boundaries
            named["residents"] = wrong[12]
        if option == "lookup":
            named["deprivation"] = wrong[7]
        done.append(call(**{**usual, **named}).code)
    assert done.count(0) == RIGHT[option]
    assert done.count(3) == len(WRONG) - RIGHT[option]


@pytest.mark.slow
@pytest.mark.realdata
def test_every_real_file_is_inspected(call: Any, real: Path) -> None:
    unknown = []
    for name in WRONG:
        if call.plain("inspect", str(real / name)).code:
            unknown.append(Path(name).name)
    assert unknown == [
        "SOURCES.md",
        "boundaries",
        "ew_2025_lsoa_month_type_counts.parquet",
        "lookup_lsoa21_ward24_ltla24.csv",
        "lookup_ltla24_csp24_pfa24.csv",
        "ons_crime_severity_weights_134.csv",
    ]


METHODS = (
    "count_map", "rate_map", "local_moran", "gi_star", "global_moran",
    "deprivation_gradient",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("level", ["lsoa", "ward"])
def test_every_question_is_answered(
    call: Any, town: Any, method: str, level: str
) -> None:
    """By a result or by one line, with no warning, however little there is."""
    refused_here = {("deprivation_gradient", "ward")}
    for measure in ("count", "rate", "eb"):
        for types in ("", "Robbery"):
            done = call(
                wards=town.wards,
                deprivation=town.deprivation,
                to="2025-01",
                method=method,
                level=level,
                measure=measure,
                types=types,
            )
            no = (method, level) in refused_here or (
                (method, measure) == ("rate_map", "count")
            )
            assert done.code == (2 if no else 0), done.err
