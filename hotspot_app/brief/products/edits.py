"""Sentences of a brief as the analyst has written them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hotspot_app.brief.content import Sentence
from hotspot_app.project.ask.briefing import Edit

_NUMBER: Final = re.compile(r"[−+-]?\d[\d,]*(?:\.\d+)?")


def skeleton(text: str) -> str:
    """Return a sentence without its numbers, by which it is known next month."""
    return _NUMBER.sub("#", text)


def with_edits(
    part: str, texts: Sequence[str], edits: Sequence[Edit]
) -> tuple[Sentence, ...]:
    """Put the analyst's own words in place of what the app says.

    An edit belongs to the sentence that it was made of; else to the one that differs
    from it in numbers only; else, as figures can turn a sentence round, to the first
    that has none. Where the app says something else than when it was made, it is stale.

    Parameters
    ----------
    part
        Where they stand: "pag/where/changed".
    texts
        What the app says today.
    """
    found: dict[int, Edit] = {}
    left = list(edits)
    for key in (str, skeleton):
        for place, text in enumerate(texts):
            own = next((e for e in left if key(e.was) == key(text)), None)
            if own is not None and place not in found:
                found[place] = own
                left.remove(own)
    free = (place for place in range(len(texts)) if place not in found)
    found.update(zip(free, left, strict=False))
    return tuple(
        _sentence(f"{part}/{place + 1}", text, found.get(place))
        for place, text in enumerate(texts)
    )


def _sentence(name: str, text: str, edit: Edit | None) -> Sentence:
    if edit is None:
        return Sentence(name, text, text)
    return Sentence(name, edit.text, text, stale=edit.was != text)
