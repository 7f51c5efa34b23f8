"""Reactions: written down beside each other, never over each other; what is not filled in is nothing."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import merge
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import Party
from raakvlak.resolutions.actions.reactions import How, Said, react
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.people import numbers_of, people_of
from raakvlak.resolutions.tally import Tally, tallies
from raakvlak.resolutions.tests.conftest import filled_in, heard
from raakvlak.resolutions.views.reactions import PEOPLE_AT_ONCE
from raakvlak.situations.actions import show_to
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def at(name: str, situation: Situation, *rest: Any) -> str:
    return reverse(f"resolutions:{name}", args=[situation.pk, *rest])


def tally(option: Option, member: Member) -> Tally:
    return tallies([option], numbers_of(people_of(option.situation, member)), member)[option.pk]


def numbers(option: Option, member: Member) -> dict[str, int]:
    found = tally(option, member)
    places = {name: place.number for name, place in found.places.items() if place.number}
    return {**places, "unheard": found.unheard} | ({"earlier": found.earlier} if found.earlier else {})


def test_a_grid_is_saved_in_one_go(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fence: Option, fatima: Party, henk: Party
) -> None:
    sent = heard(bench, fence, people=(fatima, henk), **{f"r{fatima.pk}-{bench.pk}": "want"})
    sent |= {f"r{henk.pk}-{fence.pk}": "object", f"c{henk.pk}-{fence.pk}": "het laag blijft"}
    response = as_anna.post(at("grid", situation), sent)
    assert response["Location"] == at("matrix", situation)
    first, second = Reaction.objects.order_by("pk")
    assert (first.party, first.option, first.gradient, first.basis, first.written_by) == (
        fatima,
        bench,
        "want",
        "said",
        anna,
    )
    assert (second.condition, second.audience, second.version) == ("het laag blijft", situation.team, 1)
    assert numbers(bench, anna) == {"want": 1, "unheard": 1}


def test_the_same_grid_sent_twice_writes_nothing_twice(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    sent = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want"})
    for _ in range(2):
        as_anna.post(at("grid", situation), sent)
    assert Reaction.objects.count() == 1
    as_anna.post(at("grid", situation), {**sent, f"r{fatima.pk}-{bench.pk}": "unsure"})
    assert Reaction.objects.count() == 2


def test_words_without_a_place_are_asked_about(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    sent = heard(bench, people=(fatima,), **{f"c{fatima.pk}-{bench.pk}": "het laag blijft"})
    response = as_anna.post(at("grid", situation), sent)
    assert response.status_code == 422
    assert "maar geen keuze" in response.content.decode()
    assert "het laag blijft" in response.content.decode()
    assert not Reaction.objects.exists()


def test_an_empty_grid_and_a_wrong_day_are_explained(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    empty = as_anna.post(at("grid", situation), heard(bench, people=(fatima,)))
    assert "Er is nog niets ingevuld" in empty.content.decode()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    late = heard(bench, people=(fatima,), said_on=tomorrow.isoformat(), **{f"r{fatima.pk}-{bench.pk}": "want"})
    assert "Deze dag moet nog komen" in as_anna.post(at("grid", situation), late).content.decode()
    wrong = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "misschien"})
    assert as_anna.post(at("grid", situation), wrong).status_code == 422


def test_two_who_fill_in_the_grid_at_once_both_stand_there(
    as_anna: Client, as_bart: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    anna_sends = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want"})
    bart_sends = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "object"})
    as_anna.post(at("grid", situation), anna_sends)
    response = as_bart.post(at("grid", situation), bart_sends, follow=True)
    assert "Een collega schreef intussen ook iets op van Fatima Yilmaz" in response.content.decode()
    assert list(Reaction.objects.order_by("pk").values_list("gradient", flat=True)) == ["want", "object"]


def test_who_saw_the_newest_hears_of_no_colleague(
    as_bart: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    seen = say(fatima, bench, "want").pk
    sent = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want", f"s{fatima.pk}-{bench.pk}": seen})
    assert "Een collega schreef" not in as_bart.post(at("grid", situation), sent, follow=True).content.decode()


def test_what_was_said_of_the_text_that_was_read_stays_with_that_text(
    as_anna: Client, as_bart: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "unsure")
    sent = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want"})
    as_bart.post(at("edit_option", situation, bench.uuid), filled_in(title="Geen bank", is_other="anders"))
    as_anna.post(at("grid", situation), sent)
    assert Reaction.objects.latest("pk").version == 1
    assert numbers(bench, anna) == {"unheard": 1, "earlier": 1}


def test_what_was_filled_in_for_an_option_that_was_closed_meanwhile_is_kept(
    as_anna: Client, as_bart: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    sent = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want"})
    as_bart.post(at("withdraw_option", situation, bench.uuid), {"because": "Kan niet."})
    as_anna.post(at("grid", situation), sent)
    assert Reaction.objects.get().option == bench


def test_what_was_filled_in_for_who_was_merged_meanwhile_is_kept(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, make_party: Make
) -> None:
    double = make_party(anna, "F. Yilmaz")
    sent = heard(bench, people=(double,), **{f"r{double.pk}-{bench.pk}": "want"})
    merge(anna, fatima.pk, double.pk, Chosen(fatima.audience))
    as_anna.post(at("grid", situation), sent)
    assert Reaction.objects.get().party == fatima


def test_who_is_merged_brings_her_reactions_and_the_newest_counts(
    anna: Member, bench: Option, fatima: Party, make_party: Make, say: Make
) -> None:
    double = make_party(anna, "F. Yilmaz")
    day = timezone.localdate()
    say(fatima, bench, "object", said_on=day - datetime.timedelta(days=3))
    say(double, bench, "live_with", said_on=day)
    assert numbers(bench, anna) == {"object": 1, "live_with": 1, "unheard": 1}
    merge(anna, fatima.pk, double.pk, Chosen(fatima.audience))
    assert numbers(bench, anna) == {"live_with": 1, "unheard": 1}


def test_an_older_day_that_is_written_down_later_is_not_the_newest(
    anna: Member, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    say(fatima, bench, "object", said_on=timezone.localdate() - datetime.timedelta(days=9))
    assert numbers(bench, anna) == {"want": 1, "unheard": 1}


def test_how_it_moved_is_shown(as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make) -> None:
    say(fatima, bench, "unacceptable", words="Te hoog", said_on=timezone.localdate() - datetime.timedelta(days=30))
    say(fatima, bench, "live_with", condition="hij laag is")
    page = as_anna.get(at("party", situation, fatima.pk)).content.decode()
    moved = page[page.index("Hoe het bewoog") :]
    assert moved.index("kan ik mee leven") < moved.index("onaanvaardbaar")
    assert "Te hoog" in moved
    assert "opgeschreven door Anna" in moved


def test_a_mistake_is_taken_back_and_stays_to_be_read(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want", said_on=timezone.localdate() - datetime.timedelta(days=5))
    wrong = say(fatima, bench, "unacceptable")
    here = at("take_back_reaction", situation, wrong.pk)
    assert as_anna.post(here, {"because": ""}).status_code == 422
    for why in ("Dat was Henk.", "Nog eens."):
        as_anna.post(here, {"because": why})
    wrong.refresh_from_db()
    assert wrong.taken_back_because == "Dat was Henk."
    assert numbers(bench, anna) == {"want": 1, "unheard": 1}
    assert "Dat was Henk." in as_anna.get(at("party", situation, fatima.pk)).content.decode()


def test_after_a_talk_the_grid_holds_who_was_there(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, henk: Party, make_encounter: Make
) -> None:
    talk = make_encounter(anna, parties=(fatima,), happened_on=timezone.localdate() - datetime.timedelta(days=4))
    situation.links.create(encounter=talk)
    here = at("grid", situation) + f"?gesprek={talk.uuid}"
    page = as_anna.get(here).content.decode()
    assert "Fatima Yilmaz" in page
    assert "Henk de Boer" not in page
    said_on = talk.happened_on.isoformat()
    sent = heard(bench, people=(fatima,), said_on=said_on, **{f"r{fatima.pk}-{bench.pk}": "want"})
    as_anna.post(here, sent)
    assert Reaction.objects.get().encounter == talk
    assert here.replace("&", "&amp;") in as_anna.get(f"/gesprekken/{talk.uuid}/").content.decode()


def test_what_was_said_in_a_talk_that_is_withdrawn_is_withdrawn_with_it(
    anna: Member, bench: Option, fatima: Party, make_encounter: Make, say: Make
) -> None:
    day = timezone.localdate() - datetime.timedelta(days=5)
    say(fatima, bench, "want", said_on=day)
    talk = make_encounter(anna, parties=(fatima,))
    say(fatima, bench, "object", encounter=talk)
    assert numbers(bench, anna) == {"object": 1, "unheard": 1}
    talk.withdrawn_at = timezone.now()
    talk.save()
    assert numbers(bench, anna) == {"want": 1, "unheard": 1}


def test_a_klad_brings_no_reactions(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, make_encounter: Make
) -> None:
    klad = make_encounter(anna, parties=(fatima,), audience=Audience.objects.klad_of(anna))
    situation.links.create(encounter=klad)
    assert as_anna.get(at("grid", situation) + f"?gesprek={klad.uuid}").status_code == 404
    assert as_anna.get(at("grid", situation) + "?gesprek=onzin").status_code == 404


def test_a_reaction_is_for_nobody_who_may_not_read_its_talk(
    anna: Member, situation: Situation, bench: Option, fatima: Party, make_encounter: Make
) -> None:
    talk = make_encounter(anna, parties=(fatima,), audience=situation.team)
    how = How(situation.audience, timezone.localdate(), "said", uuid.uuid4(), member=anna, encounter=talk)
    react(situation, [Said(fatima.pk, bench.pk, 1, "want")], how)
    assert Reaction.objects.get().audience == situation.team


def test_who_may_see_the_option_and_not_the_party_counts_without_it(
    anna: Member, bart: Member, fatma: Member, bench: Option, make_party: Make, make_situation: Make, say: Make
) -> None:
    hidden = make_party(anna, "Stille Sien", audience=make_situation(anna, "Elders").team)
    say(hidden, bench, "unacceptable", audience=bench.audience)
    assert numbers(bench, anna) == {"unacceptable": 1, "unheard": 2}
    assert numbers(bench, bart) == {"unheard": 2}
    assert not Reaction.objects.within(bart.municipality).visible_to(bart).exists()


def test_who_is_not_in_the_team_counts_what_is_shared_alone(
    anna: Member, fatma: Member, situation: Situation, bench: Option, fatima: Party, henk: Party, say: Make
) -> None:
    say(fatima, bench, "want", audience=situation.audience)
    say(fatima, bench, "unacceptable", audience=situation.team)
    say(henk, bench, "object", audience=situation.team)
    assert numbers(bench, anna) == {"unacceptable": 1, "object": 1, "unheard": 0}
    assert numbers(bench, fatma) == {"want": 1, "unheard": 1}


def test_a_situation_that_becomes_hidden_hides_its_reactions(
    anna: Member, fatma: Member, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want", audience=situation.audience)
    assert Reaction.objects.visible_to(fatma).exists()
    show_to(situation, anna, team_only=True)
    assert not Reaction.objects.visible_to(fatma).exists()
    assert not Option.objects.visible_to(fatma).exists()
    assert Reaction.objects.visible_to(anna).exists()


def test_who_does_not_want_to_be_noted_is_nowhere(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    say(fatima, bench, "want")
    Party.objects.filter(pk=fatima.pk).update(is_not_to_be_noted=True)
    assert numbers(bench, anna) == {"unheard": 1}
    for page in ("matrix", "grid"):
        assert "Fatima" not in as_anna.get(at(page, situation)).content.decode()
    assert as_anna.get(at("party", situation, fatima.pk)).status_code == 404


def test_who_was_only_mentioned_is_not_unheard(
    anna: Member, situation: Situation, bench: Option, make_party: Make, make_encounter: Make
) -> None:
    talk = make_encounter(anna)
    situation.links.create(encounter=talk)
    talk.presences.create(party=make_party(anna, "Genoemd"), is_only_mentioned=True)
    assert numbers(bench, anna) == {"unheard": 2}
    talk.presences.create(party=make_party(anna, "Gesproken"))
    assert numbers(bench, anna) == {"unheard": 3}


def test_a_condition_becomes_an_option_in_two_clicks(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    said = say(fatima, bench, "live_with", condition="hij laag blijft")
    assert f"?voorwaarde={said.pk}" in as_anna.get(at("option", situation, bench.uuid)).content.decode()
    form = as_anna.get(at("add_option", situation) + f"?voorwaarde={said.pk}").context["form"]
    assert form["title"].value() == "Een bank aan het water, mits hij laag blijft"
    assert form["circle"].value() == "team"
    sent = {name: form[name].value() for name in ("title", "text", "circle", "conditions")}
    as_anna.post(at("add_option", situation), {**sent, "uuid": str(uuid.uuid4())})
    made = Option.objects.latest("pk")
    assert made.taken_up.get().reaction == said
    assert not made.reactions.exists()
    assert "verwerkt in" in as_anna.get(at("option", situation, bench.uuid)).content.decode()


def test_a_condition_changes_an_option_and_what_was_said_was_said_before(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, say: Make
) -> None:
    said = say(fatima, bench, "live_with", condition="hij laag blijft")
    form = as_anna.get(at("edit_option", situation, bench.uuid) + f"?voorwaarde={said.pk}").context["form"]
    assert form["text"].value().endswith("Mits hij laag blijft")
    assert form["is_other"].value() == "anders"
    sent = {name: form[name].value() for name in ("title", "text", "circle", "conditions", "is_other")}
    as_anna.post(at("edit_option", situation, bench.uuid), {**sent, "uuid": str(uuid.uuid4())})
    assert numbers(bench, anna) == {"unheard": 1, "earlier": 1}
    assert bench.taken_up.get().reaction == said


def test_a_condition_of_another_situation_begins_nothing(
    as_anna: Client, anna: Member, bench: Option, fatima: Party, make_situation: Make, say: Make
) -> None:
    said = say(fatima, bench, "live_with", condition="hij laag blijft")
    other = make_situation(anna, "Elders")
    form = as_anna.get(at("add_option", other) + f"?voorwaarde={said.pk}").context["form"]
    assert form["title"].value() in {None, ""}


def test_one_party_is_entered_with_its_own_words(
    as_anna: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    cell = f"{fatima.pk}-{bench.pk}"
    sent = heard(bench, people=(fatima,), **{f"r{cell}": "want", f"w{cell}": "Dan zit ik niet alleen."})
    as_anna.post(at("party", situation, fatima.pk), sent)
    assert Reaction.objects.get().words == "Dan zit ik niet alleen."
    assert "Dan zit ik niet alleen." in as_anna.get(at("option", situation, bench.uuid)).content.decode()


def test_who_is_not_in_the_team_reads_and_enters_nothing(
    as_fatma: Client, situation: Situation, bench: Option, fatima: Party
) -> None:
    sent = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want"})
    page = as_fatma.post(at("party", situation, fatima.pk), sent).content.decode()
    assert "nog niet gehoord" in page
    assert as_fatma.post(at("grid", situation), sent).status_code == 302
    assert not Reaction.objects.exists()


def test_after_saving_the_next_people_of_the_grid_come(
    as_anna: Client, anna: Member, situation: Situation, bench: Option, fatima: Party, make_party: Make
) -> None:
    side = situation.sides.get()
    side.parties.add(*(make_party(anna, f"Zus {number:02}") for number in range(PEOPLE_AT_ONCE)))
    here = at("grid", situation) + f"?optie={bench.uuid}"
    sent = heard(bench, people=(fatima,), **{f"r{fatima.pk}-{bench.pk}": "want"})
    onward = as_anna.post(here, sent)["Location"]
    assert f"optie={bench.uuid}" in onward
    assert "Zus 11" in as_anna.get(onward).content.decode()
    assert as_anna.post(onward, {**sent, "key": str(uuid.uuid4())})["Location"] == at("matrix", situation)
