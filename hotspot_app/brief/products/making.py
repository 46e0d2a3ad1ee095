"""What the parts of a brief are made from, and what a part gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hotspot_app.brief.content import Block, Sentence, Shape, Voice, Words
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.edits import with_edits
from hotspot_app.draw.maps.figure import FIGURE, LEADING
from hotspot_app.project.ask.briefing import NO_BRIEFING, Briefing
from hotspot_app.words import printable


@dataclass(frozen=True, eq=False)
class Making:
    """What a brief is being made from.

    Attributes
    ----------
    product, section
        Where what is made will stand.
    others
        Methods that have no section of their own.
    shape
        How the document is laid out.
    """

    answers: Answers
    product: str
    section: str
    briefing: Briefing = NO_BRIEFING
    others: tuple[str, ...] = ()
    shape: Shape = "report"

    @property
    def map_size(self) -> tuple[float, float]:
        """Width and height of the page's main map, in millimetres."""
        return LEADING if self.shape == "report" else FIGURE

    def sentences(self, part: str, texts: Sequence[str]) -> tuple[Sentence, ...]:
        """Return sentences as the app says them; the analyst's words come after."""
        name = f"{self.product}/{self.section}/{part}"
        said = [printable(text) for text in texts if text.strip()]
        return with_edits(name, said, ())

    def finding(self, part: str, text: str) -> Sentence:
        """Return the sentence that is to stand over a section."""
        return self.sentences(f"{part}-finding", [text])[0]

    def words(
        self, part: str, texts: Sequence[str], voice: Voice = "plain", heading: str = ""
    ) -> tuple[Block, ...]:
        """Return sentences as a block; no block of none."""
        said = self.sentences(part, texts)
        return (Words(said, voice, heading),) if said else ()


@dataclass(frozen=True, slots=True)
class Part:
    """What a part adds to its section."""

    blocks: tuple[Block, ...] = ()
    finding: Sentence | None = None
    notes: tuple[str, ...] = field(default=())


MakePart = Callable[[Making], Part]
