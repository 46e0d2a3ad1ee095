"""Stand-ins follow from what is published alone."""

from __future__ import annotations

import numpy as np
import pytest

from hotspot_app.stats.withheld.disclosure import protect
from hotspot_app.stats.withheld.stand_ins import shared_out, stand_ins
from tests.stats.withheld.test_disclosure import WARDS, towns
from tests.stats.withheld.test_possible_values import table


def made(figures, withheld, junk=0):
    published = np.where(withheld, junk, figures.values)
    return stand_ins(figures.sums, figures.links, published, withheld)


@pytest.mark.parametrize("seed", range(6))
def test_they_have_every_published_figure_and_none_withheld_is_zero(seed):
    figures = table(towns(seed))
    withheld = protect(figures).withheld
    sums = figures.sums @ made(figures, withheld)
    assert (sums == figures.values)[~withheld].all()
    assert (sums[withheld] > 0).all()


def test_another_truth_with_the_same_published_figures_has_the_same():
    other = WARDS + np.array([[1, -1, 0], [0, 0, 0], [-1, 1, 0], [0, 0, 0]])
    withheld = protect(table(WARDS)).withheld
    one, two = table(WARDS), table(other)
    assert (one.values == two.values)[~withheld].all()
    assert (made(one, withheld, 1) == made(two, withheld, 99)).all()


def test_figures_that_no_table_has_are_refused():
    figures = table(WARDS)
    no = np.zeros(len(figures.known), dtype=bool)
    with pytest.raises(ValueError, match="no whole parts"):
        stand_ins(figures.sums, figures.links, figures.values + 1, no)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_shared_out_adds_up_both_ways(seed):
    table = np.random.default_rng(seed).poisson(2.0, (7, 5))
    dealt = shared_out(table.sum(axis=1), table.sum(axis=0))
    assert (dealt >= 0).all()
    assert (dealt.sum(axis=1) == table.sum(axis=1)).all()
    assert (dealt.sum(axis=0) == table.sum(axis=0)).all()
