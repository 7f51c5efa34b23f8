from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.municipality.models import Channel, KeptKind, Member, Municipality, RetentionRule
from raakvlak.municipality.tests.people import WICKED

PAGES = ("details", "channels", "style", "retention", "areas", "departments", "make_area", "members", "invite")
RETENTION = {
    f"{kind}-{field}": value
    for kind in KeptKind.values
    for field, value in {"days": "365", "purpose": "contact", "ground": "public_task"}.items()
}


def test_the_settings_lead_to_every_screen(as_gert: Client) -> None:
    page = as_gert.get("/instellingen/").content.decode()
    for name in ("details", "channels", "style", "retention", "areas", "departments", "members", "tags"):
        assert f'href="{reverse(f"municipality:{name}")}"' in page


def test_a_coordinator_finds_the_tags_only(as_fatma: Client) -> None:
    page = as_fatma.get("/instellingen/").content.decode()
    assert reverse("municipality:tags") in page
    assert reverse("municipality:members") not in page


@pytest.mark.parametrize("name", PAGES)
def test_each_screen_is_for_the_administrator(
    client: Client, as_gert: Client, as_anna: Client, as_dirk: Client, as_esma: Client, as_fatma: Client, name: str
) -> None:
    url = reverse(f"municipality:{name}")
    assert as_gert.get(url).status_code == 200
    for other in (as_anna, as_dirk, as_esma, as_fatma):
        assert other.get(url).status_code == 403
        assert other.post(url).status_code in {403, 405}
    assert client.get(url).status_code == 302


def test_name_and_code_can_change(as_gert: Client, waterhoek: Municipality, gert: Member) -> None:
    values = {"name": "Waterhoek aan Zee", "code": "gm1234"}
    assert as_gert.post("/instellingen/gemeente/", values).status_code == 302
    response = as_gert.post("/instellingen/gemeente/", values, follow=True)
    waterhoek.refresh_from_db()
    assert (waterhoek.name, waterhoek.code) == ("Waterhoek aan Zee", "GM1234")
    assert "door Gert" in response.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "Zandrecht", "code": ""}, "al in gebruik"),
        ({"name": "", "code": ""}, "Vul dit nog in"),
        ({"name": "Waterhoek", "code": "0855"}, "Schrijf hem zo: GM0855"),
        ({"name": "Waterhoek", "code": "GM\u0660855"}, "Schrijf hem zo: GM0855"),
        ({"name": "Waterhoek", "code": "GM9999"}, "al in gebruik"),
    ],
)
def test_a_bad_name_or_code_is_explained(
    as_gert: Client, zandrecht: Municipality, waterhoek: Municipality, values: dict[str, str], words: str
) -> None:
    Municipality.objects.filter(pk=zandrecht.pk).update(code="GM9999")
    page = as_gert.post("/instellingen/gemeente/", values).content.decode()
    assert words in page
    assert waterhoek == Municipality.objects.get(name="Waterhoek", code="")


@pytest.mark.parametrize("words", WICKED)
def test_wicked_words_are_met_well(as_gert: Client, words: str) -> None:
    forms = {
        "details": {"name": words, "code": words},
        "channels": {"channels_on": words},
        "style": {"accent": words, "has_own_dark": "on", "accent_in_dark": words},
        "retention": dict.fromkeys(RETENTION, words),
        "set_logo": {"logo": words},
    }
    for name, values in forms.items():
        response = as_gert.post(reverse(f"municipality:{name}"), values)
        assert response.status_code in {200, 302}
        assert "<img src=x" not in response.content.decode()


def test_channels_go_off_and_on(as_gert: Client, waterhoek: Municipality) -> None:
    assert as_gert.get("/instellingen/kanalen/").content.decode().count("checked") == len(Channel)
    on = [channel.value for channel in Channel if channel != Channel.DIGITAL]
    as_gert.post("/instellingen/kanalen/", {"channels_on": on})
    waterhoek.refresh_from_db()
    assert waterhoek.channels_off == ["digital"]
    assert ("digital", "digitaal") not in waterhoek.channels
    assert ("street", "straat") in waterhoek.channels
    as_gert.post("/instellingen/kanalen/", {"channels_on": Channel.values})
    waterhoek.refresh_from_db()
    assert waterhoek.channels_off == []


def test_one_channel_stays_on(as_gert: Client, waterhoek: Municipality) -> None:
    assert "Laat er minstens één aan" in as_gert.post("/instellingen/kanalen/", {"anders": ""}).content.decode()
    as_gert.post("/instellingen/kanalen/", {"channels_on": ["duif"]})
    waterhoek.refresh_from_db()
    assert waterhoek.channels_off == []


def test_retention_is_settled_per_kind(as_gert: Client, waterhoek: Municipality) -> None:
    assert "Wat er al staat, houdt de einddatum" in as_gert.get("/instellingen/bewaren/").content.decode()
    values = {**RETENTION, "encounter-days": "90", "encounter-ground": "consent"}
    response = as_gert.post("/instellingen/bewaren/", values, follow=True)
    assert "Laatst aangepast op" in response.content.decode()
    rule = RetentionRule.objects.for_kind(waterhoek, KeptKind.ENCOUNTER)
    assert (rule.days, rule.ground) == (90, "consent")
    assert RetentionRule.objects.for_kind(waterhoek, KeptKind.PARTY).days == 365


def test_a_municipality_without_rules_begins_with_the_usual_ones(as_gert: Client, waterhoek: Municipality) -> None:
    RetentionRule.objects.all().delete()
    assert as_gert.get("/instellingen/bewaren/").status_code == 200
    as_gert.post("/instellingen/bewaren/", RETENTION)
    assert RetentionRule.objects.within(waterhoek).count() == len(KeptKind)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("party-days", "0", "minstens één dag"),
        ("party-days", "3651", "Langer dan tien jaar"),
        ("party-days", "9" * 400, "Langer dan tien jaar"),
        ("party-days", "veel", "in cijfers"),
        ("party-days", "", "Vul een aantal dagen in"),
        ("party-purpose", "reclame", "keuze"),
    ],
)
def test_nothing_is_stored_when_one_term_is_wrong(
    as_gert: Client, waterhoek: Municipality, field: str, value: str, words: str
) -> None:
    response = as_gert.post("/instellingen/bewaren/", {**RETENTION, field: value})
    assert words in response.content.decode()
    helping = {KeptKind.TASK, KeptKind.MEANS, KeptKind.RESERVATION}
    a_year = {KeptKind.CHECK_REPLY, KeptKind.HANDOVER, *helping}  # for these that is what was settled
    assert not RetentionRule.objects.within(waterhoek).filter(days=365).exclude(kind__in=a_year).exists()


def test_settings_of_one_municipality_leave_the_others_alone(as_gert: Client, zandrecht: Municipality) -> None:
    before = list(RetentionRule.objects.within(zandrecht).values())
    as_gert.post("/instellingen/bewaren/", {**RETENTION, "municipality": zandrecht.pk})
    as_gert.post("/instellingen/gemeente/", {"name": "Waterhoek", "code": "", "municipality": zandrecht.pk})
    assert before == list(RetentionRule.objects.within(zandrecht).values())
    zandrecht.refresh_from_db()
    assert zandrecht.name == "Zandrecht"


def test_only_the_day_of_a_change_is_told_to_others(as_gert: Client, as_fatma: Client) -> None:
    as_gert.post("/instellingen/trefwoorden/", {"name": "groen"})
    page: Any = as_fatma.get("/instellingen/trefwoorden/").content.decode()
    assert "Laatst aangepast op" in page
    assert "Gert" not in page
