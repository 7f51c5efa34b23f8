"""What in the house could help an option: found, suggested, linked and carried along."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from raakvlak.alignment.models import Possibility
from raakvlak.municipality.models import Department, Member
from raakvlak.resolutions.actions.options import Told, merge_options, split_option
from raakvlak.resolutions.consents import Say, consents_of
from raakvlak.resolutions.models import Option
from raakvlak.resolutions.needs import needs_of
from raakvlak.resolutions.taking import takes_of
from raakvlak.resolutions.tests.conftest import filled_in
from raakvlak.resolutions.tests.house import at, reserved, shown
from raakvlak.resolutions.tests.rows import option_of
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_a_possibility_is_found_linked_with_a_why_and_let_go(
    as_anna: Client, bench: Option, permit: Possibility
) -> None:
    here = at("find_possibilities", bench)
    assert permit.title in as_anna.get(f"{here}?q=banken").content.decode()
    assert "Niets gevonden" in as_anna.get(f"{here}?q=raket").content.decode()
    for why in ("Zo mag het.", "Zo mag het echt."):
        as_anna.post(at("lean_on", bench, permit.pk), {"why": why})
    assert bench.possibility_links.get().why == "Zo mag het echt."
    assert "Zo mag het echt." in shown(as_anna, bench)
    assert bench.title in as_anna.get(reverse("alignment:possibility", args=[permit.pk])).content.decode()
    house = as_anna.get(reverse("alignment:situation", args=[bench.situation_id])).content.decode()
    assert "Waar opties op leunen" in house
    for _ in range(2):
        as_anna.post(at("stop_leaning", bench, permit.pk))
    assert not bench.possibility_links.exists()
    assert permit.title not in shown(as_anna, bench)


def test_what_could_help_is_suggested_with_why_and_not_once_linked(
    as_anna: Client, bench: Option, permit: Possibility
) -> None:
    here = at("find_possibilities", bench)
    (suggested,) = as_anna.get(here).context["suggested"]
    assert suggested[1].possibility == permit
    assert "bank" in suggested[1].same
    bench.possibility_links.create(possibility=permit)
    assert as_anna.get(here).context["suggested"] == []
    assert "Nog geen mogelijkheden" in as_anna.get(here).content.decode()


def test_a_name_in_the_why_is_asked_about(as_anna: Client, bench: Option, permit: Possibility) -> None:
    response = as_anna.post(at("lean_on", bench, permit.pk), {"why": "Fatima Yilmaz wil het."})
    assert response.status_code == 422
    assert "Hierin staat een naam" in response.content.decode()


def test_a_possibility_of_another_municipality_is_not_there(as_anna: Client, bench: Option, carla: Member) -> None:
    theirs = Possibility.objects.create(municipality=carla.municipality, title="Zandrecht", kind="rule", text="Ginds")
    assert as_anna.post(at("lean_on", bench, theirs.pk), {"why": ""}).status_code == 404
    assert "Zandrecht" not in as_anna.get(at("find_possibilities", bench)).content.decode()


def test_who_is_not_in_the_team_links_nothing(
    as_fatma: Client, as_carla: Client, bench: Option, permit: Possibility, traffic: Department
) -> None:
    bench.departments.add(traffic)
    places = [
        at("lean_on", bench, permit.pk),
        at("stop_leaning", bench, permit.pk),
        at("name_means", bench, "money"),
        at("reserve_for_option", bench, "money"),
        at("ask_department", bench, traffic.pk),
    ]
    for place in places:
        assert as_fatma.post(place, {"why": "Ja"}).status_code == 302
        assert as_carla.post(place, {"why": "Ja"}).status_code == 404
    assert not bench.possibility_links.exists()


def test_an_option_for_the_team_is_named_nowhere_else(
    as_fatma: Client, situation: Situation, permit: Possibility, pot: Make, asked_for: Make, anna: Member
) -> None:
    secret = option_of(situation, situation.team, "Stille optie")
    secret.possibility_links.create(possibility=permit)
    lane = asked_for(secret, audience=situation.audience)
    reservation = reserved(anna, pot(), secret, 10)
    pages = [
        reverse("alignment:possibility", args=[permit.pk]),
        reverse("alignment:situation", args=[situation.pk]),
        reverse("alignment:request", args=[situation.pk, lane.request.uuid]),
        reverse("support:reservation", args=[reservation.pk]),
    ]
    for page in pages:
        response = as_fatma.get(page)
        assert response.status_code == 200
        assert "Stille optie" not in response.content.decode()


def test_a_merger_carries_all_along_and_nobodys_yes(
    anna: Member, bench: Option, fence: Option, permit: Possibility, pot: Make, asked_for: Make, traffic: Department
) -> None:
    means = pot()
    for option in (bench, fence):
        option.possibility_links.create(possibility=permit, why=f"Voor {option.title}")
        option.costs.update(means=means)
    asked_for(bench, "yes")
    reserved(anna, means, bench, 10)
    audience = bench.situation.audience
    told = Told(audience, {"title": "Bank met hek"}, departments=[traffic])
    merged = merge_options([bench, fence], anna, told, because="Samen", key=uuid.uuid4())
    assert merged.possibility_links.get().why == f"Voor {bench.title}"
    consent = consents_of([merged], anna)[merged.pk].departments[0]
    assert (consent.say, consent.asked[0].is_earlier) == (Say.UNKNOWN, True)
    assert len(takes_of([merged], anna)[merged.pk].reservations) == 1
    parts = [Told(audience, {"title": "Bank"}), Told(audience, {"title": "Hek"})]
    for part in split_option(merged, anna, parts, because="Toch niet", key=uuid.uuid4()):
        assert part.possibility_links.count() == part.request_links.count() == part.reservation_links.count() == 1
        assert len(consents_of([part], anna)[part.pk].others) == 1


def test_merged_options_agree_on_a_means_or_name_none(
    as_anna: Client, bench: Option, fence: Option, pot: Make, traffic: Department
) -> None:
    means = pot()
    Option.objects.get(pk=bench.pk).costs.update(means=means)
    bench.departments.add(traffic)
    asked = as_anna.get(reverse("resolutions:merge_options", args=[bench.situation_id]) + f"?optie={bench.uuid}")
    assert asked.context["form"].initial["departments"] == [traffic.pk]
    sent = filled_in(title="Samen", merged=[bench.pk, fence.pk], because="Ja", cost_money="500")
    as_anna.post(reverse("resolutions:merge_options", args=[bench.situation_id]), sent)
    assert Option.objects.get(title="Samen").costs.get().means == means


def test_the_list_says_in_a_line_what_is_needed(
    as_anna: Client, anna: Member, bench: Option, fence: Option, traffic: Department, asked_for: Make, pot: Make
) -> None:
    other = Department.objects.create(municipality=anna.municipality, name="Groen")
    bench.departments.add(traffic, other)
    asked_for(bench, "yes_if")
    bench.costs.update(means=pot(amount=5))
    needs = needs_of([bench, fence], anna)
    assert [(many, say.value) for many, say in needs[bench.pk].counts] == [(1, "yes"), (1, "unknown")]
    assert not needs[fence.pk]
    for name in ("options", "matrix"):
        page = as_anna.get(reverse(f"resolutions:{name}", args=[bench.situation_id])).content.decode()
        assert "te weinig: geld" in page


def test_more_options_take_no_more_queries(
    as_anna: Client, anna: Member, bench: Option, traffic: Department, asked_for: Make, pot: Make, permit: Possibility
) -> None:
    def lean(option: Option) -> None:
        option.departments.add(traffic)
        asked_for(option, "yes")
        means, room = pot(f"Pot {option.pk}"), pot(f"Zaal {option.pk}", "room", 2)
        option.costs.update(means=means)
        option.costs.create(kind="room", unit="space", amount=1, means=room)
        option.possibility_links.create(possibility=permit)
        reserved(anna, means, option, 10)
        reserved(anna, room, option, 1)

    def queries(name: str) -> int:
        url = reverse(name, args=[bench.situation_id])
        as_anna.get(url)
        with CaptureQueriesContext(connection) as asked:
            as_anna.get(url)
        return len(asked)

    names = ("resolutions:options", "resolutions:matrix", "alignment:situation")
    lean(bench)
    before = [queries(name) for name in names]
    for number in range(9):
        lean(option_of(bench.situation, bench.situation.audience, f"Optie {number}"))
    assert [queries(name) for name in names] == before
