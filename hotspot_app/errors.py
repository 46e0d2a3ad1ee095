"""What can go wrong in a way the analyst can mend."""

from __future__ import annotations

from hotspot_app.remedies import Remedy


class HotspotError(Exception):
    """An expected failure: what happened, where first, what to do.

    Parameters
    ----------
    what
        What is wrong, with how many where that helps.
    where
        File, row or area where it was first seen.
    hint
        What the analyst can do about it, in words that hold for any face.
    remedies
        What each face says in its own words: any one of them would help.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        hint: str = "",
        remedies: tuple[Remedy, ...] = (),
    ) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        self.remedies = remedies
        super().__init__(what, where, hint)

    def __str__(self) -> str:
        """One plain line, without the remedies."""
        said = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{said.rstrip('.')}. {self.hint}" if self.hint else said
        return " ".join(line.split())


class InputError(HotspotError):
    """A file or table that can't be used as it is."""


class WordsError(HotspotError):
    """A question that can't be understood: wrong option, unknown name."""


class Cancelled(Exception):  # noqa: N818 - being stopped is no error
    """The analyst stopped the work."""
