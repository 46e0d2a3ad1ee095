"""What was made lately, as much as fits."""

from __future__ import annotations

from hotspot_app.stats.lru_cache import LruCache


def test_the_last_used_stay_as_far_as_they_fit() -> None:
    made: list[str] = []
    kept = LruCache(10)

    def ask(key: str, size: int) -> str:
        return kept.get(key, lambda: made.append(key) or key.upper(), lambda _: size)

    assert [ask(key, 4) for key in "abab"] == ["A", "B", "A", "B"]
    assert made == ["a", "b"]
    ask("a", 4)
    ask("c", 4)  # b, used longest ago, gives way
    ask("a", 4)
    assert made == ["a", "b", "c"]
    ask("b", 4)
    assert made == ["a", "b", "c", "b"]


def test_what_is_larger_than_the_room_is_made_each_time() -> None:
    kept = LruCache(10)

    def ask(size: int) -> list[int]:
        return kept.get(size, list, lambda _: size)

    assert ask(11) is not ask(11)
    found = ask(10)
    assert ask(10) is found
    kept.clear()
    assert ask(10) is not found


def test_without_a_size_so_many_are_kept_and_some_can_be_forgotten() -> None:
    kept = LruCache(2)
    for number in (1, 2, 1, 3):
        kept.get(number, lambda number=number: [number])
    assert kept.values() == [[1], [3]]
    kept.keep(lambda each: each != [1])
    assert kept.values() == [[3]]
