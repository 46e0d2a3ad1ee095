"""No word of the command line reaches the window."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TypeGuard

import pytest

import hotspot_app
from hotspot_app.ui.kit.spoken import spoken

HOME = Path(hotspot_app.__file__).parent
OTHERS = {"cli", "ui"}


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def messages() -> list[str]:
    """Return every text outside the two faces that names an option."""
    found = []
    for file in sorted(HOME.rglob("*.py")):
        if file.relative_to(HOME).parts[0] in OTHERS:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        whole = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        parts_of = {id(part) for node in whole for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    str(each.value) if isinstance(each, ast.Constant) else "x"
                    for each in node.values
                ]
                found.append("".join(parts))
            elif id(node) not in parts_of and _is_text(node):
                found.append(str(node.value))
    return [text for text in found if re.search(r"--[a-z]", text) and "`" not in text]


def test_there_are_such_messages() -> None:
    assert len(messages()) > 10


@pytest.mark.parametrize("text", messages())
def test_options_become_the_window_s_own_words(text: str) -> None:
    said = spoken(text)
    assert "--" not in said
    assert not re.search(r"\b(FILE|PATH|NAME)\b", said)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "no file holds a month of 2022, to compare with. Give its files too, or "
            "another --compare-from and --compare-to.",
            "No file holds a month of 2022, to compare with. Give its files too, or "
            "another period to compare with.",
        ),
        (
            "local_moran needs areas: use --level neighbourhood.",
            "Clusters (local Moran) needs areas: choose neighbourhood areas under "
            "Where.",
        ),
        (
            "It needs a denominator. Give --residents FILE or --households FILE.",
            "It needs a denominator. Give residents or households.",
        ),
        (
            "Rows have postcodes: give OS Code-Point Open as --postcodes FILE.",
            "Rows have postcodes: give OS Code-Point Open in Add data.",
        ),
        (
            "It is published for LSOAs: use --level lsoa.",
            "It is published for LSOAs: choose LSOAs under Where.",
        ),
        (
            "the areas given are at level 'lsoa'. Ask for --level lsoa or ward.",
            "The areas given are at level 'lsoa'. Ask for level lsoa or ward under "
            "Where.",
        ),
        ("1,322 crimes, a dash -- and more", "1,322 crimes, a dash -- and more"),
    ],
)
def test_sentences_stay_sentences(written: str, said: str) -> None:
    assert spoken(written) == said


def test_a_file_keeps_its_name() -> None:
    assert spoken("june 24.csv: no rows") == "june 24.csv: no rows"
    assert spoken("no file holds a month") == "No file holds a month"
