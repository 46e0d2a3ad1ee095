"""What is installed is pinned and hashed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


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
