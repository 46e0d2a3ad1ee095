"""Zips that would unpack to too much are refused by what they declare."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from hotspot_app.data.base import unpacking
from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.unpacking import check_zip
from hotspot_app.errors import InputError

EACH = 100_000
MEMBERS = 20


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge by a hundredth of the true sizes, so that no test is large."""
    monkeypatch.setattr(unpacking, "SMALL", 500_000)


def zipped(folder: Path, content: bytes, *, members: int = MEMBERS) -> Path:
    path = folder / "months.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            archive.writestr(f"2025-01/{number}-street.csv", content)
    return path


def test_many_small_members_that_shrank_too_much_are_refused(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, bytes(EACH))
    assert bomb.stat().st_size * unpacking.MOST_RATIO < MEMBERS * EACH
    with pytest.raises(InputError, match="would unpack to") as told:
        with look_into([bomb]):
            pass
    assert told.value.where == "months.zip"


def test_a_workbook_of_many_such_sheets_is_refused(tmp_path: Path) -> None:
    content = zipped(tmp_path, bytes(EACH)).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        with pytest.raises(InputError, match="would unpack to"):
            check_zip(archive, "book.xlsx")


def test_what_is_small_in_all_may_shrink_as_it_likes(tmp_path: Path) -> None:
    with look_into([zipped(tmp_path, bytes(EACH), members=5)]) as found:
        assert len(found.members) == 5


def test_many_members_that_shrink_as_text_does_are_read(tmp_path: Path) -> None:
    draw = random.Random(3)
    rows = "\n".join(f"{draw.random()},Burglary" for _ in range(4_000))
    path = zipped(tmp_path, rows.encode())
    with look_into([path]) as found:
        assert len(found.members) == MEMBERS
        assert sum(member.size for member in found.members) > 2 * unpacking.SMALL


def test_members_that_declare_more_than_the_zip_holds_are_refused(
    tmp_path: Path,
) -> None:
    """As those do that lie over one another."""
    path = tmp_path / "months.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(MEMBERS):
            archive.writestr(f"{number}.csv", bytes(EACH))
        for info in archive.infolist():
            info.compress_size = EACH  # goes into the zip's own list
    with zipfile.ZipFile(path) as archive:
        assert {info.compress_size for info in archive.infolist()} == {EACH}
    with pytest.raises(InputError, match="would unpack to"), look_into([path]):
        pass


@pytest.mark.parametrize("offset", range(4, 46, 2))
@pytest.mark.parametrize("value", [0, 1, 0x7FFF, 0xFFFF])
def test_a_directory_may_say_anything(tmp_path: Path, offset: int, value: int) -> None:
    """It is read as far as it can be, and refused in words where it can't."""
    content = bytearray(
        zipped(tmp_path, b"Ref,What\n1,Noise\n", members=1).read_bytes()
    )
    at = content.index(b"PK\x01\x02") + offset
    content[at : at + 2] = value.to_bytes(2, "little")
    path = tmp_path / "lying.zip"
    path.write_bytes(content)
    try:
        with look_into([path]) as found:
            for member in found.members:
                with member.stream() as stream:
                    stream.read()
    except InputError as error:
        assert error.where.startswith("lying.zip")


def test_a_member_that_has_two_names_is_damaged(tmp_path: Path) -> None:
    """Its own header says UTF-8, the directory of the zip another coding."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ab.csv", "a,b\n1,2\n")
    content = bytearray(path.read_bytes())
    content[6:8] = (0x800).to_bytes(2, "little")
    content[30:32] = b"\xff\xfe"
    path.write_bytes(content)
    with look_into([path]) as found, pytest.raises(InputError, match="is damaged"):
        with found.members[0].stream() as stream:
            stream.read()
