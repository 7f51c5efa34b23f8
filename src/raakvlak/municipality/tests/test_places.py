from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from raakvlak.municipality.actions import found_municipality
from raakvlak.municipality.actions.places import save_branch, save_tag
from raakvlak.municipality.board import board_of
from raakvlak.municipality.models import MOST_TAGS, Area, Department, Member, Municipality, Tag
from raakvlak.municipality.tests.people import WICKED
from raakvlak.municipality.tree import indented

AREAS = "/instellingen/gebieden/"
NEW_AREA = "/instellingen/gebieden/nieuw/"
DEPARTMENTS = "/instellingen/afdelingen/"
TAGS = "/instellingen/trefwoorden/"
SQUARE = "52.10, 5.10\n52.10, 5.12\n52.12, 5.12\n52.12, 5.10"
NOORD = {"name": "Noord", "kind": "own", "corners": SQUARE}


@pytest.fixture
def noord(waterhoek: Municipality) -> Area:
    corners = [[5.1, 52.1], [5.12, 52.1], [5.12, 52.12], [5.1, 52.12], [5.1, 52.1]]
    geometry = {"type": "Polygon", "coordinates": [corners]}
    return Area.objects.create(municipality=waterhoek, name="Noord", geometry=geometry, residents=1200)


@pytest.fixture
def wijkbeheer(waterhoek: Municipality) -> Department:
    return Department.objects.create(municipality=waterhoek, name="Wijkbeheer")


@pytest.fixture
def groen(waterhoek: Municipality) -> Tag:
    return Tag.objects.create(municipality=waterhoek, name="groen")


def test_an_area_is_typed_by_its_corners(as_gert: Client, waterhoek: Municipality) -> None:
    assert "Eén hoek op een regel" in as_gert.get(NEW_AREA).content.decode()
    response = as_gert.post(NEW_AREA, {**NOORD, "residents": "-99999999", "households": "510"}, follow=True)
    assert "Noord is opgeslagen" in response.content.decode()
    area = Area.objects.get()
    assert area.geometry == {
        "type": "Polygon",
        "coordinates": [[[5.1, 52.1], [5.12, 52.1], [5.12, 52.12], [5.1, 52.12], [5.1, 52.1]]],
    }
    assert (area.residents, area.households, area.municipality) == (None, 510, waterhoek)


def test_sending_an_area_twice_makes_one(as_gert: Client) -> None:
    as_gert.post(NEW_AREA, NOORD)
    response = as_gert.post(NEW_AREA, {**NOORD, "name": "noord"})
    assert "Deze naam is er al" in response.content.decode()
    assert "52.10, 5.12" in response.content.decode()
    assert Area.objects.count() == 1


