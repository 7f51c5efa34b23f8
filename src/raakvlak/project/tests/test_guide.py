"""The invented municipality, with a year of talks: screens with much on them are for everyone too, and in the guide."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from raakvlak.alignment.models import Lane, Possibility, Request
from raakvlak.conftest import logged_in
from raakvlak.demo.actions import load_demo
from raakvlak.municipality.models import Member, SavedFilter
from raakvlak.project.tests.browser import DESK, PHONE, Browse, picture, problems_of
from raakvlak.relations.models import Party, Promise
from raakvlak.resolutions.models import Briefing, Contribution, Option
from raakvlak.situations.models import Check, Insight, Situation
from raakvlak.support.models import Means, Reservation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True
    load_demo()


def of_persona(key: str) -> Client:
    return logged_in(Member.objects.filter(user__email=f"{key}@raakvlak.example").earliest("pk"))


def visit(page: Page, path: str, name: str = "") -> list[str]:
    """Take a picture, and say what is wrong with the page in any look."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE if name.endswith("telefoon") else DESK)
    page.goto(path)
    if name:
        picture(page, name)
    return [f"{path} {problem}" for problem in problems_of(page)]


def test_the_days_of_who_works_outside(browse: Browse, demo: None) -> None:
    park = Situation.objects.get(title="Het tijdelijke park aan de Kade")
    mieke = Party.objects.get(name="Mieke van Loon")
    check = Check.objects.get(situation=park)
    trees = Promise.objects.get(text__startswith="De twee grote bomen")
    table = Request.objects.get(what__startswith="Mag er een lange tafel")
    garden = Possibility.objects.get(title="Geveltuin zonder vergunning")
    trailer = Means.objects.get(title="Aanhanger")
    lent = Reservation.objects.filter(means=trailer).earliest("from_on")
    safe_place = Insight.objects.get(situation=park, text="Een veilige groene plek op loopafstand van de klas")
    here = f"/situaties/{park.pk}/"
    with browse.page("/ik/", of_persona("anna")) as page:
        found = [
            *visit(page, "/", "vandaag"),
            *visit(page, "/", "vandaag-telefoon"),
            *visit(page, "/situaties/"),
            *visit(page, here),
            *visit(page, f"{here}ladder/"),
            *visit(page, f"{here}ladder/lijst/"),
            *visit(page, f"{here}tijdlijn/"),
            *visit(page, f"{here}klopt-dit/maken/"),
            *visit(page, f"{here}klopt-dit/{check.pk}/"),
            *visit(page, f"{here}in-huis/", "in-huis"),
            *visit(page, f"{here}wat-kan-helpen/"),
            *visit(page, f"{here}wat-kan-helpen/inzicht-{safe_place.pk}/", "wat-kan-helpen"),
            *visit(page, "/in-huis/woordenlijst/?welke=zelf"),
            *visit(page, f"{here}vragen/nieuw/"),
            *visit(page, f"{here}drempels/nieuw/"),
            *visit(page, "/in-huis/"),
            *visit(page, "/in-huis/drempels/"),
            *visit(page, "/in-huis/mogelijkheden/", "mogelijkheden"),
            *visit(page, f"/in-huis/mogelijkheden/{garden.pk}/", "mogelijkheid-telefoon"),
            *visit(page, "/in-huis/mogelijkheden/nieuw/"),
            *visit(page, f"{here}vragen/{table.uuid}/"),
            *visit(page, "/mensen/"),
            *visit(page, f"/mensen/{mieke.pk}/", "iemand"),
            *visit(page, "/gesprekken/"),
            *visit(page, "/beloften/", "beloften"),
            *visit(page, f"/beloften/{trees.pk}/"),
            *visit(page, f"/beloften/nieuw/?situatie={park.pk}"),
            *visit(page, "/in-huis/middelen/"),
            *visit(page, f"/in-huis/middelen/?week={timezone.localdate()}", "middelen"),
            *visit(page, f"/in-huis/middelen/{trailer.pk}/", "middel"),
            *visit(page, f"/in-huis/middelen/{trailer.pk}/reserveren/?situatie={park.pk}"),
            *visit(page, f"/in-huis/reserveringen/{lent.pk}/"),
            *visit(page, f"{here}klussen/"),
            *visit(page, "/ik/agenda/"),
            *visit(page, "/ik/mail/"),
            *visit(page, "/buiten/"),
            *visit(page, "/dichtbij/"),
            *nearby(page, park),
        ]
    assert found == []


