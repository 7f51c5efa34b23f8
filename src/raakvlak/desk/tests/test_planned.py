"""Talks that are planned: made once, seen by who may, changed by who goes."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.relations.actions import Plan
from raakvlak.relations.actions import appointments as actions
from raakvlak.relations.models import Appointment, Encounter, Party, Promise

LIST = "/gesprekken/gepland/"
NEW = "/gesprekken/gepland/nieuw/"


def tomorrow() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=1)


def frontline(member: Member) -> Audience:
    return Audience.objects.frontline_of(member.municipality)


def planned(member: Member, *parties: Party, audience: Audience | None = None, **values: Any) -> Appointment:
    """Plan a talk for tomorrow that all frontline may know of, unless told otherwise."""
    wanted = Plan(**{"planned_on": tomorrow(), "party_ids": frozenset(party.pk for party in parties), **values})
    return actions.plan(member, audience or frontline(member), wanted).appointment


def at(appointment: Appointment, action: str = "") -> str:
    return f"{LIST}{appointment.uuid}/{action}"


def filled(me: Member, **values: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "planned_on": tomorrow().isoformat(),
        "audience": frontline(me).pk,
        "questions": "Hoe gaat het met de moestuin?",
        **values,
    }


def test_a_talk_is_planned_with_somebody_new_and_with_questions(as_anna: Client, anna: Member) -> None:
    answer = as_anna.post(NEW, filled(anna, who="Mieke van Loon", clock_time="14:30", place="het buurthuis"))
    one = Appointment.objects.get()
    assert answer["Location"] == at(one)
    assert list(one.parties.values_list("name", flat=True)) == ["Mieke van Loon"]
    assert list(one.members.all()) == [anna]
    assert (one.clock_time, one.place) == (datetime.time(14, 30), "het buurthuis")
    assert one.keep_until == tomorrow() + datetime.timedelta(days=90)
    page = as_anna.get(at(one)).content.decode()
    assert "Hoe gaat het met de moestuin?" in page
    assert "Mieke van Loon" in page


def test_the_same_plan_twice_is_one_plan(as_anna: Client, anna: Member) -> None:
    sent = filled(anna, who="Mieke")
    first, second = as_anna.post(NEW, sent), as_anna.post(NEW, sent)
    assert first["Location"] == second["Location"]
    assert Appointment.objects.count() == 1
    assert Party.objects.count() == 1


def test_the_key_of_somebody_else_leads_nowhere(as_bart: Client, anna: Member, bart: Member) -> None:
    theirs = planned(anna)
    assert as_bart.post(NEW, filled(bart, key=str(theirs.uuid))).status_code == 404


def test_a_klad_ends_thirty_days_after_its_day(anna: Member) -> None:
    day = tomorrow() + datetime.timedelta(days=50)
    one = planned(anna, audience=Audience.objects.klad_of(anna), planned_on=day)
    assert one.keep_until == day + datetime.timedelta(days=30)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"planned_on": "2020-01-01"}, "Deze dag is al geweest"),
        ({"planned_on": ""}, "Kies nog een dag"),
        ({"clock_time": "half drie"}, "Schrijf hem zo: 14:30"),
        ({"place": "Dorpsstraat 12"}, "Zet hier geen adres"),
        ({"place": "1234 AB"}, "Zet hier geen adres"),
        ({"questions": ""}, "Vul in met wie je praat"),
        ({"questions": "BSN 111222333"}, "BSN"),
        ({"questions": "nul\x00"}, "NUL"),
        ({"situation": ["1", "2"]}, "Kies één situatie"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(
    as_anna: Client, anna: Member, values: dict[str, Any], words: str
) -> None:
    answer = as_anna.post(NEW, filled(anna, **{"part_of_day": "evening", **values}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="evening"' in page
    assert not Appointment.objects.exists()


def test_special_data_calls_for_a_question_once(as_anna: Client, anna: Member) -> None:
    sent = filled(anna, questions="Vraag naar de moskee en het geloof.")
    page = as_anna.post(NEW, sent).content.decode()
    assert "Is dit nodig?" in page
    assert not Appointment.objects.exists()
    asked = page.split('name="asked" value="')[1].split('"')[0]
    assert as_anna.post(NEW, {**sent, "asked": asked}).status_code == 302


def test_who_does_not_want_to_be_noted_is_kept_out(as_anna: Client, anna: Member, make_party: Any) -> None:
    stil = make_party(anna, "Stille Sjaak", is_not_to_be_noted=True)
    answer = as_anna.post(NEW, filled(anna, party=[stil.pk], questions="Wat wil @Stille Sjaak?"), follow=True)
    one = Appointment.objects.get()
    assert not one.parties.exists()
    assert one.questions == "Wat wil iemand?"
    assert "wil niet genoteerd worden" in answer.content.decode()


def test_a_colleague_who_can_not_read_it_does_not_go_along_silently(
    as_anna: Client, anna: Member, bart: Member
) -> None:
    sent = filled(anna, member=[bart.pk], audience=Audience.objects.klad_of(anna).pk)
    answer = as_anna.post(NEW, sent)
    assert "Bart kan dit niet lezen" in answer.content.decode()
    assert as_anna.post(NEW, {**sent, "audience": frontline(anna).pk}).status_code == 302
    assert set(Appointment.objects.get().members.all()) == {anna, bart}


def test_only_who_may_know_sees_it_anywhere(
    as_anna: Client, as_bart: Client, anna: Member, make_party: Any, make_situation: Any
) -> None:
    mieke = make_party(anna, "Mieke")
    situation = make_situation(anna)
    as_anna.post(NEW, filled(anna, audience=Audience.objects.klad_of(anna).pk, party=[mieke.pk], place="Zwanenzang",
                             situation=[situation.pk]))  # fmt: skip
    one = Appointment.objects.get()
    for path in (LIST, "/", f"/mensen/{mieke.pk}/", f"/situaties/{situation.pk}/"):
        assert "Zwanenzang" in as_anna.get(path).content.decode(), path
        assert "Zwanenzang" not in as_bart.get(path).content.decode(), path
    assert as_bart.get(at(one)).status_code == 404


@pytest.mark.parametrize("action", ["", "aanpassen/", "achteraf/", "geweest/", "niet-door/", "terugzetten/"])
def test_nobody_else_comes_near(
    client: Client, as_carla: Client, as_dirk: Client, as_esma: Client, anna: Member, action: str
) -> None:
    one = planned(anna)
    assert (as_carla.post if action else as_carla.get)(at(one, action)).status_code == 404
    assert (as_dirk.post if action else as_dirk.get)(at(one, action)).status_code == 403
    assert (as_esma.post if action else as_esma.get)(at(one, action)).status_code == 403
    assert (client.post if action else client.get)(at(one, action)).status_code in {302, 403}


@pytest.mark.parametrize("action", ["aanpassen/", "achteraf/", "geweest/", "niet-door/", "terugzetten/"])
def test_who_does_not_go_changes_nothing(as_bart: Client, bart: Member, anna: Member, action: str) -> None:
    one = planned(anna)
    assert as_bart.get(at(one)).status_code == 200
    assert as_bart.post(at(one, action), filled(bart, working_note="Hoi")).status_code == 404
    one.refresh_from_db()
    assert not one.is_over


def test_it_is_moved_and_an_unseen_guest_stays(as_anna: Client, anna: Member, bart: Member, make_party: Any) -> None:
    hidden = make_party(bart, "Verborgen", audience=Audience.objects.klad_of(bart))
    one = planned(anna)
    one.parties.add(hidden)
    day = tomorrow() + datetime.timedelta(days=7)
    assert "Hoe gaat" not in as_anna.get(at(one, "aanpassen/")).content.decode()
    assert as_anna.post(at(one, "aanpassen/"), filled(anna, planned_on=day.isoformat())).status_code == 302
    one.refresh_from_db()
    assert one.planned_on == day
    assert one.keep_until == day + datetime.timedelta(days=90)
    assert list(one.parties.all()) == [hidden]
    assert "Verborgen" not in as_anna.get(at(one)).content.decode()


def test_letting_more_people_know_is_written_down(as_anna: Client, anna: Member) -> None:
    one = planned(anna, audience=Audience.objects.klad_of(anna))
    as_anna.post(at(one, "aanpassen/"), filled(anna))
    one.refresh_from_db()
    assert one.audience == frontline(anna)
    assert AccessLogEntry.objects.filter(what="audience_widened", subject_id=one.pk).count() == 1


def test_letting_another_team_know_is_written_down(anna: Member, make_situation: Any) -> None:
    one, wanted = planned(anna, audience=make_situation(anna).team), Plan(planned_on=tomorrow())
    other = make_situation(anna, "Een ander").team
    for _twice in range(2):
        actions.replan(one, anna, other, wanted)
    assert AccessLogEntry.objects.filter(what="audience_widened", subject_id=one.pk).count() == 1


def test_it_is_called_off_and_put_back(as_anna: Client, anna: Member) -> None:
    one = planned(anna)
    assert "Gaat dit gesprek niet door?" in as_anna.get(at(one, "niet-door/")).content.decode()
    for _ in range(2):
        as_anna.post(at(one, "niet-door/"))
    one.refresh_from_db()
    assert one.cancelled_at
    assert as_anna.get(at(one, "aanpassen/")).status_code == 404
    assert "gaat niet door" in as_anna.get(LIST, {"geweest": "on"}).content.decode()
    as_anna.post(at(one, "terugzetten/"))
    one.refresh_from_db()
    assert not one.is_over


def test_the_list_is_searched_by_a_name_that_one_may_see(
    as_anna: Client, anna: Member, bart: Member, make_party: Any
) -> None:
    planned(anna, make_party(anna, "Mieke van Loon"), place="bij de eik")
    hidden = make_party(bart, "Zwaan", audience=Audience.objects.klad_of(bart))
    planned(anna, hidden, place="bij de beuk")
    found = as_anna.get(LIST, {"zoek": "loon"}).content.decode()
    assert "bij de eik" in found
    assert "bij de beuk" not in found
    assert "bij de beuk" not in as_anna.get(LIST, {"zoek": "zwaan"}).content.decode()


def test_the_list_is_paged_with_a_total(as_anna: Client, anna: Member) -> None:
    for days in range(30):
        planned(anna, planned_on=tomorrow() + datetime.timedelta(days=days), place=f"plek {days:02}")
    page = as_anna.get(LIST)
    assert "30 geplande gesprekken" in page.content.decode()
    assert "plek 24" in page.content.decode()
    assert "plek 25" not in page.content.decode()
    further = as_anna.get(LIST, {"cursor": page.context["page"].older}).content.decode()
    assert "plek 25" in further
    assert "plek 24" not in further


@pytest.mark.parametrize("path", [LIST, "/"])
def test_a_longer_list_takes_no_more_queries(
    as_anna: Client, anna: Member, make_party: Any, django_assert_max_num_queries: Any, path: str
) -> None:
    counts = []
    for number in (10, 90):
        for one in range(number):
            planned(anna, make_party(anna, f"Mieke {number} {one}"))
        as_anna.get(path)
        with django_assert_max_num_queries(40) as asked:
            as_anna.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_today_asks_how_it_went(as_anna: Client, as_bart: Client, anna: Member) -> None:
    one = planned(anna, place="bij de eik")
    Appointment.objects.filter(pk=one.pk).update(planned_on=timezone.localdate() - datetime.timedelta(days=2))
    page = as_anna.get("/").content.decode()
    assert "bij de eik" in page
    assert "hoe ging het?" in page
    assert "bij de eik" not in as_bart.get("/").content.decode()


def test_what_was_heard_and_promised_becomes_one_note(
    as_anna: Client, anna: Member, make_party: Any, make_situation: Any
) -> None:
    mieke, situation = make_party(anna, "Mieke"), make_situation(anna)
    as_anna.post(NEW, filled(anna, party=[mieke.pk], situation=[situation.pk]))
    one = Appointment.objects.get()
    form = as_anna.get(at(one, "achteraf/"))
    assert 'value="theirs"' in form.content.decode()
    sent = {
        "key": str(uuid.uuid4()),
        "working_note": "De moestuin mag groter.",
        "party": [mieke.pk],
        "situation": [situation.pk],
        "audience": frontline(anna).pk,
        "promise_rows": "2",
        "promise-0-text": "Ik bel de groendienst.",
        "promise-0-direction": "ours",
        "promise-1-text": "Zij vraagt de buren.",
        "promise-1-direction": "theirs",
        "is_read_back": "on",
    }
    for _ in range(2):
        assert as_anna.post(at(one, "achteraf/"), sent).status_code == 302
    talk = Encounter.objects.get()
    one.refresh_from_db()
    assert one.encounter == talk
    assert one.done_at
    assert talk.read_back_on == talk.happened_on
    assert list(talk.parties.all()) == [mieke]
    assert list(talk.situations.all()) == [situation]
    told = Promise.objects.order_by("pk").values_list("text", "direction", "party")
    assert list(told) == [
        ("Ik bel de groendienst.", "ours", mieke.pk),
        ("Zij vraagt de buren.", "theirs", mieke.pk),
    ]
    assert as_anna.get(at(one, "achteraf/"))["Location"] == f"/gesprekken/{talk.uuid}/"
    assert "teruggelezen op" in as_anna.get(f"/gesprekken/{talk.uuid}/").content.decode()


def test_who_comes_second_keeps_her_own_words(as_anna: Client, as_bart: Client, anna: Member, bart: Member) -> None:
    one = planned(anna, member_ids=frozenset({bart.pk}))
    for who, words in ((as_anna, "Eerst Anna."), (as_bart, "Dan Bart.")):
        sent = {"key": str(uuid.uuid4()), "working_note": words, "audience": frontline(anna).pk, "promise_rows": "0"}
        assert who.post(at(one, "achteraf/"), sent).status_code == 302
    assert set(Encounter.objects.values_list("working_note", flat=True)) == {"Eerst Anna.", "Dan Bart."}
    one.refresh_from_db()
    assert one.encounter is not None
    assert one.encounter.working_note == "Eerst Anna."


def test_an_empty_note_says_so_and_keeps_the_rest(as_anna: Client, anna: Member) -> None:
    one = planned(anna)
    sent = {"working_note": "", "promise_rows": "1", "promise-0-text": "Ik bel de groendienst."}
    page = as_anna.post(at(one, "achteraf/"), sent).content.decode()
    assert "Schrijf eerst iets op" in page
    assert "Ik bel de groendienst." in page


def test_other_words_take_the_mark_of_reading_back_away(as_anna: Client, anna: Member, make_encounter: Any) -> None:
    talk = make_encounter(anna, "Eerst zo.", read_back_on=timezone.localdate())
    as_anna.post(f"/gesprekken/{talk.uuid}/aanpassen/", {"working_note": "Dan zo.", "promise_rows": "0"})
    talk.refresh_from_db()
    assert talk.working_note == "Dan zo."
    assert talk.read_back_on is None


def test_held_without_a_note_is_over(as_anna: Client, anna: Member) -> None:
    one = planned(anna)
    as_anna.post(at(one, "geweest/"))
    one.refresh_from_db()
    assert one.done_at
    assert one.encounter is None


def test_a_row_ends_with_its_term(anna: Member) -> None:
    one = planned(anna)
    assert one.keep_until < in_a_year()