def test_an_area_may_have_no_border_yet(as_gert: Client) -> None:
    as_gert.post(NEW_AREA, {**NOORD, "corners": ""})
    assert Area.objects.get().geometry is None
    assert "nog geen grens" in as_gert.get(AREAS).content.decode()


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ("48.85, 2.35\n48.85, 2.36\n48.86, 2.36", "ligt buiten Nederland"),
        ("52.10, 5.10\n52.10, 5.12\n40.0, 5.12", "hoek op regel 3 ligt buiten Nederland"),
        ("5.10, 52.10\n5.12, 52.10\n5.12, 52.12", "omgekeerd"),
        ("52.10, 5.10\n52.12, 5.12\n52.10, 5.12\n52.12, 5.10", "kruist zichzelf"),
        ("52.10, 5.10\n52.11, 5.11\n52.12, 5.12", "vormen geen gebied"),
        ("52.10, 5.10\n52.10, 5.12\n52.10, 5.10", "minstens drie"),
        ("52.10, 5.10", "minstens drie"),
        ("hier ergens", "Op regel 1 staat geen hoek"),
        ("nan, inf\n1,2\n3,4", "Op regel 1 staat geen hoek"),
        ("<img src=x onerror=alert(1)>", "Op regel 1 staat geen hoek"),
        ("52.10, 5.10\n" * 1001, "meer dan 1000 hoeken"),
        ("52.10, 5.10\x00", "teken"),
    ],
)
def test_a_border_that_is_none_is_explained_and_nothing_is_stored(as_gert: Client, corners: str, words: str) -> None:
    response = as_gert.post(NEW_AREA, {**NOORD, "corners": corners})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "<img" not in response.content.decode()
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    "corners",
    [
        "52,10 5,10\n52,10 5,12\n52,12 5,12",
        "(52.10; 5.10)\n\n(52.10; 5.12)\n(52.12; 5.12)",
        "52.10, 5.10\r\n52.10, 5.12\r\n52.12, 5.12\r\n52.10, 5.10",
    ],
)
def test_corners_may_be_written_in_several_ways(as_gert: Client, corners: str) -> None:
    as_gert.post(NEW_AREA, {**NOORD, "corners": corners})
    geometry: Any = Area.objects.get().geometry
    assert geometry["coordinates"] == [[[5.1, 52.1], [5.12, 52.1], [5.12, 52.12], [5.1, 52.1]]]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "district", "code": "BU08550000"}, "geen wijkcode"),
        ({"kind": "neighbourhood", "code": "WK085500"}, "geen buurtcode"),
        ({"kind": "land"}, "keuze"),
        ({"residents": "-5"}, "Minder dan nul kan niet"),
        ({"residents": "9" * 30}, "te groot"),
        ({"residents": "veel"}, "in cijfers"),
        ({"year": "1850"}, "vanaf 1990"),
        ({"year": "2150"}, "te ver vooruit"),
        ({"name": ""}, "Vul dit nog in"),
        ({"name": "x" * 101}, "te lang"),
        ({"code": "x" * 11}, "te lang"),
        ({"parent": "999999"}, "keuze"),
    ],
)
def test_what_does_not_fit_is_explained(as_gert: Client, values: dict[str, str], words: str) -> None:
    response = as_gert.post(NEW_AREA, {**NOORD, **values})
    assert words in response.content.decode()
    assert not Area.objects.exists()


def test_a_code_of_the_cbs_is_taken_in_small_letters(as_gert: Client) -> None:
    as_gert.post(NEW_AREA, {**NOORD, "kind": "neighbourhood", "code": "bu08550000", "year": "2026"})
    assert (Area.objects.get().code, Area.objects.get().year) == ("BU08550000", 2026)


def test_an_area_can_change(as_gert: Client, noord: Area) -> None:
    url = reverse("municipality:area", args=[noord.pk])
    page = as_gert.get(url).content.decode()
    assert "52.120000, 5.100000" in page
    as_gert.post(url, {**NOORD, "name": "Noord-Oost", "residents": ""})
    noord.refresh_from_db()
    assert (noord.name, noord.residents) == ("Noord-Oost", None)
    as_gert.post(url, {**NOORD, "corners": ""})
    noord.refresh_from_db()
    assert noord.geometry is None


def test_a_border_that_the_form_can_not_show_stays(as_gert: Client, noord: Area) -> None:
    islands = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[5.1, 52.1], [5.2, 52.1], [5.2, 52.2], [5.1, 52.1]]],
            [[[5.3, 52.1], [5.4, 52.1], [5.4, 52.2], [5.3, 52.1]]],
        ],
    }
    Area.objects.filter(pk=noord.pk).update(geometry=islands)
    url = reverse("municipality:area", args=[noord.pk])
    as_gert.post(url, {**NOORD, "name": "De eilanden", "corners": ""})
    noord.refresh_from_db()
    assert (noord.name, noord.geometry) == ("De eilanden", islands)
    assert "board__area" in as_gert.get(AREAS).content.decode()


def test_an_area_lies_in_no_part_of_itself(as_gert: Client, noord: Area, waterhoek: Municipality) -> None:
    part = Area.objects.create(municipality=waterhoek, name="Gracht", parent=noord)
    url = reverse("municipality:area", args=[noord.pk])
    assert "in een kring" in as_gert.post(url, {**NOORD, "parent": part.pk}).content.decode()


