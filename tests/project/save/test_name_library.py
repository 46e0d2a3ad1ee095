"""Names that are kept for all months, and files of them that can't be used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hotspot_app import paths
from hotspot_app.project.ask.known import Batch
from hotspot_app.project.save import name_library, plain
from hotspot_app.project.save.name_library import NameLibrary, file_of

ROOT = Path(__file__).resolve().parents[3]
JANUARY = ("2025-01-testshire-street.csv",)
FIRST = {"E01990001": "York Walk", "E01990002": "High Street"}


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))


def test_nothing_is_kept_at_first_and_nothing_is_written_by_asking() -> None:
    assert NameLibrary().kept("lsoa").batches == ()
    assert not file_of("lsoa").parent.exists()


def test_names_stay_as_they_were_kept_and_only_lacking_ones_are_added(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(name_library, "_today", lambda: "2025-03-01")
    NameLibrary().keep("lsoa", FIRST, JANUARY)
    monkeypatch.setattr(name_library, "_today", lambda: "2025-04-02")
    later = {"E01990001": "Ascupart Street", "E01990003": "Low Street"}
    found = NameLibrary().keep("lsoa", later, ("2025-02-testshire-street.csv",))
    assert found == NameLibrary().kept("lsoa")
    assert found.names() == FIRST | {"E01990003": "Low Street"}
    first, second = found.batches
    assert first == Batch("2025-03-01", JANUARY, FIRST)
    assert (second.since, second.names) == ("2025-04-02", {"E01990003": "Low Street"})
    assert found.told == ()


def test_sets_of_areas_are_kept_apart() -> None:
    NameLibrary().keep("lsoa", FIRST, JANUARY)
    assert NameLibrary().kept("msoa").names() == {}


BROKEN = {
    "no JSON": b"\xff\xfe",
    "another thing": b'{"settings": 1}',
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "numbers": b'{"names": 1, "kept": [{"since": "2025-01-01", "names": {"a": 1}}]}',
    "no date": b'{"names": 1, "kept": [{"since": "soon", "names": {"a": "b"}}]}',
    "empty": b'{"names": 1, "kept": [{"since": "2025-01-01", "names": {"a": " "}}]}',
    "long": json.dumps(
        {"names": 1, "kept": [{"since": "2025-01-01", "names": {"a": "b" * 1000}}]}
    ).encode(),
    "texts": b'{"names": 1, "kept": ["a"]}',
    "one": b'{"names": 1, "kept": 7}',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_put_aside_and_names_begin_anew(content: bytes) -> None:
    file = file_of("lsoa")
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    found = NameLibrary().kept("lsoa")
    assert found.batches == ()
    (note,) = found.told
    assert note.caution
    assert "begin anew" in note.text
    assert "lsoa-put-aside.json" in note.text
    assert file.with_name("lsoa-put-aside.json").read_bytes() == content
    assert NameLibrary().keep("lsoa", FIRST, JANUARY).names() == FIRST
    assert NameLibrary().kept("lsoa").told == ()


def test_a_file_larger_than_any_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    NameLibrary().keep("lsoa", FIRST, JANUARY)
    monkeypatch.setattr(plain, "MOST_BYTES", 50)
    assert "begin anew" in NameLibrary().kept("lsoa").told[0].text


def test_more_names_than_there_are_areas_are_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(name_library, "MOST", 2)
    assert NameLibrary().keep("lsoa", FIRST, JANUARY).names() == FIRST
    more = NameLibrary().keep("lsoa", {"E01990009": "Far Lane"}, JANUARY)
    assert more.names() == FIRST


def test_a_newer_version_s_file_stays_as_it_is() -> None:
    file = file_of("lsoa")
    file.parent.mkdir(parents=True)
    file.write_text('{"names": 2, "kept": {}}', encoding="utf-8")
    for found in (NameLibrary().kept("lsoa"), NameLibrary().keep("lsoa", FIRST, ())):
        assert found.batches == ()
        assert "newer version" in found.told[0].text
    assert file.read_text(encoding="utf-8") == '{"names": 2, "kept": {}}'


def test_a_library_that_can_t_be_written_is_a_caution() -> None:
    paths.library().parent.mkdir(parents=True)
    paths.library().write_text("no folder", encoding="utf-8")
    found = NameLibrary().keep("lsoa", FIRST, JANUARY)
    assert found.batches == ()
    assert "can't be kept" in found.told[0].text
    assert found.told[0].caution


def test_files_are_told_by_name_and_never_by_folder() -> None:
    NameLibrary().keep("lsoa", FIRST, JANUARY)
    told = json.loads(file_of("lsoa").read_text(encoding="utf-8"))
    assert told["kept"][0]["from"] == list(JANUARY)


@pytest.mark.slow
def test_two_windows_that_keep_at_once_lose_nothing() -> None:
    keep = (
        "import sys\n"
        "from hotspot_app.project.save.name_library import NameLibrary\n"
        "for n in range(20):\n"
        "    code = f'E0199{sys.argv[1]}{n:03d}'\n"
        "    assert not NameLibrary().keep('lsoa', {code: code}, ()).told\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", keep, who], cwd=ROOT) for who in "12"
    ]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    names = NameLibrary().kept("lsoa").names()
    assert sorted(names) == [f"E0199{who}{n:03d}" for who in "12" for n in range(20)]
