"""Figures that products tie to areas, types and months, as their reader takes them.

Nothing is asked of the app: subject and periods stand in a product's title, what is
counted in its headings, which areas in their codes and names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from hotspot_app.stats.over_time.counts import Cube
from tests.brief.release.attacker import Figure
from tests.brief.release.exported import CODE, Sheet, sheets, texts

MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November"
    "|December)"
)
SPAN = re.compile(rf"({MONTHS})(?: (\d{{4}}))?(?: to ({MONTHS}) (\d{{4}}))?")
NUMBER = re.compile(r"(?<![\w.,])[−-]?\d[\d,]*(?:\.\d+)?")
RECORDED = re.compile(r"(?<!from )(?<![\d,.])(\d[\d,]*) recorded(?:,| \(|;)")
CHANGED = re.compile(
    r"(?:fell|rose) from (\d[\d,]*) (?:in|before).*? to (\d[\d,]*) (?:in|now)"
)

COUNTS = {"count": 0, "recorded": 0, "now": 0, "before": 1, "count_before": 1}
"""Headings of counts, of the period or of the one before."""

OF_THE_PLACE = {
    "denominator", "population", "people by day", "by_day", "number in the list",
    "listed", "fid", "areas",
}  # fmt: skip
"""Headings of numbers that tell nothing of incidents."""

OF_NOW = {
    "rate", "rate_lower", "rate_upper", "its share", "expected", "above its share",
    "excess", "of all recorded (per cent)", "percent", "lower limit", "upper limit",
}  # fmt: skip
"""Headings of numbers that follow from the period's count."""


def months_in(words: str) -> list[tuple[str, ...]]:
    """Return the spans of months that are named."""
    found = []
    for first, year, last, last_year in SPAN.findall(words):
        years = year or last_year, last_year or year
        if all(years):
            span = [
                pd.Period(f"{month} {of}", "M")
                for month, of in zip((first, last or first), years, strict=True)
            ]
            found.append(tuple(map(str, pd.period_range(*span))))
    return found


@dataclass(frozen=True)
class Place:
    """An area as products call it."""

    code: str
    name: str
    ward: str
    denominator: float

    @cached_property
    def label(self) -> str:
        """A pattern of what it is called in texts."""
        ward = re.escape(self.ward)
        return rf"{re.escape(self.name)}(?: area)?(?:, | \(){ward}\)?"


