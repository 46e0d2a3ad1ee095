"""A workbook whose text is only text and whose bytes tell no date."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range

from hotspot_app.brief.content import STAR, Starred
from hotspot_app.words import printable

LONGEST: Final = 32_767
"""Letters in a cell, the most that spreadsheets hold."""

NO_DATE: Final = datetime(1980, 1, 1)
"""When it was made isn't told, so that the same content is the same bytes."""

_LONGEST_IN_PRINT: Final = 255
_LONGEST_PROPERTY: Final = 255
_A4: Final = 9
_NARROWEST, _WIDEST, _PAGE = 8, 44, 110
_NUMBER: Final = 10
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet.

    Attributes
    ----------
    values
        Text, numbers, dates, yes or no; what is missing or "" leaves its cell empty.
        A starred number stays one: the star is how it is shown.
    shown
        How numbers and dates are written, as "#,##0"; "" for text.
    """

    heading: str
    values: Sequence[object]
    shown: str = ""


class Book:
    """A workbook being written.

    Parameters
    ----------
    told
        Properties of the document: author, subject, keywords.
    printed
        What stands at top and bottom of every printed page, "" for nothing.
    """

    def __init__(
        self,
        stream: io.BytesIO,
        title: str,
        *,
        told: Mapping[str, str] | None = None,
        printed: str = "",
    ) -> None:
        self._book = xlsxwriter.Workbook(stream, _OPTIONS)
        properties = {"title": title, **(told or {})}
        kept = {name: as_cell(each)[:255] for name, each in properties.items()}
        self._book.set_properties({**kept, "created": NO_DATE})
        self._printed = _in_print(printed)
        self._formats: dict[str, Any] = {}
        self._names: set[str] = set()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._book.close()

    def property(self, name: str, text: str) -> None:
        """Add a property of the document for which there is no field."""
        plain = as_cell(text)[:_LONGEST_PROPERTY]
        if plain:
            self._book.set_custom_property(name, plain, "text")

    def table(self, name: str, columns: Sequence[SheetColumn], *, kept: int = 0) -> str:
        """Write a sheet with a heading that stays in sight and can be filtered.

        Parameters
        ----------
        kept
            Columns that stay in sight too.

        Returns
        -------
        str
            What the sheet is called: other sheets may have had the name.
        """
        sheet = self._sheet(name, landscape=True)
        head = self._format(bold=True, text_wrap=True, valign="top", bottom=1)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, as_cell(column.heading), head)
            sheet.set_column(place, place, _width(column))
            self._values(sheet, place, column)
        sheet.freeze_panes(1, kept)
        rows = max((len(each.values) for each in columns), default=0)
        if rows:
            sheet.autofilter(0, 0, rows, len(columns) - 1)
            whole = xl_range(0, 0, rows, len(columns) - 1)
            sheet.ignore_errors({"number_stored_as_text": whole})
        sheet.repeat_rows(0)
        return str(sheet.get_name())

    def text(
        self, name: str, title: str, sections: Iterable[tuple[str, Sequence[str]]]
    ) -> None:
        """Write a sheet of paragraphs under headings."""
        sheet = self._sheet(name, landscape=False)
        plain = self._format(text_wrap=True, valign="top", quote_prefix=True)
        sheet.set_column(0, 0, _PAGE)
        lines = [(title, self._format(bold=True, font_size=14, text_wrap=True))]
        for heading, paragraphs in sections:
            if heading:
                lines += [("", plain), (heading, self._format(bold=True))]
            lines += [(each, plain) for each in paragraphs]
        for row, (line, look) in enumerate(lines):
            sheet.write_string(row, 0, as_cell(line), look)

    def numbers(self, name: str, columns: Sequence[SheetColumn]) -> None:
        """Write a sheet with headings and values and nothing else, as charts read."""
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, as_cell(column.heading))
            self._values(sheet, place, column)

    def _values(self, sheet: Any, place: int, column: SheetColumn) -> None:
        right = {"align": "right"} if column.shown else {}
        text = self._format(quote_prefix=True, **right)
        look = self._format(num_format=column.shown) if column.shown else None
        dated = self._format(num_format=column.shown, align="left")
        for row, value in enumerate(column.values, start=1):
            if isinstance(value, bool):
                sheet.write_string(row, place, "yes" if value else "no")
            elif isinstance(value, str):
                if value:
                    sheet.write_string(row, place, as_cell(value), text)
            elif isinstance(value, datetime):
                sheet.write_datetime(row, place, value, dated)
            elif isinstance(value, Starred):
                starred = self._format(num_format=f'{column.shown}"{STAR}"')
                sheet.write_number(row, place, value.value, starred)
            elif isinstance(value, (int, float)) and math.isfinite(value):
                sheet.write_number(row, place, value, look)

    def _sheet(self, name: str, *, landscape: bool) -> Any:
        sheet = self._book.add_worksheet(self._free(name))
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        if self._printed:
            sheet.set_header(self._printed)
            sheet.set_footer(self._printed)
        if landscape:
            sheet.set_landscape()
        return sheet

    def _free(self, name: str) -> str:
        """Return a name that a sheet may have and none has."""
        plain = "".join(" " if each in "[]:*?/\\'" else each for each in as_cell(name))
        base, number = plain.strip()[:28] or "Table", 2
        free = base
        while free.casefold() in self._names:
            free, number = f"{base} {number}", number + 1
        self._names.add(free.casefold())
        return free

    def _format(self, **look: Any) -> Any:
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def as_cell(text: str) -> str:
    """Return text as a cell can hold it."""
    plain = printable(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _in_print(text: str) -> str:
    """Return text as a page's head or foot, where "&" begins a code."""
    plain = as_cell(text)
    told = plain.replace("&", "&&")
    while len(told) > _LONGEST_IN_PRINT - 2:
        plain = plain[:-2].rstrip() + "…"
        told = plain.replace("&", "&&")
    return f"&C{told}" if told else ""


def _width(column: SheetColumn) -> int:
    """Return letters that fit the heading in three or four lines, and the values."""
    words = max((len(word) for word in column.heading.split()), default=0)
    least = max(words, math.ceil(len(column.heading) / 3)) + 3
    texts = (len(each) for each in column.values if isinstance(each, str))
    longest = max(texts, default=0)
    longest = max(longest, _NUMBER) if column.shown else longest
    return min(max(_NARROWEST, least, longest + 1), _WIDEST)
