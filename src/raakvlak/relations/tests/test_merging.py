"""Two parties that turn out to be one: what goes along, what is settled by care, and how it is undone."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member, SearchEntry
from raakvlak.relations.actions import NotTwoError, add_contact_point, make_party, merge, settle_merge, undo_merge
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import ContactPoint, Encounter, Merge, Party, Presence, Promise

Make = Callable[..., Any]
TODAY = timezone.localdate()


@pytest.fixture
def frontline(anna: Member) -> Audience:
    return Audience.objects.frontline_of(anna.municipality)


@pytest.fixture
def fatma_yilmaz(anna: Member, frontline: Audience) -> Party:
    return make_party(anna, audience=frontline, name="Fatma Yılmaz")


@pytest.fixture
def mevrouw_yilmaz(anna: Member, frontline: Audience) -> Party:
    return make_party(anna, audience=frontline, name="mevrouw Yilmaz", description="Van de kade.", languages="Turks")


def merged(member: Member, keeper: Party, other: Party, audience: Audience | None = None, **choices: str) -> Merge:
    done = merge(member, keeper.pk, other.pk, Chosen(audience or keeper.audience, choices))
    for party in (keeper, other):
        party.refresh_from_db()
    return done


def test_talks_promises_and_ways_to_reach_go_along(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "Over de bankjes.", parties=(mevrouw_yilmaz,))
    promise = Promise.objects.create(
        municipality=anna.municipality,
        audience=talk.audience,
        owner=anna,
        party=mevrouw_yilmaz,
        text="Ik bel.",
        keep_until=TODAY,
    )
    add_contact_point(mevrouw_yilmaz, "phone", "06-12345678", is_shielded=False)
    merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    promise.refresh_from_db()
    assert list(talk.parties.all()) == [fatma_yilmaz]
    assert promise.party == fatma_yilmaz
    assert [point.value for point in fatma_yilmaz.contact_points.all()] == ["06-12345678"]
    assert (fatma_yilmaz.description, fatma_yilmaz.languages) == ("Van de kade.", "Turks")
    assert mevrouw_yilmaz.merged_into == fatma_yilmaz
    assert list(Party.objects.visible_to(anna)) == [fatma_yilmaz]


def test_who_was_merged_is_found_as_the_keeper_alone(anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party) -> None:
    merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    assert list(SearchEntry.objects.filter(kind="party").values_list("object_id", flat=True)) == [fatma_yilmaz.pk]


def test_both_in_one_talk_is_once_in_it_and_present_beats_mentioned(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "Met beiden.", parties=(fatma_yilmaz, mevrouw_yilmaz))
    talk.presences.filter(party=fatma_yilmaz).update(is_only_mentioned=True)
    done = merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    assert list(talk.presences.values_list("party", "is_only_mentioned")) == [(fatma_yilmaz.pk, False)]
    undo_merge(anna, done.pk)
    assert set(talk.presences.values_list("party", "is_only_mentioned")) == {
        (fatma_yilmaz.pk, True),
        (mevrouw_yilmaz.pk, False),
    }


def test_the_more_careful_of_both_wins(anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party) -> None:
    early, late = TODAY - datetime.timedelta(days=9), TODAY - datetime.timedelta(days=2)
    soon = TODAY + datetime.timedelta(days=30)
    Party.objects.filter(pk=fatma_yilmaz.pk).update(knows_since_on=early)
    Party.objects.filter(pk=mevrouw_yilmaz.pk).update(is_not_to_be_noted=True, keep_until=soon, knows_since_on=late)
    merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    assert fatma_yilmaz.is_not_to_be_noted
    assert fatma_yilmaz.keep_until == soon
    assert fatma_yilmaz.knows_since_on == late


def test_the_same_number_is_kept_once_and_stays_shielded(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party
) -> None:
    add_contact_point(fatma_yilmaz, "phone", "06-12345678", is_shielded=False)
    add_contact_point(mevrouw_yilmaz, "phone", "+31 6 12345678", is_shielded=True)
    done = merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    assert [point.is_shielded for point in fatma_yilmaz.contact_points.all()] == [True]
    undo_merge(anna, done.pk)
    assert mevrouw_yilmaz.contact_points.count() == 1


def test_one_chooses_between_what_differs(anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party) -> None:
    fatma_yilmaz.description, fatma_yilmaz.languages = "Van het plein.", "Koerdisch"
    fatma_yilmaz.save()
    merged(anna, fatma_yilmaz, mevrouw_yilmaz, name="merged", description="both", languages="merged")
    assert fatma_yilmaz.name == "mevrouw Yilmaz"
    assert fatma_yilmaz.description == "Van het plein.\nVan de kade."
    assert fatma_yilmaz.languages == "Turks"


def test_the_name_that_was_not_chosen_can_be_kept_beside_it(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party
) -> None:
    merge(anna, fatma_yilmaz.pk, mevrouw_yilmaz.pk, Chosen(fatma_yilmaz.audience, keeps_name=True))
    assert [other.name for other in fatma_yilmaz.other_names.all()] == ["mevrouw Yilmaz"]
    undo_merge(anna, Merge.objects.get().pk)
    assert not fatma_yilmaz.other_names.exists()


def test_fields_that_belong_together_stay_together(anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party) -> None:
    today, earlier = TODAY, TODAY - datetime.timedelta(days=9)
    Party.objects.filter(pk=fatma_yilmaz.pk).update(wish="Eens per maand.", wish_from_on=earlier)
    Party.objects.filter(pk=mevrouw_yilmaz.pk).update(
        wish="Liever niet.", wish_from_on=today, consent="Vroeg het zelf.", consented_on=today
    )
    merged(anna, fatma_yilmaz, mevrouw_yilmaz, wish="merged")
    assert (fatma_yilmaz.wish, fatma_yilmaz.wish_from_on) == ("Liever niet.", today)
    assert (fatma_yilmaz.consent, fatma_yilmaz.consented_on) == ("Vroeg het zelf.", today)


def test_undoing_puts_back_what_was_not_changed_since(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "Over de bankjes.", parties=(mevrouw_yilmaz,))
    done = merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    later: Encounter = make_encounter(anna, "Later.", parties=(fatma_yilmaz,))
    fatma_yilmaz.languages = "Turks, Nederlands"
    fatma_yilmaz.save()
    undone = undo_merge(anna, done.pk)
    fatma_yilmaz.refresh_from_db()
    mevrouw_yilmaz.refresh_from_db()
    assert mevrouw_yilmaz.merged_into is None
    assert list(talk.parties.all()) == [mevrouw_yilmaz]
    assert list(later.parties.all()) == [fatma_yilmaz]
    assert (fatma_yilmaz.description, fatma_yilmaz.languages) == ("", "Turks, Nederlands")
    assert undone.fields == ["languages"]


def test_undoing_twice_is_undoing_once(anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party) -> None:
    done = merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    undo_merge(anna, done.pk)
    logged = AccessLogEntry.objects.count()
    undo_merge(anna, done.pk)
    assert AccessLogEntry.objects.count() == logged


def test_one_merged_into_one_who_is_merged_lives_on_in_the_last(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, frontline: Audience, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "Over de bankjes.", parties=(mevrouw_yilmaz,))
    last = make_party(anna, audience=frontline, name="F. Yılmaz")
    first = merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    second = merged(anna, last, fatma_yilmaz)
    mevrouw_yilmaz.refresh_from_db()
    assert mevrouw_yilmaz.merged_into == last
    assert list(talk.parties.all()) == [last]
    undo_merge(anna, second.pk)
    mevrouw_yilmaz.refresh_from_db()
    assert mevrouw_yilmaz.merged_into == fatma_yilmaz
    assert list(talk.parties.all()) == [fatma_yilmaz]
    undo_merge(anna, first.pk)
    assert mevrouw_yilmaz in Party.objects.visible_to(anna)
    assert list(talk.parties.all()) == [mevrouw_yilmaz]


def test_two_ways_at_once_is_one_way(anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party) -> None:
    merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    with pytest.raises(NotTwoError):
        merge(anna, mevrouw_yilmaz.pk, fatma_yilmaz.pk, Chosen(fatma_yilmaz.audience))
    with pytest.raises(NotTwoError):
        merge(anna, fatma_yilmaz.pk, mevrouw_yilmaz.pk, Chosen(fatma_yilmaz.audience))
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("change", [{"kind": "group"}, {"is_anonymous": True}])
def test_what_can_not_be_one_is_not_merged(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, change: dict[str, Any]
) -> None:
    Party.objects.filter(pk=mevrouw_yilmaz.pk).update(**change)
    with pytest.raises(NotTwoError):
        merged(anna, fatma_yilmaz, mevrouw_yilmaz)


def test_only_who_sees_both_merges(anna: Member, bart: Member, carla: Member, fatma_yilmaz: Party) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yilmaz")
    for member in (anna, carla):
        with pytest.raises(NotTwoError):
            merge(member, fatma_yilmaz.pk, klad.pk, Chosen(fatma_yilmaz.audience))
    with pytest.raises(NotTwoError):
        merge(anna, fatma_yilmaz.pk, 10**9, Chosen(fatma_yilmaz.audience))


def test_more_eyes_are_chosen_and_logged(bart: Member, frontline: Audience, fatma_yilmaz: Party) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yilmaz", description="Voor mij.")
    merged(bart, fatma_yilmaz, klad, audience=frontline)
    widened = AccessLogEntry.objects.filter(what=AccessLogEntry.What.PARTY_WIDENED)
    assert list(widened.values_list("subject_id", flat=True)) == [klad.pk]
    assert AccessLogEntry.objects.filter(what=AccessLogEntry.What.PARTY_MERGED).count() == 2


def test_fewer_eyes_can_be_chosen_and_undone(bart: Member, anna: Member, fatma_yilmaz: Party) -> None:
    klad = make_party(bart, audience=Audience.objects.klad_of(bart), name="Fatma Yilmaz")
    done = merged(bart, fatma_yilmaz, klad, audience=klad.audience)
    assert not Party.objects.visible_to(anna).exists()
    undo_merge(bart, done.pk)
    assert list(Party.objects.visible_to(anna)) == [fatma_yilmaz]


def test_a_klad_of_somebody_else_follows_unseen(
    anna: Member, bart: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, make_encounter: Make
) -> None:
    klad: Encounter = make_encounter(
        bart, "Alleen voor mij.", parties=(mevrouw_yilmaz,), audience=Audience.objects.klad_of(bart)
    )
    merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    assert list(klad.parties.all()) == [fatma_yilmaz]


def test_after_its_term_only_a_number_is_left(
    anna: Member, fatma_yilmaz: Party, mevrouw_yilmaz: Party, make_encounter: Make
) -> None:
    add_contact_point(fatma_yilmaz, "phone", "06-12345678", is_shielded=False)
    add_contact_point(mevrouw_yilmaz, "phone", "06-12345678", is_shielded=False)
    done = merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    late: Presence = make_encounter(anna, "Op hetzelfde moment.", parties=(mevrouw_yilmaz,)).presences.get()
    settle_merge(done)
    mevrouw_yilmaz.refresh_from_db()
    late.refresh_from_db()
    assert late.party == fatma_yilmaz
    assert (mevrouw_yilmaz.name, mevrouw_yilmaz.description, mevrouw_yilmaz.languages) == ("", "", "")
    assert mevrouw_yilmaz.merged_into == fatma_yilmaz
    assert not Party.history.filter(id=mevrouw_yilmaz.pk).exists()
    assert ContactPoint.objects.count() == 1


@pytest.mark.parametrize("size", [10, 100])
def test_merging_takes_as_many_queries_for_many_talks(
    anna: Member,
    fatma_yilmaz: Party,
    mevrouw_yilmaz: Party,
    make_encounter: Make,
    django_assert_max_num_queries: Make,
    size: int,
) -> None:
    for number in range(size):
        make_encounter(anna, f"Over bankje {number}.", parties=(mevrouw_yilmaz,))
    with django_assert_max_num_queries(75):
        merged(anna, fatma_yilmaz, mevrouw_yilmaz)
    assert fatma_yilmaz.presences.count() == size
