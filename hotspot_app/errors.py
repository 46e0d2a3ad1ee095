"""What can go wrong in a way the analyst can mend."""


class HotspotError(Exception):
    """An expected failure: what happened, where first, what to do.

    Parameters
    ----------
    what
        What is wrong, with how many where that helps.
    where
        File, row or area where it was first seen.
    hint
        What the analyst can do about it.
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(what, where, hint)

    def __str__(self) -> str:
        """One plain line."""
        said = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{said.rstrip('.')}. {self.hint}" if self.hint else said
        return " ".join(line.split())


class InputError(HotspotError):
    """A file or table that can't be used as it is."""


class WordsError(HotspotError):
    """A question that can't be understood: wrong option, unknown name."""

    exit_code = 2


class Cancelled(Exception):  # noqa: N818 - being stopped is no error
    """The analyst stopped the work."""

    exit_code = 130
