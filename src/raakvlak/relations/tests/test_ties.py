"""Who belongs to an organisation, and who brought us together: for whose eyes, since when, and told to the person."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member, SearchEntry
from raakvlak.relations.actions import MergedError, affiliate, correct_party, introduce, remove_tie
from raakvlak.relations.findable import party_entries
from raakvlak.relations.models import Affiliation, Introduction, Party

Make = Callable[..., Any]
TOLD = datetime.date(2026, 5, 3)


@pytest.fixture
def club(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna, "Huurdersvereniging", kind="organisation")
    return party


def test_somebody_belongs_to_an_organisation(anna: Member, club: Party, make_party: Make) -> None:
    fatima = make_party(anna)
    role = affiliate(anna, fatima, club, role="bestuur", is_speaking_for=True, told_on=TOLD)
    assert list(Affiliation.objects.within(anna.municipality).visible_to(anna).current()) == [role]
    assert list(club.affiliated.all()) == [role]


def test_the_same_role_twice_is_one(anna: Member, club: Party, make_party: Make) -> None:
    fatima = make_party(anna)
    roles = {affiliate(anna, fatima, club, role="bestuur", told_on=TOLD).pk for _ in range(2)}
    assert len(roles) == 1
    with pytest.raises(IntegrityError):
        Affiliation.objects.bulk_create([Affiliation(**values_of(Affiliation.objects.get()))])


def values_of(row: Affiliation) -> dict[str, Any]:
    names = ("municipality", "audience", "party", "organisation", "role", "told_on")
    return {name: getattr(row, name) for name in names}


def test_what_ended_is_no_longer_current(anna: Member, club: Party, make_party: Make) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ended = affiliate(anna, make_party(anna), club, until_on=yesterday, told_on=TOLD)
    last_day = affiliate(anna, make_party(anna, "Bram"), club, until_on=timezone.localdate(), told_on=TOLD)
    assert list(Affiliation.objects.current()) == [last_day]
    assert (ended.is_current, last_day.is_current) == (False, True)


def test_it_can_not_end_before_it_began(anna: Member, club: Party, make_party: Make) -> None:
    with pytest.raises(IntegrityError):
        affiliate(anna, make_party(anna), club, since_on=TOLD, until_on=datetime.date(2026, 5, 2), told_on=TOLD)


def test_nothing_is_tied_without_telling(anna: Member, club: Party, make_party: Make) -> None:
    with pytest.raises(IntegrityError):
        affiliate(anna, make_party(anna), club, told_on=None)


@pytest.mark.parametrize("end", ["party", "organisation"])
def test_a_tie_is_never_for_more_eyes_than_its_ends(
    anna: Member, bart: Member, make_party: Make, make_situation: Make, end: str
) -> None:
    klad, team = Audience.objects.klad_of(anna), make_situation(anna, team=(bart,)).team
    for narrow, breadth in ((klad, 0), (team, 1)):
        for other in ({}, {"audience": narrow}):
            ends = {"party": make_party(anna, **other), "organisation": make_party(anna, kind="organisation", **other)}
            ends[end].audience = narrow
            ends[end].save()
            assert affiliate(anna, *ends.values(), told_on=TOLD).audience.breadth == breadth


def test_between_two_teams_it_is_for_its_writer_alone(
    anna: Member, bart: Member, make_party: Make, make_situation: Make
) -> None:
    fatima = make_party(anna, audience=make_situation(anna).team)
    club = make_party(anna, kind="organisation", audience=make_situation(anna, team=(bart,)).team)
    role = affiliate(anna, fatima, club, told_on=TOLD)
    assert list(Affiliation.objects.visible_to(Member.objects.get(pk=anna.pk))) == [role]
    assert not Affiliation.objects.visible_to(bart).exists()


def test_who_may_not_see_an_end_does_not_see_the_tie(anna: Member, bart: Member, club: Party, make_party: Make) -> None:
    affiliate(anna, make_party(anna), club, told_on=TOLD)
    Party.objects.filter(pk=club.pk).update(audience=Audience.objects.klad_of(anna))
    assert not Affiliation.objects.visible_to(bart).exists()


def test_a_role_is_shared_along_with_the_person(anna: Member, bart: Member, club: Party, make_party: Make) -> None:
    fatima = make_party(anna, audience=Audience.objects.klad_of(anna))
    affiliate(anna, fatima, club, told_on=TOLD)
    introduce(anna, fatima, by_member=bart, told_on=TOLD)
    assert not Affiliation.objects.visible_to(bart).exists()
    correct_party(fatima, {"audience": Audience.objects.frontline_of(anna.municipality)}, anna)
    assert Affiliation.objects.visible_to(bart).exists()
    assert Introduction.objects.visible_to(bart).exists()


def test_another_municipality_sees_no_tie(anna: Member, carla: Member, club: Party, make_party: Make) -> None:
    affiliate(anna, make_party(anna), club, told_on=TOLD)
    assert not Affiliation.objects.visible_to(carla).exists()


def test_what_is_removed_is_gone_from_history_too(anna: Member, club: Party, make_party: Make) -> None:
    role = affiliate(anna, make_party(anna), club, told_on=TOLD)
    remove_tie(role)
    assert not Affiliation.objects.exists()
    assert not Affiliation.history.exists()


def test_somebody_is_introduced_by_one(anna: Member, bart: Member, make_party: Make) -> None:
    fatima, bram = make_party(anna), make_party(anna, "Bram")
    introduce(anna, fatima, by_member=bart, told_on=TOLD)
    introduce(anna, fatima, by_party=bram, told_on=TOLD)
    found = Introduction.objects.get()
    assert (found.by_party, found.by_member) == (bram, None)
    with pytest.raises(IntegrityError):
        introduce(anna, fatima, told_on=TOLD)


def test_nobody_introduces_herself(anna: Member, make_party: Make) -> None:
    fatima = make_party(anna)
    with pytest.raises(IntegrityError):
        introduce(anna, fatima, by_party=fatima, told_on=TOLD)


def test_what_somebody_wrote_for_herself_is_neither_written_over_nor_told(
    anna: Member, bart: Member, make_party: Make
) -> None:
    fatima = make_party(anna)
    secret = make_party(anna, "Bram", audience=Audience.objects.klad_of(anna))
    own = introduce(anna, fatima, by_party=secret, told_on=TOLD)
    shared = introduce(bart, fatima, by_member=bart, told_on=TOLD)
    assert {own, shared} == set(Introduction.objects.all())
    assert Introduction.objects.visible_to(anna).of_smallest_circle() == own
    assert Introduction.objects.visible_to(bart).of_smallest_circle() == shared


def test_a_role_in_a_klad_does_not_stand_in_the_way_of_a_colleague(
    anna: Member, bart: Member, make_party: Make, make_situation: Make
) -> None:
    fatima = make_party(anna, audience=make_situation(anna, team=(bart,)).team)
    club = make_party(anna, kind="organisation", audience=make_situation(anna, team=(bart,)).team)
    hers = affiliate(anna, fatima, club, role="bestuur", told_on=TOLD)
    his = affiliate(bart, fatima, club, role="bestuur", told_on=TOLD)
    assert (hers.audience, his.audience) == (Audience.objects.klad_of(anna), Audience.objects.klad_of(bart))


def test_two_roles_that_ended_alike_are_no_trouble(anna: Member, club: Party, make_party: Make) -> None:
    fatima, last = make_party(anna), {"role": "bestuur", "told_on": TOLD, "until_on": TOLD}
    first = affiliate(anna, fatima, club, **last)
    Affiliation.objects.bulk_create([Affiliation(**values_of(first), until_on=TOLD)])
    assert affiliate(anna, fatima, club, **last) == first


def test_what_the_wider_circle_has_already_stays_with_both(anna: Member, club: Party, make_party: Make) -> None:
    frontline, klad = Audience.objects.frontline_of(anna.municipality), Audience.objects.klad_of(anna)
    fatima = make_party(anna, audience=klad)
    own = affiliate(anna, fatima, club, role="bestuur", told_on=TOLD)
    Affiliation.objects.bulk_create([Affiliation(**{**values_of(own), "audience": frontline})])
    correct_party(fatima, {"audience": frontline}, anna)
    own.refresh_from_db()
    assert own.audience == klad


def test_a_correction_leaves_alone_what_it_does_not_tell(anna: Member, make_party: Make) -> None:
    stale = make_party(anna)
    Party.objects.filter(pk=stale.pk).update(is_not_to_be_noted=True, description="van de markt")
    correct_party(stale, {"name": "Fatima B."}, anna)
    stale.refresh_from_db()
    assert (stale.name, stale.is_not_to_be_noted, stale.description) == ("Fatima B.", True, "van de markt")


def test_who_was_merged_meanwhile_is_not_corrected(anna: Member, make_party: Make) -> None:
    stale, keeper = make_party(anna), make_party(anna, "Fatima B.")
    Party.objects.filter(pk=stale.pk).update(merged_into=keeper)
    with pytest.raises(MergedError):
        correct_party(stale, {"name": "Anders"}, anna)
    stale.refresh_from_db()
    assert (stale.name, stale.merged_into) == ("Fatima Yilmaz", keeper)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_role_finds_somebody_only_while_the_organisation_may_be_seen(
    anna: Member, bart: Member, club: Party, make_party: Make, is_open: bool
) -> None:
    fatima = make_party(anna)
    affiliate(anna, fatima, club, role="penningmeester", told_on=TOLD)
    if not is_open:
        Party.objects.filter(pk=club.pk).update(audience=Audience.objects.klad_of(anna))
    assert SearchEntry.objects.filter(kind=SearchEntry.Kind.PARTY, object_id=fatima.pk).exists() is is_open
    (entry,) = party_entries([fatima.pk])
    assert ("penningmeester" in entry.stems) is is_open
