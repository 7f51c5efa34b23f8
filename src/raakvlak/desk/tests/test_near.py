"""What is within walking distance: situations and organisations, never people, and no trace of the place."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.desk.near import SHOWN, in_words
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Party

NEAR, CHOICES = "/dichtbij/", "/noteer/dichtbij/"
HERE = {"latitude": "52.0500", "longitude": "5.0505"}
ORGANISATION = Party.Kind.ORGANISATION


def square(south: float, west: float, size: float = 0.004) -> dict[str, Any]:
    north, east = south + size, west + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def kade(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Kade", geometry=square(52.048, 5.0485))


@pytest.fixture
def verweg(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Verweg", geometry=square(52.3, 5.3))


def test_it_asks_before_it_looks(as_anna: Client, kade: Area) -> None:
    page = as_anna.get(NEAR).content.decode()
    assert "nergens bewaard" in page
    assert "data-spot" not in page


def test_situations_come_nearest_first_with_the_walk_in_words(
    as_anna: Client, anna: Member, make_situation: Any, kade: Area
) -> None:
    make_situation(anna, "Het verste", latitude="52.0590", longitude="5.0505")
    make_situation(anna, "Vlakbij", latitude="52.0501", longitude="5.0505")
    make_situation(anna, "Te ver", latitude="52.0700", longitude="5.0505")
    page = as_anna.post(NEAR, HERE).content.decode()
    assert page.index("Vlakbij") < page.index("Het verste")
    assert "ongeveer 15 minuten lopen" in page
    assert "Te ver" not in page


def test_what_has_no_place_lies_in_its_area(
    as_anna: Client, anna: Member, make_situation: Any, make_party: Any, kade: Area, verweg: Area
) -> None:
    make_situation(anna, "Ergens op de kade", area=kade)
    make_party(anna, "De roeiclub", kind=ORGANISATION, area=kade)
    make_party(anna, "De boerderij", kind=ORGANISATION, area=verweg)
    page = as_anna.post(NEAR, HERE).content.decode()
    assert "Ergens op de kade" in page
    assert "De roeiclub" in page
    assert "in deze buurt" in page
    assert "De boerderij" not in page


def test_a_neighbourhood_is_chosen_without_a_place(
    as_anna: Client, anna: Member, make_situation: Any, make_party: Any, kade: Area, verweg: Area
) -> None:
    bare = Area.objects.create(municipality=anna.municipality, name="Zonder grens")
    make_situation(anna, "Op de kade", latitude="52.0500", longitude="5.0505")
    make_party(anna, "De boerderij", kind=ORGANISATION, area=verweg)
    make_situation(anna, "Zonder kaart", area=bare)
    assert "Op de kade" in as_anna.post(NEAR, {"area": kade.pk}).content.decode()
    assert "De boerderij" in as_anna.post(NEAR, {"area": verweg.pk}).content.decode()
    assert "Zonder kaart" in as_anna.post(NEAR, {"area": bare.pk}).content.decode()


@pytest.mark.parametrize("kind", [Party.Kind.PERSON, Party.Kind.GROUP])
def test_people_are_never_nearby(as_anna: Client, anna: Member, make_party: Any, kade: Area, kind: str) -> None:
    make_party(anna, "Mevrouw Zwaan", kind=kind, area=kade)
    assert "Zwaan" not in as_anna.post(NEAR, HERE).content.decode()
    assert "Zwaan" not in as_anna.post(CHOICES, HERE).content.decode()


def test_what_is_not_for_my_eyes_is_not_nearby(
    as_anna: Client, as_carla: Client, bart: Member, make_situation: Any, make_party: Any, kade: Area
) -> None:
    klad = Audience.objects.klad_of(bart)
    make_party(bart, "Geheime club", kind=ORGANISATION, area=kade, audience=klad)
    make_situation(bart, "Van Waterhoek", latitude="52.0500", longitude="5.0505")
    page = as_anna.post(NEAR, HERE).content.decode()
    assert "Geheime club" not in page
    assert "Van Waterhoek" not in as_carla.post(NEAR, HERE).content.decode()
    assert as_carla.post(NEAR, {"area": kade.pk}).status_code == 200


def test_a_closed_situation_is_not_nearby(as_anna: Client, anna: Member, make_situation: Any, kade: Area) -> None:
    make_situation(anna, "Voorbij", latitude="52.05", longitude="5.05", phase="closed", closed_on="2026-01-01")
    assert "Voorbij" not in as_anna.post(NEAR, HERE).content.decode()


def test_without_areas_it_says_who_brings_them(as_anna: Client) -> None:
    page = as_anna.get(NEAR).content.decode()
    assert 'class="near__area" hidden' in page
    assert "nog geen wijken en buurten" in page


def test_it_says_so_when_nothing_is_nearby(as_anna: Client, kade: Area) -> None:
    page = as_anna.post(NEAR, HERE).content.decode()
    assert "Geen open situatie" in page
    assert "Geen organisatie" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Kies een buurt"),
        ({"latitude": "52.05"}, "Kies een buurt"),
        ({**HERE, "latitude": "10"}, "buiten Nederland"),
        ({"area": "999999"}, ""),
        ({"area": "x"}, ""),
    ],
)
def test_what_can_not_be_is_refused_with_what_to_do(
    as_anna: Client, kade: Area, sent: dict[str, str], said: str
) -> None:
    page = as_anna.post(NEAR, sent).content.decode()
    assert said in page
    assert 'id="lijst"' not in page
    assert not as_anna.post(CHOICES, sent).content.strip()


def test_the_place_is_in_no_address_and_no_cache(as_anna: Client, kade: Area) -> None:
    answer = as_anna.post(NEAR, HERE)
    assert "no-store" in answer["Cache-Control"]
    assert "data-spot" not in as_anna.get(NEAR, HERE).content.decode()
    assert not {"latitude", "longitude"} & set(as_anna.session.keys())


def test_it_is_for_who_notes(client: Client, as_dirk: Client, as_gert: Client, as_esma: Client) -> None:
    for address in (NEAR, CHOICES):
        assert client.post(address, HERE).status_code == 302
        for other in (as_dirk, as_gert, as_esma):
            assert other.post(address, HERE).status_code == 403


@pytest.mark.parametrize("size", [10, 100])
def test_it_takes_a_constant_number_of_queries(
    as_anna: Client,
    anna: Member,
    make_situation: Any,
    make_party: Any,
    kade: Area,
    django_assert_max_num_queries: Any,
    size: int,
) -> None:
    for number in range(size):
        make_situation(anna, f"Situatie {number}", latitude="52.0501", longitude="5.0505")
        make_party(anna, f"Club {number}", kind=ORGANISATION, area=kade)
    with django_assert_max_num_queries(14):
        page = as_anna.post(NEAR, HERE).content.decode()
    assert page.count("data-spot") == 2 * min(size, SHOWN)
    assert ("dichtstbijzijnde" in page) is (size > SHOWN)


def test_a_note_offers_what_is_nearby(
    as_anna: Client, anna: Member, make_situation: Any, make_party: Any, kade: Area
) -> None:
    near = make_situation(anna, "Vlakbij", latitude="52.0501", longitude="5.0505")
    club = make_party(anna, "De <b>roeiclub", kind=ORGANISATION, area=kade)
    offered = as_anna.post(CHOICES, HERE).content.decode()
    assert f'<data data-choice="situation" value="{near.pk}">Vlakbij</data>' in offered
    assert f'value="{club.pk}">De &lt;b&gt;roeiclub' in offered


def test_what_i_noted_of_late_comes_first_in_a_note(
    as_anna: Client, anna: Member, make_situation: Any, make_encounter: Any
) -> None:
    old = make_situation(anna, "Al lang bezig")
    for number in range(3):
        make_situation(anna, f"Nieuw {number}")
    old.links.create(encounter=make_encounter(anna), happened_on="2026-01-01")
    page = as_anna.get("/noteer/").content.decode()
    assert page.index("Al lang bezig") < page.index("Nieuw 0")


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "hier"),
        (200, "een paar minuten lopen"),
        (401, "ongeveer 10 minuten lopen"),
        (1_200, "ongeveer 15 minuten lopen"),
    ],
)
def test_a_walk_is_told_in_words(metres: float, words: str) -> None:
    assert in_words(metres) == words
