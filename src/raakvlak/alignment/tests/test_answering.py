"""A colleague answers on one page, logged in or with a link that shows this request alone."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.actions.requests import LINK_DAYS, PURPOSE, Addressee, fresh_link
from raakvlak.alignment.models import Lane, Step
from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Department, Member, Role
from raakvlak.web.models import PersonalLink

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def url(lane: Lane) -> str:
    return reverse("alignment:answer", args=[lane.pk])


@pytest.fixture
def link(lane: Lane) -> str:
    return reverse("alignment:answer_link", args=[fresh_link(lane)])


def said(step: str, **values: Any) -> dict[str, Any]:
    return {"stap": step, "uuid": str(uuid.uuid4()), **values}


def now(lane: Lane) -> Lane:
    return Lane.objects.select_related("request").get(pk=lane.pk)


@pytest.mark.usefixtures("dirk_in_mobility")
class TestLoggedIn:
    """What a colleague of the department does."""

    @pytest.mark.parametrize(
        ("answer", "state"), [("yes", "yes"), ("yes_if", "yes_if"), ("no", "no"), ("looking", "looking")]
    )
    def test_she_answers_and_says_what_her_own_work_needs(
        self, as_dirk: Client, as_anna: Client, url: str, lane: Lane, answer: str, state: str
    ) -> None:
        sent = said("antwoord", answer=answer, words="Mits er ruimte is.", needs="De stoep blijft 1,80 meter vrij.")
        assert as_dirk.post(url, sent)["Location"] == f"{url}?dank=1"
        found = now(lane)
        assert (found.state, found.words, found.needs) == (state, sent["words"], sent["needs"])
        assert (found.request.settled_on is not None) == (answer != "looking")
        for name in ("situations:situation", "alignment:situation"):
            page = as_anna.get(reverse(name, args=[lane.request.situation_id])).content.decode()
            assert sent["needs"] in page

    @pytest.mark.parametrize("answer", ["yes_if", "no"])
    def test_a_condition_and_a_refusal_need_words(self, as_dirk: Client, url: str, lane: Lane, answer: str) -> None:
        refused = as_dirk.post(url, said("antwoord", answer=answer))
        assert refused.status_code == 422
        assert "words" in refused.context["forms"]["antwoord"].errors
        assert now(lane).state == "waiting"

    def test_an_answer_that_is_sent_twice_is_one_step(self, as_dirk: Client, url: str) -> None:
        sent = said("antwoord", answer="yes")
        for _number in range(2):
            as_dirk.post(url, sent)
        assert Step.objects.filter(kind="yes").count() == 1

    def test_a_new_answer_leaves_the_earlier_one_to_be_read(self, as_dirk: Client, url: str, lane: Lane) -> None:
        as_dirk.post(url, said("antwoord", answer="no", words="Te smal."))
        as_dirk.post(url, said("antwoord", answer="yes", words="Toch wel."))
        assert list(lane.steps.values_list("kind", "words")) == [("sent", ""), ("no", "Te smal."), ("yes", "Toch wel.")]

    def test_looking_into_it_opens_again_what_was_settled(self, as_dirk: Client, url: str, lane: Lane) -> None:
        as_dirk.post(url, said("antwoord", answer="yes"))
        assert not now(lane).request.is_open
        as_dirk.post(url, said("antwoord", answer="looking"))
        assert now(lane).request.is_open

    def test_she_asks_back_and_is_answered_on_the_same_page(
        self, as_dirk: Client, as_anna: Client, url: str, lane: Lane
    ) -> None:
        as_dirk.post(url, said("terug", words="Hoe breed is de bank?"))
        assert now(lane).state == "asked_back"
        request_url = reverse("alignment:request", args=[lane.request.situation_id, lane.request.uuid])
        assert "Hoe breed is de bank?" in as_anna.get(request_url).content.decode()
        explain = reverse("alignment:explain", args=[lane.request.situation_id, lane.request.uuid, lane.pk])
        as_anna.post(explain, {"uuid": str(uuid.uuid4()), "words": "Anderhalve meter."})
        assert now(lane).state == "waiting"
        assert "Anderhalve meter." in as_dirk.get(url).content.decode()

    def test_she_passes_it_on_and_the_route_shows_both(
        self, as_dirk: Client, url: str, lane: Lane, parks: Department
    ) -> None:
        as_dirk.post(url, said("verder", department=parks.pk, words="Zij gaan over banken."))
        onward = Lane.objects.get(passed_from=lane)
        assert (now(lane).state, onward.state, onward.label) == ("passed_on", "waiting", "Parken")
        assert not onward.is_bounced
        assert now(lane).request.is_open

    def test_what_is_passed_on_twice_or_back_went_to_and_fro(
        self, as_dirk: Client, url: str, lane: Lane, mobility: Department, parks: Department, waterhoek: Any
    ) -> None:
        gardener = person("Hugo", waterhoek, Role.COLLEAGUE)
        gardener.department = parks
        gardener.save()
        as_dirk.post(url, said("verder", department=parks.pk))
        onward = Lane.objects.get(passed_from=lane)
        logged_in(gardener).post(reverse("alignment:answer", args=[onward.pk]), said("verder", department=mobility.pk))
        back = Lane.objects.get(passed_from=onward)
        assert back.is_bounced
        assert back.is_stuck

    def test_it_cannot_be_passed_on_to_itself(self, as_dirk: Client, url: str, mobility: Department) -> None:
        assert as_dirk.post(url, said("verder", department=mobility.pk)).status_code == 422

    def test_not_me_gives_it_back(self, as_dirk: Client, url: str, lane: Lane) -> None:
        as_dirk.post(url, said("niet", words="Misschien Parken."))
        assert (now(lane).state, now(lane).is_bounced) == ("not_me", True)
        assert as_dirk.post(url, said("antwoord", answer="yes")).status_code == 302
        assert now(lane).state == "not_me"

    def test_she_says_that_she_is_away_and_who_takes_her_place(
        self, as_dirk: Client, as_anna: Client, url: str, lane: Lane
    ) -> None:
        until = timezone.localdate() + datetime.timedelta(days=9)
        as_dirk.post(url, said("weg", until_on=until.isoformat(), words="het teamnummer"))
        assert (now(lane).away_until_on, now(lane).state) == (until, "waiting")
        page = as_anna.get(reverse("alignment:lane", args=[lane.request.situation_id, lane.request.uuid, lane.pk]))
        assert "het teamnummer" in page.content.decode()

    def test_special_words_are_asked_about(self, as_dirk: Client, url: str) -> None:
        sent = said("antwoord", answer="no", words="Zij is ernstig ziek.")
        assert "is_needed" in as_dirk.post(url, sent).context["forms"]["antwoord"].errors
        assert as_dirk.post(url, {**sent, "is_needed": "on"}).status_code == 302

    def test_she_sees_the_request_and_nothing_around_it(
        self, as_dirk: Client, anna: Member, url: str, lane: Lane, make_encounter: Make
    ) -> None:
        situation = lane.request.situation
        situation.links.create(encounter=make_encounter(anna, "Zwanenzang"))
        page = as_dirk.get(url).content.decode()
        assert lane.request.what in page
        assert lane.request.why in page
        assert situation.title not in page
        assert "Zwanenzang" not in page
        for name in ("situations:situation", "alignment:situation"):
            assert as_dirk.get(reverse(name, args=[situation.pk])).status_code == 403

    def test_that_a_page_was_opened_is_written_nowhere(self, as_dirk: Client, url: str, lane: Lane) -> None:
        before = (Step.objects.count(), Lane.objects.values().get(pk=lane.pk))
        as_dirk.get(url)
        assert (Step.objects.count(), Lane.objects.values().get(pk=lane.pk)) == before


def test_a_colleague_of_another_department_finds_nothing(
    as_dirk: Client, dirk: Member, url: str, lane: Lane, parks: Department
) -> None:
    assert as_dirk.get(url).status_code == 404
    dirk.department = parks
    dirk.save()
    for method in (as_dirk.get, as_dirk.post):
        assert method(url).status_code == 404
    assert lane.request.what not in as_dirk.get(reverse("alignment:asked")).content.decode()
    assert lane.request.what not in as_dirk.get("/").content.decode()


def test_another_municipality_finds_nothing(as_carla: Client, url: str) -> None:
    assert as_carla.get(url).status_code == 404


def test_a_colleague_who_is_asked_herself_gets_a_mail_and_finds_it_on_today(
    as_dirk: Client, dirk: Member, ask: Make, mails: list[tuple[Lane, str]]
) -> None:
    lane = ask(Addressee(member=dirk)).lanes.get()
    assert [found for found, _token in mails] == [lane]
    assert lane.request.what in as_dirk.get("/").content.decode()
    assert as_dirk.get(reverse("alignment:answer", args=[lane.pk])).status_code == 200


def test_a_department_is_mailed_nothing(lane: Lane, mails: list[tuple[Lane, str]]) -> None:
    assert mails == []


class TestByLink:
    """What somebody does who holds the link."""

    def test_it_answers_without_logging_in(self, client: Client, link: str, lane: Lane) -> None:
        page = client.get(link)
        assert lane.request.what in page.content.decode()
        assert page["Cache-Control"] == "no-store"
        assert client.post(link, said("antwoord", answer="yes", needs="Rust"))["Location"] == f"{link}?dank=1"
        assert (now(lane).state, now(lane).needs) == ("yes", "Rust")
        assert lane.steps.get(kind="yes").member is None

    def test_it_tells_nobody_who_works_here(self, client: Client, link: str, dirk: Member, bart: Member) -> None:
        page = client.get(link).content.decode()
        assert dirk.user.name not in page
        assert bart.user.name not in page
        sent = said("verder", department="", colleague=bart.pk)
        assert client.post(link, sent).status_code == 422

    def test_it_passes_on_and_works_no_more(self, client: Client, link: str, lane: Lane, parks: Department) -> None:
        assert client.post(link, said("verder", department=parks.pk)).status_code == 200
        assert now(lane).state == "passed_on"
        assert client.get(link).status_code == 404

    def test_it_ends(self, client: Client, link: str) -> None:
        link_row = PersonalLink.objects.get(purpose=PURPOSE)
        days = (link_row.expires_at - timezone.now()).total_seconds() / 86_400
        assert LINK_DAYS - 1 < days <= LINK_DAYS
        PersonalLink.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
        for method in (client.get, client.post):
            assert method(link).status_code == 404

    def test_it_is_revoked(self, client: Client, as_anna: Client, link: str, lane: Lane) -> None:
        args = [lane.request.situation_id, lane.request.uuid, lane.pk]
        as_anna.post(reverse("alignment:revoke_answer_link", args=args))
        assert client.get(link).status_code == 404

    def test_a_new_one_ends_the_one_before(self, client: Client, as_anna: Client, link: str, lane: Lane) -> None:
        args = [lane.request.situation_id, lane.request.uuid, lane.pk]
        answer = as_anna.post(reverse("alignment:make_answer_link", args=args))
        assert client.get(link).status_code == 404
        assert client.get(answer.context["address"]).status_code == 200

    def test_it_ends_with_the_request(self, client: Client, as_anna: Client, link: str, lane: Lane) -> None:
        args = [lane.request.situation_id, lane.request.uuid]
        as_anna.post(reverse("alignment:withdraw_request", args=args), {"uuid": str(uuid.uuid4()), "words": "Klaar."})
        assert client.get(link).status_code == 404

    def test_only_its_hash_is_kept(self, link: str) -> None:
        token = link.strip("/").split("/")[-1]
        assert token not in str(list(PersonalLink.objects.values()))

    def test_it_opens_nothing_else(self, client: Client, link: str, lane: Lane) -> None:
        token = link.strip("/").split("/")[-1]
        assert client.get(f"/klopt-dit/{token}/").status_code == 404
        assert client.get(reverse("alignment:answer", args=[lane.pk]))["Location"].startswith("/inloggen/")

    def test_guessing_is_slowed_down(self, client: Client, link: str) -> None:
        answers = [client.get(f"/vraag/geraden-{number}/").status_code for number in range(22)]
        assert answers[0] == 404
        assert answers[-1] == 429
        assert client.get(link).status_code == 200

    def test_answers_without_end_are_slowed_down(self, client: Client, link: str) -> None:
        answers = [client.post(link, said("terug", words="Wat?")).status_code for _number in range(31)]
        assert answers[-1] == 429
