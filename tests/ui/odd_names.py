"""The practice town with names that look like markup, and what opening a file shows."""

from __future__ import annotations

import csv
import ctypes
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files

MARK = "Chips"
"""In every odd name."""

MONTHS = ("2026-07", "2026-08", "2026-09")


class OddNames:
    """Makes names that a reader of HTML would take for a picture in a folder.

    Parameters
    ----------
    folder
        Where the picture is put.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.picture = folder / "x.png"
        bright = QImage(40, 40, QImage.Format.Format_RGB32)
        bright.fill(QColor("magenta"))
        assert bright.save(str(self.picture))
        self._forms = (
            f'<img src="{self.picture}">{MARK} {{}} & Co',
            f"<b>{MARK}</b> &amp; Quay {{}}",
            f'<a href="file://{self.picture}">{MARK} {{}}</a>',
            rf"Fish & {MARK} {{}} $\frac{{{{ $x$",
            f"&lt;i&gt;{MARK}&lt;/i&gt; {{}}",
            f'<img src="//host.invalid/share/x.png"> {MARK} {{}} [*]',
        )

    def name(self, number: int) -> str:
        """An odd name that no other number has."""
        return self._forms[number % len(self._forms)].format(number)

    def file_name(self, number: int) -> str:
        """One that a file can have."""
        return (f"<b>{MARK}<b> & Co {number}", f"Fish &amp {MARK} $x$ {number}")[
            number % 2
        ]


def odd_town(folder: Path, odd: OddNames) -> Files:
    """Write the practice town's last months, everything in it by an odd name."""
    folder.mkdir()
    town = practice_files().areas.parent
    for number, name in enumerate(("areas", "wards")):
        told = json.loads((town / f"{name}.geojson").read_text(encoding="utf-8"))
        for place, each in enumerate(told["features"]):
            each["properties"]["name"] = odd.name(100 * number + place)
        written = folder / f"{odd.file_name(number)} {name}.geojson"
        written.write_text(json.dumps(told), encoding="utf-8")
    crime = folder / f"{odd.file_name(2)} incidents"
    crime.mkdir()
    streets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for month in MONTHS:
        rows = read(town / "incidents" / f"{month}-wrenmouth-police.csv")
        for number, row in enumerate(rows):
            kind, street = row["Offence Type"], row["Street"]
            if kind != "Anti-social behaviour":
                row["Offence Type"] = kinds.setdefault(kind, odd.name(300 + len(kinds)))
            row["Street"] = streets.setdefault(street, odd.name(400 + len(streets)))
            row["Agency"] = odd.name(500 + number % 2)
            row[odd.name(600)] = odd.name(700)
        write(crime / f"{month} {odd.file_name(3)}.csv", rows)
    found = {path.suffix + path.stem[-5:]: path for path in folder.iterdir()}
    return Files(
        areas=found[".geojsonareas"],
        wards=found[".geojsonwards"],
        crime=(crime,),
        residents=town / "residents.csv",
        deprivation=town / "deprivation.csv",
        level="neighbourhood",
    )


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def opened_in(folder: Path) -> Iterator[list[str]]:
    """Hear, from the system itself, which files of a folder are opened."""
    heard: list[str] = []
    if sys.platform != "linux":
        yield heard
        return
    system = ctypes.CDLL(None, use_errno=True)
    watch = system.inotify_init1(os.O_NONBLOCK)
    assert system.inotify_add_watch(watch, os.fsencode(folder), 0x20) > 0  # IN_OPEN
    try:
        yield heard
    finally:
        try:
            while told := os.read(watch, 4096):
                heard.append(told[16:].rstrip(b"\0").decode(errors="replace"))
        except BlockingIOError:
            pass
        os.close(watch)
