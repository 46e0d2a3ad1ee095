"""Words can be read whatever colours a partnership chose."""

import pytest

from hotspot_app.brief.content import Look
from hotspot_app.brief.writers.tones import contrast, tones


@pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(accent="#ffdd00"),
        Look(accent="#92d050", ink="#999999"),
        Look(ground="#000000"),
        Look(ground="#777777", ink="#767676", accent="#757575"),
        Look(accent="red", ink="", ground="none"),
    ],
)
def test_words_and_lines_are_seen(look: Look) -> None:
    made = tones(look)
    for behind in ("ground", "tint"):
        for name in ("ink", "muted"):
            assert contrast(made[name], made[behind]) >= 4.5
        assert contrast(made["rule"], made[behind]) >= 3
    assert contrast(made["accent"], made["ground"]) >= 4.5


def test_chosen_colours_are_kept_where_they_can_be_read() -> None:
    made = tones(Look(accent="#d4351c", ink="#222222", ground="#fffefa"))
    assert made["accent"] == made["rule"] == "#d4351c"
    assert (made["ink"], made["ground"]) == ("#222222", "#fffefa")