def test_removing_an_area_asks_first_and_moves_its_parts_up(
    as_gert: Client, noord: Area, waterhoek: Municipality
) -> None:
    city = Area.objects.create(municipality=waterhoek, name="Stad")
    Area.objects.filter(pk=noord.pk).update(parent=city)
    part = Area.objects.create(municipality=waterhoek, name="Gracht", parent=noord)
    url = reverse("municipality:remove_area", args=[noord.pk])
    assert "Noord weghalen?" in as_gert.get(url).content.decode()
    assert as_gert.post(url).status_code == 302
    assert as_gert.post(url).status_code == 404
    part.refresh_from_db()
    assert part.parent == city


def test_the_board_keeps_north_up_and_everything_on_it(noord: Area) -> None:
    board = board_of([noord])
    [outline] = board.outlines
    numbers = [int(part) for part in outline.path.replace("M", "").replace("L", "").replace("Z", "").split()]
    assert all(0 <= x <= 1000 for x in numbers[::2])
    assert all(0 <= y <= 700 for y in numbers[1::2])
    assert numbers[1] > numbers[5]
    assert board_of([]).outlines == []


def test_its_queries_do_not_grow(as_gert: Client, waterhoek: Municipality, django_assert_num_queries: Any) -> None:
    city = Area.objects.create(municipality=waterhoek, name="Stad")
    for number in range(100):
        Area.objects.create(municipality=waterhoek, name=f"Buurt {number:03}", parent=city)
        if number in {9, 99}:
            with django_assert_num_queries(7):
                as_gert.get(AREAS)
    older = as_gert.get(AREAS).context["page"].older
    assert "Buurt 030" in as_gert.get(AREAS, {"cursor": older}).content.decode()


def test_departments_form_a_tree(as_gert: Client, wijkbeheer: Department) -> None:
    as_gert.post(DEPARTMENTS, {"name": "Team Noord", "parent": wijkbeheer.pk})
    assert "branch--1" in as_gert.get(DEPARTMENTS).content.decode()
    assert "Deze naam is er al" in as_gert.post(DEPARTMENTS, {"name": "team noord"}).content.decode()
    assert Department.objects.count() == 2
    team = Department.objects.get(name="Team Noord")
    url = reverse("municipality:department", args=[wijkbeheer.pk])
    assert "in een kring" in as_gert.post(url, {"name": "Wijkbeheer", "parent": team.pk}).content.decode()
    assert as_gert.post(url, {"name": "Beheer", "parent": wijkbeheer.pk}).status_code == 200
    assert as_gert.post(url, {"name": "Beheer", "parent": ""}).status_code == 302
    assert "Beheer" in as_gert.get(url).content.decode()


def test_a_tree_that_two_tied_into_a_circle_can_be_shown(waterhoek: Municipality, wijkbeheer: Department) -> None:
    deep = [wijkbeheer]
    for number in range(10):
        deep.append(Department.objects.create(municipality=waterhoek, name=f"Laag {number}", parent=deep[-1]))
    assert [depth for _department, depth in indented(deep)] == [0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6]
    wijkbeheer.parent = deep[-1]
    with pytest.raises(ValidationError):
        save_branch(wijkbeheer)


def test_removing_a_department_keeps_its_members(as_gert: Client, anna: Member, wijkbeheer: Department) -> None:
    Member.objects.filter(pk=anna.pk).update(department=wijkbeheer)
    url = reverse("municipality:remove_department", args=[wijkbeheer.pk])
    assert "blijft lid" in as_gert.get(url).content.decode()
    as_gert.post(url)
    anna.refresh_from_db()
    assert anna.department is None


def test_departments_cost_the_same_however_many(
    as_gert: Client, waterhoek: Municipality, django_assert_num_queries: Any
) -> None:
    above = None
    for number in range(100):
        above = Department.objects.create(municipality=waterhoek, name=f"Afdeling {number}", parent=above)
        if number in {9, 99}:
            with django_assert_num_queries(6):
                as_gert.get(DEPARTMENTS)


