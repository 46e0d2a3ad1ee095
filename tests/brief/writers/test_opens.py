"""LibreOffice opens what is written: as many pages as there are slides."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
from pptx import Presentation

from hotspot_app.brief.writers.slides import write_slides
from tests.brief.writers.awkward import SAMPLES


@pytest.mark.office
@pytest.mark.slow
def test_every_deck_opens_with_a_page_a_slide(tmp_path: Path) -> None:
    files = []
    for name, made in SAMPLES.items():
        files.append(tmp_path / f"{name}.pptx")
        write_slides(made(), files[-1])
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=280,
    )
    for file in files:
        slides = len(Presentation(str(file)).slides)
        with pikepdf.open(file.with_suffix(".pdf")) as pages:
            assert len(pages.pages) == slides, file.name
