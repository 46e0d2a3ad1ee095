"""What the analyst has decided about briefs: words, actions, marking, contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.marking import is_lower, settled

Audience = Literal["internal", "partner", "public"]

AUDIENCES: Final[tuple[Audience, ...]] = ("internal", "partner", "public")
"""Who may read a brief, from the fewest to everybody."""


def part_of(sentence: str) -> str:
    """Return the part that a sentence belongs to, under which its edits are kept.

    Examples
    --------
    >>> part_of("pag/where/changed/2")
    'pag/where/changed'
    """
    return sentence.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence that the analyst has written anew.

    Attributes
    ----------
    was
        What the app said when it was edited.
    text
        What is to be printed.
    """

    was: str
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody does about a place, and how it will be known to have worked.

    Attributes
    ----------
    hotspot
        Lasting number of the hotspot: "H2"; "" for none.
    place
        What it is called.
    by
        A date or an event, as the analyst writes it.
    """

    place: str
    what: str
    who: str = ""
    by: str = ""
    measure: str = ""
    hotspot: str = ""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A time at which a lower marking was chosen than before, and why."""

    on: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything decided about a project's briefs.

    Attributes
    ----------
    marking, handling
        What stands on every page, and who may have it; "" while none is chosen.
    author, reference
        Who made it and what it is filed under, where that is to be named.
    edits
        Part of a product ("pag/where/changed") to its edited sentences.
    left_out, order
        Product to sections that are left out, and to all sections as they follow each
        other where that isn't the usual order.
    lowered
        Every time the marking was lowered, the earliest first.
    """

    marking: str = ""
    handling: str = ""
    audience: Audience | Literal[""] = ""
    author: str = ""
    reference: str = ""
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()

    def edited(self, part: str, was: str, text: str, *, before: str = "") -> Briefing:
        """Return it with a sentence written anew, or as the app says it (`was`).

        Parameters
        ----------
        before
            What was printed until now, if it was an edit.
        """
        kept = tuple(
            each
            for each in self.edits.get(part, ())
            if each.was != was and each.text != (before or None)
        )
        if text.strip() and text != was:
            kept = (*kept, Edit(was, " ".join(text.split())))
        edits = {known: each for known, each in self.edits.items() if known != part}
        return replace(self, edits={**edits, part: kept} if kept else edits)

    def marked(
        self, marking: str, handling: str, *, on: str, why: str = ""
    ) -> Briefing:
        """Return it under another marking; why it is lower than before is kept.

        Parameters
        ----------
        on
            Today, as "2026-06-01".

        Raises
        ------
        WordsError
            If it is no marking, or is lower than before and nobody says why.
        """
        now, reason = settled(marking), " ".join(why.split())
        lowered = self.lowered
        if is_lower(now, self.marking):
            if not reason:
                raise WordsError(
                    f"{now} is lower than {self.marking}, the project's last marking",
                    hint="Say why; it is kept in the project.",
                )
            lowered = (*lowered, Lowered(on, self.marking, now, reason))
        said = " ".join(handling.split())
        return replace(self, marking=now, handling=said, lowered=lowered)

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """Those of author and reference that are given, each as a name and a text."""
        told = (("Author", self.author), ("Reference", self.reference))
        return tuple((name, text) for name, text in told if text)

    def made_by(self, author: str, reference: str) -> Briefing:
        """Return it with another author and reference, "" for none."""
        return replace(
            self,
            author=" ".join(author.split()),
            reference=" ".join(reference.split()),
        )

    def acting(self, *actions: Action) -> Briefing:
        """Return it with these actions in place of those before."""
        return replace(self, actions=actions)

    def arranged(
        self, product: str, order: tuple[str, ...], left_out: tuple[str, ...]
    ) -> Briefing:
        """Return it with a product's sections in another order, some left out."""
        return replace(
            self,
            order={**self.order, product: order},
            left_out={**self.left_out, product: left_out},
        )


NO_BRIEFING: Final = Briefing()
