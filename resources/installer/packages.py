"""The packages that come with the app, as the environment's metadata tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, packages_distributions

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resources.installer import ROOT

LICENCE_FILE = re.compile(
    r"(?i)^[^.]*(licen[cs]e|copying|notice|copyright)[^.]*(\.(md|txt|rst|external))?$"
)


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is shipped.

    Attributes
    ----------
    licence
        All its metadata say of it, in a line.
    texts
        Place in the package to text, of every file that speaks of licences.
    """

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


def shipped_names() -> list[NormalizedName]:
    """Return names of what the app asks for, and of what that asks for in turn."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = tomllib.loads(text)["project"]["dependencies"]
    found: set[NormalizedName] = set()
    waiting = [Requirement(line).name for line in asked]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        found.add(name)
        needs = map(Requirement, distribution(name).requires or [])
        waiting += [
            need.name
            for need in needs
            if need.marker is None or need.marker.evaluate({"extra": ""})
        ]
    return sorted(found)


def licence(name: str) -> str:
    """Return everything a package's metadata say of its licence."""
    found = distribution(name)
    parts = [
        *_said(found, "License-Expression"),
        *(line for line in _said(found, "Classifier") if line.startswith("License ::")),
    ]
    long = " ".join(_said(found, "License")).strip()
    return " ".join(parts).strip() or long.partition("\n")[0]


def _said(found: Distribution, what: str) -> list[str]:
    return [str(line) for line in found.metadata.get_all(what) or []]


def packages(modules: Collection[str]) -> list[Package]:
    """Return the packages that modules of these names belong to, by name."""
    owners = packages_distributions()
    there = {canonicalize_name(each) for m in modules for each in owners.get(m, [])}
    return [_package(name) for name in shipped_names() if name in there]


def _package(name: str) -> Package:
    found = distribution(name)
    return Package(
        name=found.metadata["Name"],
        version=found.version,
        licence=licence(name),
        texts=tuple(_texts(found)),
    )


def _texts(found: Distribution) -> list[tuple[str, str]]:
    """Return what speaks of licences in a package, sources and data apart."""
    texts = []
    for file in found.files or []:
        place = str(file).replace("\\", "/")
        if LICENCE_FILE.match(file.name):
            text = file.read_text(encoding="utf-8")
            texts.append((place, text.strip()))
    return sorted(texts)
