"""What no source file may do or say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from hotspot_app.methods import all_methods
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = sorted((ROOT / "hotspot_app").rglob("*.py"))
LEFT_OUT = {
    line.strip().rstrip("/")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if line.strip()
} | {".git"}
TEXT = {".py", ".md", ".toml", ".lock", ".txt", ".cfg", ".ini", ".svg", ".spec", ""}

NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebSockets",
}
UNPICKLING = {"cloudpickle", "dill", "joblib", "marshal", "pickle", "shelve"}
EVALUATING = {"eval", "exec", "compile", "__import__"}
READING_CODE = {("yaml", "load"), ("np", "load"), ("numpy", "load")}


def texts() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if any(path.match(pattern) for pattern in LEFT_OUT):
                continue
            if path.is_dir():
                waiting.append(path)
            elif path.suffix in TEXT:
                yield path


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a source imports, also as `from package import module`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def among(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


@dataclass(frozen=True)
class Source:
    """What is asked of a file, which is parsed once."""

    faults: tuple[str, ...]
    imports: tuple[str, ...]
    texts: tuple[str, ...]
    """Every text that it holds, descriptions too."""

    inner_imports: tuple[str, ...]
    """Those in functions."""


@cache
def source_of(file: Path) -> Source:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return Source(
        faults=tuple(faults(tree)),
        imports=tuple(imported(tree)),
        texts=tuple(texts_in(tree)),
        inner_imports=tuple(name for each in functions for name in imported(each)),
    )


def texts_in(tree: ast.AST) -> list[str]:
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def faults(tree: ast.AST) -> list[str]:
    """What a source of the app does that none may do."""
    found = [name for name in imported(tree) if among(name, NETWORK | UNPICKLING)]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in EVALUATING:
            found.append(called.id)
        if isinstance(called, ast.Attribute):
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            if (owner, called.attr) in READING_CODE or "pickle" in called.attr:
                found.append(f"{owner}.{called.attr}")
    return found


@pytest.mark.parametrize("file", PACKAGE, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_reaches_the_network_unpickles_or_evaluates(file):
    assert source_of(file).faults == ()


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "from urllib import request",
        "import urllib.request as r",
        "from http.client import HTTPConnection",
        "def f():\n    import requests",
        "from PySide6 import QtNetwork",
        "import pickle",
        "eval('1')",
        "import yaml\nyaml.load('x')",
        "import pandas as pd\npd.read_pickle('x')",
    ],
)
def test_such_a_fault_would_be_seen(source):
    assert faults(ast.parse(source))


@pytest.mark.parametrize(
    "source",
    ["from urllib.parse import quote", "import re\nre.compile('x')", "import json"],
)
def test_harmless_sources_are_let_through(source):
    assert faults(ast.parse(source)) == []


# Written in pieces, so that this file may be looked through too.
UNSAID = re.compile(
    "|".join(
        [
            "/" + "work/",
            "/" + r"home/\w",
            "/" + "root/",
            "/" + r"Users/\w",
            r"[A-Z]:\\" + r"Users\\",
            "py" + r"pi\.org",
            "python" + "hosted",
            "conda" + r"\.(org|io)",
        ]
    )
)


def test_no_file_names_a_path_of_a_machine_or_a_package_server():
    said = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in texts()
        if (found := UNSAID.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert said == []


def test_the_search_sees_the_project_and_not_what_is_made_from_it():
    seen = {str(path.relative_to(ROOT)) for path in texts()}
    assert {"dev.py", "requirements.lock", "LICENSE"} <= seen
    assert not any(name.startswith((".venv", ".git/")) for name in seen)


BANNED = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


def test_a_file_is_named_after_what_it_knows():
    assert [file for file in PACKAGE if file.stem in BANNED] == []


def test_no_import_inside_a_function_dodges_a_cycle():
    dodged = [
        f"{file.name}: {name}"
        for file in PACKAGE
        for name in source_of(file).inner_imports
        if among(name, {"hotspot_app"})
    ]
    assert dodged == []


@pytest.mark.parametrize(
    ("names", "homes"),
    [
        ({"QMessageBox", "QFileDialog", "QInputDialog"}, {"messages.py"}),
        ({"QThread", "QThreadPool", "QRunnable"}, {"worker.py"}),
        (
            {"threading", "multiprocessing", "concurrent"},
            {"worker.py", "second_opinion.py", "process.py", "beside.py"},
        ),
    ],
)
def test_boxes_and_threads_live_in_one_file(names, homes):
    """esda's adapter starts none: it holds a lock while warnings are quiet.

    What waits for the reader while other work goes on, is beside's.
    The reader's pipe is heard by a thread: Windows can't wait for one with a limit.
    """
    users = {
        file.name
        for file in PACKAGE
        for name in source_of(file).imports
        if names & set(name.split("."))
    }
    assert users <= homes


def test_only_defaults_and_the_self_test_know_a_method_by_its_id() -> None:
    # these are words of columns, charts and limits too
    words = {"change", "funnel", "ranking", "shares"}
    ids = {method.id for method in all_methods()} - words
    rooms = ROOT / "hotspot_app"
    known = {
        path.name
        for path in PACKAGE
        if path.relative_to(rooms).parts[0] not in {"methods", "stats"}
        and ids & {*source_of(path).texts}
    }
    # the first question, the self-test, and tabs named after a method's chart
    assert known <= {"main_window.py", "rehearsal.py", "panel.py"}


def test_how_sure_it_is_is_said_in_words_of_one_place() -> None:
    """Whoever says it asks `classes.confidence`, so that the words are changed once."""
    said = [
        path.name
        for path in PACKAGE
        if any(COULD_BE_CHANCE in text.casefold() for text in source_of(path).texts)
    ]
    assert said == ["confidence.py"]


OPTION = re.compile(r"--[a-z]")
CONTROL = re.compile(
    r"\bunder (What|When|Where|Measure|Method)\b|\bAdd data\b|Columns…|\bmenu\b"
)
STARTED_WITH = {"--version", "--self-test", "--reader"}
"""What programmes of ours are started with, which is said to nobody."""


def said_in(texts: Iterable[str], face: re.Pattern[str]) -> list[str]:
    """Those of a source's texts that hold a face's words."""
    return [text for text in texts if text not in STARTED_WITH and face.search(text)]


@pytest.mark.parametrize(("own", "words"), [("cli", OPTION), ("ui", CONTROL)])
def test_each_face_alone_says_its_options_or_controls(own, words):
    """Below them what would help is a value (`hotspot_app.remedies`)."""
    said = [
        f"{file.relative_to(ROOT)}: {text}"
        for file in PACKAGE
        if file.relative_to(ROOT / "hotspot_app").parts[0] != own
        for text in said_in(source_of(file).texts, words)
    ]
    assert said == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("say('Give --residents FILE.')", OPTION),
        ("say(f'Use --param {name}.')", OPTION),
        ('"""Reads what `--table` names."""', OPTION),
        ("say('--residents')", OPTION),
        ("say(f'Choose {level} under Where.')", CONTROL),
        ("say('Name it under Columns… in Add data')", CONTROL),
    ],
)
def test_such_words_would_be_seen(source, words):
    assert said_in(texts_in(ast.parse(source)), words)


@pytest.mark.parametrize(
    "source", ["WORD = '--reader'", "say('1,322 -- and more')", "say('under 16')"]
)
def test_harmless_words_are_let_through(source):
    texts = texts_in(ast.parse(source))
    assert said_in(texts, OPTION) + said_in(texts, CONTROL) == []
