"""A point gets the smallest area that it lies in."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from raakvlak.municipality.models import Area, Municipality
from raakvlak.municipality.places import Atlas, area_at


def square(west: float, south: float, side: float) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def draw(municipality: Municipality, name: str, west: float, south: float, side: float, **values: Any) -> Area:
    return Area.objects.create(municipality=municipality, name=name, geometry=square(west, south, side), **values)


def test_the_smallest_area_goes_before_what_it_is_a_part_of(waterhoek: Municipality) -> None:
    draw(waterhoek, "Wijk", 5.0, 52.0, 0.1)
    draw(waterhoek, "Buurt", 5.02, 52.02, 0.02)
    draw(waterhoek, "Stad", 4.9, 51.9, 0.5)
    found = [area_at(waterhoek, latitude, 5.03) for latitude in (52.03, 52.09, 52.3, 53.0)]
    assert [area and area.name for area in found] == ["Buurt", "Wijk", "Stad", None]


def test_a_point_on_the_border_lies_in_the_area(waterhoek: Municipality) -> None:
    area = draw(waterhoek, "Buurt", 5.0, 52.0, 0.1)
    assert area_at(waterhoek, 52.0, 5.05) == area
    assert Atlas([area]).areas_at([(52.0, 5.05)]) == [area]


def test_the_bounding_box_alone_is_not_enough(waterhoek: Municipality) -> None:
    corner = {"type": "Polygon", "coordinates": [[[5.0, 52.0], [5.1, 52.0], [5.0, 52.1], [5.0, 52.0]]]}
    area = Area.objects.create(municipality=waterhoek, name="Hoek", geometry=corner)
    assert Area.objects.within(waterhoek).around(52.09, 5.09).get() == area
    assert area_at(waterhoek, 52.09, 5.09) is None


def test_an_area_may_lie_in_pieces_and_have_a_hole(waterhoek: Municipality) -> None:
    whole, far = square(5.0, 52.0, 0.1)["coordinates"], square(6.0, 52.0, 0.1)["coordinates"]
    hole = square(5.04, 52.04, 0.02)["coordinates"][0]
    geometry = {"type": "MultiPolygon", "coordinates": [[*whole, hole], far]}
    area = Area.objects.create(municipality=waterhoek, name="Eilanden", geometry=geometry)
    assert (area.west, area.south, area.east, area.north) == (5.0, 52.0, 6.1, 52.1)
    found = [area_at(waterhoek, 52.05, longitude) for longitude in (5.02, 5.05, 5.5, 6.05)]
    assert found == [area, None, None, area]


def test_what_is_gone_without_a_border_or_of_another_municipality_holds_nothing(
    waterhoek: Municipality, zandrecht: Municipality
) -> None:
    draw(waterhoek, "Vroeger", 5.0, 52.0, 0.1, is_former=True)
    Area.objects.create(municipality=waterhoek, name="Zonder grens")
    theirs = draw(zandrecht, "Van hen", 5.0, 52.0, 0.1)
    assert area_at(waterhoek, 52.05, 5.05) is None
    assert area_at(zandrecht, 52.05, 5.05) == theirs


def test_it_takes_one_query_however_many_areas(waterhoek: Municipality, django_assert_num_queries: Any) -> None:
    Area.objects.bulk_create(
        Area(municipality=waterhoek, name=f"Buurt {number}", geometry=square(4 + number / 100, 52, 0.01))
        for number in range(100)
    )
    with django_assert_num_queries(1):
        found = area_at(waterhoek, 52.005, 4.505)
    assert found is not None
    assert found.name == "Buurt 50"


def test_many_points_are_found_as_one_by_one(waterhoek: Municipality) -> None:
    for number in range(6):
        draw(waterhoek, f"Buurt {number}", 5 + number / 100, 52, 0.01 * (number + 1))
    atlas = Atlas(Area.objects.within(waterhoek))
    points = [(52 + step / 170, 5 + step / 130) for step in range(20)]
    assert atlas.areas_at(points) == [atlas.area_at(*point) for point in points]
    assert atlas.areas_at([]) == []
    assert Atlas([]).areas_at(points) == [None] * 20


@pytest.mark.parametrize("fields", [None, ["geometry"]])
def test_the_box_follows_the_border(waterhoek: Municipality, fields: list[str] | None) -> None:
    area = draw(waterhoek, "Buurt", 5.0, 52.0, 0.1)
    area.geometry = square(6.0, 53.0, 0.5)
    area.save(update_fields=fields)
    assert Area.objects.within(waterhoek).around(53.2, 6.2).exists()
    area.geometry = None
    area.save(update_fields=fields)
    area.refresh_from_db()
    assert (area.west, area.south, area.east, area.north) == (None, None, None, None)


def test_a_row_fetched_without_its_border_keeps_its_box(waterhoek: Municipality) -> None:
    draw(waterhoek, "Buurt", 5.0, 52.0, 0.1)
    area = Area.objects.to_choose_from().get()
    area.name = "Andere naam"
    area.save()
    assert Area.objects.around(52.05, 5.05).get().name == "Andere naam"


def test_the_migration_measures_and_leaves_a_code_to_the_first(waterhoek: Municipality) -> None:
    migration: Any = import_module("raakvlak.municipality.migrations.0003_measure_areas_and_free_double_codes")
    draw(waterhoek, "Buurt", 5.0, 52.0, 0.1, code="BU00000001")
    Area.objects.update(west=None)
    migration.measure(apps, None)
    migration.free_double_codes(apps, None)
    assert Area.objects.around(52.05, 5.05).get().code == "BU00000001"


def test_a_wijk_and_its_buurt_may_share_a_name_but_no_code(waterhoek: Municipality) -> None:
    kinds = Area.Kind
    draw(waterhoek, "Centrum", 5, 52, 0.1, kind=kinds.DISTRICT, code="WK000001")
    draw(waterhoek, "Centrum", 5, 52, 0.1, kind=kinds.NEIGHBOURHOOD, code="BU00000101")
    draw(waterhoek, "Centrum", 5, 52, 0.1, kind=kinds.NEIGHBOURHOOD, code="BU00000102")
    draw(waterhoek, "Centrum", 5, 52, 0.1)
    for values in ({"kind": kinds.DISTRICT, "code": "WK000001"}, {"kind": kinds.OWN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            draw(waterhoek, "Centrum", 5, 52, 0.1, **values)
