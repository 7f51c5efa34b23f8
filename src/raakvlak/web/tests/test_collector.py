"""The collector passes by what stays, and looks less often."""

import gc
from collections.abc import Iterator

import pytest

from raakvlak.web.collector import NEW_OBJECTS, look_less_often


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_what_is_there_is_passed_by_and_it_looks_less_often() -> None:
    look_less_often()
    assert gc.get_freeze_count() > NEW_OBJECTS
    assert gc.get_threshold()[0] == NEW_OBJECTS


def test_what_nobody_points_to_goes_in_the_end() -> None:
    look_less_often()
    for _time in range(NEW_OBJECTS * 3):
        ring: list[object] = []
        ring.append(ring)
    assert len(gc.get_objects(generation=0)) <= NEW_OBJECTS
