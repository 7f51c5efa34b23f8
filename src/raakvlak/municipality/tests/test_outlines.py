import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from raakvlak.municipality.actions.places import remove_branch, save_branch
from raakvlak.municipality.land import Land
from raakvlak.municipality.models import Area, AreaOutline, Municipality
from raakvlak.municipality.outlines import drawing_of

RING = [[5.1, 52.1], [5.12, 52.1], [5.12, 52.12], [5.1, 52.12], [5.1, 52.1]]
SQUARE = {"type": "Polygon", "coordinates": [RING]}


@pytest.fixture
def noord(waterhoek: Municipality) -> Area:
    return Area.objects.create(municipality=waterhoek, name="Noord", geometry=SQUARE)


def borders(client: Client, municipality: Municipality) -> Any:
    answer = client.get(Land.of(municipality).url)
    assert answer.status_code == 200
    return answer


def test_borders_are_given_with_a_name_and_a_middle(as_anna: Client, waterhoek: Municipality, noord: Area) -> None:
    assert borders(as_anna, waterhoek).json() == [[noord.pk, None, "Noord", 52.11, 5.11, [[RING]]]]


def test_a_border_is_simplified_and_rounded() -> None:
    wobbly = [[5.1 + step / 1e4, 52.1 + (step % 2) / 1e7] for step in range(200)]
    drawing = drawing_of({"type": "Polygon", "coordinates": [[*wobbly, [5.12, 52.12], [5.1, 52.1]]]})
    assert drawing is not None
    (ring,) = json.loads(drawing.content)[0]
    assert len(ring) < 10
    assert all(round(degrees, 5) == degrees for point in ring for degrees in point)


def test_islands_and_holes_stay() -> None:
    hole = [[5.105, 52.105], [5.11, 52.105], [5.11, 52.11], [5.105, 52.105]]
    island = [[[5.2, 52.1], [5.21, 52.1], [5.21, 52.11], [5.2, 52.1]]]
    drawing = drawing_of({"type": "MultiPolygon", "coordinates": [[RING, hole], island]})
    assert drawing is not None
    assert [len(rings) for rings in json.loads(drawing.content)] == [2, 1]


def test_the_middle_lies_inside_even_of_a_horseshoe() -> None:
    shoe = [[5, 52], [5.3, 52], [5.3, 52.3], [5.2, 52.3], [5.2, 52.1], [5.1, 52.1], [5.1, 52.3], [5, 52.3], [5, 52]]
    drawing = drawing_of({"type": "Polygon", "coordinates": [shoe]})
    assert drawing is not None
    assert not (5.1 < drawing.longitude < 5.2 and drawing.latitude > 52.1)


def test_an_area_without_a_border_is_not_drawn(as_anna: Client, waterhoek: Municipality) -> None:
    Area.objects.create(municipality=waterhoek, name="Ergens")
    assert Land.of(waterhoek).url == ""
    assert as_anna.get("/gebieden/0000000000000000.json").status_code == 404


def test_the_drawing_follows_the_border_and_the_name(as_anna: Client, waterhoek: Municipality, noord: Area) -> None:
    seen = {Land.of(waterhoek).url}
    noord.geometry = {"type": "Polygon", "coordinates": [[[5.1, 52.1], [5.13, 52.1], [5.12, 52.12], [5.1, 52.1]]]}
    save_branch(noord)
    seen.add(Land.of(waterhoek).url)
    noord.name = "Noorderlicht"
    save_branch(noord)
    seen.add(Land.of(waterhoek).url)
    assert len(seen) == 3
    assert borders(as_anna, waterhoek).json()[0][5] == [noord.geometry["coordinates"]]
    remove_branch(noord)
    assert not AreaOutline.objects.exists()


def test_areas_that_come_in_bulk_are_drawn_at_once(waterhoek: Municipality, noord: Area) -> None:
    more = [Area(municipality=waterhoek, name=f"Buurt {number}", geometry=SQUARE) for number in range(3)]
    Area.objects.bulk_create(more)
    noord.geometry = None
    noord.save(update_fields=["geometry"])
    assert set(AreaOutline.objects.values_list("area", flat=True)) == {area.pk for area in more}


def test_a_browser_keeps_it_until_it_changes(as_anna: Client, waterhoek: Municipality, noord: Area) -> None:
    answer = borders(as_anna, waterhoek)
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    again = as_anna.get(Land.of(waterhoek).url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_old_address_leads_to_the_drawing_of_now(as_anna: Client, waterhoek: Municipality, noord: Area) -> None:
    answer = as_anna.get("/gebieden/verouderd.json")
    assert (answer.status_code, answer["Location"]) == (302, Land.of(waterhoek).url)


def test_nobody_sees_the_areas_of_another_municipality(
    as_carla: Client, client: Client, waterhoek: Municipality, noord: Area
) -> None:
    assert as_carla.get(Land.of(waterhoek).url).status_code == 404
    assert client.get(Land.of(waterhoek).url).status_code == 302


@pytest.mark.parametrize("number", [10, 100])
def test_it_asks_the_database_as_often_however_many_areas(
    as_anna: Client, waterhoek: Municipality, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for step in range(number):
        Area.objects.create(municipality=waterhoek, name=f"Buurt {step}", geometry=SQUARE)
    url = Land.of(waterhoek).url
    with django_assert_num_queries(5):
        as_anna.get(url)


def test_a_former_area_keeps_its_middle_but_not_its_border(
    as_anna: Client, waterhoek: Municipality, noord: Area
) -> None:
    former = Area.objects.create(municipality=waterhoek, name="Oud", geometry=SQUARE, is_former=True)
    assert [area[0] for area in borders(as_anna, waterhoek).json()] == [noord.pk]
    assert Land.of(waterhoek).areas[former.pk].latitude == 52.11


def test_areas_in_a_circle_do_not_hang(waterhoek: Municipality, noord: Area) -> None:
    part = Area.objects.create(municipality=waterhoek, name="Deel", parent=noord)
    Area.objects.filter(pk=noord.pk).update(parent=part)
    assert Land.of(waterhoek).with_parts(noord.pk) == {noord.pk, part.pk}
