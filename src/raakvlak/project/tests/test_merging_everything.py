"""Every link of every table to a party goes along when two are made one, and comes back when they are parted."""

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.project.tests.filler import Draw, add_row, in_order
from raakvlak.relations.actions import make_party, merge, undo_merge
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import Introduction, Merge, MergedRows, Party
from raakvlak.relations.moving import Link, links_to_parties, name_of
from raakvlak.web.models import Job

pytestmark = pytest.mark.no_cover  # what is only walked through is not thereby tested

Make = Callable[..., Any]
LINKS = {name_of(link): link for link in links_to_parties() if link.model is not Party}
BOOKKEEPING = {Merge, MergedRows}
# What a row must let go of before it can point to a party: a means has one lender.


def test_the_links_that_are_known_are_among_them() -> None:
    assert {"relations.presence.party", "relations.promise.party", "relations.contactpoint.party"} <= set(LINKS)
    assert {"situations.insight.party", "situations.side_parties.party"} <= set(LINKS)


@pytest.fixture
def keeper(anna: Member) -> Party:
    return make_party(anna, audience=Audience.objects.frontline_of(anna.municipality), name="Fatma Yılmaz")


@pytest.fixture
def other(anna: Member, keeper: Party) -> Party:
    return make_party(anna, audience=keeper.audience, name="F. Yilmaz")


@pytest.fixture
def filled(anna: Member, keeper: Party, other: Party) -> None:
    """Fill every table with rows that it accepts, most of them about others."""
    for number in range(12):
        make_party(anna, audience=keeper.audience, name=f"Buur {number}")
    draw, linked = Draw(3, "default"), {link.model for link in LINKS.values()}
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("raakvlak.")]
    for model in in_order([*ours, *(link.model for link in LINKS.values() if link.model not in ours)]):
        if model not in {Party, Job, *BOOKKEEPING} and not hasattr(model, "instance_type"):
            for number in range(9 if model in linked else 3):  # of several, one is sure to accept a party
                add_row(model, draw, number)
    neighbours = Party.objects.filter(name__startswith="Buur ", introductions=None)
    shown = {"municipality": anna.municipality, "audience": keeper.audience, "told_on": timezone.localdate()}
    for party, by_party in pairwise(neighbours.order_by("pk")[:5]):
        Introduction.objects.create(party=party, by_party=by_party, **shown)


def pointed(link: Link, party: Party) -> Model | None:
    """Let some row point to this party, if the table accepts that; instead of another thing where it is one of two."""
    links = [one for one in link.model._meta.concrete_fields if one.is_relation and one.null and one.name != link.name]
    instead: list[dict[str, None]] = [{}, *({one.attname: None} for one in links)]
    for row, emptied in product(link.model._base_manager.order_by("pk"), instead):
        try:
            with transaction.atomic():
                link.model._base_manager.filter(pk=row.pk).update(**{link.attname: party.pk}, **emptied)
        except IntegrityError:
            continue
        row.refresh_from_db()
        return row
    return None


@pytest.mark.parametrize("name", sorted(set(LINKS) - {"relations.merge.keeper"}))
@pytest.mark.usefixtures("filled")
def test_a_row_goes_along_and_comes_back(name: str, anna: Member, keeper: Party, other: Party) -> None:
    link = LINKS[name]
    rows = link.model._base_manager
    for one in links_to_parties():
        if one.model is link.model:  # a row that is about either of them in another way is no plain one
            rows.filter(**{f"{one.name}__in": [keeper, other]}).delete()
    row = pointed(link, other)
    assert row is not None, f"No row of {name} could be pointed to a party: teach this test how."
    done = merge(anna, keeper.pk, other.pk, Chosen(keeper.audience))
    assert not rows.filter(**{link.attname: other.pk}).exists()
    assert rows.filter(pk=row.pk, **{link.attname: keeper.pk}).exists()
    undo_merge(anna, done.pk)
    assert rows.filter(pk=row.pk, **{link.attname: other.pk}).exists()
    connection.check_constraints()


@pytest.mark.parametrize("name", sorted(set(LINKS) - {"relations.merge.keeper"}))
@pytest.mark.usefixtures("filled")
def test_what_the_keeper_has_already_is_once_there_and_comes_back(
    name: str, anna: Member, keeper: Party, other: Party
) -> None:
    """Try it with two rows that are equal but for the party, as far as the table lets two such rows be."""
    link = LINKS[name]
    rows = link.model._base_manager
    rows.filter(**{f"{link.name}__in": [keeper, other]}).delete()
    row = pointed(link, keeper)
    assert row is not None
    twin = link.model(**{column.attname: getattr(row, column.attname) for column in link.model._meta.concrete_fields})
    twin.pk = None
    setattr(twin, link.attname, other.pk)
    try:
        with transaction.atomic():
            rows.bulk_create([twin])
    except IntegrityError:
        pytest.skip("Other constraints refuse two such rows, whoever they point to.")
    before = sorted(rows.values_list("pk", link.attname))
    done = merge(anna, keeper.pk, other.pk, Chosen(keeper.audience))
    left = rows.filter(**{link.attname: other.pk})
    assert not left.exists() or name == "relations.contactpoint.party"  # it is encrypted: it stays, out of sight
    undo_merge(anna, done.pk)
    assert sorted(rows.values_list("pk", link.attname)) == before
    connection.check_constraints()
