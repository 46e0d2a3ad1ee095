"""What a brief says, as values: writers turn them into slides, pages and sheets."""

from hotspot_app.brief.content.cells import WITHHELD, Cell, CellKind, shown_cell
from hotspot_app.brief.content.document import (
    Block,
    Document,
    Look,
    NativeChart,
    NativeKind,
    Picture,
    Section,
    Sentence,
    Series,
    Shape,
    Table,
    TableColumn,
    Voice,
    Words,
)

__all__ = [
    "WITHHELD",
    "Block",
    "Cell",
    "CellKind",
    "Document",
    "Look",
    "NativeChart",
    "NativeKind",
    "Picture",
    "Section",
    "Sentence",
    "Series",
    "Shape",
    "Table",
    "TableColumn",
    "Voice",
    "Words",
    "shown_cell",
]
