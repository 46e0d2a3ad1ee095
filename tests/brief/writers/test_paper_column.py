"""What stands on a sheet beside its map and under it."""

from __future__ import annotations

from hotspot_app.brief.content import Table, TableColumn
from hotspot_app.brief.writers.paper_column import Item, fit_in, shared_out
from hotspot_app.brief.writers.slide_words import Paragraph

COLUMNS = (TableColumn("place", "Place"), TableColumn("count", "Recorded", "count"))
TABLE = Table("t", "", COLUMNS, tuple((f"Place {n}", n) for n in range(5)))


def words(count: int) -> Item:
    said = "A sentence of some length that is said of a place. " * 2
    return Item([Paragraph(said, 9, least=8.5) for _ in range(count)])


def items() -> list[Item]:
    title = Item([Paragraph("Places", 11, bold=True, leads=True)])
    note = Item([Paragraph("A note.", 8.5)], follows=True)
    table = Item(table=TABLE, rows=5, follows=True)
    return [words(1), title, table, note, words(6), words(3)]


def test_all_stands_beside_the_map_where_there_is_room():
    column, under = shared_out(items(), (100, 200), (140, 60))
    assert len(column.items) == 6
    assert under.items == []


def test_what_comes_last_goes_under_the_map_before_anything_is_lost():
    column, under = shared_out(items(), (100, 90), (140, 90))
    assert 0 < len(under.items) < 4
    assert column.scale == 1.0
    assert column.height <= 90
    assert under.height <= 90


def test_a_table_keeps_its_title_and_its_note():
    for high in range(20, 140, 5):
        column, _ = shared_out(items(), (100, high), (140, 200))
        assert len(column.items) in {1, 4, 5, 6}


def test_what_fits_in_neither_is_left_to_be_dropped_beside_the_map():
    column, under = shared_out(items(), (100, 40), (140, 12))
    assert under.height <= 12
    fit_in(column, 40, something_gone=False)
    assert column.gone
    assert column.height <= 40
