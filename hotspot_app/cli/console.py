"""Output and progress of the command line."""

from __future__ import annotations

import json
import sys
from typing import Any

from hotspot_app.progress import Progress


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


def complain(line: str) -> None:
    """Print a line where errors go."""
    sys.stderr.write(f"hotspot-cli: {line}\n")


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    say(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def told_progress() -> Progress:
    """Return a progress that rewrites one line on a terminal, else is silent."""
    if not sys.stderr.isatty():
        return Progress()

    def report(fraction: float, text: str) -> None:
        sys.stderr.write(
            f"\r\x1b[K{fraction:4.0%} {text}" if fraction < 1 else "\r\x1b[K"
        )
        sys.stderr.flush()

    return Progress(report)
