"""Tasks: who does what for a situation, and what was done."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import in_a_year, logged_in, person
from raakvlak.municipality.actions.members import end_access
from raakvlak.municipality.models import Audience, Member, Municipality, Role
from raakvlak.relations.models import Promise
from raakvlak.situations.actions import remove_from_team
from raakvlak.situations.models import Situation, Task

Make = Callable[..., Any]


@pytest.fixture
def situation(anna: Member, bart: Member, make_situation: Make) -> Situation:
    made: Situation = make_situation(anna, team=(bart,))
    return made


@pytest.fixture
def make_task(situation: Situation) -> Make:
    def make(text: str = "De sleutel ophalen", **values: Any) -> Task:
        values.setdefault("audience", situation.team)
        values.setdefault("keep_until", in_a_year())
        return Task.objects.create(municipality=situation.municipality, situation=situation, text=text, **values)

    return make


def at(situation: Situation, rest: str = "") -> str:
    return f"/situaties/{situation.pk}/klussen/{rest}"


def add(client: Client, situation: Situation, **values: object) -> Any:
    sent = {"key": str(uuid.uuid4()), "text": "De sleutel ophalen", "circle": "team", **values}
    return client.post(at(situation, "nieuw/"), sent)


def test_one_of_us_does_it(as_anna: Client, anna: Member, bart: Member, situation: Situation) -> None:
    assert as_anna.get(at(situation, "nieuw/")).status_code == 200
    key = str(uuid.uuid4())
    for _ in range(2):
        add(as_anna, situation, key=key, who=f"m{bart.pk}", due_on="2027-05-03")
    task = Task.objects.get()
    assert (task.member, task.party, task.audience) == (bart, None, situation.team)
    assert task.purpose == "promise"
    page = as_anna.get(at(situation)).content.decode()
    assert "Bart" in page
    assert "klaar op 3 mei 2027" in page


def test_a_resident_does_her_share(
    as_anna: Client, anna: Member, situation: Situation, make_party: Make, make_encounter: Make
) -> None:
    fatima = make_party(anna)
    situation.links.create(encounter=make_encounter(anna, parties=(fatima,)))
    add(as_anna, situation, who=f"p{fatima.pk}")
    assert Task.objects.get().party == fatima
    assert "Fatima Yilmaz" in as_anna.get(at(situation)).content.decode()
    assert "Fatima Yilmaz" in as_anna.get(f"/situaties/{situation.pk}/").content.decode()


def test_it_may_wait_for_somebody(as_anna: Client, situation: Situation) -> None:
    add(as_anna, situation)
    assert Task.objects.get().is_waiting
    assert "wacht op iemand" in as_anna.get(at(situation)).content.decode()


def test_it_comes_out_of_a_promise(as_anna: Client, anna: Member, situation: Situation) -> None:
    kept = {"municipality": anna.municipality, "audience": situation.team, "keep_until": in_a_year()}
    promise = Promise.objects.create(owner=anna, text="De schuur gaat open", **kept)
    situation.ties.create(promise=promise)
    assert "De schuur gaat open" in as_anna.get(at(situation, "nieuw/")).content.decode()
    add(as_anna, situation, promise=promise.pk)
    assert Task.objects.get().promise == promise


def test_nobody_does_it_twice(anna: Member, make_task: Make, make_party: Make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_task(member=anna, party=make_party(anna))


def test_it_is_done_and_taken_up_again(as_anna: Client, anna: Member, situation: Situation, make_task: Make) -> None:
    task = make_task(member=anna)
    for _ in range(2):
        assert as_anna.post(at(situation, f"{task.pk}/gedaan/")).status_code == 302
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()
    page = as_anna.get(at(situation)).content.decode()
    assert "Alles is gedaan" in page
    assert "De sleutel ophalen" not in as_anna.get(f"/situaties/{situation.pk}/").content.decode()
    as_anna.post(at(situation, f"{task.pk}/weer-open/"))
    assert Task.objects.get().done_on is None
    as_anna.post(at(situation, f"{task.pk}/weghalen/"))
    assert not Task.objects.exists()


def test_it_changes(as_anna: Client, anna: Member, bart: Member, situation: Situation, make_task: Make) -> None:
    task = make_task(member=anna)
    assert "selected" in as_anna.get(at(situation, f"{task.pk}/")).content.decode()
    as_anna.post(at(situation, f"{task.pk}/"), {"text": "Het slot smeren", "who": f"m{bart.pk}", "circle": "shared"})
    task.refresh_from_db()
    assert (task.text, task.member, task.audience) == ("Het slot smeren", bart, situation.audience)


def test_whom_i_may_not_see_stays_who_does_it(
    as_anna: Client, bart: Member, situation: Situation, make_task: Make, make_party: Make
) -> None:
    hidden = make_party(bart, "Aad", audience=Audience.objects.klad_of(bart))
    task = make_task(party=hidden)
    page = as_anna.get(at(situation, f"{task.pk}/")).content.decode()
    assert "Aad" not in page
    as_anna.post(at(situation, f"{task.pk}/"), {"text": "Anders", "who": "same", "circle": "team"})
    task.refresh_from_db()
    assert (task.text, task.party) == ("Anders", hidden)


def test_it_is_not_for_more_eyes_than_who_does_it(
    as_anna: Client, anna: Member, situation: Situation, make_party: Make, make_encounter: Make
) -> None:
    shy = make_party(anna, audience=situation.team)
    situation.links.create(encounter=make_encounter(anna, parties=(shy,)))
    assert add(as_anna, situation, who=f"p{shy.pk}", circle="shared").status_code == 422
    assert add(as_anna, situation, who=f"p{shy.pk}").status_code == 302


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"text": "x" * 201},
        {"due_on": "geen dag"},
        {"who": "m999"},
        {"circle": "allen"},
        {"text": "Hij is ziek"},
    ],
)
def test_what_does_not_fit_is_explained(as_anna: Client, situation: Situation, values: dict[str, str]) -> None:
    assert add(as_anna, situation, **values).status_code == 422
    assert not Task.objects.exists()


def test_words_that_touch_somebody_are_asked_about_once(as_anna: Client, situation: Situation) -> None:
    assert "Is dat nodig?" in add(as_anna, situation, text="Soep voor wie ziek is").content.decode()
    assert add(as_anna, situation, text="Soep voor wie ziek is", is_needed="on").status_code == 302


def test_who_is_not_in_the_team_reads_what_is_shared_and_changes_nothing(
    as_anna: Client, anna: Member, waterhoek: Municipality, situation: Situation, make_task: Make
) -> None:
    dora = logged_in(person("Dora", waterhoek, Role.FRONTLINE))
    task = make_task("Voor het team")
    make_task("Voor allen", audience=situation.audience)
    page = dora.get(at(situation)).content.decode()
    assert "Voor allen" in page
    assert "Voor het team" not in page
    for rest in ("nieuw/", f"{task.pk}/", f"{task.pk}/gedaan/", f"{task.pk}/weghalen/"):
        assert dora.post(at(situation, rest), {"text": "Weg"})["Location"] == f"/situaties/{situation.pk}/"
    assert Task.objects.filter(done_on=None).count() == 2


def test_a_task_is_found_in_its_own_situation_alone(
    as_anna: Client, as_carla: Client, anna: Member, make_situation: Make, make_task: Make
) -> None:
    task = make_task()
    other = make_situation(anna, "Een ander plein")
    assert as_anna.post(at(other, f"{task.pk}/gedaan/")).status_code == 404
    assert as_carla.post(at(task.situation, f"{task.pk}/gedaan/")).status_code == 404
    assert Task.objects.get().done_on is None


def test_no_task_goes_out_of_sight(anna: Member, bart: Member, situation: Situation, make_task: Make) -> None:
    for member in (anna, bart):
        make_task(member=member)
    make_task(member=anna, done_on=timezone.localdate())
    remove_from_team(situation, bart, anna)
    assert [str(task.member) for task in Task.objects.order_by("pk")] == ["None", "Bart", "Anna"]


def test_a_team_that_nobody_reads_gets_a_coordinator(anna: Member, fatma: Member, make_situation: Make) -> None:
    alone = make_situation(anna)
    kept = {"municipality": anna.municipality, "audience": alone.team, "keep_until": in_a_year()}
    Task.objects.create(situation=alone, member=anna, text="Bellen", **kept)
    end_access(anna)
    assert Task.objects.get().is_waiting
    assert fatma in alone.team.readers.all()


def test_vandaag_tells_what_is_mine_and_due_soon(as_anna: Client, anna: Member, bart: Member, make_task: Make) -> None:
    today = timezone.localdate()
    make_task("Van mij", member=anna, due_on=today)
    make_task("Van Bart", member=bart, due_on=today)
    make_task("Zonder dag", member=anna)
    page = as_anna.get("/").content.decode()
    assert "Van mij" in page
    assert "Van Bart" not in page
    assert "Zonder dag" not in page
