"""Making, changing and ending a means, and its page."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.support.actions import make_means as store_means
from raakvlak.support.models import Means
from raakvlak.support.tests.conftest import in_days

Make = Callable[..., Any]
NEW = "/in-huis/middelen/nieuw/"


def form(member: Member, **values: object) -> dict[str, object]:
    frontline = Audience.objects.frontline_of(member.municipality)
    days = {"from_on": str(in_days(0)), "until_on": str(in_days(90))}
    return {
        "key": str(uuid.uuid4()),
        "kind": "thing",
        "title": "Partytent",
        "amount": "2",
        **days,
        "circle": frontline.pk,
        **values,
    }


def test_a_department_lends(as_anna: Client, anna: Member, department: Department) -> None:
    sent = form(anna, department=department.pk, conditions="Droog terug.", source_url="https://raakvlak.example/tent")
    assert as_anna.get(NEW).status_code == 200
    response, again = as_anna.post(NEW, sent), as_anna.post(NEW, sent)
    assert response["Location"] == again["Location"]
    means = Means.objects.get()
    assert response["Location"] == f"/in-huis/middelen/{means.pk}/"
    assert (int(means.amount), means.unit) == (2, "piece")
    assert (means.department, means.party) == (department, None)
    assert means.purpose == "participation"
    assert means.keep_until > means.until_on
    page = as_anna.get(response["Location"]).content.decode()
    assert "2 stuks" in page
    assert "Droog terug." in page
    assert "Groen" in page


def test_somebody_outside_lends(as_anna: Client, anna: Member, make_party: Make) -> None:
    fatima = make_party(anna)
    assert "Fatima Yilmaz" in as_anna.get(NEW, {"persoon": fatima.pk}).content.decode()
    as_anna.post(NEW, form(anna, lender_name="fatima yılmaz"))
    assert Means.objects.get().party == fatima


def test_who_is_meant_is_asked(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "Fatima Yilmaz")
    meant = make_party(anna, "Fatima Demir")
    response = as_anna.post(NEW, form(anna, lender_name="Fatima"))
    assert response.status_code == 422
    assert "Wie bedoel je?" in response.content.decode()
    as_anna.post(NEW, form(anna, lender_name="Fatima", party=meant.pk))
    assert Means.objects.get().party == meant


def test_it_has_exactly_one_lender(as_anna: Client, anna: Member, department: Department, make_party: Make) -> None:
    make_party(anna)
    for values in ({}, {"department": department.pk, "lender_name": "Fatima Yilmaz"}, {"lender_name": "Onbekend"}):
        assert as_anna.post(NEW, form(anna, **values)).status_code == 422
    assert not Means.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Means.objects.create(
            municipality=anna.municipality,
            audience=Audience.objects.frontline_of(anna.municipality),
            kind="thing",
            unit="piece",
            title="Van niemand",
            amount=1,
            until_on=in_days(9),
            keep_until=in_days(9),
        )


def test_it_is_never_for_more_eyes_than_who_lends(
    as_anna: Client, anna: Member, make_party: Make, make_situation: Make
) -> None:
    situation = make_situation(anna)
    fatima = make_party(anna, audience=situation.team)
    response = as_anna.post(NEW, form(anna, lender_name="Fatima Yilmaz"))
    assert response.status_code == 422
    assert "Kies een kleinere groep" in response.content.decode()
    with pytest.raises(PermissionDenied):
        store_means(
            anna,
            Audience.objects.frontline_of(anna.municipality),
            key=uuid.uuid4(),
            party=fatima,
            until_on=in_days(3),
        )
    as_anna.post(NEW, form(anna, lender_name="Fatima Yilmaz", circle=situation.team_id))
    assert Means.objects.get().audience == situation.team


def test_it_is_not_for_oneself_alone_or_for_a_team_of_others(
    as_anna: Client, anna: Member, bart: Member, department: Department, make_situation: Make
) -> None:
    klad, strange = Audience.objects.klad_of(anna), make_situation(bart).team
    for circle in (klad, strange):
        assert as_anna.post(NEW, form(anna, department=department.pk, circle=circle.pk)).status_code == 422


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"amount": "0"}, "groter is dan nul"),
        ({"amount": "-3"}, "groter is dan nul"),
        ({"amount": "veel"}, "Schrijf een getal"),
        ({"amount": "NaN"}, "Schrijf een getal"),
        ({"amount": "1,5"}, "Hiervan is er geen half"),
        ({"until_on": "2020-01-01"}, "Deze dag komt voor de eerste dag"),
        ({"source_url": "javascript:alert(1)"}, "Dit is geen webadres"),
        ({"kind": "olifant"}, "Selecteer"),
        ({"conditions": "Hij is ziek en zit in de gevangenis"}, "Is dat nodig?"),
    ],
)
def test_what_does_not_fit_is_explained(
    as_anna: Client, anna: Member, department: Department, values: dict[str, str], words: str
) -> None:
    response = as_anna.post(NEW, form(anna, department=department.pk, **values))
    assert response.status_code == 422
    if words != "Selecteer":
        assert words in response.content.decode()
    assert not Means.objects.exists()


def test_an_amount_is_typed_as_one_writes_it(as_anna: Client, anna: Member, department: Department) -> None:
    as_anna.post(NEW, form(anna, department=department.pk, kind="money", amount="1.250,50"))
    means = Means.objects.get()
    assert (means.amount, means.unit) == (Decimal("1250.50"), "euro")


def test_a_room_is_whole_or_by_the_place(as_anna: Client, anna: Member, department: Department) -> None:
    as_anna.post(NEW, form(anna, department=department.pk, kind="room", unit_asked="place", amount="60"))
    as_anna.post(NEW, form(anna, department=department.pk, kind="room", amount="1"))
    as_anna.post(NEW, form(anna, department=department.pk, kind="money", unit_asked="place"))
    assert list(Means.objects.order_by("pk").values_list("unit", flat=True)) == ["place", "space", "euro"]


def changed(means: Means, **values: object) -> dict[str, object]:
    days = {"from_on": str(means.from_on), "until_on": str(means.until_on)}
    return {"title": means.title, "amount": str(means.amount).replace(".", ","), **days, **values}


def test_it_never_becomes_less_than_what_is_reserved(
    as_anna: Client, anna: Member, make_means: Make, make_reservation: Make
) -> None:
    means = make_means(anna, amount="5")
    make_reservation(means, anna, amount="2")
    make_reservation(means, anna, amount="2", first=5)
    url = f"/in-huis/middelen/{means.pk}/aanpassen/"
    assert as_anna.get(url).status_code == 200
    response = as_anna.post(url, changed(means, amount="1"))
    assert response.status_code == 422
    assert "Er is al 2 stuks gereserveerd" in response.content.decode()
    assert as_anna.post(url, changed(means, amount="2")).status_code == 302
    assert as_anna.post(url, changed(means, from_on=str(in_days(1)))).status_code == 422
    assert as_anna.post(url, changed(means, until_on=str(in_days(4)))).status_code == 422
    means.refresh_from_db()
    assert (means.amount, means.until_on) == (2, in_days(200))


def test_it_ends_and_begins_again(as_anna: Client, anna: Member, make_means: Make, make_reservation: Make) -> None:
    means = make_means(anna)
    make_reservation(means, anna)
    url = f"/in-huis/middelen/{means.pk}/"
    assert "blijft staan" in as_anna.get(f"{url}stoppen/").content.decode()
    as_anna.post(f"{url}stoppen/")
    page = as_anna.get(url).content.decode()
    assert "gestopt op" in page
    assert "Het tuinfeest" in page
    assert f"{url}reserveren/" not in page
    as_anna.post(f"{url}toch-wel/")
    assert f"{url}reserveren/" in as_anna.get(url).content.decode()


def test_what_is_no_longer_sure_asks_to_be_checked(as_anna: Client, anna: Member, make_means: Make) -> None:
    means = make_means(anna, sure_until_on=in_days(-1))
    assert "Vraag na of het nog klopt" in as_anna.get(f"/in-huis/middelen/{means.pk}/").content.decode()
    assert "nog zeker?" in as_anna.get("/in-huis/middelen/").content.decode()


def test_the_bar_says_what_the_words_say(
    as_anna: Client, anna: Member, make_means: Make, make_reservation: Make
) -> None:
    means = make_means(anna, "Budget", kind="money", amount="100")
    make_reservation(means, anna, amount="40")
    page = as_anna.get(f"/in-huis/middelen/{means.pk}/").content.decode()
    assert "€ 40 van € 100 is gereserveerd of gebruikt; nog € 60" in page
    assert "Raakvlak betaalt niets" in page
    trailer = make_means(anna)
    make_reservation(trailer, anna, amount="2", first=0)
    page = as_anna.get(f"/in-huis/middelen/{trailer.pk}/").content.decode()
    assert "1 stuk vrij, van 3 stuks" in page
    assert page.count("<progress") == 8


def test_a_department_that_lends_is_not_taken_away(as_gert: Client, anna: Member, make_means: Make) -> None:
    means = make_means(anna)
    response = as_gert.post(f"/instellingen/afdelingen/{means.department_id}/weg/", follow=True)
    assert "leent middelen uit" in response.content.decode()
    assert Department.objects.filter(pk=means.department_id).exists()
