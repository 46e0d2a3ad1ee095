"""What a machine lacks to make something."""

from __future__ import annotations


class Missing(Exception):  # noqa: N818 - it carries what to say, not a fault
    """Something isn't here, and what brings it."""

    def __init__(self, what: str, bring: str) -> None:
        super().__init__(f"Needed, and not here: {what}. {bring}")
