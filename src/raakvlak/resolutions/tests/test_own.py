"""The page of one party: by a link that ends, without an account; it shows nothing of anybody, nor of before."""

import datetime
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.actions.pages import open_page
from raakvlak.resolutions.models import Option, Reaction, ReactionPage
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def address(anna: Member, situation: Situation, bench: Option, fatima: Party) -> str:
    """Lay the bench before Fatima, and not the fence."""
    _page, token = open_page(situation, fatima, anna, [bench], days=14)
    return reverse("resolutions:own", args=[token])


def answer(option: Option, place: str, **values: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), f"v{option.pk}": option.version, f"r0-{option.pk}": place, **values}


def test_the_team_makes_a_link_that_is_shown_once(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    here = reverse("resolutions:ask_party", args=[situation.pk, fatima.pk])
    assert as_anna.post(here, {"days": 14}).status_code == 422
    shown = as_anna.post(here, {"days": 14, "options": [bench.pk]}).content.decode()
    link = re.search(r"http://testserver(/reactie/[^/]+/)\"", shown)
    assert link
    assert Client().get(link.group(1)).status_code == 200
    party = as_anna.get(reverse("resolutions:party", args=[situation.pk, fatima.pk])).content.decode()
    assert link.group(1) not in party
    assert "Er is een link gemaakt." in party


def test_a_party_answers_itself(address: str, bench: Option, fatima: Party, situation: Situation) -> None:
    sent = answer(bench, "live_with", **{f"c0-{bench.pk}": "hij laag blijft", f"w0-{bench.pk}": "Mooi"})
    client = Client(enforce_csrf_checks=True)
    page = client.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    assert client.post(address, sent).status_code == 403
    response = client.post(address, {**sent, "csrfmiddlewaretoken": token.group(1)})
    assert response["Location"] == "dank/"
    said = Reaction.objects.get()
    assert (said.party, said.basis, said.written_by, said.audience) == (fatima, "own", None, situation.team)
    assert (said.gradient, said.condition, said.words) == ("live_with", "hij laag blijft", "Mooi")
    assert "Je antwoord is binnen." in client.get(f"{address}dank/").content.decode()


def test_the_same_answer_sent_twice_is_one_and_another_stands_beside_it(address: str, bench: Option) -> None:
    sent = answer(bench, "want")
    for _ in range(2):
        Client().post(address, sent)
    assert Reaction.objects.count() == 1
    Client().post(address, answer(bench, "object"))
    assert Reaction.objects.count() == 2


def test_it_shows_nothing_of_anybody_and_nothing_of_before(
    address: str, bench: Option, fence: Option, fatima: Party, henk: Party, say: Make
) -> None:
    say(fatima, bench, "unacceptable", words="Nooit van mijn leven")
    say(henk, bench, "want", condition="er een hek om komt")
    Client().post(address, answer(bench, "want", **{f"w0-{bench.pk}": "Eigen woorden"}))
    page = Client().get(address).content.decode()
    assert bench.title in page
    for hidden in (
        "Fatima",
        "Henk",
        "Nooit van mijn leven",
        "er een hek om komt",
        fence.title,
        "Anna",
        "Eigen woorden",
    ):
        assert hidden not in page
    assert str(fatima.pk) not in re.findall(r'name="[rcw](\d+)-', page)


def test_an_option_that_was_not_laid_before_it_takes_no_answer(address: str, fence: Option) -> None:
    assert Client().post(address, answer(fence, "want")).status_code == 422
    assert not Reaction.objects.exists()


def test_it_speaks_dutch_whoever_made_it(address: str, as_anna: Client, anna: Member) -> None:
    anna.user.language = "en"
    anna.user.save()
    page = as_anna.get(address)
    assert "Wat vind jij?" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]


def test_nothing_and_special_words_are_asked_about(address: str, bench: Option) -> None:
    assert "Je koos nog niets" in Client().post(address, answer(bench, "")).content.decode()
    sent = answer(bench, "object", **{f"w0-{bench.pk}": "Door mijn kanker kan ik niet ver lopen."})
    assert Client().post(address, sent).status_code == 422
    assert Client().post(address, {**sent, "is_needed": "on"}).status_code == 302


def test_a_link_ends(address: str, as_anna: Client, situation: Situation, bench: Option, fatima: Party) -> None:
    page = ReactionPage.objects.get()
    ReactionPage.objects.update(open_until=timezone.localdate() - datetime.timedelta(days=1))
    assert Client().get(address).status_code == 404
    ReactionPage.objects.update(open_until=page.open_until)
    assert Client().get(address).status_code == 200
    as_anna.post(reverse("resolutions:close_page", args=[situation.pk, fatima.pk]))
    assert Client().post(address, answer(bench, "want")).status_code == 404
    assert not Reaction.objects.exists()


def test_a_new_link_ends_the_earlier(
    address: str, anna: Member, situation: Situation, bench: Option, fatima: Party
) -> None:
    open_page(situation, fatima, anna, [bench], days=7)
    assert Client().get(address).status_code == 404


def test_who_does_not_want_to_be_noted_any_more_has_no_page(address: str, fatima: Party) -> None:
    Party.objects.filter(pk=fatima.pk).update(is_not_to_be_noted=True)
    assert Client().get(address).status_code == 404


def test_a_flood_of_answers_waits(address: str, bench: Option, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("raakvlak.resolutions.views.pages.ANSWERS", 1)
    Client().post(address, answer(bench, "want"))
    late = Client().post(address, answer(bench, "object"))
    assert late.status_code == 429
    assert "Wacht een minuut" in late.content.decode()


def test_what_went_off_the_table_is_laid_before_nobody(address: str, bench: Option) -> None:
    Option.objects.filter(pk=bench.pk).update(state="withdrawn", closed_on=timezone.localdate(), because="Kan niet.")
    assert "liggen niet meer op tafel" in Client().get(address).content.decode()
