"""Who might be the same, for the eyes of one member."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.actions import add_contact_point, make_party, merge
from raakvlak.relations.actions.parties import mark_of
from raakvlak.relations.duplicates import Described, all_hints, hints
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import Party

Make = Callable[..., Any]


def known(member: Member, name: str, **values: Any) -> Party:
    audience = values.pop("audience", None) or Audience.objects.frontline_of(member.municipality)
    return make_party(member, audience=audience, name=name, **values)


def named(member: Member, name: str, **values: Any) -> list[str]:
    return [hint.party.name for hint in hints(Described(name, **values), member)]


@pytest.mark.parametrize(
    "typed",
    ["fatma yilmaz", "Fatma Yilmas", "F. Yılmaz", "Yilmaz, Fatma", "Fatima Yılmaz", "Fatma Yılmaz-van den Berg"],
)
def test_a_name_that_is_nearly_the_same_is_hinted_at(anna: Member, typed: str) -> None:
    known(anna, "Fatma Yılmaz")
    assert named(anna, typed) == ["Fatma Yılmaz"]


@pytest.mark.parametrize("typed", ["Mehmet Yilmaz", "Fatma Bos", "Yil", "", "%", "' OR 1=1", "*", "NEAR(a b)", "f"])
def test_another_name_is_not(anna: Member, typed: str) -> None:
    known(anna, "Fatma Yılmaz")
    assert named(anna, typed) == []


def test_only_among_what_i_may_see(anna: Member, bart: Member, carla: Member) -> None:
    known(bart, "Fatma Yılmaz", audience=Audience.objects.klad_of(bart))
    known(carla, "Fatma Yılmaz")
    assert named(anna, "Fatma Yilmaz") == []
    assert named(bart, "Fatma Yilmaz") == ["Fatma Yılmaz"]


def test_who_reads_no_notes_gets_no_hint(anna: Member, dirk: Member, esma: Member, gert: Member) -> None:
    known(anna, "Fatma Yılmaz")
    assert [named(member, "Fatma Yilmaz") for member in (dirk, esma, gert)] == [[], [], []]


def test_never_one_without_a_name_against_one_with_a_name(anna: Member) -> None:
    known(anna, "Jan van de Kade", is_anonymous=True)
    known(anna, "Toos Prins")
    assert named(anna, "Jan van de Kade") == []
    assert named(anna, "Toos Prins", is_anonymous=True) == []
    assert named(anna, "Jan van de Kade", is_anonymous=True) == ["Jan van de Kade"]


def test_a_group_is_no_person(anna: Member) -> None:
    known(anna, "De Schroef", kind=Party.Kind.GROUP)
    assert named(anna, "De Schroef") == []
    assert named(anna, "Schroef", kind=Party.Kind.GROUP) == ["De Schroef"]
    assert named(anna, "De Schroef", kind="") == ["De Schroef"]


def test_another_area_tells_namesakes_apart_where_a_name_is_common(anna: Member) -> None:
    north, south = (Area.objects.create(municipality=anna.municipality, name=name) for name in ("Noord", "Zuid"))
    for _number in range(3):
        known(anna, "Jan Bos", area=north)
    assert named(anna, "Jan Bos", area_id=south.pk) == []
    assert len(named(anna, "Jan Bos", area_id=north.pk)) == 3


def reached(member: Member, name: str, value: str) -> list[Any]:
    mark = mark_of(member.municipality_id, "phone", value)
    return hints(Described(name, marks=frozenset([mark])), member)


def test_the_same_number_is_said_and_never_which(anna: Member) -> None:
    party = known(anna, "Elisabeth Prins")
    add_contact_point(party, "phone", "06-12345678", is_shielded=True)
    (hint,) = reached(anna, "Elisabeth Verhoeven", "+31612345678")
    said = " ".join(str(reason) for reason in hint.reasons)
    assert "zelfde telefoonnummer" in said
    assert "1234" not in said


def test_a_shielded_number_betrays_nobody_with_another_name(anna: Member) -> None:
    party = known(anna, "Elisabeth Prins")
    point = add_contact_point(party, "phone", "06-12345678", is_shielded=True)
    assert reached(anna, "Mehmet Bos", "06-12345678") == []
    point.is_shielded = False
    point.save()
    assert [hint.party for hint in reached(anna, "Mehmet Bos", "06-12345678")] == [party]


def test_who_shares_a_number_and_a_family_name_is_family(anna: Member) -> None:
    add_contact_point(known(anna, "Elisabeth Prins"), "phone", "06-12345678", is_shielded=False)
    assert reached(anna, "Willem Prins", "06-12345678") == []


def test_a_hidden_number_is_never_compared(anna: Member, bart: Member) -> None:
    klad = known(bart, "Elisabeth Prins", audience=Audience.objects.klad_of(bart))
    add_contact_point(klad, "phone", "06-12345678", is_shielded=False)
    assert reached(anna, "Mehmet Bos", "06-12345678") == []


def test_who_was_merged_is_hinted_at_no_more(anna: Member) -> None:
    keeper, other = known(anna, "Fatma Yılmaz"), known(anna, "Fatma Yilmaz")
    merge(anna, keeper.pk, other.pk, Chosen(keeper.audience))
    assert [hint.party for hint in hints(Described("Fatma Yilmaz"), anna)] == [keeper]


@pytest.mark.parametrize("size", [10, 100])
def test_a_hint_takes_as_many_queries_among_many(anna: Member, django_assert_num_queries: Make, size: int) -> None:
    for number in range(size):
        add_contact_point(known(anna, f"Fatma Yılmaz {number}"), "phone", f"06-{number:08}", is_shielded=False)
    assert anna.audience_ids
    mark = mark_of(anna.municipality_id, "phone", "06-00000003")
    beforehand = 0 if connection.vendor == "sqlite" else 1  # PostgreSQL is asked first how common a name is
    with django_assert_num_queries(4 + beforehand):
        all_hints([Described("Fatma Yilmaz", marks=frozenset([mark])), Described("F. Yilmaz")], anna)
    with django_assert_num_queries(2 + beforehand):
        hints(Described("Fatma Yilmaz"), anna)
