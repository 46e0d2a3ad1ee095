"""How wide the columns of a table on a slide are."""

from __future__ import annotations

from hotspot_app.brief.content import Table, TableColumn
from hotspot_app.brief.writers.slide_tables import parted

COLUMNS = (TableColumn("place", "Place"), TableColumn("who", "Who"))


def widths_of(who: str) -> tuple[float, ...]:
    table = Table("actions", "Actions", COLUMNS, (("York Walk", who),))
    (part,) = parted(table, 300, (150, 150))
    return part.widths


def test_a_column_to_be_filled_in_by_hand_has_room_for_it():
    assert widths_of("")[1] >= 40
    assert widths_of("A.")[1] < 40
