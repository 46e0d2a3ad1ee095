"""A picture is made smaller only where it then stands on the page before."""

from hotspot_app.brief.writers.fitting import shrunk_pictures

TOP, BOTTOM = 20.0, 270.0


def places(above: float, height: float, scale: float = 1.0):
    """A page filled down to `above`, and a picture that goes where it fits."""

    def placed(kept):
        tall = height * kept.get(0, 1.0)
        fits = above + 10 + tall + 12 <= BOTTOM
        page, y = (1, above + 10) if fits else (2, TOP)
        ends = {"at": "end", "top": TOP, "bottom": BOTTOM}
        drawn = {"numbers": [0], "height": tall, "scale": scale * kept.get(0, 1.0)}
        return [
            {"at": "start", "page": 1, "y": TOP},
            {**ends, "page": 1, "y": above},
            {"at": "start", "page": page, "y": y, **drawn},
            {**ends, "page": page, "y": y + tall + 12},
        ]

    return placed


def test_a_picture_that_fits_stays_as_it_is():
    assert shrunk_pictures(places(100, 120)) == {}


def test_a_picture_that_nearly_fits_is_made_smaller():
    (share,) = shrunk_pictures(places(140, 120)).values()
    assert 0.89 < share <= 0.9


def test_a_picture_that_would_be_much_smaller_goes_to_the_next_page():
    assert shrunk_pictures(places(170, 120)) == {}


def test_a_picture_that_is_small_already_is_not_made_smaller():
    assert shrunk_pictures(places(140, 120, scale=0.572)) == {}


def test_what_makes_no_page_fuller_is_undone():
    def stubborn(kept):
        return places(140, 120)({})

    assert shrunk_pictures(stubborn) == {}
