"""Icons in any size, none included."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from hotspot_app.ui.icons import icon


@pytest.mark.parametrize("size", [(0, 0), (0, 16), (16, 0), (1, 1), (16, 16)])
def test_an_icon_is_as_large_as_there_is_room(dressed: object, size) -> None:
    wide, high = size
    shown = icon("plus").pixmap(QSize(wide, high))
    assert shown.isNull() == (0 in size)
