"""What is said to the command line, said to the window: its controls, not options."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.methods import all_methods
from hotspot_app.words import capital, inside

Said = str | Callable[[re.Match[str]], str]
"""Words in place of others, as `re.sub` takes them."""

_IN_CHECKLIST: Final = "under Columns… in Add data"

_FILES: Final = {
    "areas": "boundaries of areas",
    "wards": "boundaries of wards",
    "crime": "recorded crime",
    "counts": "ready counts",
    "residents": "residents",
    "households": "households",
    "deprivation": "deprivation",
    "lookup": "the look-up",
    "postcodes": "OS Code-Point Open",
}

_PHRASES: Final[tuple[tuple[str, Said], ...]] = (
    (
        r"by --code-column NAME \(of wards: --ward-code-column NAME\)",
        "by calling it code in the file",
    ),
    (r"--table workday=FILE", "workday population"),
    (r'by --column \S+="NAME", or --column \S+= if there is none', _IN_CHECKLIST),
    (r'name them: (--column \S+="NAME" ?)+', f"name them {_IN_CHECKLIST}"),
    (r'(--column \S+="NAME" ?)+', f"the column {_IN_CHECKLIST}"),
    (r"by --column\b", _IN_CHECKLIST),
    (r"Choose with --source\b", "Choose one under What"),
    (r"Give --source once, or not at all", "Choose one, or all, under What"),
    (r" (?:as|by) --(?:" + "|".join(_FILES) + r")(?: FILE)?\b", " in Add data"),
    (r"(?:another )?--compare-from and --compare-to", "another period to compare with"),
    (r"Give --from and --to\b", "Choose a period"),
    (r"asked for by --per\b", "chosen under Measure"),
    (r"--measure rate or eb allows", "A rate allows"),
    (r"(?:use|Use) --measure rate or eb", "Choose a rate under Measure"),
    (r"ask for --measure count", "choose counts under Measure"),
    (
        r"([Aa])sk for --level (\S+?(?: or \S+?)?)(?=[ ,.]|$)",
        r"\1sk for level \2 under Where",
    ),
    (r"\bfor --level (\S+?)(?=[ ,.]|$)", r"for level \1"),
    (r"\buse --level (\S+?)(?=[ ,.]|$)", lambda use: _choose_level(use[1])),
    (r"use --param [a-z]+=\S+?(?=[ ,.]|$)", "choose it under Method"),
    (r"Use --param [a-z]+=\S+?(?=[ ,.]|$)", "Choose it under Method"),
)


_FILE = r"[^:]+\.[A-Za-z0-9]+:"
"""A message that begins with a file's name, which stays as it is."""


def spoken(text: str) -> str:
    """Say a message in the window's words, with a capital unless a file begins it.

    Messages are written once, for window and command line; where they name an
    option, the window names what it has in its place.
    """
    for method in all_methods():
        text = text.replace(f"{method.id} needs", f"{inside(method.title)} needs")
    if "--" in text:
        for pattern, words in _PHRASES:
            text = re.sub(pattern, words, text)
        text = re.sub(r"--([a-z-]+)(?: FILE| PATH)?", _plain, text)
    return text if re.match(_FILE, text) else capital(text)


def _choose_level(level: str) -> str:
    """Name a level as the window offers it."""
    return f"choose {LEVELS.get(level, f'{level} areas')} under Where"


def _plain(option: re.Match[str]) -> str:
    name = option[1]
    return _FILES.get(name, name.replace("-", " "))
