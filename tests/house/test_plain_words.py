"""What a source of the window may not do, so that no word of data is markup."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

WINDOW = sorted(
    (Path(__file__).resolve().parents[2] / "hotspot_app" / "ui").rglob("*.py")
)

MADE_IN = {
    "QLabel": {"labels.py", "hint.py"},
    "QTextBrowser": {"text_page.py"},
    "QTextEdit": set(),
    "QErrorMessage": set(),
    "QProgressDialog": set(),
    "QSplashScreen": set(),
    "QStaticText": set(),
    "QWhatsThis": set(),
    "QDesktopServices": {"shown_folder.py"},
}
"""What guesses whether words are HTML, or opens what they name, and who may make it."""

SAID_IN = {
    "setTextFormat": {"labels.py", "hint.py", "messages.py"},
    "RichText": {"hint.py"},
    "AutoText": set(),
    "MarkdownText": set(),
    "setMarkdown": {"help_window.py"},
    "setHtml": set(),
    "insertHtml": set(),
    "appendHtml": set(),
    "fromHtml": set(),
    "setWhatsThis": set(),
    "setOpenLinks": {"text_page.py"},
    "setOpenExternalLinks": set(),
    "openUrl": {"shown_folder.py"},
}

WITH_KEYS = {
    "QPushButton",
    "QToolButton",
    "QCheckBox",
    "QRadioButton",
    "QGroupBox",
    "QAction",
    "QMenu",
}
"""Widgets that make a key of an ampersand in their words."""

ADDING = {"addAction", "addMenu", "addTab", "setTabText", "addButton"}
ADDING |= {"setTitle", "setWindowTitle", "setLabelText"}
"""What gives words to a menu, to tabs, to a box's buttons or to its title."""

ESCAPING = {"as_it_stands", "as_title", "icon", "next", "counted"}
"""What gives words without an ampersand, or with two."""


def called(node: ast.AST) -> str:
    """The last name of what is called, "" if nothing is."""
    func = node.func if isinstance(node, ast.Call) else None
    if isinstance(func, ast.Name):
        return func.id
    return func.attr if isinstance(func, ast.Attribute) else ""


def last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def is_own(node: ast.AST) -> bool:
    """Whether words are the app's own, numbers, or escaped."""
    if isinstance(node, ast.JoinedStr):
        return all(map(is_own, node.values))
    if isinstance(node, ast.FormattedValue):
        return node.format_spec is not None or is_own(node.value)
    if isinstance(node, ast.IfExp):
        return is_own(node.body) and is_own(node.orelse)
    if isinstance(node, ast.Call):
        return called(node) in ESCAPING
    return isinstance(node, ast.Constant)


def words_in(node: ast.Call) -> list[ast.expr]:
    """The words among what is given: they come after an icon or a page of tabs."""
    given = list(node.args)
    if given and called(given[0]) == "icon":
        del given[0]
    after = called(node) in {"addTab", "setTabText"}
    return [
        each
        for each in given[after : after + 1]
        if last_name(each) not in NO_WORDS
        and not last_name(each)[:1].isupper()  # of an enumeration
        and not isinstance(each, ast.Subscript)
    ]


NO_WORDS = {"self", "parent", "view", "menu", "action", "_body", "_widget"}
"""Names of widgets that another is made in, and of an entry that is added whole."""


def assigned(tree: ast.AST) -> set[str]:
    """Names of what is a button, a tick or an entry of a menu."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                for to, value in pairs:
                    if called(value) in {*WITH_KEYS, "flat_button", "addAction"}:
                        found.add(last_name(to))
    return found


def faults(source: str, file: str = "x.py") -> list[str]:
    """What a source does that would make markup of words."""
    tree = ast.parse(source)
    buttons, found = assigned(tree), []
    for node in ast.walk(tree):
        made = called(node)
        bases = node.bases if isinstance(node, ast.ClassDef) else []
        for name in (made, *map(last_name, bases)):
            if file not in MADE_IN.get(name, {file}):
                found.append(f"makes a {name}")
        if isinstance(node, ast.Attribute) and file not in SAID_IN.get(
            node.attr, {file}
        ):
            found.append(f"says {node.attr}")
        said = str(node.value) if isinstance(node, ast.Constant) else ""
        if file != "style_sheet.py" and re.search("QToolTip|qproperty", said):
            found.append("has a style of its own for tips")
        if isinstance(node, ast.Call):
            relabelled = (
                made == "setText"
                and isinstance(node.func, ast.Attribute)
                and last_name(node.func.value) in buttons
            )
            if relabelled and not all(map(is_own, node.args)):
                found.append("gives a button words that may hold an ampersand")
            if made == "addRow" and len(node.args) == 2 and not is_own(node.args[0]):
                found.append("lets Qt make a label")
            if made in WITH_KEYS | ADDING and not all(map(is_own, words_in(node))):
                found.append(f"{made} with words that may be taken for a sign")
    return found


@pytest.mark.parametrize("file", WINDOW, ids=lambda file: file.name)
def test_words_of_data_are_shown_as_they_stand(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8"), file.name) == []


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(words)",
        "class Mine(QLabel): ...",
        "class Mine(QTextBrowser): ...",
        "x = QtWidgets.QLabel()",
        "label.setTextFormat(Qt.TextFormat.PlainText)",
        "format = Qt.TextFormat.RichText",
        "view.setHtml(words)",
        "QDesktopServices.openUrl(url)",
        "widget.setStyleSheet('QToolTip { color: red }')",
        "QPushButton(name)",
        "QCheckBox(f'Take {listed(names)}')",
        "menu.addAction(path.stem)",
        "menu.addAction(icon('x'), f'Name {name}', act)",
        "tabs.addTab(page, title)",
        "form.addRow(name, box)",
        "window.setWindowTitle(name)",
        "self.more = QPushButton()\nself.more.setText(name)",
        "a, b = QLabel, QCheckBox()\nb.setText(f'{name}')",
        "more = flat_button('')\nmore.setText(words)",
    ],
)
def test_markup_would_be_seen(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "Label(words)",
        "box.findChildren(QLabel)",
        "QPushButton('Save')",
        "QPushButton(icon('copy'), '')",
        "QPushButton(as_it_stands(name), self)",
        "all = QPushButton()\nall.setText(f'All {len(table):,}')",
        "label = Label()\nlabel.setText(name)",
        "menu.addAction(acts['fit'])",
        "menu.addAction(icon('copy'), as_it_stands(name), lambda: copy(name))",
    ],
)
def test_plain_words_are_let_through(source: str) -> None:
    assert faults(source) == []
