"""Every test says what must hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
ASSERTS = re.compile(r"(?:assert|check|expect|holds?|same|refused)(?:_\w+|[A-Z]\w*)?")
"""Names of functions that assert; the product's own `check_...` raise."""
RAISES = {"raises", "warns"}


def called(node: ast.Call) -> str:
    """The last name of what is called: "raises" of `pytest.raises`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return not (isinstance(node.test, ast.Constant) and node.test.value)
    if not isinstance(node, ast.Call):
        return False
    return called(node) in RAISES or ASSERTS.fullmatch(called(node)) is not None


def without_assertion(source: str) -> list[str]:
    """The names of tests in which nothing is asserted."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not any(map(asserts, ast.walk(node)))
    ]


def test_every_test_asserts_something() -> None:
    found = {
        str(file.relative_to(ROOT)): names
        for file in TESTS
        if (names := without_assertion(file.read_text(encoding="utf-8")))
    }
    assert not found


@pytest.mark.parametrize(
    "body",
    [
        "draw(town)",
        "assert True",
        "with qtbot.waitSignal(page.left): page.leave()",
        "qtbot.waitUntil(lambda: page.isVisible())",
        "pytest.skip('no file')",
        "box.setChecked(True)",
        "sameness(1)",
    ],
)
def test_one_without_would_be_seen(body: str) -> None:
    source = f"class TestIt:\n def test_it(self):\n  {body}\n"
    assert without_assertion(source) == ["test_it"]


@pytest.mark.parametrize(
    "body",
    [
        "assert drawn",
        "with pytest.raises(InputError): read(path)",
        "np.testing.assert_allclose(ours, theirs)",
        "with qtbot.assertNotEmitted(page.left): page.stay()",
        "check_whole(text)",
        "refused(done, 2)",
        "for town in towns:\n   assert town",
    ],
)
def test_one_that_asserts_is_let_through(body: str) -> None:
    assert without_assertion(f"def test_it():\n  {body}\n") == []
