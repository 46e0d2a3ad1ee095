"""Words in little room: lines that fit, and names cut where they don't."""

from __future__ import annotations

from collections.abc import Callable

Width = Callable[[str], float]
"""Returns the width of a line of text."""


def shortened(name: str, room: float, width: Width) -> str:
    """Cut a name to its room with an ellipsis, at a word if possible.

    Parameters
    ----------
    width
        Returns the width of a text, in the unit of `room`.
    """
    if width(name) <= room:
        return name
    kept = name
    while kept and width(f"{kept}…") > room:
        kept = kept[:-1]
    at_word = kept.rpartition(" ")[0] if name[len(kept) : len(kept) + 1] != " " else ""
    return f"{(at_word or kept).rstrip()}…"


def fitted(words: str, room: float, width: Width) -> tuple[str, ...]:
    """Break words into one line or two; what is longer still is cut."""
    if not words:
        return ()
    if width(words) <= room:
        return (words,)
    parts, first = words.split(" "), ""
    while parts and width(f"{first} {parts[0]}".strip()) <= room:
        first = f"{first} {parts.pop(0)}".strip()
    if not first:
        first = parts.pop(0)
    rest = " ".join(parts).removeprefix("· ")
    lines = (first.removesuffix(" ·"), rest)
    return tuple(shortened(line, room, width) for line in lines if line)


def wrapped(words: str, room: float, width: Width) -> tuple[str, ...]:
    """Break words into as many lines as they need."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
