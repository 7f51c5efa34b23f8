"""Photos end, are erased, are held, and are read with a klad that was opened."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.privacy.actions.erasure import erase_party
from raakvlak.privacy.actions.klad import approve, ask_klad
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.models import Destruction
from raakvlak.relations.actions import add_photo, describe_photo
from raakvlak.relations.models import Encounter, Photo, PhotoContent
from raakvlak.relations.pictures import read_picture
from raakvlak.relations.tests.images import drawn
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def photo_with(talk: Encounter, subject: str = "place") -> Photo:
    return add_photo(talk, uuid.uuid4(), read_picture(drawn()), subject=subject, caption="Een bank")


def past(photo: Photo) -> None:
    Photo.objects.filter(pk=photo.pk).update(keep_until=timezone.localdate() - datetime.timedelta(days=1))


def test_after_its_term_a_photo_and_its_bytes_are_gone(anna: Member, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    destroy_expired(anna.municipality)
    assert PhotoContent.objects.count() == 1
    past(photo)
    destroy_expired(anna.municipality)
    assert (Photo.objects.count(), PhotoContent.objects.count(), Encounter.objects.count()) == (0, 0, 1)
    line = Destruction.objects.get(kind="photo")
    assert (line.rows, line.reason) == (1, "term")


def test_a_photo_with_a_reason_stays_as_long_as_its_talk(anna: Member, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    describe_photo(photo, caption="", kept_because="Nodig voor het bestek.")
    past(photo)
    destroy_expired(anna.municipality)
    assert PhotoContent.objects.exists()
    Encounter.objects.update(keep_until=timezone.localdate() - datetime.timedelta(days=1))
    destroy_expired(anna.municipality)
    assert (Encounter.objects.count(), PhotoContent.objects.count()) == (0, 0)
    assert Destruction.objects.get(kind="photo").rows == 1


def test_a_klad_takes_its_photo_along_after_thirty_days(anna: Member, make_encounter: Make) -> None:
    photo_with(make_encounter(anna, "Stil.", audience=Audience.objects.klad_of(anna)), "notebook")
    Encounter.objects.update(created_at=timezone.now() - datetime.timedelta(days=32))
    destroy_expired(anna.municipality)
    assert not PhotoContent.objects.exists()


def test_what_is_held_stays(anna: Member, make_encounter: Make, make_situation: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    situation = make_situation(anna, "Het park", encounters=(talk,))
    situation.held_since_on, situation.hold_reason = timezone.localdate(), "Woo"
    situation.save()
    past(photo_with(talk))
    destroy_expired(anna.municipality)
    assert Photo.objects.exists()


def test_who_is_erased_takes_the_photos_of_her_talks_along(
    anna: Member, make_party: Make, make_encounter: Make
) -> None:
    mieke = make_party(anna, "Mieke Zwaan")
    photo_with(make_encounter(anna, "Zij was er.", parties=(mieke,)))
    photo_with(make_encounter(anna, f"Over {party_reference(mieke.pk).token}."))
    other = photo_with(make_encounter(anna, "De lamp."))
    erase_party(mieke, anna, everywhere=True)
    assert list(PhotoContent.objects.values_list("photo", flat=True)) == [other.pk]
    assert Destruction.objects.get(kind="photo", reason="erasure").rows == 2
    erase_party(mieke, anna, everywhere=True)


def test_an_overview_names_the_photos(anna: Member, as_anna: Client, make_party: Make, make_encounter: Make) -> None:
    mieke = make_party(anna, "Mieke Zwaan")
    photo_with(make_encounter(anna, "Zij was er.", parties=(mieke,)))
    assert "Foto: Een bank" in as_anna.get(f"/privacy/mensen/{mieke.pk}/").text


def test_the_photos_of_an_opened_klad_are_read_by_who_asked_and_nobody_else(
    anna: Member, fatma: Member, esma: Member, as_fatma: Client, as_esma: Client, as_bart: Client, make_encounter: Make
) -> None:
    photo = photo_with(make_encounter(anna, "Stil.", audience=Audience.objects.klad_of(anna)), "notebook")
    shared = photo_with(make_encounter(anna, "De bank is stuk."))
    opening = ask_klad(fatma, anna, "Ziek")
    url = f"/privacy/klad/{opening.pk}/fotos/{photo.uuid}/"
    assert as_fatma.get(url).status_code == 404
    approve(opening, esma)
    assert url in as_fatma.get(f"/privacy/klad/{opening.pk}/lezen/").text
    assert as_fatma.get(url).headers["Cache-Control"] == "private, no-store"
    assert AccessLogEntry.objects.filter(what="klad_opened").count() == 2
    assert as_fatma.get(f"/privacy/klad/{opening.pk}/fotos/{shared.uuid}/").status_code == 404
    assert [one.get(url).status_code for one in (as_esma, as_bart)] == [403, 403]
    opening.refresh_from_db()
    opening.ends_at = timezone.now()
    opening.save()
    assert as_fatma.get(url).status_code == 404