def nearby(page: Page, situation: Situation) -> list[str]:
    """Look round from the neighbourhood of a situation, take a picture, and say what is wrong."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    page.goto("/dichtbij/")
    page.locator("[name=area]").select_option(str(situation.area_id))
    page.locator("[data-near-area]").click()
    page.locator("[data-near-map][data-ready]").wait_for()
    picture(page, "in-de-buurt-telefoon")
    return [f"nearby {problem}" for problem in problems_of(page)]


def test_the_minute_of_who_is_asked(browse: Browse, demo: None) -> None:
    lane = Lane.objects.get(request__what__startswith="Kan de Kade in juni")
    with browse.page("/ik/", of_persona("dirk")) as page:
        found = [
            *visit(page, "/"),
            *visit(page, "/in-huis/gevraagd/?stand=alle"),
            *visit(page, f"/in-huis/gevraagd/{lane.pk}/", "antwoord-telefoon"),
        ]
    assert found == []


def test_who_stands_where(browse: Browse, demo: None) -> None:
    option = Option.objects.get(title__startswith="Betaald parkeren op")
    here = f"/situaties/{option.situation_id}/opties/"
    table = Option.objects.get(title__startswith="Een lange tafel")
    henk = Party.objects.get(name="Henk Bakker")
    with browse.page("/ik/", of_persona("anna")) as page:
        found = [
            *visit(page, here, "opties"),
            *visit(page, f"{here}{option.uuid}/"),
            *visit(page, f"/situaties/{table.situation_id}/opties/{table.uuid}/", "optie-huis"),
            *visit(page, f"/situaties/{table.situation_id}/opties/{table.uuid}/mogelijkheden/"),
            *visit(page, f"/situaties/{table.situation_id}/opties/{table.uuid}/middelen/money/"),
            *visit(page, f"{here}{option.uuid}/wijzig/"),
            *visit(page, f"{here}{option.uuid}/belangen/"),
            *visit(page, f"{here}matrix/?samen=soort", "wie-staat-waar"),
            *visit(page, f"{here}reacties/", "reacties"),
            *visit(page, f"{here}mensen/{henk.pk}/"),
            *visit(page, f"{here}kaartjes/"),
        ]
    assert found == []


def test_what_is_heard(browse: Browse, demo: None) -> None:
    told = Briefing.objects.frozen().get()
    draft = Briefing.objects.get(frozen_at=None)
    here = f"/situaties/{told.situation_id}/wat-horen-we/"
    with browse.page("/ik/", of_persona("bart")) as page:
        found = [
            *visit(page, here),
            *visit(page, f"{here}{draft.uuid}/wijzig/", "wat-horen-we-schrijven"),
            *visit(page, f"{here}{draft.uuid}/vastleggen/"),
        ]
    with browse.page("/ik/", of_persona("dirk")) as page:
        found += [
            *visit(page, "/in-huis/wat-horen-we/"),
            *visit(page, f"/in-huis/wat-horen-we/{told.uuid}/", "wat-horen-we"),
        ]
    assert found == []


def test_what_was_done_with_it(browse: Browse, demo: None) -> None:
    one = Contribution.objects.filter(text__startswith="Wij vragen").get()
    here = f"/situaties/{one.situation_id}/inbreng/"
    with browse.page("/ik/", of_persona("bart")) as page:
        found = [
            *visit(page, here, "inbreng"),
            *visit(page, f"{here}?kies=1"),
            *visit(page, f"{here}{one.uuid}/"),
            *visit(page, f"{here}antwoord/?rij={one.uuid}"),
            *visit(page, f"{here}vertellen/", "vertellen"),
            *visit(page, f"{here}verslag/"),
            *visit(page, f"{here}nieuw/"),
            *visit(page, f"{here}nieuw/veel/"),
        ]
    assert found == []


def test_lists_of_ones_own(browse: Browse, demo: None) -> None:
    anna = Member.objects.filter(user__email="anna@raakvlak.example").earliest("pk")
    for name, asked in {"Organisaties": {"kind": "organisation"}, "Nog te vertellen": {"told": "no"}}.items():
        SavedFilter(member=anna, list_name="mensen", name=name, asked=asked).keep(is_default=False)
    with browse.page("/ik/", of_persona("anna")) as page:
        found = visit(page, "/mensen/?kind=organisation", "lijst-filters")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        page.goto("/mensen/?kind=organisation&kies=1")
        boxes = page.locator("input[name=rij]")
        for number in range(3):
            boxes.nth(number).press(" ")
        page.evaluate("document.querySelector('.choosing').scrollIntoView()")
        picture(page, "lijst-kiezen-telefoon")
        page.set_viewport_size(DESK)
        page.get_by_role("button", name="Ritme").click()
        page.get_by_label("Om de hoeveel weken?").fill("6")
        page.get_by_role("button", name="Bekijk wat er verandert").click()
        page.get_by_role("heading", name="Dit gaat er veranderen").wait_for()
        page.wait_for_load_state("networkidle")
        picture(page, "lijst-zeker")
        found += problems_of(page)
    assert found == []


def test_the_map_of_the_town(browse: Browse, demo: None) -> None:
    with browse.page("/situaties/kaart/", of_persona("anna")) as page:
        page.locator("[data-map][data-ready]").wait_for()
        picture(page, "kaart")
        assert problems_of(page) == []


def test_the_screens_of_who_looks_after_the_house(browse: Browse, demo: None) -> None:
    with browse.page("/ik/", of_persona("gert")) as page:
        found = [*visit(page, "/instellingen/", "instellingen"), *visit(page, "/instellingen/leden/")]
    with browse.page("/ik/", of_persona("esma")) as page:
        found += [*visit(page, "/privacy/", "privacy"), *visit(page, "/")]
    assert found == []
