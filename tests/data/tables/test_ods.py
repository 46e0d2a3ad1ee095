"""Incidents in an OpenDocument spreadsheet, as LibreOffice saves it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.errors import InputError
from hotspot_app.project.intake.first_look import look_at
from hotspot_app.project.intake.items import Item

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)
HEADER = ("Crime No", "Recorded Date", "Offence", "Easting", "Northing")
ROW = ("A1", "01/02/2025", "Drugs", "441737", "112583")


def ods(path: Path, rows: list[tuple[str, ...]], more: str = "") -> Path:
    body = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body>'
            f'<office:spreadsheet><table:table table:name="S">{body}{more}'
            "</table:table></office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


@pytest.mark.parametrize("folder", [False, True])
def test_an_extract_is_read_by_itself_and_in_a_folder(
    tmp_path: Path, folder: bool
) -> None:
    path = ods(tmp_path / "crimes.ods", [HEADER, ROW])
    found = read_incidents([tmp_path if folder else path], extent=None)
    assert len(found.incidents) == 1
    assert found.incidents["source"].tolist() == ["crimes"]
    item = look_at(path)
    assert isinstance(item, Item)
    assert item.kind == "crime"


def test_a_cell_repeated_over_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    repeated = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    path = ods(tmp_path / "crimes.ods", [HEADER, ROW], repeated)
    with pytest.raises(InputError, match=r"crimes\.ods"):
        read_incidents([path], extent=None)
