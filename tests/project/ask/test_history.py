"""Undo and redo of any value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.project.ask.history import MOST, History


@given(st.lists(st.one_of(st.integers(0, 5), st.sampled_from(["undo", "redo"]))))
def test_it_is_what_two_stacks_would_be(steps: list[int | str]) -> None:
    history = History(0)
    past: list[int] = []
    now = 0
    future: list[int] = []
    for step in steps:
        if step == "undo":
            history = history.undone()
            if past:
                future.append(now)
                now = past.pop()
        elif step == "redo":
            history = history.redone()
            if future:
                past.append(now)
                now = future.pop()
        else:
            history = history.then(int(step))
            if step != now:
                past.append(now)
                now = int(step)
                future = []
    assert (history.now, list(history.past), list(history.future)) == (
        now,
        past[-MOST:],
        future,
    )


def test_only_so_many_steps_are_remembered() -> None:
    history = History(0)
    for step in range(1, MOST + 50):
        history = history.then(step)
    assert len(history.past) == MOST
    while history.past:
        history = history.undone()
    assert history.now == 49


def test_what_is_changed_throughout_is_not_undone() -> None:
    history = History(1).then(2).then(3).undone().throughout(lambda each: each + 10)
    assert history.now == 12
    assert history.undone().now == 11
    assert history.redone().now == 13
