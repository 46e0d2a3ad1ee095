"""What is installed is pinned, hashed and of a kind we can ship."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")

SHIPPABLE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|MPL|LGPL|BlueOak|ISC)\b"
)


def locked() -> list[tuple[Requirement, int]]:
    """Each pinned package and how many hashes it has."""
    lines = re.sub(r"^\s*#.*\n", "", LOCK, flags=re.M).replace("\\\n", " ")
    blocks = re.split(r"\n(?=[a-z])", lines.strip())
    return [
        (Requirement(HASH.sub("", block).strip()), len(HASH.findall(block)))
        for block in blocks
    ]


def wanted() -> tuple[list[Requirement], list[Requirement]]:
    """What the app and its developers ask for."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    return (
        [Requirement(line) for line in project["project"]["dependencies"]],
        [Requirement(line) for line in project["dependency-groups"]["dev"]],
    )


def installed_with_the_app() -> list[str]:
    """Names of what comes with the app on this machine."""
    found: set[str] = set()
    waiting = [item.name for item in wanted()[0]]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found.add(name)
        needs = [Requirement(line) for line in distribution(name).requires or []]
        waiting += [
            item.name
            for item in needs
            if item.marker is None or item.marker.evaluate({"extra": ""})
        ]
    return sorted(found)


def licence(name: str) -> str:
    """Everything a package's metadata says of its licence."""
    about = distribution(name).metadata
    parts = [
        about.get("License-Expression") or "",
        *(line for line in about.get_all("Classifier", []) if "License ::" in line),
    ]
    return " ".join(parts).strip() or (about.get("License") or "")


def test_every_package_is_pinned_and_hashed():
    packages = locked()
    assert len(packages) > 50
    assert all(count > 0 for _, count in packages)
    assert all(re.fullmatch(r"==[^*]+", str(item.specifier)) for item, _ in packages)


def test_the_lock_names_no_place_to_fetch_from():
    assert "://" not in LOCK
    assert "http" not in LOCK.replace("httpx", "").replace("httpcore", "")
    assert not re.search(r"^\s*-(i|f|-index|-extra|-find|-trusted)", LOCK, re.M)


def test_what_the_project_asks_for_is_in_the_lock_in_such_a_version():
    pins = {
        canonicalize_name(item.name): str(item.specifier).removeprefix("==")
        for item, _ in locked()
    }
    app, developers = wanted()
    for item in [*app, *developers]:
        assert item.specifier.contains(Version(pins[canonicalize_name(item.name)]))


def test_no_numba_that_compiles_for_seconds_in_every_process():
    names = {canonicalize_name(item.name) for item, _ in locked()}
    assert not names & {"numba", "llvmlite"}


def test_qt_is_older_than_the_one_that_crashes():
    pins = [
        Version(str(item.specifier).removeprefix("=="))
        for item, _ in locked()
        if canonicalize_name(item.name).startswith(("pyside6", "shiboken6"))
    ]
    assert pins
    assert all(version < Version("6.12") for version in pins)


@pytest.mark.parametrize("name", installed_with_the_app())
def test_the_licence_of_what_is_shipped_allows_it(name):
    assert SHIPPABLE.search(licence(name)), licence(name)