def test_tags_are_added_and_renamed(as_fatma: Client, groen: Tag) -> None:
    assert as_fatma.post(TAGS, {"name": "verkeer"}).status_code == 302
    assert "Dit trefwoord is er al" in as_fatma.post(TAGS, {"name": "Verkeer"}).content.decode()
    url = reverse("municipality:tag", args=[groen.pk])
    assert "groen" in as_fatma.get(url).content.decode()
    assert "Dit trefwoord is er al" in as_fatma.post(url, {"name": "verkeer"}).content.decode()
    assert as_fatma.post(url, {"name": "groen en water"}).status_code == 302
    assert list(Tag.objects.values_list("name", flat=True)) == ["groen en water", "verkeer"]


def test_there_are_at_most_twenty_tags(as_gert: Client, waterhoek: Municipality, groen: Tag) -> None:
    for number in range(MOST_TAGS - 1):
        save_tag(Tag(municipality=waterhoek, name=f"woord {number}"))
    page = as_gert.get(TAGS).content.decode()
    assert "Meer dan twintig trefwoorden werkt niet" in page
    assert "Er zijn al 20 trefwoorden" in as_gert.post(TAGS, {"name": "nog een"}).content.decode()
    assert Tag.objects.count() == MOST_TAGS
    url = reverse("municipality:tag", args=[groen.pk])
    assert as_gert.post(url, {"name": "bomen"}).status_code == 302


@pytest.mark.skipif(connection.vendor == "sqlite", reason="here a writer waits for the one before by itself")
@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_twentieth_tag_at_once_add_one() -> None:
    waterhoek = found_municipality("Waterhoek")
    Tag.objects.bulk_create(Tag(municipality=waterhoek, name=f"woord {number}") for number in range(MOST_TAGS - 1))

    def add(name: str) -> bool:
        try:
            save_tag(Tag(municipality=waterhoek, name=name))
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor() as both:
        assert sorted(both.map(add, ["groen", "verkeer"])) == [False, True]
    assert Tag.objects.count() == MOST_TAGS


@pytest.mark.parametrize("words", WICKED)
def test_wicked_names_stay_words(as_gert: Client, words: str) -> None:
    for url in (TAGS, DEPARTMENTS, NEW_AREA):
        page = as_gert.post(url, {"name": words, "kind": "own", "corners": "", "parent": words, "code": words})
        assert page.status_code in {200, 302}
    for url in (TAGS, DEPARTMENTS, AREAS):
        assert "<img" not in as_gert.get(url).content.decode().split("<main")[1]


@pytest.mark.parametrize("name", ["area", "remove_area", "department", "remove_department", "tag"])
def test_what_is_of_another_municipality_is_not_found(
    as_gert: Client, as_anna: Client, client: Client, zandrecht: Municipality, name: str
) -> None:
    model: Any = {"area": Area, "tag": Tag}.get(name.removeprefix("remove_"), Department)
    theirs = model.objects.create(municipality=zandrecht, name="Geheim")
    url = reverse(f"municipality:{name}", args=[theirs.pk])
    assert as_gert.get(url).status_code == 404
    assert as_gert.post(url, {"name": "Van mij"}).status_code == 404
    assert as_anna.get(url).status_code == 403
    assert as_anna.post(url, {"name": "Van mij"}).status_code == 403
    assert client.get(url).status_code == 302
    assert model.objects.get().name == "Geheim"
    for page in (AREAS, DEPARTMENTS, TAGS, NEW_AREA):
        assert "Geheim" not in as_gert.get(page).content.decode()


def test_a_number_that_is_too_big_is_not_found(as_gert: Client) -> None:
    assert as_gert.get(f"{AREAS}{'9' * 30}/").status_code == 404


def test_tags_are_for_coordinator_and_administrator(
    client: Client, as_anna: Client, as_dirk: Client, as_esma: Client
) -> None:
    for other in (as_anna, as_dirk, as_esma):
        assert other.get(TAGS).status_code == 403
        assert other.post(TAGS, {"name": "groen"}).status_code == 403
    assert client.get(TAGS).status_code == 302
