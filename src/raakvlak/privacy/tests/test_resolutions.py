"""Options, and what people said of them, are kept, held, shown and erased like all that people wrote down."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.privacy.actions.erasure import erase_party
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.models import Destruction
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Contribution, Option, Reaction, ReactionPage, Telling
from raakvlak.resolutions.tests.rows import answer_of, contribution_of, option_of, page_of, reaction_of
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def situation(anna: Member, bart: Member, make_situation: Make) -> Situation:
    made: Situation = make_situation(anna, team=(bart,))
    return made


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    made: Party = make_party(anna, "Fatima Yilmaz")
    return made


@pytest.fixture
def reaction(anna: Member, situation: Situation, fatima: Party) -> Reaction:
    option = option_of(situation, situation.audience, "Een bank voor mevrouw Yilmaz", party=fatima)
    page_of(anna, situation, fatima, option)
    return reaction_of(anna, option, fatima, situation.team, "als Yilmaz het zegt")


def test_what_has_had_its_time_goes(reaction: Reaction, anna: Member) -> None:
    Reaction.objects.update(keep_until=yesterday())
    ReactionPage.objects.update(keep_until=yesterday())
    destroy_expired(anna.municipality)
    assert not Reaction.objects.exists()
    assert not ReactionPage.objects.exists()
    assert Option.objects.exists()
    Option.objects.update(keep_until=yesterday())
    destroy_expired(anna.municipality)
    assert not Option.objects.exists()
    assert {"option", "reaction"} <= set(Destruction.objects.values_list("kind", flat=True))


def test_a_hold_stops_that_and_holds_who_reacted(
    reaction: Reaction, anna: Member, situation: Situation, fatima: Party
) -> None:
    situation.held_since_on, situation.hold_reason = timezone.localdate(), "Woo"
    situation.save()
    for model in (Reaction, ReactionPage, Option, Party):
        model.objects.update(keep_until=yesterday())
    Reaction.objects.update(said_on=timezone.localdate() - datetime.timedelta(days=2_000))
    ReactionPage.objects.update(open_until=yesterday())
    destroy_expired(anna.municipality)
    assert Reaction.objects.exists()
    assert Option.objects.exists()
    assert Party.objects.filter(pk=fatima.pk).exists()


def test_who_reacted_lately_does_not_end(reaction: Reaction, anna: Member, fatima: Party) -> None:
    Party.objects.update(keep_until=yesterday())
    destroy_expired(anna.municipality)
    assert Party.objects.filter(pk=fatima.pk).exists()
    Reaction.objects.update(said_on=timezone.localdate() - datetime.timedelta(days=2_000))
    ReactionPage.objects.update(open_until=yesterday())
    destroy_expired(anna.municipality)
    assert not Party.objects.filter(pk=fatima.pk).exists()
    assert not Reaction.objects.exists()


def test_who_is_erased_is_erased_from_what_others_read(reaction: Reaction, anna: Member, fatima: Party) -> None:
    henk = Party.objects.create(
        municipality=anna.municipality, audience=fatima.audience, name="Henk", keep_until=reaction.keep_until
    )
    option = reaction.option
    reaction_of(anna, option, henk, option.audience, "Fatima Yilmaz meedoet")
    erase_party(fatima, anna, everywhere=True)
    option.refresh_from_db()
    assert option.party is None
    assert Reaction.objects.get().party == henk
    said = [option.title, option.text, option.needs, *Reaction.objects.values_list("condition", flat=True)]
    said += [*option.costs.values_list("note", flat=True), *option.earlier_texts.values_list("text", flat=True)]
    assert len(said) == 6
    assert not [text for text in said if "Yilmaz" in text]


def test_she_reads_all_that_is_held_of_it(as_anna: Client, reaction: Reaction, fatima: Party) -> None:
    text = as_anna.get(reverse("privacy:party", args=[fatima.pk])).content.decode()
    assert "Wat je vond van opties" in text
    assert "als Yilmaz het zegt" in text
    assert "Wat je voorstelde" in text
    assert "een link om zelf te antwoorden" in text


@pytest.fixture
def brought(anna: Member, situation: Situation, fatima: Party) -> Contribution:
    """Let Fatima bring something in, and hear what was done with it."""
    made = contribution_of(anna, situation, situation.audience, "Een bank, zei Fatima Yilmaz", party=fatima)
    told = answer_of(anna, made, "Omdat Yilmaz het vroeg")
    Telling.objects.create(answer=told, way="talk", state="told", told_on=timezone.localdate(), member=anna)
    Contribution.objects.update(is_told=True)
    return made


def test_what_she_brought_in_is_hers_to_read(as_anna: Client, brought: Contribution, fatima: Party) -> None:
    text = as_anna.get(reverse("privacy:party", args=[fatima.pk])).content.decode()
    for words in ("Wat je inbracht", "Een bank, zei Fatima Yilmaz", "Omdat Yilmaz het vroeg", "verteld op"):
        assert words in text


def test_what_she_brought_in_stays_without_her(brought: Contribution, anna: Member, fatima: Party) -> None:
    erase_party(fatima, anna, everywhere=True)
    brought.refresh_from_db()
    assert brought.party is None
    assert "Yilmaz" not in brought.text + brought.answers.get().because
    assert "Fatima" not in brought.text


def test_a_contribution_ends_with_its_term_and_a_hold_stops_that(
    brought: Contribution, anna: Member, situation: Situation, fatima: Party
) -> None:
    Contribution.objects.update(keep_until=yesterday())
    Party.objects.update(keep_until=yesterday())
    Situation.objects.update(held_since_on=timezone.localdate(), hold_reason="Woo")
    destroy_expired(anna.municipality)
    assert Contribution.objects.exists()
    assert Party.objects.filter(pk=fatima.pk).exists()
    Situation.objects.update(held_since_on=None, hold_reason="")
    destroy_expired(anna.municipality)
    assert not Contribution.objects.exists()
    assert not Telling.objects.exists()
    assert "contribution" in Destruction.objects.values_list("kind", flat=True)


def test_who_did_not_hear_yet_does_not_end(brought: Contribution, anna: Member, fatima: Party) -> None:
    long_ago = timezone.localdate() - datetime.timedelta(days=2_000)
    Party.objects.update(keep_until=yesterday())
    Contribution.objects.update(brought_on=long_ago, is_told=False)
    destroy_expired(anna.municipality)
    assert Party.objects.filter(pk=fatima.pk).exists()
    Contribution.objects.update(is_told=True)
    destroy_expired(anna.municipality)
    assert not Party.objects.filter(pk=fatima.pk).exists()
    assert Contribution.objects.get().party is None


def test_it_goes_with_a_talk_that_was_withdrawn_and_outlives_one_that_ended(
    brought: Contribution, anna: Member, make_encounter: Make
) -> None:
    talk = make_encounter(anna, "Op straat", keep_until=yesterday())
    Contribution.objects.update(encounter=talk)
    destroy_expired(anna.municipality)
    assert Contribution.objects.get().encounter is None
    talk = make_encounter(anna, "Ingetrokken", withdrawn_at=timezone.now() - datetime.timedelta(days=40))
    Contribution.objects.update(encounter=talk)
    destroy_expired(anna.municipality)
    assert not Contribution.objects.exists()
