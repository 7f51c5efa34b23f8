"""What an option costs beside what there is, and what is reserved for it."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.municipality.models import Audience, Member
from raakvlak.resolutions.models import Option
from raakvlak.resolutions.taking import takes_of
from raakvlak.resolutions.tests.conftest import filled_in, in_days
from raakvlak.resolutions.tests.house import at, reserved, shown
from raakvlak.resolutions.tests.rows import option_of
from raakvlak.situations.models import Situation
from raakvlak.support.models import Means

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_a_cost_names_a_means_and_shows_what_is_free(as_anna: Client, anna: Member, bench: Option, pot: Make) -> None:
    means, other = pot(), pot("Potje", amount=100)
    reserved(anna, means, option_of(bench.situation, bench.situation.audience, "Ander"), 900)
    here = at("name_means", bench, "money")
    assert "waarvan € 900 gereserveerd en € 100 vrij" in as_anna.get(here).content.decode()
    assert "Potje" not in as_anna.get(f"{here}?q=wijk").content.decode()
    assert "Niets gevonden" in as_anna.get(f"{here}?q=raket").content.decode()
    as_anna.post(here, {"middel": means.pk, "van": in_days(3).isoformat(), "tot": in_days(5).isoformat()})
    cost = bench.costs.get()
    assert (cost.means, cost.from_on, cost.until_on) == (means, in_days(3), in_days(5))
    page = shown(as_anna, bench)
    assert "€ 1.000, waarvan € 900 gereserveerd en € 100 vrij" in page
    assert "€ 150 te weinig" in page
    sent = filled_in(cost_money="300")
    as_anna.post(at("edit_option", bench), sent)
    assert bench.costs.get().means == means
    assert as_anna.post(here, {"middel": other.pk, "van": "2026-12-05", "tot": "2026-12-01"}).status_code == 422
    as_anna.post(here, {"middel": ""})
    assert bench.costs.get().means is None


def test_a_means_of_others_or_of_another_kind_is_not_there(
    as_anna: Client, bench: Option, pot: Make, carla: Member, bart: Member, make_situation: Make
) -> None:
    hidden = make_situation(bart, "Stil")
    theirs = pot("Zandrechts", audience=Audience.objects.frontline_of(carla.municipality))
    Means.objects.filter(pk=theirs.pk).update(municipality=carla.municipality)
    here = at("name_means", bench, "money")
    for means in (theirs, pot("Zaal", "room", 1), pot("Stil potje", audience=hidden.team)):
        assert as_anna.post(here, {"middel": means.pk}).status_code == 404
        assert means.title not in as_anna.get(here).content.decode()
    assert as_anna.post(here, {"middel": "onzin"}).status_code == 404
    assert as_anna.get(at("name_means", bench, "room")).status_code == 404
    assert as_anna.get(at("name_means", bench, "onzin")).status_code == 404


def test_a_means_that_one_may_not_see_is_not_told(
    as_fatma: Client, fatma: Member, bench: Option, pot: Make, situation: Situation
) -> None:
    bench.costs.update(means=pot("Potje van het team", amount=1, audience=situation.team))
    assert "Potje van het team" not in shown(as_fatma, bench)
    assert not takes_of([bench], fatma)[bench.pk].short


def test_choosing_does_not_tell_of_a_means_for_other_eyes(
    as_anna: Client, bart: Member, bench: Option, pot: Make, make_situation: Make
) -> None:
    here = at("name_means", bench, "money")
    before = as_anna.get(here).context["is_named"]
    hidden = pot("Stil potje", audience=make_situation(bart, "Stil").team)
    bench.costs.update(means=hidden, from_on=in_days(3), until_on=in_days(4))
    answer = as_anna.get(here)
    assert (answer.context["is_named"], answer.context["form"].first) == (before, None)
    assert as_anna.get(at("reserve_for_option", bench, "money")).status_code == 404


def test_it_is_reserved_for_the_option_and_counted_for_it(
    as_anna: Client, anna: Member, bench: Option, pot: Make
) -> None:
    means = pot()
    assert as_anna.get(at("reserve_for_option", bench, "money")).status_code == 404
    bench.costs.update(means=means, from_on=in_days(2), until_on=in_days(4))
    here = at("reserve_for_option", bench, "money")
    first = as_anna.get(here).context["form"].initial
    assert (first["amount"], first["from_on"], first["what_for"]) == (Decimal(250), in_days(2), bench.title)
    sent = {
        "key": str(uuid.uuid4()),
        "amount": "250",
        "from_on": in_days(2).isoformat(),
        "until_on": in_days(4).isoformat(),
        "what_for": "De bank",
        "situation": bench.situation_id,
    }
    too_much = as_anna.post(here, {**sent, "amount": "2000"})
    assert too_much.status_code == 422
    assert "Op deze dagen kun je nog € 1.000 krijgen." in too_much.content.decode()
    as_anna.post(here, sent)
    response = as_anna.post(here, sent)
    assert bench.reservation_links.get().reservation.situation == bench.situation
    assert bench.title in as_anna.get(response["Location"]).content.decode()
    (costed,) = takes_of([bench], anna)[bench.pk].costs
    assert [int(one) for one in (costed.reserved, costed.still, costed.short)] == [250, 0, 0]
    assert "€ 250 gereserveerd voor deze optie" in shown(as_anna, bench)
    assert as_anna.post(here, {**sent, "key": str(uuid.uuid4()), "situation": ""}).status_code == 422


def test_the_title_of_an_option_for_the_team_is_not_written_down_for_others(
    as_anna: Client, situation: Situation, pot: Make
) -> None:
    secret = option_of(situation, situation.team, "Stille optie")
    secret.costs.update(means=pot())
    assert "what_for" not in as_anna.get(at("reserve_for_option", secret, "money")).context["form"].initial


def test_withdrawing_an_option_tells_what_stands_reserved(
    as_anna: Client, anna: Member, bench: Option, pot: Make
) -> None:
    reservation = reserved(anna, pot(), bench, 10)
    confirm = as_anna.get(at("withdraw_option", bench)).content.decode()
    assert "Er staat nog iets gereserveerd" in confirm
    as_anna.post(at("withdraw_option", bench), {"because": "Kan niet."})
    page = shown(as_anna, bench)
    assert "Er staat nog iets gereserveerd voor deze optie." in page
    as_anna.post(reverse("support:withdraw", args=[reservation.pk]))
    assert "Er staat nog iets gereserveerd" not in shown(as_anna, bench)
