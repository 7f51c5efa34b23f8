"""Photos with a talk: who sees them, what is left in them, and how long they stay."""

import datetime
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import add_photo, describe_photo, withdraw, work_out
from raakvlak.relations.models import MOST_PHOTOS, Encounter, Photo, PhotoContent
from raakvlak.relations.pictures import LONGEST_SIDE, MOST_PIXELS_SENT, read_picture
from raakvlak.relations.tests.images import PLACE, drawn

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def photo_with(talk: Encounter, subject: str = "place", caption: str = "Een bank bij het water") -> Photo:
    return add_photo(talk, uuid.uuid4(), read_picture(drawn()), subject=subject, caption=caption)


def doors(photo: Photo) -> list[str]:
    return [f"/fotos/{photo.uuid}/{end}" for end in ("", "groot/", "klein/", "aanpassen/", "weghalen/")]


def sent(content: bytes | None = None, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, drawn() if content is None else content, "image/jpeg")


def note_with(client: Client, **values: Any) -> Any:
    return client.post("/noteer/", {"working_note": "De bank is stuk.", "promise_rows": "0", **values})


def test_who_may_read_the_talk_sees_its_photo(anna: Member, as_bart: Client, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    page = as_bart.get(f"/gesprekken/{photo.encounter.uuid}/").text
    assert f"/fotos/{photo.uuid}/klein/" in page
    assert 'alt="Een bank bij het water"' in page
    answers = [as_bart.get(door) for door in doors(photo)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 404]
    image = answers[1]
    assert image.headers["Content-Type"] == "image/jpeg"
    assert image.headers["Cache-Control"] == "private, no-store"
    assert image.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(answers[2].content)).size == (300, 400)


@pytest.mark.parametrize("who", ["as_carla", "as_dirk", "as_esma", "as_gert"])
def test_nobody_else_gets_in_by_any_door(
    who: str, anna: Member, make_encounter: Make, request: pytest.FixtureRequest
) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    client: Client = request.getfixturevalue(who)
    assert {client.get(door).status_code for door in doors(photo)} == {404}


