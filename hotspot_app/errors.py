"""Failures that the analyst can mend."""

from __future__ import annotations

from hotspot_app.remedies import Remedy


class HotspotError(Exception):
    """An expected failure: what happened, where first, what to do.

    Parameters
    ----------
    what
        What is wrong, with the number of cases where that helps.
    where
        File, row or area where the fault was first found.
    hint
        What the analyst can do, in words that hold in window and command line.
    remedies
        Remedies, of which any one helps; window and command line say them in their own
        words.
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
        """Return one plain line, without the remedies."""
        said = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{said.rstrip('.')}. {self.hint}" if self.hint else said
        return " ".join(line.split())


class InputError(HotspotError):
    """A file or table that can't be used as it is."""


class WordsError(HotspotError):
    """A question that can't be understood: wrong option, unknown name."""


class Cancelled(Exception):  # noqa: N818 - being stopped is no error
    """The analyst stopped the work."""
