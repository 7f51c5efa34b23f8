"""A threshold is of the house: named without names, read by its department first, and opened for others to learn."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.alike import Sought, alike
from raakvlak.alignment.models import Lane, Threshold
from raakvlak.alignment.tests.conftest import in_days
from raakvlak.conftest import person
from raakvlak.municipality.models import Department, Member, Role
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def url(situation: Situation) -> str:
    return reverse("alignment:name_threshold", args=[situation.pk])


def filled_in(department: Department, **values: Any) -> dict[str, Any]:
    return {
        "uuid": str(uuid.uuid4()),
        "kind": "rules",
        "to_department": department.pk,
        "words": "De stoep moet 1,80 meter vrij blijven.",
        "whose": "eigen",
        "tried": "Gevraagd of het smaller mag.",
        "since_on": in_days(-10).isoformat(),
        "audience": "buiten",
        **values,
    }


def of(threshold: Threshold, name: str = "threshold") -> str:
    return reverse(f"alignment:{name}", args=[threshold.uuid])


def sees(client: Client, threshold: Threshold) -> bool:
    return client.get(of(threshold)).status_code == 200


def test_it_is_named_once_however_often_it_is_sent(as_anna: Client, url: str, mobility: Department) -> None:
    sent = filled_in(mobility)
    for _number in range(2):
        assert as_anna.post(url, sent).status_code == 302
    threshold = Threshold.objects.get()
    assert (threshold.kind, threshold.to_department, threshold.is_their_words) == ("rules", mobility, False)


def test_a_refusal_brings_its_words_and_its_day_along(as_anna: Client, url: str, lane: Lane) -> None:
    Lane.objects.update(state="no", words="Te smal.", since_at=timezone.now() - datetime.timedelta(days=3))
    form = as_anna.get(f"{url}?lijn={lane.pk}").context["form"]
    assert (form.initial["words"], form.initial["whose"]) == ("Te smal.", "collega")
    assert form.initial["since_on"] == in_days(-3)
    as_anna.post(f"{url}?lijn={lane.pk}", filled_in(lane.department))  # type: ignore[arg-type]  # it has one
    assert Threshold.objects.get().lane == lane


@pytest.mark.parametrize(
    ("changed", "is_stuck"),
    [
        ({}, False),
        ({"state": "no", "words": "Te smal."}, True),
        ({"state": "not_me"}, True),
        ({"is_bounced": True}, True),
        ({"state": "yes"}, False),
    ],
)
def test_it_is_offered_when_a_request_is_refused_silent_or_sent_to_and_fro(
    as_anna: Client, lane: Lane, changed: dict[str, Any], is_stuck: bool
) -> None:
    Lane.objects.update(**changed)
    page = as_anna.get(reverse("alignment:request", args=[lane.request.situation_id, lane.request.uuid]))
    assert (f"?lijn={lane.pk}" in page.content.decode()) == is_stuck


def test_it_is_offered_when_the_day_passes_in_silence(as_anna: Client, ask: Make) -> None:
    lane = ask(needed_by_on=in_days(-1)).lanes.get()
    page = as_anna.get(reverse("alignment:request", args=[lane.request.situation_id, lane.request.uuid]))
    assert f"?lijn={lane.pk}" in page.content.decode()


@pytest.mark.parametrize("words", ["Dirk wil niet.", "Het ligt aan Dirk"])
def test_the_name_of_a_colleague_is_asked_about(
    as_anna: Client, url: str, mobility: Department, dirk: Member, words: str
) -> None:
    answer = as_anna.post(url, filled_in(mobility, words=words))
    assert answer.status_code == 422
    assert "Dirk" in str(answer.context["form"].errors["is_no_name"])
    assert not Threshold.objects.exists()


def test_what_is_no_name_may_stand(as_anna: Client, url: str, mobility: Department, dirk: Member) -> None:
    assert as_anna.post(url, filled_in(mobility, words="Dirk is de straat.", is_no_name="on")).status_code == 302


def test_doubt_is_offered_only_where_nobody_can_be_pointed_at(
    as_anna: Client, url: str, mobility: Department, waterhoek: Any
) -> None:
    for number in range(4):
        Member.objects.filter(pk=person(f"Vier{number}", waterhoek, Role.COLLEAGUE).pk).update(department=mobility)
    sent = filled_in(mobility, kind="doubt")
    assert "kind" in as_anna.post(url, sent).context["form"].errors
    fifth = person("Vijf", waterhoek, Role.COLLEAGUE)
    Member.objects.filter(pk=fifth.pk).update(department=mobility, access_ended_on=in_days(0))
    assert "kind" in as_anna.post(url, sent).context["form"].errors
    Member.objects.filter(pk=fifth.pk).update(access_ended_on=None)
    assert as_anna.post(url, sent).status_code == 302


class TestTheDepartmentFirst:
    """What is written about a department, its colleagues read before anybody else, and may answer."""

    @pytest.fixture
    def threshold(self, as_anna: Client, url: str, mobility: Department, dirk_in_mobility: Member) -> Threshold:
        as_anna.post(url, filled_in(mobility))
        return Threshold.objects.get()

    def test_nobody_else_sees_it_for_seven_days(
        self, threshold: Threshold, as_anna: Client, as_bart: Client, as_fatma: Client, as_dirk: Client
    ) -> None:
        assert threshold.first_until_on == in_days(7)
        assert [sees(client, threshold) for client in (as_anna, as_dirk, as_bart, as_fatma)] == [
            True,
            True,
            False,
            False,
        ]
        for client in (as_bart, as_fatma):
            assert threshold.words not in client.get(reverse("alignment:thresholds")).content.decode()
        situation_url = reverse("alignment:situation", args=[threshold.situation_id])
        assert threshold.words not in as_bart.get(situation_url).content.decode()
        for name in ("alignment:asked", "desk:today"):
            assert threshold.words in as_dirk.get(reverse(name)).content.decode()
            assert threshold.words not in as_bart.get(reverse(name)).content.decode()

    def test_after_seven_days_others_see_it(self, threshold: Threshold, as_bart: Client) -> None:
        Threshold.objects.update(first_until_on=in_days(0))
        assert not sees(as_bart, threshold)
        Threshold.objects.update(first_until_on=in_days(-1))
        assert sees(as_bart, threshold)

    def test_after_its_answer_others_see_both(self, threshold: Threshold, as_dirk: Client, as_fatma: Client) -> None:
        sent = {"uuid": str(uuid.uuid4()), "words": "Met een vergunning kan het."}
        for _number in range(2):
            as_dirk.post(of(threshold, "respond_to_threshold"), sent)
        assert sees(as_fatma, threshold)
        assert "Met een vergunning kan het." in as_fatma.get(of(threshold)).content.decode()
        assert threshold.steps.count() == 1

    def test_special_words_are_asked_about_once(self, threshold: Threshold, as_dirk: Client) -> None:
        sent = {"uuid": str(uuid.uuid4()), "words": "Iemand is ernstig ziek."}
        form = as_dirk.post(of(threshold, "respond_to_threshold"), sent).context["form"]
        assert len(form.errors["is_needed"]) == 1

    def test_no_other_department_answers(
        self, threshold: Threshold, as_dirk: Client, dirk: Member, parks: Department, as_bart: Client
    ) -> None:
        dirk.department = parks
        dirk.save()
        for client in (as_dirk, as_bart):
            sent = {"uuid": str(uuid.uuid4()), "words": "Wij ook!"}
            assert client.post(of(threshold, "respond_to_threshold"), sent).status_code == 404
        assert not sees(as_dirk, threshold)

    def test_the_department_sees_no_situation_or_request(self, threshold: Threshold, as_dirk: Client) -> None:
        assert threshold.situation.title not in as_dirk.get(of(threshold)).content.decode()


def test_a_department_where_nobody_can_read_it_is_not_waited_for(
    as_anna: Client, url: str, parks: Department, as_fatma: Client
) -> None:
    as_anna.post(url, filled_in(parks))
    assert Threshold.objects.get().first_until_on is None
    assert sees(as_fatma, Threshold.objects.get())


def test_one_of_a_team_stays_in_the_team(as_fatma: Client, as_bart: Client, anna: Member, make_threshold: Make) -> None:
    threshold = make_threshold(anna)
    Threshold.objects.update(audience=threshold.situation.team)
    assert sees(as_bart, threshold)
    assert not sees(as_fatma, threshold)


def test_opening_says_how_and_closing_leaves_that_to_be_read(
    as_anna: Client, anna: Member, make_threshold: Make
) -> None:
    threshold = make_threshold(anna)
    sent = {
        "uuid": str(uuid.uuid4()),
        "opening": "exception",
        "words": "Een proef van een jaar.",
        "opened_on": in_days(-1).isoformat(),
    }
    assert as_anna.post(of(threshold, "open_threshold"), {**sent, "opening": ""}).status_code == 422
    for _number in range(2):
        as_anna.post(of(threshold, "open_threshold"), sent)
    threshold.refresh_from_db()
    assert (threshold.opening, threshold.opened_on, threshold.stood_days) == ("exception", in_days(-1), 9)
    as_anna.post(of(threshold, "close_threshold"), {"uuid": str(uuid.uuid4()), "words": "De proef is voorbij."})
    threshold.refresh_from_db()
    assert not threshold.is_opened
    assert [(step.kind, step.words) for step in threshold.steps.all()] == [
        ("opened", "Een proef van een jaar."),
        ("closed", "De proef is voorbij."),
    ]


def test_only_the_team_opens_it(as_fatma: Client, anna: Member, make_threshold: Make) -> None:
    threshold = make_threshold(anna)
    assert sees(as_fatma, threshold)
    assert as_fatma.get(of(threshold, "open_threshold")).status_code == 404


class TestAlike:
    """What was met before is offered while one names it."""

    @pytest.fixture
    def earlier(self, anna: Member, make_threshold: Make, parks: Department) -> dict[str, Threshold]:
        return {
            "same": make_threshold(anna, "Iets heel anders.", opened_on=in_days(0), opening="talk"),
            "words": make_threshold(anna, "Bankjes op de stoep.", kind="money", to_department=parks),
            "nothing": make_threshold(anna, "Parkeren bij school.", kind="time", to_department=parks),
        }

    def test_kind_and_department_come_first_and_then_words_in_other_forms(
        self, anna: Member, earlier: dict[str, Threshold], mobility: Department
    ) -> None:
        found = alike(Sought("rules", mobility, "Er mag geen bank staan."), anna)
        assert found == [earlier["same"], earlier["words"]]

    def test_it_is_offered_on_the_form_without_javascript(
        self, as_anna: Client, url: str, earlier: dict[str, Threshold], mobility: Department
    ) -> None:
        answer = as_anna.post(url, {**filled_in(mobility), "stap": "kijk"})
        assert earlier["same"].words in answer.content.decode()
        assert answer.context["form"]["words"].value() == filled_in(mobility)["words"]
        assert Threshold.objects.count() == 3

    def test_what_the_department_reads_first_is_not_offered(
        self, bart: Member, earlier: dict[str, Threshold], mobility: Department
    ) -> None:
        Threshold.objects.filter(pk=earlier["same"].pk).update(first_until_on=in_days(3))
        assert earlier["same"] not in alike(Sought("rules", mobility), bart)

    def test_it_takes_one_query_however_many_there_are(
        self, anna: Member, make_threshold: Make, mobility: Department
    ) -> None:
        member = Member.objects.get(pk=anna.pk)
        assert member.audience_ids
        for _number in range(30):
            make_threshold(anna)
        with CaptureQueriesContext(connection) as asked:
            alike(Sought("rules", mobility, "stoep"), member)
        assert len(asked) == 1


def test_the_list_narrows_and_counts(as_anna: Client, anna: Member, make_threshold: Make, parks: Department) -> None:
    make_threshold(anna, "De stoep is te smal.")
    make_threshold(
        anna, "Geen geld voor bomen.", kind="money", to_department=parks, opened_on=in_days(0), opening="money"
    )
    url = reverse("alignment:thresholds")

    def found(**asked: Any) -> list[str]:
        return sorted(row.words for row in as_anna.get(url, asked).context["page"].rows)

    assert len(found()) == 2
    assert found(q="bomen") == ["Geen geld voor bomen."]
    assert found(soort="rules") == ["De stoep is te smal."]
    assert found(stand="open") == ["Geen geld voor bomen."]
    assert found(stand="dicht") == ["De stoep is te smal."]
    assert found(afdeling=parks.pk) == ["Geen geld voor bomen."]


def test_another_municipality_finds_nothing(as_carla: Client, anna: Member, make_threshold: Make) -> None:
    threshold = make_threshold(anna)
    for name in ("threshold", "respond_to_threshold", "open_threshold", "close_threshold"):
        assert as_carla.get(of(threshold, name)).status_code == 404
