"""The bill of materials, as CycloneDX writes it: all that runs when the app does."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hotspot_app import __version__
from resources.installer.libraries import Library, files, named
from resources.installer.packages import Package


def write_bill(
    path: Path, contents: Iterable[Package], compiled: Iterable[Path]
) -> Path:
    """Write the bill, and return where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(bill(contents, compiled), indent=1) + "\n", encoding="utf-8"
    )
    return path


def bill(contents: Iterable[Package], compiled: Iterable[Path]) -> dict[str, Any]:
    """Return packages by their metadata, and the C libraries in and beside them."""
    components = [_of_package(each) for each in contents]
    components += [_of_library(each) for each in (*named(), *files(compiled))]
    content = json.dumps(components, sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, content).urn,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "hotspot",
                "name": "Hotspot",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": "hotspot", "dependsOn": [each["bom-ref"] for each in components]}
        ],
    }


def _of_package(found: Package) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", found.name).lower()
    purl = f"pkg:pypi/{name}@{found.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": found.name,
        "version": found.version,
        "purl": purl,
        "licenses": [{"license": {"name": found.licence}}],
    }


def _of_library(found: Library) -> dict[str, Any]:
    ref = f"{found.within}/{found.name}/{found.version or found.sha256[:12]}"
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": ref if not found.sha256 else f"{ref}#{found.sha256[:12]}",
        "group": found.within,
        "name": found.name,
    }
    if found.version:
        made["version"] = found.version
    if found.licence:
        made["licenses"] = [{"license": {"name": found.licence}}]
    if found.sha256:
        made["hashes"] = [{"alg": "SHA-256", "content": found.sha256}]
    return made
