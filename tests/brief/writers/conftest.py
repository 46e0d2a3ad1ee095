"""The samples as decks, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from hotspot_app.brief.writers.slides import write_slides
from tests.brief.writers.awkward import SAMPLES

Decks = Callable[[str], Any]


@pytest.fixture(scope="session")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Decks:
    """Open a sample by its name."""
    folder = tmp_path_factory.mktemp("decks")
    made: dict[str, Path] = {}

    def deck(name: str) -> Any:
        if name not in made:
            made[name] = folder / f"{name}.pptx"
            write_slides(SAMPLES[name](), made[name])
        return Presentation(str(made[name]))

    return deck
