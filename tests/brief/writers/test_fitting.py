"""Type and pictures are made smaller only where that saves a page."""

from hotspot_app.brief.writers.fitting import Way, arranged, shrunk_pictures

TOP, BOTTOM = 20.0, 270.0


def places(above: float, height: float, scale: float = 1.0):
    """A page filled down to `above`, and a picture that goes where it fits."""

    def placed(kept):
        tall = height * kept.get(0, 1.0)
        fits = above + 7 + tall + 12 <= BOTTOM
        page, y = (1, above + 7) if fits else (2, TOP)
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
    assert 0.92 < share <= 0.93


def test_a_picture_that_would_be_much_smaller_goes_to_the_next_page():
    assert shrunk_pictures(places(170, 120)) == {}


def test_a_picture_that_is_small_already_is_not_made_smaller():
    assert shrunk_pictures(places(140, 120, scale=0.572)) == {}


def test_what_makes_no_page_fuller_is_undone():
    def stubborn(kept):
        return places(140, 120)({})

    assert shrunk_pictures(stubborn) == {}


def led(above: float):
    """A page filled down to `above`, then words of 20 mm and their picture of 100."""

    def placed(kept):
        tall = 100 * kept.get(0, 1.0)
        fits = above + 7 + 20 + tall <= BOTTOM
        page, y = (1, above + 7) if fits else (2, TOP)
        ends = {"at": "end", "top": TOP, "bottom": BOTTOM}
        drawn = {"numbers": [0], "height": tall, "scale": 1.0}
        return [
            {"at": "start", "page": 1, "y": TOP},
            {**ends, "page": 1, "y": above},
            {"at": "start", "page": page, "y": y, "leads": True},
            {**ends, "page": page, "y": y + 20},
            {"at": "start", "page": page, "y": y + 20, **drawn},
            {**ends, "page": page, "y": y + 20 + tall},
        ]

    return placed


def test_a_picture_comes_with_the_words_that_lead_into_it():
    (share,) = shrunk_pictures(led(160)).values()
    assert 0.82 < share <= 0.83
    assert shrunk_pictures(led(175)) == {}


def test_a_third_picture_is_not_crowded_onto_a_page():
    def crowded(kept):
        there = places(140, 120)(kept)
        there[0]["numbers"] = [1, 2]
        return [{**each, "height": 30.0, "scale": 1.0, **each} for each in there]

    assert shrunk_pictures(crowded) == {}


def taking(pages):
    """Take so many pages, set in the first way, the second and so on."""
    asked = []

    def placed(way, kept):
        if way not in asked:
            asked.append(way)
        page = pages[asked.index(way)]
        return [{"page": 1, "at": "start"}, {"page": page, "bottom": 0, "y": 0}]

    return placed, asked


def test_a_report_is_set_smaller_until_it_has_so_many_pages():
    placed, asked = taking([8, 7, 6, 6, 6, 6])
    way, _ = arranged(placed, 6)
    assert [*asked[-1:], len(asked)] == [way, 3]


def test_a_report_that_stays_too_long_is_no_smaller_than_it_helps():
    placed, asked = taking([9, 8, 8, 8, 8, 8])
    way, _ = arranged(placed, 6)
    assert way == asked[1]


def test_a_report_of_any_length_is_set_as_usual():
    placed, asked = taking([30])
    assert arranged(placed, 0) == (Way(9.5, 1.0), {})
    assert len(asked) == 1


def room_at(foot: float):
    """A page with one picture of 50 mm, set small to save a page, `foot` left under."""

    def placed(way, kept):
        tall = 50 * way.scale * kept.get(0, 1.0)
        end = 100 + tall
        page = 1 if end <= 100 + 50 * way.scale + foot else 2
        pages = 3 if way.scale > 0.94 else 2
        ends = {"at": "end", "bottom": 100 + 50 * way.scale + foot, "top": 0.0}
        drawn = {"numbers": [0], "height": tall, "scale": way.scale}
        return [
            {"at": "start", "page": page, "y": 100.0, **drawn},
            {**ends, "page": page, "y": end},
            {"at": "start", "page": pages, "y": 0.0},
            {**ends, "page": pages, "y": 0.0},
        ]

    return placed


def test_pictures_grow_again_where_their_page_has_room():
    way, kept = arranged(room_at(20), 2)
    assert way.scale < 1
    assert kept == {0: 1 / way.scale}
    assert arranged(room_at(3), 2)[1] == {}


def test_a_third_picture_begins_a_page_with_its_section():
    def placed(way, kept):
        there, page = [], 1
        for section in range(5):
            page += section in way.breaks
            drawn = {"numbers": [section], "height": 50.0, "scale": 1.0}
            start = {"section": section, "page": page, "y": 50.0, **drawn}
            there += [start, {"page": page, "y": 100.0, "bottom": 250.0, "top": 0.0}]
        return there

    way, _ = arranged(placed, 6)
    assert way == Way(9.5, 1.0, (2, 4))
    assert arranged(placed, 0)[0].breaks == ()