class Product:
    """A product's files, read by somebody who knows none but them."""

    def __init__(self, paths: Sequence[Path], types: Sequence[str]) -> None:
        self.texts = {path.name: texts(path) for path in paths}
        self.sheets = [each for path in paths for each in sheets(path)]
        summary = next(s for s in self.sheets if s.where.endswith(": Summary"))
        about = [summary.heads[0], *(str(row[0]) for row in summary.rows)]
        self.title = about[0]
        spans = months_in(about[1])
        self.spans = spans[:2]
        self.types = types
        self.subject = self._types_of(self.title.split(": ")[1])
        layers = [s for s in self.sheets if s.where.endswith(".gpkg: areas")]
        (areas,) = [s for s in layers if "-wards.gpkg" not in s.where]
        self.places = {
            str(row["code"]): Place(
                str(row["code"]),
                str(row["place"] or row["name"]),
                str(row["ward"]),
                float(row["denominator"] or math.nan),
            )
            for row in _rows(areas)
        }

    def _types_of(self, words: str) -> frozenset[str]:
        if "all crime" in words.lower():
            return frozenset(each for each in self.types if "social" not in each)
        found = [each for each in self.types if each.lower() in words.lower()]
        return frozenset(found)

    def claims(self) -> Iterator[Claim]:
        """Return every count that stands in the files, or follows from a rate."""
        for sheet in self.sheets:
            for row in _rows(sheet):
                if sheet.heads[:3] == ["area", "area_name", "level"]:
                    yield from self._of_indicator(sheet, row)
                elif "Type" in sheet.heads:
                    yield from self._of_type(sheet, row)
                elif codes := self._codes(row):
                    yield from self._of_areas(sheet, row, codes)
                elif "Recorded" in sheet.heads and re.fullmatch(
                    r"\d{4}-\d{2}", str(next(iter(row.values())))
                ):
                    month = (str(next(iter(row.values()))),)
                    yield Claim(
                        (), self.subject, month, _number(row["Recorded"]), sheet.where
                    )
        for name, found in self.texts.items():
            for text in found:
                yield from self._of_whole(text, name)

    def _of_indicator(self, sheet: Sheet, row: dict[str, object]) -> Iterator[Claim]:
        codes = (str(row["area"]),) if row["area"] else ()
        if codes and codes[0] not in self.places:
            raise AssertionError(f"areas of another kind: {codes[0]}")
        span = months_in(str(row["period"]))[0]
        subject = self._types_of(str(row["subject"]))
        if not subject or (not codes and row["level"] == "whole" and len(subject) != 1):
            return  # a group of types, read from its own table
        here, value = sheet.where, _number(row["value"])
        if row["indicator"] in {"count", "count_before"}:
            yield Claim(codes, subject, span, value, here)
        elif row["indicator"] == "rate":
            count = value * _number(row["denominator"]) / 1000
            yield Claim(codes, subject, span, count, here)
            yield Claim(codes, subject, span, _number(row["numerator"]), here)
        elif codes:
            before = self.spans[1]
            yield Claim(codes, subject, span, _number(row["numerator"]), here)
            yield Claim(codes, subject, before, _number(row["denominator"]), here)

    def _of_type(self, sheet: Sheet, row: dict[str, object]) -> Iterator[Claim]:
        kind, name = str(row.get("Kind", "")), str(row["Type"])
        if kind == "group" or (name not in self.types and name != "All crime"):
            return
        for head, value in row.items():
            if head.startswith(("Before", "Now")) and months_in(head):
                types = self._types_of(name)
                yield Claim((), types, months_in(head)[0], _number(value), sheet.where)

    def _of_areas(
        self, sheet: Sheet, row: dict[str, object], codes: tuple[str, ...]
    ) -> Iterator[Claim]:
        people = sum(self.places[code].denominator for code in codes)
        for head, value in row.items():
            if (place := counts(head)) is not None and place < len(self.spans):
                span = self.spans[place]
                yield Claim(codes, self.subject, span, _number(value), sheet.where)
            elif head == "rate" or head.startswith("Rate per 1,000"):
                count = _number(value) * people / 1000
                yield Claim(codes, self.subject, self.spans[0], count, sheet.where)

    def _codes(self, row: dict[str, object]) -> tuple[str, ...]:
        """Codes of the areas of a row: those of the table's columns of codes."""
        for head, value in row.items():
            if head.lower() in {"code", "codes", "area"} and isinstance(value, str):
                found = CODE.findall(value)
                if found and set(found) <= self.places.keys():
                    return tuple(sorted(found))
        return ()

    def _of_whole(self, text: str, where: str) -> Iterator[Claim]:
        for found in re.findall(
            r"(?<!from )(?<![\d,.])(\d[\d,]*) recorded(?:,| \(|;)", text
        ):
            yield Claim((), self.subject, self.spans[0], _whole(found), where)
        for pair in CHANGED.findall(text):
            for span, value in zip(self.spans[::-1], pair, strict=True):
                yield Claim((), self.subject, span, _whole(value), where)

    def loose(self, hidden: list[set[str]]) -> Iterator[str]:
        """Return numbers beside a place whose count is withheld that nothing explains.

        Parameters
        ----------
        hidden
            Codes of areas without a count, in the period and in the one before.
        """
        known = {code: set() for code in self.places}
        for sheet in self.sheets:
            for row in _rows(sheet):
                codes = self._codes(row)
                if len(codes) != 1 or sheet.heads[0] == "area":
                    continue
                for head, value in row.items():
                    if not isinstance(value, int | float) or math.isnan(value):
                        continue
                    known[codes[0]] |= _written(value)
                    if not self._may_stand(head, codes[0], hidden):
                        yield f"{sheet.where}: {codes[0]}: {head} {value}"
        every = hidden[0].union(*hidden)
        patterns = {code: place.label for code, place in self.places.items()}
        label = "|".join(f"(?:{each})" for each in patterns.values())
        parts = re.compile(rf"({label})")
        code_of = {
            code: re.compile(pattern)
            for code, pattern in patterns.items()
            if code in every
        }
        for name, found in self.texts.items():
            for text in found:
                yield from self._beside(parts, code_of, known, text, name)

    @staticmethod
    def _beside(parts, code_of, known, text, name) -> Iterator[str]:
        text = re.sub(rf"\b\d{{1,2}}[.:]? (?={parts.pattern})", "", CODE.sub("", text))
        _, *pieces = parts.split(text)
        for called, rest in zip(pieces[::2], pieces[1::2], strict=True):
            codes = [c for c, pattern in code_of.items() if pattern.fullmatch(called)]
            said = re.split(r"[.…?](?: |$)|Before:", SPAN.sub("", rest))[0]
            said = re.sub(r"per 1,000|95%|\(\d{4}\)|Census \d{4}", "", said)
            for code in codes:
                for number in NUMBER.findall(said):
                    if number.rstrip(",") not in known[code]:
                        yield f"{name}: {code}: {called}{said}: {number}"

    @staticmethod
    def _may_stand(head: str, code: str, hidden: list[set[str]]) -> bool:
        plain = head.lower()
        if plain in OF_THE_PLACE:
            return True
        if code in hidden[0]:
            return len(hidden) > 1 and counts(head) == 1 and code not in hidden[1]
        if len(hidden) > 1 and code in hidden[1]:
            of_now = counts(head) == 0 and plain != "now"
            return of_now or plain.split(" per 1,000")[0] in OF_NOW
        return True


@dataclass(frozen=True)
class Claim:
    """A count that a file gives."""

    codes: tuple[str, ...]
    types: frozenset[str]
    months: tuple[str, ...]
    value: float
    where: str

    @property
    def key(self) -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...]]:
        return self.codes, self.types, self.months

    def figure(self, cube: Cube, value: int | None) -> Figure:
        codes = np.asarray(cube.codes, dtype=str)
        areas = np.isin(codes, self.codes) if self.codes else np.ones(len(codes), bool)
        types = np.isin(cube.types, [*self.types])
        months = np.isin(cube.months.astype(str), self.months)
        which = areas[:, None, None] & types[:, None] & months
        name = f"{self.codes} {sorted(self.types)} {self.months}"
        return Figure(name, which.ravel(), value)


def counts(head: str) -> int | None:
    """Say of which period a column counts incidents, if it does."""
    plain = re.split(r"[:(]", head.lower())[0].strip()
    return COUNTS.get(plain)


def _rows(sheet: Sheet) -> Iterator[dict[str, object]]:
    for row in sheet.rows:
        yield dict(zip(sheet.heads, row, strict=True))


def _number(value: object) -> float:
    if isinstance(value, str) and re.fullmatch(r"[\d,]+(?:\.\d+)?", value):
        return _whole(value)
    return float(value) if isinstance(value, int | float) else math.nan


def _whole(words: str) -> float:
    return float(words.strip(",").replace(",", ""))


def _written(value: float) -> set[str]:
    """Ways in which texts write a number."""
    found = {f"{value:,.{places}f}" for places in range(4)}
    return found | {each.replace("-", "−") for each in found}
