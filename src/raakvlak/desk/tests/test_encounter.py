"""One talk: who sees what of it, and what its author can do."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Area, Audience, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Encounter, Party, Promise
from raakvlak.relations.notes import NewPromise
from raakvlak.situations.references import party_reference, situation_reference

Make = Callable[..., Any]


def page(encounter: Encounter, what: str = "") -> str:
    return f"/gesprekken/{encounter.uuid}/{what}"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_talk_shows_what_i_may_see_of_it(
    as_bart: Client,
    anna: Member,
    bart: Member,
    make_party: Make,
    make_encounter: Make,
    make_situation: Make,
    make_insight: Make,
) -> None:
    hidden = make_party(anna, "Piet Kladder", audience=Audience.objects.klad_of(anna))
    seen = make_party(anna, "Fatima Yilmaz")
    situation, closed = make_situation(anna), make_situation(anna, "Alleen het team")
    closed.audience = closed.team
    closed.save()
    text = f"{party_reference(hidden.pk).token} bij {situation_reference(closed.pk).token}"
    note = make_encounter(anna, text, parties=(hidden, seen), shareable_summary="Deelbaar.")
    for one in (situation, closed):
        one.links.create(encounter=note)
        make_insight(one, anna, encounter=note)
    note.members.add(bart)
    actions.promise_in(note, NewPromise(text="Lamp navragen", party_id=hidden.pk))
    shown = text_of(as_bart, page(note))
    for word in (">iemand<", ">een situatie<", "Fatima Yilmaz", situation.title, "Deelbaar.", "Lamp navragen", "Bart"):
        assert word in shown
    for word in ("Piet", "Alleen het team", "inzicht"):
        assert word not in shown


@pytest.mark.parametrize("what", ["", "geschiedenis/", "aanpassen/", "delen/"])
def test_a_talk_that_i_may_not_see_is_not_there(
    as_bart: Client,
    as_carla: Client,
    as_dirk: Client,
    as_esma: Client,
    client: Client,
    anna: Member,
    make_encounter: Make,
    what: str,
) -> None:
    klad = make_encounter(anna, audience=Audience.objects.klad_of(anna))
    for visitor in (as_bart, as_carla, as_dirk, as_esma):
        assert visitor.get(page(klad, what)).status_code == 404
        assert visitor.get(f"/gesprekken/{uuid.uuid4()}/{what}").status_code == 404
    assert client.get(page(klad, what)).status_code == 302


@pytest.mark.parametrize("what", ["aanpassen/", "vorige/", "intrekken/", "terugzetten/", "delen/", "uitgewerkt/"])
def test_only_its_author_changes_a_note(as_bart: Client, anna: Member, make_encounter: Make, what: str) -> None:
    note = make_encounter(anna)
    assert as_bart.post(page(note, what), {"working_note": "Van Bart."}).status_code == 404
    note.refresh_from_db()
    assert (note.working_note, note.withdrawn_at, note.worked_out_at) == ("Sprak over de bankjes.", None, None)


@pytest.mark.parametrize("what", ["vorige/", "intrekken/", "terugzetten/", "uitgewerkt/"])
def test_what_changes_something_is_not_done_by_looking(
    as_anna: Client, anna: Member, make_encounter: Make, what: str
) -> None:
    assert as_anna.get(page(make_encounter(anna), what)).status_code == 405


def test_correcting_shows_names_as_typed_and_stores_them_as_references(
    as_anna: Client, as_bart: Client, anna: Member, make_party: Make, make_encounter: Make
) -> None:
    one, two = (make_party(anna, "Jan de Boer") for _ in range(2))
    tokens = [party_reference(party.pk).token for party in (one, two)]
    note = make_encounter(anna, "{} en {}".format(*tokens), parties=(one,))
    shown = text_of(as_anna, page(note, "aanpassen/"))
    assert "@Jan de Boer en @Jan de Boer (2)" in shown
    values = {"working_note": "Niet @Jan de Boer maar @Jan de Boer (2)", "party": [one.pk]}
    response = as_anna.post(page(note, "aanpassen/"), values)
    assert response["Location"] == page(note, "?klaar=aangepast")
    note.refresh_from_db()
    assert note.working_note == "Niet {} maar {}".format(*tokens)
    assert "aangepast op" in text_of(as_bart, page(note))
    earlier = text_of(as_bart, page(note, "geschiedenis/"))
    assert "genoteerd" in earlier
    assert "aangepast" in earlier


def test_correcting_wrongly_keeps_what_was_typed(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna)
    response = as_anna.post(page(note, "aanpassen/"), {"working_note": "Nieuw.", "happened_on": "2150-01-01"})
    assert "Nieuw." in response.content.decode()
    note.refresh_from_db()
    assert note.working_note == "Sprak over de bankjes."


def test_correcting_never_changes_who_reads(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna, audience=Audience.objects.klad_of(anna))
    frontline = Audience.objects.frontline_of(anna.municipality)
    as_anna.post(page(note, "aanpassen/"), {"working_note": "Nieuw.", "audience": frontline.pk})
    note.refresh_from_db()
    assert note.working_note == "Nieuw."
    assert note.audience.is_klad


def test_correcting_asks_about_special_data_and_adds_promises_and_situations(
    as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make
) -> None:
    kept, gone = make_situation(anna, "Blijft"), make_situation(anna, "Weg")
    note = make_encounter(anna)
    for situation in (kept, gone):
        situation.links.create(encounter=note)
    values = {"working_note": "Zij is ziek.", "situation": [kept.pk], "promise_rows": "1", "promise-0-text": "Bellen"}
    assert "Is dit nodig?" in as_anna.post(page(note, "aanpassen/"), values).content.decode()
    as_anna.post(page(note, "aanpassen/"), {**values, "asked": "health"})
    assert Promise.objects.get().encounter == note
    assert [link.situation for link in note.links.all()] == [kept]


def test_a_correction_is_undone(as_anna: Client, anna: Member, make_party: Make, make_encounter: Make) -> None:
    note = make_encounter(anna, "Eerst.", parties=(make_party(anna),))
    assert as_anna.post(page(note, "vorige/")).status_code == 302
    as_anna.post(page(note, "aanpassen/"), {"working_note": "Later."})
    assert "Ongedaan maken" in text_of(as_anna, page(note, "?klaar=aangepast"))
    as_anna.post(page(note, "vorige/"))
    note.refresh_from_db()
    assert note.working_note == "Eerst."


def test_a_correction_is_undone_also_when_its_area_was_removed(
    as_anna: Client, anna: Member, make_encounter: Make
) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="Noord")
    note = make_encounter(anna, "Eerst.", area=area)
    as_anna.post(page(note, "aanpassen/"), {"working_note": "Later.", "area": area.pk})
    area.delete()
    assert as_anna.post(page(note, "vorige/")).status_code == 302
    note.refresh_from_db()
    assert (note.working_note, note.area) == ("Eerst.", None)


@pytest.mark.parametrize("what", ["intrekken/", "uitgewerkt/"])
@pytest.mark.parametrize(
    "asked", ["kwaad", "//kwaad.example", "/\\kwaad.example", "https://kwaad.example", "desk:today"]
)
def test_one_goes_on_to_an_address_of_ours_only(
    as_anna: Client, anna: Member, make_encounter: Make, what: str, asked: str
) -> None:
    note = make_encounter(anna)
    assert as_anna.post(page(note, what), {"next": asked})["Location"].startswith(page(note))
    assert as_anna.post(page(note, what), {"next": "/gesprekken/?cursor=x"})["Location"] == "/gesprekken/?cursor=x"


def test_a_withdrawn_note_keeps_its_text_for_its_author_alone(
    as_anna: Client, as_bart: Client, anna: Member, make_encounter: Make
) -> None:
    note = make_encounter(anna, "Te snel opgeschreven.")
    actions.promise_in(note, NewPromise(text="Lamp navragen"))
    assert as_anna.post(page(note, "intrekken/"))["Location"] == page(note, "?klaar=ingetrokken")
    assert "Te snel" in text_of(as_anna, page(note, "?klaar=ingetrokken"))
    shown = text_of(as_bart, page(note))
    assert "ingetrokken" in shown
    assert "Te snel" not in shown
    assert "Lamp" not in shown
    assert as_bart.get(page(note, "geschiedenis/")).status_code == 404
    assert as_anna.get(page(note, "geschiedenis/")).status_code == 200
    for what in ("aanpassen/", "delen/"):
        assert as_anna.get(page(note, what)).status_code == 404
    assert page(note) in text_of(as_anna, "/gesprekken/?ingetrokken=1")
    as_anna.post(page(note, "terugzetten/"))
    assert "Te snel" in text_of(as_bart, page(note))
    assert "teruggezet" in text_of(as_bart, page(note, "geschiedenis/"))


def test_after_thirty_days_a_withdrawn_note_stays_withdrawn(
    as_anna: Client, anna: Member, make_encounter: Make
) -> None:
    note = make_encounter(anna, withdrawn_at=timezone.now() - datetime.timedelta(days=31))
    response = as_anna.post(page(note, "terugzetten/"), follow=True)
    assert "meer dan 30 dagen geleden" in response.content.decode()


def test_withdrawing_leads_nowhere_else(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna)
    for elsewhere in ("https://boos.example/", "//boos.example", "javascript:alert(1)"):
        assert as_anna.post(page(note, "intrekken/"), {"next": elsewhere})["Location"] == page(
            note, "?klaar=ingetrokken"
        )
    assert as_anna.post(page(note, "intrekken/"), {"next": "/noteer/reeks/"})["Location"] == "/noteer/reeks/"


def test_sharing_a_klad_tells_what_goes_along_and_does_it_after_a_yes(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, make_situation: Make, make_insight: Make
) -> None:
    klad, frontline = Audience.objects.klad_of(anna), Audience.objects.frontline_of(anna.municipality)
    key, situation = uuid.uuid4(), make_situation(anna)
    as_anna.post("/noteer/", {"working_note": "@Truus belt.", "new_party": ["Truus"], "audience": klad.pk, "key": key})
    note = Encounter.objects.get(uuid=key)
    mine = make_insight(situation, anna, "Van mij.", encounter=note, audience=klad)
    assert "Truus" in text_of(as_anna, page(note, "delen/"))
    assert as_anna.post(page(note, "delen/"), {}).status_code == 200
    assert as_bart.get(page(note)).status_code == 404
    response = as_anna.post(page(note, "delen/"), {"audience": frontline.pk}, follow=True)
    assert "De notitie is gedeeld." in response.content.decode()
    assert "Truus" in text_of(as_bart, page(note))
    mine.refresh_from_db()
    assert mine.audience == frontline
    assert AccessLogEntry.objects.get().subject_id == note.pk
    history = text_of(as_bart, page(note, "geschiedenis/"))
    assert "gedeeld" in history
    assert "genoteerd" not in history


def test_sharing_with_a_team_links_to_its_situation(
    as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make
) -> None:
    note, situation = make_encounter(anna, audience=Audience.objects.klad_of(anna)), make_situation(anna)
    assert situation.title in text_of(as_anna, page(note, "delen/"))
    as_anna.post(page(note, "delen/"), {"audience": situation.team_id})
    note.refresh_from_db()
    assert note.audience == situation.team
    assert [link.situation for link in note.links.all()] == [situation]


def test_what_colleagues_learned_stays_for_their_own_eyes(
    as_anna: Client, anna: Member, bart: Member, make_encounter: Make, make_situation: Make, make_insight: Make
) -> None:
    situation = make_situation(anna, team=(bart,))
    note = make_encounter(anna, audience=situation.team)
    theirs = make_insight(situation, bart, encounter=note)
    as_anna.post(page(note, "delen/"), {"audience": Audience.objects.frontline_of(anna.municipality).pk})
    theirs.refresh_from_db()
    assert theirs.audience == situation.team


def test_a_note_can_not_be_shared_with_a_circle_that_is_not_mine_or_not_wider(
    as_anna: Client, anna: Member, bart: Member, make_encounter: Make, make_situation: Make
) -> None:
    note = make_encounter(anna, audience=make_situation(anna).team)
    for audience in (make_situation(bart).team_id, make_situation(anna).team_id, Audience.objects.klad_of(anna).pk):
        assert as_anna.post(page(note, "delen/"), {"audience": audience}).status_code == 200
    note.refresh_from_db()
    assert note.audience.kind == Audience.Kind.TEAM
    shared = make_encounter(anna)
    assert "kan deze notitie al lezen" in text_of(as_anna, page(shared, "delen/"))


def test_a_note_is_worked_out_and_that_is_undone(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna)
    assert "Sprak over" in text_of(as_anna, "/gesprekken/?uitwerken=1")
    as_anna.post(page(note, "uitgewerkt/"))
    assert "Alles is uitgewerkt" in text_of(as_anna, "/gesprekken/?uitwerken=1")
    as_anna.post(page(note, "uitgewerkt/"))
    assert "Sprak over" in text_of(as_anna, "/gesprekken/?uitwerken=1")


def test_a_colleague_who_was_there_can_write_her_own_note(as_bart: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna)
    assert f"/noteer/?bij={note.uuid}" in text_of(as_bart, page(note))


@pytest.mark.parametrize("number", [10, 100])
def test_the_page_of_a_talk_takes_a_constant_number_of_queries(
    as_anna: Client,
    anna: Member,
    make_party: Make,
    make_encounter: Make,
    django_assert_max_num_queries: Make,
    number: int,
) -> None:
    note = make_encounter(anna, parties=tuple(make_party(anna, f"Mens {one}") for one in range(number)))
    for party in Party.objects.all():
        actions.promise_in(note, NewPromise(text="Bellen", party_id=party.pk))
    with django_assert_max_num_queries(14):
        assert text_of(as_anna, page(note)).count('id="belofte-') == number


def test_a_channel_that_was_switched_off_stays_with_the_notes_that_have_it(
    as_anna: Client, anna: Member, make_encounter: Make
) -> None:
    note = make_encounter(anna, channel="street")
    anna.municipality.channels_off = ["street"]
    anna.municipality.save()
    as_anna.post(page(note, "aanpassen/"), {"working_note": "Nieuw.", "channel": "street"})
    note.refresh_from_db()
    assert (note.working_note, note.channel) == ("Nieuw.", "street")


def test_the_author_sees_in_the_history_that_she_shared_it(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    note = make_encounter(anna, audience=Audience.objects.klad_of(anna))
    as_anna.post(page(note, "delen/"), {"audience": Audience.objects.frontline_of(anna.municipality).pk})
    as_anna.post(page(note, "uitgewerkt/"))
    shown = text_of(as_anna, page(note, "geschiedenis/"))
    assert "met meer mensen gedeeld" in shown
    assert "genoteerd" in shown
