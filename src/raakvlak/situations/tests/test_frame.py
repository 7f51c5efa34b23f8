"""The frame of a situation, and who may find it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import AccessLogEntry, Area, Audience, Member, Tag
from raakvlak.situations.models import Situation
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]


def address(situation: Situation, below: str = "kader/") -> str:
    return f"/situaties/{situation.pk}/{below}"


def opened(client: Client, situation: Situation) -> dict[str, Any]:
    """Return what a browser would send when it saved the form as it was opened."""
    form = client.get(address(situation)).context["form"]
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        values = value if isinstance(value, list) else [value]
        plain = [str(getattr(each, "pk", each)) for each in values if each not in {None, ""}]
        sent[bound.html_name] = sent[bound.html_initial_name] = plain or [""]
        if isinstance(value, list):
            sent[bound.html_name] = sent[bound.html_initial_name] = plain
    return sent


def test_what_was_filled_in_is_kept(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    area = Area.objects.create(municipality=anna.municipality, name="De Werf")
    tag = Tag.objects.create(municipality=anna.municipality, name="groen")
    sent = opened(as_anna, situation) | {
        "goal": "Een plein\r\nvoor iedereen",
        "influence": "advise",
        "fixed": "Het budget",
        "decider": "De raad",
        "planning": "In mei",
        "area": area.pk,
        "tags": [tag.pk],
        "place": "Hoek",
        "started_on": "2026-05-03",
    }
    assert as_anna.post(address(situation), sent).status_code == 302
    situation.refresh_from_db()
    assert (situation.goal, situation.influence, situation.fixed) == (
        "Een plein\nvoor iedereen",
        "advise",
        "Het budget",
    )
    assert (situation.area, list(situation.tags.all()), situation.started_on.isoformat()) == (area, [tag], "2026-05-03")


def test_an_emptied_field_becomes_empty(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna, goal="Weg ermee", influence="advise")
    as_anna.post(address(situation), opened(as_anna, situation) | {"goal": "", "influence": ""})
    situation.refresh_from_db()
    assert (situation.goal, situation.influence) == ("", "")


def test_names_become_references(anna: Member, as_anna: Client, make_situation: Make, make_party: Make) -> None:
    situation = make_situation(anna)
    party = make_party(anna, "Fatima Yilmaz")
    as_anna.post(address(situation), opened(as_anna, situation) | {"goal": "Samen met @Fatima Yilmaz."})
    situation.refresh_from_db()
    assert situation.goal == f"Samen met {party_reference(party.pk).token}."
    assert as_anna.get(address(situation)).context["form"]["goal"].value() == "Samen met @Fatima Yilmaz."


def test_two_who_change_the_same_field_see_both_texts_and_lose_nothing(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart,), goal="Oud doel")
    annas, barts = opened(as_anna, situation), opened(as_bart, situation)
    as_bart.post(address(situation), barts | {"goal": "Doel van Bart", "planning": "Planning van Bart"})
    response = as_anna.post(address(situation), annas | {"goal": "Doel van Anna", "fixed": "Vast van Anna"})
    assert response.status_code == 409
    content = response.content.decode()
    for words in ("Doel van Bart", "Doel van Anna", "Vast van Anna", "Bart schreef hier intussen ook"):
        assert words in content
    form = response.context["form"]
    assert (form["goal"].value(), form["fixed"].value()) == ("Doel van Anna", "Vast van Anna")
    assert form["planning"].value() == "Planning van Bart"
    situation.refresh_from_db()
    assert (situation.goal, situation.fixed) == ("Doel van Bart", "")


def test_after_both_were_laid_side_by_side_the_second_can_save(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    tag = Tag.objects.create(municipality=anna.municipality, name="groen")
    situation = make_situation(anna, team=(bart,), goal="Oud doel")
    situation.tags.add(tag)
    annas, barts = opened(as_anna, situation), opened(as_bart, situation)
    as_bart.post(address(situation), barts | {"goal": "Doel van Bart"})
    form = as_anna.post(address(situation), annas | {"goal": "Doel van Anna"}).context["form"]
    assert as_anna.post(address(situation), form.data | {"goal": ["Samen"]}).status_code == 302
    situation.refresh_from_db()
    assert (situation.goal, list(situation.tags.all())) == ("Samen", [tag])


def test_what_a_colleague_changed_elsewhere_is_left_alone(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    situation = make_situation(anna, team=(bart,), goal="Oud doel")
    annas, barts = opened(as_anna, situation), opened(as_bart, situation)
    as_bart.post(address(situation), barts | {"goal": "Doel van Bart", "influence": "decide"})
    assert as_anna.post(address(situation), annas | {"planning": "Planning van Anna"}).status_code == 302
    situation.refresh_from_db()
    assert (situation.goal, situation.influence, situation.planning) == ("Doel van Bart", "decide", "Planning van Anna")


def test_the_same_change_twice_is_no_clash(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    sent = opened(as_anna, situation) | {"goal": "Eén doel", "influence": "inform"}
    assert [as_anna.post(address(situation), sent).status_code for _time in range(2)] == [302, 302]


def test_a_clash_of_choices_is_told_in_words(
    anna: Member, bart: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    tags = [Tag.objects.create(municipality=anna.municipality, name=name) for name in ("groen", "spelen")]
    areas = [Area.objects.create(municipality=anna.municipality, name=name) for name in ("De Werf", "De Kade")]
    situation = make_situation(anna, team=(bart,))
    annas, barts = opened(as_anna, situation), opened(as_bart, situation)
    as_bart.post(
        address(situation),
        barts | {"tags": [tags[0].pk], "area": areas[0].pk, "kind": "housing", "influence": "advise"},
    )
    response = as_anna.post(
        address(situation),
        annas | {"tags": [tags[1].pk], "area": areas[1].pk, "kind": "traffic", "influence": "inform"},
    )
    told = {(clash.theirs, clash.mine) for clash in response.context["clashes"]}
    assert {("groen", "spelen"), ("De Werf", "De Kade"), ("Bouwen en wonen", "Verkeer en parkeren")} <= told


def test_words_about_health_get_a_gentle_question_once(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    sent = opened(as_anna, situation) | {"goal": "Rust voor wie verslaafd is"}
    assert "is_needed" in as_anna.post(address(situation), sent).context["form"].errors
    assert as_anna.post(address(situation), sent | {"is_needed": "on"}).status_code == 302
    again = opened(as_anna, situation) | {"planning": "In mei"}
    assert as_anna.post(address(situation), again).status_code == 302
    situation.refresh_from_db()
    assert (situation.goal, situation.planning) == ("Rust voor wie verslaafd is", "In mei")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"goal": "a\x00b"},
        {"goal": "x" * 20_001},
        {"planning": "BSN 123456782"},
        {"influence": "<script>"},
        {"started_on": "1850-01-01"},
        {"started_on": "2150-01-01"},
        {"area": "999999"},
        {"tags": ["999999"]},
    ],
)
def test_what_does_not_fit_is_told_and_what_was_typed_stays(
    anna: Member, as_anna: Client, make_situation: Make, wrong: dict[str, Any]
) -> None:
    situation = make_situation(anna)
    response = as_anna.post(address(situation), opened(as_anna, situation) | {"decider": "De raad"} | wrong)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(wrong)
    assert response.context["form"]["decider"].value() == "De raad"
    situation.refresh_from_db()
    assert situation.decider == ""


def test_a_forged_memory_of_the_form_breaks_nothing(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    sent = opened(as_anna, situation) | {"initial-goal": "a\x00b", "initial-started_on": "onzin", "goal": "Nieuw"}
    assert as_anna.post(address(situation), sent).status_code in {302, 409}


def test_what_no_browser_sent_is_kept_without_comparing(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna, goal="Oud doel")
    sent = {"title": "Nieuwe titel", "kind": "other", "started_on": "2026-05-03", "goal": "Nieuw doel"}
    assert as_anna.post(address(situation), sent).status_code == 302
    situation.refresh_from_db()
    assert (situation.title, situation.goal) == ("Nieuwe titel", "Nieuw doel")


def test_places_and_words_of_another_municipality_are_refused(
    anna: Member, carla: Member, as_anna: Client, make_situation: Make
) -> None:
    situation = make_situation(anna)
    area = Area.objects.create(municipality=carla.municipality, name="Zandwijk")
    tag = Tag.objects.create(municipality=carla.municipality, name="zand")
    response = as_anna.post(address(situation), opened(as_anna, situation) | {"area": area.pk, "tags": [tag.pk]})
    assert set(response.context["form"].errors) == {"area", "tags"}
    assert "Zandwijk" not in response.content.decode()


def test_html_is_shown_as_it_is(anna: Member, as_anna: Client, make_situation: Make) -> None:
    situation = make_situation(anna)
    text = "<script>alert(1)</script> javascript:alert(1) 😀"
    as_anna.post(address(situation), opened(as_anna, situation) | dict.fromkeys(("goal", "decider", "place"), text))
    content = as_anna.get(address(situation, "")).content.decode()
    assert "<script>alert" not in content
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1) 😀") == 3


@pytest.mark.parametrize(
    ("client", "status"), [("as_carla", 404), ("as_dirk", 403), ("as_esma", 403), ("as_gert", 403)]
)
def test_others_find_nothing(
    client: str, status: int, anna: Member, request: pytest.FixtureRequest, make_situation: Make
) -> None:
    browser: Client = request.getfixturevalue(client)
    situation = make_situation(anna)
    assert browser.get(address(situation)).status_code == status
    assert browser.post(address(situation), {"title": "Anders"}).status_code == status
    assert Client().get(address(situation)).status_code == 302


def test_the_team_can_hide_a_situation_and_show_it_again(
    anna: Member, as_anna: Client, as_bart: Client, make_situation: Make
) -> None:
    situation = make_situation(anna)
    where = address(situation, "wie-vindt-dit/")
    assert "alleen het team" in as_anna.get(where).content.decode()
    as_anna.post(where, {"audience": "team"})
    assert as_bart.get(address(situation, "")).status_code == 404
    assert not AccessLogEntry.objects.exists()
    as_anna.post(where, {"audience": "frontline"})
    assert as_bart.get(address(situation, "")).status_code == 200
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == ("situation_widened", situation.pk, anna)


def test_hiding_a_situation_changes_no_note(
    anna: Member, as_anna: Client, make_situation: Make, make_encounter: Make
) -> None:
    talk = make_encounter(anna)
    situation = make_situation(anna, encounters=(talk,))
    as_anna.post(address(situation, "wie-vindt-dit/"), {"audience": "team"})
    talk.refresh_from_db()
    assert talk.audience.kind == Audience.Kind.FRONTLINE


def test_showing_a_situation_to_whom_it_is_shown_is_written_nowhere(
    anna: Member, as_anna: Client, make_situation: Make
) -> None:
    situation = make_situation(anna)
    as_anna.post(address(situation, "wie-vindt-dit/"), {"audience": "frontline"})
    assert not AccessLogEntry.objects.exists()
    assert as_anna.post(address(situation, "wie-vindt-dit/"), {"audience": "iedereen"}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "latitude", "longitude"),
    [
        ("52.09074, 5.12142", "52.0907", "5.1214"),
        (" 52,5 ; 5,1 ", "52.5000", "5.1000"),
        ("(52.5 5.1)", "52.5000", "5.1000"),
    ],
)
def test_a_place_is_kept_to_ten_metres(
    as_anna: Client, anna: Member, make_situation: Make, typed: str, latitude: str, longitude: str
) -> None:
    situation = make_situation(anna)
    as_anna.post(address(situation), opened(as_anna, situation) | {"point": typed})
    situation.refresh_from_db()
    assert (str(situation.latitude), str(situation.longitude)) == (latitude, longitude)
    as_anna.post(address(situation), opened(as_anna, situation) | {"point": ""})
    situation.refresh_from_db()
    assert (situation.latitude, situation.longitude) == (None, None)


@pytest.mark.parametrize(
    "typed", ["bij de kerk", "52.5", "48.85, 2.35", "5.1, 52.5", "nan, nan", "52.5, 5.1, 3", "\x00"]
)
def test_a_place_that_is_none_stays_to_be_read(as_anna: Client, anna: Member, make_situation: Make, typed: str) -> None:
    situation = make_situation(anna)
    answer = as_anna.post(address(situation), opened(as_anna, situation) | {"point": typed, "title": "Anders"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["point"]
    situation.refresh_from_db()
    assert (situation.title, situation.latitude) == ("Het park aan de Gracht", None)


def test_a_new_situation_may_have_a_place(as_anna: Client, anna: Member) -> None:
    page = as_anna.get("/situaties/nieuw/")
    values = {"title": "De hoek", "audience": "frontline", "key": page.context["form"]["key"].value()}
    as_anna.post("/situaties/nieuw/", values | {"point": "52.5611, 5.2022"})
    assert str(Situation.objects.get(title="De hoek").latitude) == "52.5611"


def test_a_situation_with_a_place_shows_where(as_anna: Client, anna: Member, make_situation: Make) -> None:
    area = Area.objects.create(municipality=anna.municipality, name="Kade")
    plain, placed = make_situation(anna, "Zonder"), make_situation(anna, "Met", area=area)
    assert "leaflet" not in as_anna.get(f"/situaties/{plain.pk}/").content.decode()
    page = as_anna.get(f"/situaties/{placed.pk}/").content.decode()
    assert f"/situaties/kaart/?situation={placed.pk}&amp;period=always" in page
