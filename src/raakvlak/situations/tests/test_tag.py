import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.conftest import Make
from raakvlak.municipality.models import Audience, Member, Municipality, Tag
from raakvlak.situations.models import Situation


@pytest.fixture
def green(waterhoek: Municipality) -> Tag:
    return Tag.objects.create(municipality=waterhoek, name="groen")


def address(tag: Tag) -> str:
    return reverse("situations:remove_tag", args=[tag.pk])


def test_it_tells_on_how_many_situations_that_i_see_it_hangs(
    as_fatma: Client, anna: Member, green: Tag, make_situation: Make
) -> None:
    seen: Situation = make_situation(anna)
    seen.tags.add(green)
    hidden: Situation = make_situation(anna, audience=Audience.objects.klad_of(anna))
    hidden.tags.add(green)
    assert "op 1 situatie die jij kunt zien" in as_fatma.get(address(green)).content.decode()


def test_an_administrator_hears_no_number(as_gert: Client, anna: Member, green: Tag, make_situation: Make) -> None:
    make_situation(anna).tags.add(green)
    page = as_gert.get(address(green)).content.decode()
    assert "Welke dat zijn, zie jij niet" in page
    assert "op 1 situatie" not in page


def test_the_situation_stays(as_gert: Client, anna: Member, green: Tag, make_situation: Make) -> None:
    situation: Situation = make_situation(anna)
    situation.tags.add(green)
    assert as_gert.post(address(green)).status_code == 302
    assert as_gert.post(address(green)).status_code == 404
    assert not situation.tags.exists()


def test_it_is_for_who_keeps_the_thesaurus(
    client: Client, as_anna: Client, as_dirk: Client, as_esma: Client, green: Tag
) -> None:
    assert client.post(address(green)).status_code == 302
    for other in (as_anna, as_dirk, as_esma):
        assert other.get(address(green)).status_code == 403
        assert other.post(address(green)).status_code == 403
    assert Tag.objects.filter(pk=green.pk).exists()


def test_a_tag_of_another_municipality_is_not_found(as_gert: Client, zandrecht: Municipality) -> None:
    theirs = Tag.objects.create(municipality=zandrecht, name="geheim")
    assert as_gert.get(address(theirs)).status_code == 404
    assert as_gert.post(address(theirs)).status_code == 404
