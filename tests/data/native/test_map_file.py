"""What a file of shapes must have before GDAL sees it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from hotspot_app.data.native.map_file import read_map_file
from hotspot_app.errors import InputError


@pytest.mark.parametrize("inside", ["a.gdb/readme.csv", "a.gdb/a00000002.gdbtable"])
def test_a_geodatabase_without_its_list_of_tables_is_refused(
    tmp_path: Path, inside: str
) -> None:
    path = tmp_path / "areas.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(InputError, match="lacks its list of tables"):
        read_map_file(path)
