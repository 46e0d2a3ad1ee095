"""A vocabulary: each different text of a column is kept once, and numbered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.beside import one_at_a_time
from hotspot_app.data.tables.blanks import filled

_UNEVEN: Final = re.compile(r"[^\S\n ]|^ | (?: |$)", re.MULTILINE)


def _evenly(words: Sequence[str]) -> Sequence[str]:
    """Write white space within a word as one space; most words have no other."""
    together = "\n".join(words)
    if together.count("\n") < len(words) and not _UNEVEN.search(together):
        return words
    return [" ".join(word.split()) for word in words]


class Vocabulary:
    """Words and their numbers, in order of first appearance.

    Threads may share one.

    Parameters
    ----------
    folded
        True if words that differ only in case are one, in the spelling that came first.
    spell
        Returns the spelling to use of each of many words; runs of white space are
        always one blank.
    """

    def __init__(
        self,
        *,
        folded: bool = False,
        spell: Callable[[Sequence[str]], Sequence[str]] = _evenly,
    ) -> None:
        self._folded = folded
        self._spell = spell
        self._numbers: dict[str, int] = {}
        self._as_written: dict[bytes, int] = {}
        self._words: list[str] = []
        self._one_at_a_time = one_at_a_time()

    def number(self, word: str) -> int:
        """Return a word's number; -1 if it is blank."""
        return self.numbers([word])[0]

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Return each word's number; -1 where it is blank."""
        known = list(map(self._numbers.get, words))
        if None in known:
            with self._one_at_a_time:
                self._learn([word for word in words if word not in self._numbers])
            known = list(map(self._numbers.get, words))
        return cast(list[int], known)

    def _learn(self, new: Sequence[str]) -> None:
        for word, text in zip(new, self._spell(new), strict=True):
            number = -1
            if text:
                key = text.casefold() if self._folded else text
                number = self._numbers.setdefault(key, len(self._words))
                if number == len(self._words):
                    self._words.append(text)
            self._numbers[word] = number

    def numbers_as_written(self, texts: Sequence[bytes]) -> list[int]:
        """Return the number of each text of a file; -1 where it stands for nothing."""
        known = list(map(self._as_written.get, texts))
        if None in known:
            new = [text for text in texts if text not in self._as_written]
            words = filled([text.decode("utf-8") for text in new])
            self._as_written.update(zip(new, self.numbers(words), strict=True))
            known = list(map(self._as_written.get, texts))
        return cast(list[int], known)

    def codes(self, column: pd.Series[str]) -> npt.NDArray[np.int32]:
        """Return the numbers of a category column's words; -1 where blank."""
        words = column.cat.categories.to_numpy(dtype=object).tolist()
        numbers = np.array([*self.numbers(words), -1], dtype=np.int32)
        return numbers[column.cat.codes.to_numpy()]

    @property
    def words(self) -> list[str]:
        """Words by number."""
        return list(self._words)