def test_who_is_not_logged_in_gets_no_photo(client: Client, anna: Member, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    assert {client.get(door).status_code for door in doors(photo)} == {302}


def test_a_klad_and_its_photo_are_for_its_author_alone(
    anna: Member, as_anna: Client, as_bart: Client, make_encounter: Make
) -> None:
    photo = photo_with(make_encounter(anna, "Stil.", audience=Audience.objects.klad_of(anna)))
    assert {as_bart.get(door).status_code for door in doors(photo)} == {404}
    assert {as_anna.get(door).status_code for door in doors(photo)} == {200}


def test_a_withdrawn_talk_takes_its_photo_along(anna: Member, as_bart: Client, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    withdraw(photo.encounter)
    assert {as_bart.get(door).status_code for door in doors(photo)} == {404}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_a_camera_hides_is_stored(kind: str, anna: Member, make_encounter: Make) -> None:
    content = drawn(2400, 1800, kind)
    assert PLACE.encode() in content
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    picture = read_picture(content)
    for written in (picture.full, picture.small):
        image = Image.open(io.BytesIO(written))
        assert (image.format, dict(image.getexif()), "comment" in image.info) == ("JPEG", {}, False)
        assert PLACE.encode() not in written
        assert b"Zwaan" not in written
    assert (picture.width, picture.height) == (1200, LONGEST_SIDE)  # turned upright, as its mark said


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(60), b"%PDF-1.7", b"x", drawn()[:900]],
)
def test_what_is_no_photo_is_refused(content: bytes, anna: Member, as_anna: Client, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    answer = as_anna.post(f"/gesprekken/{talk.uuid}/foto/", {"file": sent(content), "subject": "place"})
    assert answer.status_code == 422
    assert "Dit is geen foto die we kunnen lezen" in answer.text
    assert not Photo.objects.exists()


def test_a_photo_of_too_many_points_is_refused(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    written = io.BytesIO()
    Image.new("1", (10_000, MOST_PIXELS_SENT // 10_000 + 1)).save(written, "PNG")
    answer = as_anna.post(f"/gesprekken/{talk.uuid}/foto/", {"file": sent(written.getvalue()), "subject": "place"})
    assert "Deze foto heeft te veel punten" in answer.text


def test_a_photo_of_too_many_bytes_is_refused(as_anna: Client, anna: Member, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    answer = as_anna.post(f"/gesprekken/{talk.uuid}/foto/", {"file": sent(bytes(16_000_000)), "subject": "place"})
    assert "Deze foto is te groot" in answer.text


def test_a_note_takes_its_photo_along_once(as_anna: Client) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = note_with(as_anna, key=key, **{"photo-file": sent(), "photo-caption": "De bank"})
        assert answer.status_code == 302
    photo = Photo.objects.get()
    assert (photo.encounter.uuid, photo.caption, photo.subject) == (uuid.UUID(key), "De bank", "place")


def test_a_note_is_not_stored_with_a_file_that_is_no_photo(as_anna: Client) -> None:
    answer = note_with(as_anna, **{"photo-file": sent(b"x")})
    assert "Dit is geen foto die we kunnen lezen" in answer.text
    assert not Encounter.objects.exists()


def test_a_form_that_comes_back_says_that_the_photo_must_be_chosen_again(as_anna: Client) -> None:
    answer = note_with(as_anna, working_note="Zij is ziek.", **{"photo-file": sent()})
    assert "Kies je foto opnieuw" in answer.text


@pytest.mark.parametrize("caption", ["De rolstoel van een bewoner", "Bij de moskee"])
def test_special_data_in_a_caption_is_asked_about_with_a_note(caption: str, as_anna: Client) -> None:
    said = {"photo-caption": caption, "photo-subject": "sheet"}
    answer = note_with(as_anna, **{"photo-file": sent(), **said})
    assert "Is dit nodig?" in answer.text
    assert caption in answer.text
    assert 'href="#id_photo-caption"' in answer.text  # where one can change it
    assert not Encounter.objects.exists()
    asked = answer.context["asked"]
    assert note_with(as_anna, asked=asked, **{"photo-file": sent(), **said}).status_code == 302
    assert Photo.objects.get().caption == caption


def test_a_caption_without_a_photo_is_not_kept_and_not_asked_about(as_anna: Client) -> None:
    assert note_with(as_anna, **{"photo-caption": "De rolstoel"}).status_code == 302


def test_special_data_in_a_caption_is_asked_about_at_a_talk(
    anna: Member, as_anna: Client, make_encounter: Make
) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    url, values = f"/gesprekken/{talk.uuid}/foto/", {"key": str(uuid.uuid4()), "subject": "place"}
    answer = as_anna.post(url, {**values, "file": sent(), "caption": "De rolstoel"})
    assert "Je noemt gezondheid. Is dit nodig?" in answer.text
    assert "Kies je foto opnieuw" in answer.text
    assert answer.text.count('name="asked"') == 2  # its button, and what an ordinary save sends
    assert not Photo.objects.exists()
    as_anna.post(url, {**values, "file": sent(), "caption": "De rolstoel", "asked": "health"})
    assert Photo.objects.get().caption == "De rolstoel"


def test_special_data_is_asked_about_in_better_words_for_a_photo(
    anna: Member, as_anna: Client, make_encounter: Make
) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    url, said = f"/fotos/{photo.uuid}/aanpassen/", {"caption": "De rolstoel", "kept_because": "Voor de imam"}
    answer = as_anna.post(url, said)
    assert "Je noemt gezondheid en geloof of levensovertuiging. Is dit nodig?" in answer.text
    photo.refresh_from_db()
    assert (photo.caption, photo.kept_because) == ("Een bank bij het water", "")
    answer = as_anna.post(url, {**said, "asked": "health"})
    assert "Je noemt geloof of levensovertuiging." in answer.text
    assert as_anna.post(url, {**said, "asked": answer.context["asked"]}).status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.kept_because) == ("De rolstoel", "Voor de imam")


def test_a_photo_of_a_form_has_the_key_that_the_form_gave_it(as_anna: Client) -> None:
    page = as_anna.get("/noteer/")
    key = str(page.context["photo"]["key"].value())
    assert f'name="photo-key" value="{key}"' in page.text
    note_with(as_anna, **{"photo-file": sent(), "photo-key": key})
    assert str(Photo.objects.get().uuid) == key  # so that the phone, which sends it under this key, does not double it


def test_a_page_of_my_notebook_makes_a_klad_until_it_is_worked_out(
    anna: Member, as_anna: Client, as_bart: Client
) -> None:
    frontline = Audience.objects.frontline_of(anna.municipality)
    note_with(as_anna, audience=str(frontline.pk), **{"photo-file": sent(), "photo-subject": "notebook"})
    talk = Encounter.objects.get()
    assert talk.audience.is_klad
    share = f"/gesprekken/{talk.uuid}/delen/"
    assert "Werk deze notitie eerst uit" in as_anna.get(share).text
    as_anna.post(share, {"audience": str(frontline.pk)})
    talk.refresh_from_db()
    assert talk.audience.is_klad
    work_out(talk)
    assert "De foto’s gaan ook mee" in as_anna.get(share).text
    as_anna.post(share, {"audience": str(frontline.pk)})
    assert {as_bart.get(door).status_code for door in doors(Photo.objects.get())[:3]} == {200}


def test_a_page_of_my_notebook_does_not_go_with_what_others_read(
    anna: Member, as_anna: Client, make_encounter: Make
) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    answer = as_anna.post(f"/gesprekken/{talk.uuid}/foto/", {"file": sent(), "subject": "notebook"})
    assert "hoort bij een klad" in answer.text
    assert not Photo.objects.exists()


def test_sending_the_form_again_adds_no_second_photo(anna: Member, as_anna: Client, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    key = str(uuid.uuid4())
    for _ in range(2):
        as_anna.post(f"/gesprekken/{talk.uuid}/foto/", {"key": key, "file": sent(), "subject": "sheet"})
    assert Photo.objects.get().get_subject_display() == "een vel of bord"
    other = make_encounter(anna, "De lamp ook.")
    answer = as_anna.post(f"/gesprekken/{other.uuid}/foto/", {"key": key, "file": sent(), "subject": "sheet"})
    assert answer.status_code == 404


def test_a_talk_has_room_for_ten(anna: Member, as_anna: Client, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    for _ in range(MOST_PHOTOS):
        photo_with(talk)
    answer = as_anna.post(f"/gesprekken/{talk.uuid}/foto/", {"file": sent(), "subject": "place"})
    assert "passen 10 foto’s" in answer.text
    assert "Foto erbij" not in as_anna.get(f"/gesprekken/{talk.uuid}/").text


def test_nobody_adds_a_photo_to_a_talk_of_another(anna: Member, as_bart: Client, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    assert as_bart.post(f"/gesprekken/{talk.uuid}/foto/", {"file": sent()}).status_code == 404


def test_why_a_photo_is_kept_stands_on_its_page(anna: Member, as_anna: Client, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    assert photo.keep_until == timezone.localdate() + datetime.timedelta(days=90)
    answer = as_anna.post(f"/fotos/{photo.uuid}/aanpassen/", {"caption": "", "kept_because": "Nodig voor het bestek."})
    assert answer.status_code == 302
    page = as_anna.get(f"/fotos/{photo.uuid}/").text
    assert "Nodig voor het bestek." in page
    assert "Schrijf het erbij" in page  # a caption is asked for
    photo.refresh_from_db()
    assert photo.ends_on == photo.encounter.keep_until


def test_a_caption_leaves_out_who_does_not_want_to_be_noted(
    anna: Member, make_party: Make, make_encounter: Make
) -> None:
    make_party(anna, "Mieke Zwaan", is_not_to_be_noted=True)
    photo = photo_with(make_encounter(anna, "De bank."), caption="Het hek van Mieke Zwaan")
    assert photo.caption == "Het hek van iemand"
    describe_photo(photo, caption="Bij mieke zwaan", kept_because="")
    assert photo.caption == "Bij iemand"


def test_taking_a_photo_away_takes_its_bytes(anna: Member, as_anna: Client, make_encounter: Make) -> None:
    photo = photo_with(make_encounter(anna, "De bank is stuk."))
    assert "niet terug te halen" in as_anna.get(f"/fotos/{photo.uuid}/weghalen/").text
    as_anna.post(f"/fotos/{photo.uuid}/weghalen/")
    assert (Photo.objects.count(), PhotoContent.objects.count(), Encounter.objects.count()) == (0, 0, 1)


def test_a_photo_stays_while_nothing_of_its_situation_may_be_deleted(
    anna: Member, as_anna: Client, make_encounter: Make, make_situation: Make
) -> None:
    talk = make_encounter(anna, "De bank is stuk.")
    situation = make_situation(anna, "Het park", encounters=(talk,))
    photo = photo_with(talk)
    situation.held_since_on, situation.hold_reason = timezone.localdate(), "Woo"
    situation.save()
    answer = as_anna.post(f"/fotos/{photo.uuid}/weghalen/", follow=True)
    assert "Deze foto moet nu blijven" in answer.text
    assert Photo.objects.exists()
