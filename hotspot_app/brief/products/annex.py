"""What a brief says of its data and methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hotspot_app.brief.products.making import MakePart, Making, Part
from hotspot_app.brief.results import note_sections, plainly
from hotspot_app.brief.versions import versions
from hotspot_app.project.ask.params import written_params
from hotspot_app.schema import REASONS
from hotspot_app.words import counted, listed, number, share

_TERMS: Final = (
    ("Recorded crime", "Crime that the police have recorded; not all crime is."),
    (
        "Hotspot",
        "Places side by side that have more than their share, with their neighbours, "
        "beyond what chance explains.",
    ),
    (
        "Clear, likely",
        "How sure a local test is: clear still holds after correcting for testing many "
        "places; of likely ones about one in a hundred would be chance.",
    ),
    (
        "Above its share",
        "Recorded, less what the rate of the whole would give a place of its size.",
    ),
    (
        "95% limits",
        "Between them lies the true figure, 19 times out of 20.",
    ),
    (
        "p",
        "How often chance alone would give a difference as large as this, or larger.",
    ),
    (
        "Rate",
        "Recorded per 1,000 people or households; the figure says of which year.",
    ),
)


READING: Final = (
    "How each file was read is told in the notes of the brief's slides and workbook."
)


def quality(making: Making) -> Part:
    """Say what was read, what of it is on the map, and what is missing."""
    answer = making.answers.main
    account, question = answer.tally.reconciliation.total(), answer.question
    read, mapped = account.pop("read", 0), account.pop("mapped", 0)
    lost = [f"{number(many)} {REASONS[why]}" for why, many in account.items() if many]
    missing = question.period.length - question.held if question.held else 0
    lines = [f"Period: {question.when}; recorded by {listed(question.sources)}."]
    if read:
        lines.insert(
            0,
            f"{number(read)} rows were read; {number(mapped)} ({share(mapped, read)}) "
            f"are on this map{'; not on it: ' + listed(lost) if lost else ''}.",
        )
    if missing:
        units = counted(missing, question.period.unit)
        lines.append(f"{units} of the period are held by no file.")
    cautions = [text for text in note_sections(answer)["Cautions"] if text != "None."]
    lacking = [
        f"Not in this brief: {said[:1].lower()}{said[1:]}"
        for said in making.answers.lacking.values()
    ]
    return Part(
        (
            *making.words("quality", lines, "bullets", "The data"),
            *making.words("cautions", cautions, "caution", "Read this with care"),
            *making.words("lacking", [*lacking, *making.answers.own.told], "small"),
        )
    )


def method(making: Making) -> Part:
    """Say how it was made, so that it can be repeated.

    How each file was read goes into the notes, which slides and workbooks have.
    """
    answer = making.answers.main
    reading = {plainly(note) for note in answer.material.notes}
    made = note_sections(answer)["How it was made"]
    lines = [line for line in made if line not in reading]
    read = tuple(line for line in made if line in reading)
    if read:
        lines.insert(0, READING)
    settings = {"seed": answer.question.seed, **written_params(answer.params)}
    for what, told in (("Settings", settings), ("Versions", versions())):
        said = [f"{name} {value}" for name, value in told.items()]
        lines.append(f"{what}: {listed(said)}.")
    return Part(making.words("method", lines, "small", "How it was made"), notes=read)


def glossary(making: Making) -> Part:
    """Explain the words."""
    lines = [f"{term}: {meaning}" for term, meaning in _TERMS]
    return Part(making.words("glossary", lines, "small", "Words"))


def sources(making: Making) -> Part:
    """Say whose the data are."""
    said = making.answers.attributions()
    return Part(making.words("sources", said, "small", "Sources"))


def withheld(making: Making) -> Part:
    """Say what was withheld, and by which rule."""
    return Part(
        making.words("withheld", making.answers.report(), "bullets", "What is withheld")
    )


PARTS: Final[Mapping[str, MakePart]] = {
    "quality": quality,
    "method": method,
    "glossary": glossary,
    "sources": sources,
    "withheld": withheld,
}
"""By the names that a product's list uses."""
