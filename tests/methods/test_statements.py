"""Every statement of a published strategy has a method, or a reason why later."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hotspot_app.methods import all_methods

KNOWN = Path(__file__).parent.parent / "known" / "statements.toml"
STATEMENTS: dict[str, dict[str, Any]] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
LATER = {"severity", "hours of the day", "repeats", "surfaces"}
SECTIONS = r"### 1\.1 .*?(?=### 1\.5 )"


@pytest.mark.parametrize("statement", STATEMENTS)
def test_it_is_answered_by_methods_that_there_are_or_told_to_be_later(
    statement: str,
) -> None:
    known = STATEMENTS[statement]
    assert known["said"]
    methods, later = known.get("methods", []), known.get("later")
    assert methods or later
    assert set(methods) <= {each.id for each in all_methods()}
    assert later is None or later in LATER


@pytest.mark.realdata
def test_none_of_the_listed_statements_is_left_out(real: Path) -> None:
    text = (real.parent / "methods.md").read_text(encoding="utf-8")
    found = re.search(SECTIONS, text, re.DOTALL)
    assert found is not None
    listed = re.findall(r"^\| ([A-Z]\d+) \|", found[0], re.MULTILINE)
    assert set(listed) == set(STATEMENTS)
