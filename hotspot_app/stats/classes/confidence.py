"""The words of confidence: how sure it is that an area differs, or why it is unknown.

Loads no library: colours and styles, which the first window needs, go by these words.
"""

from __future__ import annotations

from typing import Final

NOT_SIGNIFICANT: Final = "not significant"
NO_NEIGHBOURS: Final = "no neighbours"
NO_DATA: Final = "no data"
TOO_FEW: Final = "too few to say"

IS_CLEAR: Final = "clear"
IS_LIKELY: Final = "likely"
COULD_BE_CHANCE: Final = "could be chance"
NOT_DIFFERENT: Final = "not different"

CONFIDENCE: Final = (IS_CLEAR, IS_LIKELY, COULD_BE_CHANCE, NOT_DIFFERENT, TOO_FEW)
"""How sure it is that an area differs, surest first.

As every table and sentence says it: whoever asks for one asks for its name here.
"""

SURE: Final = (IS_CLEAR, IS_LIKELY)
"""How sure an area must be for a map to show it."""
