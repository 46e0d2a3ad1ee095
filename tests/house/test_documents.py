"""What the documents say is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotspot_app import __version__

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
PLACE = re.compile(
    r"`((?:hotspot_app|tests|boundaries|resources|\.ci)/[\w./-]*"
    r"|[\w-]+\.(?:py|md|toml|lock))`"
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> Iterator[str]:
    """Each line of a document's fenced commands, continued lines joined."""
    for block in FENCED.findall(read(name)):
        for line in block.replace("\\\n", " ").splitlines():
            yield line.strip().removeprefix("$ ")


def dev_commands() -> set[str]:
    """What dev.py offers, as its own first lines say."""
    return set(re.findall(r"^python3 dev\.py (\w+)", read("dev.py"), re.M))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_that_are_linked_or_named_exist(name):
    text = FENCED.sub("", read(name))
    named = {*LINK.findall(text), *PLACE.findall(text)}
    made_here = {line.rstrip("/") for line in read(".gitignore").splitlines()}
    assert [p for p in named - made_here if not (ROOT / p).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_of_dev_py_exist(name):
    asked = re.findall(r"dev\.py (\w+)", read(name))
    assert set(asked) <= dev_commands()


def test_the_readme_shows_how_to_start():
    assert "python3 dev.py demo" in list(commands("README.md"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_scripts_that_are_run_exist(name):
    scripts = [
        word
        for line in commands(name)
        for word in line.split()
        if word.endswith((".py", ".sh")) or word.startswith(".ci/")
    ]
    assert [script for script in scripts if not (ROOT / script).is_file()] == []


def test_programs_that_are_run_are_ours_or_everybodys():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    ours = {*project["scripts"], *project["gui-scripts"]}
    everybodys = {"python3", "python", "py", "git", "cd", "uv", "#", ""}
    firsts = {line.split(" ")[0] for name in DOCUMENTS for line in commands(name)}
    assert {word for word in firsts if not word.startswith((".", "-"))} <= (
        ours | everybodys
    )


def test_the_changelog_begins_with_what_is_not_released_or_this_version():
    heading = re.search(r"^## (.+)$", read("CHANGELOG.md"), re.M)
    assert heading
    assert heading.group(1).startswith(("Unreleased", __version__))
