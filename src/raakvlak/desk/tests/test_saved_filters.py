"""Filters that a member keeps: hers alone, above her lists, and never in the way of a link that was sent."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.conftest import Make, logged_in, person
from raakvlak.municipality.actions.members import give_place
from raakvlak.municipality.models import Area, ListName, Member, Role, SavedFilter
from raakvlak.municipality.models.saved_filter import MOST_FILTERS
from raakvlak.privacy.actions.erasure import erase_party
from raakvlak.privacy.actions.leaving import leave
from raakvlak.relations.models import Promise

LISTS = {
    "mensen": "/mensen/",
    "gesprekken": "/gesprekken/",
    "situaties": "/situaties/",
    "beloften": "/beloften/",
    "zoeken": "/zoeken/",
    "vragen": "/in-huis/",
    "mogelijkheden": "/in-huis/mogelijkheden/",
    "drempels": "/in-huis/drempels/",
    "middelen": "/in-huis/middelen/",
}
SOMETHING = {
    "mensen": "kind=person",
    "gesprekken": "period=week",
    "situaties": "fase=doing",
    "beloften": "stand=te-laat",
    "zoeken": "q=bankje",
    "vragen": "stand=te-laat",
    "mogelijkheden": "soort=permit",
    "drempels": "soort=rules",
    "middelen": "soort=thing",
}


def saved(member: Member, list_name: str = "mensen", name: str = "Mijn filter", **values: Any) -> SavedFilter:
    made = SavedFilter(member=member, list_name=list_name, name=name, asked=values.pop("asked", {"kind": "person"}))
    made.keep(is_default=values.get("is_default", False))
    return made


@pytest.mark.parametrize("list_name", LISTS)
def test_what_one_looks_at_is_kept_under_a_name(
    as_anna: Client, anna: Member, make_situation: Make, list_name: str
) -> None:
    make_situation(anna)
    query = SOMETHING[list_name]
    page = as_anna.get(f"{LISTS[list_name]}?{query}").content.decode()
    assert f"/ik/filters/{list_name}/nieuw/?{query}" in page
    answer = as_anna.post(f"/ik/filters/{list_name}/nieuw/?{query}&cursor=x&onzin=1", {"name": "Mijn <b>filter</b>"})
    assert answer["Location"] == f"{LISTS[list_name]}?{query}"
    name, value = query.split("=")
    assert SavedFilter.objects.get().asked == {name: value}
    page = as_anna.get(LISTS[list_name]).content.decode()
    assert "Mijn &lt;b&gt;filter&lt;/b&gt;" in page
    assert f'href="{LISTS[list_name]}?{query}"' in page


@pytest.mark.parametrize("list_name", LISTS)
def test_a_bare_list_says_nothing_of_filters(as_anna: Client, list_name: str) -> None:
    page = as_anna.get(LISTS[list_name]).content.decode()
    assert "Bewaar dit filter" not in page
    assert "Mijn filters" not in page


def test_only_what_the_list_can_read_is_kept(as_anna: Client, anna: Member, carla: Member) -> None:
    theirs = Area.objects.create(municipality=carla.municipality, name="Zandwijk")
    query = f"kind=onzin&area={theirs.pk}&told=yes&q=%20Fatima%20&rij=3&kies=1"
    as_anna.post(f"/ik/filters/mensen/nieuw/?{query}", {"name": "Fatima"})
    assert SavedFilter.objects.get().asked == {"q": "Fatima", "told": "yes"}


def test_nothing_asked_is_nothing_to_keep(as_anna: Client) -> None:
    for query in ("", "?kind=onzin", "?cursor=x"):
        assert as_anna.post(f"/ik/filters/mensen/nieuw/{query}", {"name": "Leeg"})["Location"] == "/mensen/"
    assert as_anna.post("/ik/filters/beloften/nieuw/?stand=open", {"name": "Leeg"})["Location"] == "/beloften/"
    assert as_anna.get("/ik/filters/onzin/nieuw/?kind=person").status_code == 404
    assert not SavedFilter.objects.exists()


def test_a_name_is_there_once_and_what_was_typed_stays(as_anna: Client, anna: Member) -> None:
    saved(anna, name="Café")
    saved(anna, "beloften", "Laat", asked={"stand": "te-laat"})
    answer = as_anna.post("/ik/filters/mensen/nieuw/?q=bank", {"name": "CAFE", "is_default": "on"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "al een filter met deze naam" in page
    assert 'value="CAFE"' in page
    assert "checked" in page
    assert as_anna.post("/ik/filters/mensen/nieuw/?q=bank", {"name": "Laat"}).status_code == 302


def test_one_keeps_no_more_than_one_can_oversee(as_anna: Client, anna: Member) -> None:
    for number in range(MOST_FILTERS):
        saved(anna, name=f"Filter {number}")
    answer = as_anna.post("/ik/filters/mensen/nieuw/?q=bank", {"name": "Nog een"})
    assert "Haal er eerst een weg" in answer.content.decode()
    assert SavedFilter.objects.count() == MOST_FILTERS
    mine = SavedFilter.objects.earliest("pk")
    assert as_anna.post(f"/ik/filters/{mine.pk}/", {"name": "Anders"}).status_code == 302


def test_a_list_opens_with_the_chosen_one_but_a_link_wins(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "De School", kind="organisation")
    make_party(anna, "Zoë Aerts")
    mine = saved(anna, is_default=True)
    assert as_anna.get("/mensen/")["Location"] == "/mensen/?kind=person"
    page = as_anna.get("/mensen/", follow=True).content.decode()
    assert "De School" not in page
    assert "/mensen/?toon=alles" in page
    for query in ("?toon=alles", "?kind=", "?q=school", "?kies=1"):
        assert "De School" in as_anna.get(f"/mensen/{query}").content.decode(), query
    other = saved(anna, name="Anders", asked={"kind": "organisation"}, is_default=True)
    mine.refresh_from_db()
    assert (mine.is_default, other.is_default) == (False, True)


@pytest.mark.parametrize("list_name", ["vragen", "mogelijkheden", "drempels", "middelen"])
def test_a_list_of_the_house_opens_with_the_chosen_one(as_anna: Client, anna: Member, list_name: str) -> None:
    (name, value), path = SOMETHING[list_name].split("="), LISTS[list_name]
    saved(anna, list_name, asked={name: value}, is_default=True)
    assert as_anna.get(path)["Location"] == f"{path}?{name}={value}"
    page = as_anna.get(f"{path}?{name}={value}").content.decode()
    assert f"{path}?toon=alles" in page
    assert as_anna.get(f"{path}?toon=alles").status_code == 200


def test_how_much_must_be_free_is_kept_as_it_was_typed(as_anna: Client) -> None:
    as_anna.post("/ik/filters/middelen/nieuw/?minstens=2,5&week=2026-12-01", {"name": "Deze week"})
    kept = SavedFilter.objects.get()
    form = as_anna.get(kept.url).context["form"]
    assert (str(form.cleaned_data["minstens"]), str(form.cleaned_data["week"])) == ("2.5", "2026-12-01")


def test_it_is_renamed_and_removed(as_anna: Client, anna: Member) -> None:
    mine = saved(anna)
    as_anna.post(f"/ik/filters/{mine.pk}/", {"name": "Bewoners", "is_default": "on"})
    mine.refresh_from_db()
    assert (mine.name, mine.sort_name, mine.is_default) == ("Bewoners", "bewoners", True)
    assert "Bewoners" in as_anna.get("/ik/filters/").content.decode()
    assert as_anna.post(f"/ik/filters/{mine.pk}/weghalen/").status_code == 302
    assert as_anna.post(f"/ik/filters/{mine.pk}/weghalen/").status_code == 404
    assert "Nog geen filters" in as_anna.get("/ik/filters/").content.decode()


def test_nobody_else_sees_it(
    anna: Member, as_bart: Client, as_carla: Client, as_fatma: Client, as_dirk: Client, as_esma: Client
) -> None:
    mine = saved(anna, name="Zwanenzang", is_default=True)
    for client in (as_bart, as_carla, as_fatma, as_dirk, as_esma):
        for path in ("/mensen/", "/ik/filters/", f"/ik/filters/{mine.pk}/"):
            answer = client.get(path)
            assert answer.status_code in {200, 403, 404}, "and it opens as always"
            assert "Zwanenzang" not in answer.content.decode()
        assert client.post(f"/ik/filters/{mine.pk}/", {"name": "Van mij"}).status_code in {403, 404}
        assert client.post(f"/ik/filters/{mine.pk}/weghalen/").status_code in {403, 404}
    assert SavedFilter.objects.get().name == "Zwanenzang"


def test_who_reads_no_notes_sees_talks_as_before(dirk: Member, as_dirk: Client) -> None:
    page = as_dirk.get("/gesprekken/?period=week").content.decode()
    assert "Bewaar dit filter" not in page
    assert "Kies meer tegelijk" not in page
    assert as_dirk.get("/gesprekken/?kies=1").status_code == 200


@pytest.mark.parametrize("list_name", LISTS)
def test_twenty_filters_take_no_more_queries_than_none(as_anna: Client, anna: Member, list_name: str) -> None:
    path = f"{LISTS[list_name]}?toon=alles"
    as_anna.get(path)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            as_anna.get(path)
        return len(asked)

    before = queries()
    for one in range(20):
        saved(anna, list_name, f"Filter {one}", asked={"q": f"{one}"})
    assert queries() == before


def test_it_goes_with_who_leaves_or_reads_no_notes_any_more(anna: Member, bart: Member, fatma: Member) -> None:
    for member in (anna, bart, fatma):
        saved(member, name="Fatima Yilmaz", asked={"q": "Fatima Yilmaz"})
    leave(anna, fatma, {})
    give_place(bart, role=Role.COLLEAGUE, department=None)
    assert [one.member for one in SavedFilter.objects.all()] == [fatma]


def test_an_erased_name_is_in_no_filter(as_anna: Client, anna: Member, fatma: Member, make_party: Make) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    mine = saved(anna, name="Fatima Yilmaz", asked={"q": "Fatima Yilmaz"})
    promises = saved(anna, "beloften", "Met haar", asked={"persoon": str(fatima.pk)})
    erase_party(fatima, fatma, everywhere=True)
    mine.refresh_from_db()
    assert "Fatima" not in f"{mine.name}{mine.sort_name}{mine.asked}"
    for one in (mine, promises):
        answer = as_anna.get(one.url)
        assert answer.status_code == 200
        assert "Fatima" not in answer.content.decode()


@pytest.fixture
def hidden(anna: Member, bart: Member, carla: Member, make_party: Make, make_situation: Make) -> dict[str, list[Any]]:
    """Make what Anna may not see, by the parameter that would name it."""
    situation = make_situation(bart, "Zwanenzang")
    situation.audience = situation.team
    situation.save()
    klad = bart.klad_audiences.get()
    return {
        "area": [Area.objects.create(municipality=carla.municipality, name="Zwanenzang")],
        "situatie": [situation, make_situation(carla, "Zwanenzang")],
        "persoon": [make_party(bart, "Zwanenzang", audience=klad), make_party(carla, "Zwanenzang")],
        "tag": [carla.municipality.tags.create(name="Zwanenzang")],
    }


@pytest.mark.parametrize(
    ("path", "name", "what"),
    [
        ("/mensen/", "area", "area"),
        ("/gesprekken/", "area", "area"),
        ("/gesprekken/", "situation", "situatie"),
        ("/situaties/", "gebied", "area"),
        ("/situaties/", "trefwoord", "tag"),
        ("/beloften/", "gebied", "area"),
        ("/beloften/", "situatie", "situatie"),
        ("/beloften/", "persoon", "persoon"),
        ("/zoeken/", "area", "area"),
    ],
)
def test_a_link_to_what_i_may_not_see_is_a_link_to_what_is_not_there(
    as_anna: Client, hidden: dict[str, list[Any]], path: str, name: str, what: str
) -> None:
    nowhere = as_anna.get(path, {name: "999999999", "q": "bank"})
    for row in hidden[what]:
        answer = as_anna.get(path, {name: str(row.pk), "q": "bank"})
        assert answer.status_code == 200
        assert answer.content.decode().replace(str(row.pk), "999999999").count("Zwanenzang") == 0
        assert answer.context["form"].errors == nowhere.context["form"].errors


def test_a_link_shows_everybody_what_is_for_her_eyes(
    as_anna: Client, as_bart: Client, anna: Member, bart: Member, make_party: Make
) -> None:
    make_party(anna, "Zoë van iedereen")
    make_party(bart, "Zoë van Bart", audience=bart.klad_audiences.get())
    link = "/mensen/?q=zoe&kind=person"
    assert [party.name for party in as_anna.get(link).context["page"].rows] == ["Zoë van iedereen"]
    assert len(as_bart.get(link).context["page"].rows) == 2


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/mensen/", {"q": "zo", "kind": "person", "told": "no"}),
        ("/gesprekken/", {"period": "week", "channel": "street", "verhaal": "on"}),
        ("/situaties/", {"q": "plein", "stand": "alle", "mijn": "on", "fase": "doing", "soort": "traffic"}),
        ("/beloften/", {"q": "bank", "stand": "te-laat", "mijn": "on", "richting": "ours", "soort": "agreed"}),
        ("/zoeken/", {"q": "bank", "kind": "party", "period": "week"}),
    ],
)
def test_all_that_is_filtered_stands_in_the_address(as_anna: Client, path: str, query: dict[str, str]) -> None:
    form = as_anna.get(path, query).context["form"]
    kept = {name: value for name, value in form.cleaned_data.items() if value}
    assert set(kept) == set(query)
    assert "form" in as_anna.get(path).context, "and nothing of it is remembered elsewhere"
    assert not any(value for name, value in as_anna.get(path).context["form"].cleaned_data.items() if name != "stand")


def test_a_saved_filter_follows_who_was_merged(as_anna: Client, anna: Member, make_party: Make) -> None:
    """A link to somebody who turned out to be another leads to that other."""
    keeper, other = make_party(anna, "Fatima Yilmaz"), make_party(anna, "F. Yilmaz", merged_into=None)
    other.merged_into = keeper
    other.save()
    promise = Promise.objects.create(
        municipality=anna.municipality,
        audience=keeper.audience,
        owner=anna,
        party=keeper,
        text="Bellen",
        keep_until=timezone.localdate() + datetime.timedelta(days=9),
    )
    Promise.objects.create(
        municipality=anna.municipality, audience=keeper.audience, owner=anna, text="Iets", keep_until=promise.keep_until
    )
    answer = as_anna.get(f"/beloften/?persoon={other.pk}")
    assert answer.context["page"].rows == [promise]
    assert f'<option value="{keeper.pk}" selected>' in answer.content.decode()


def test_the_names_of_lists_are_those_of_their_addresses() -> None:
    assert set(LISTS) == set(ListName.values)
    assert all(SavedFilter(list_name=name, asked={}).url == path for name, path in LISTS.items())


def test_a_search_is_kept_with_its_words_and_filters(as_anna: Client, anna: Member) -> None:
    as_anna.post("/ik/filters/zoeken/nieuw/?q=overlast+park&kind=encounter&period=year", {"name": "Het park"})
    kept = SavedFilter.objects.get()
    assert kept.asked == {"q": "overlast park", "kind": "encounter", "period": "year"}
    assert "Het park" in as_anna.get("/zoeken/").content.decode()
    assert "Het park" in as_anna.get("/ik/filters/").content.decode()


def test_search_opens_with_nothing_and_changes_nothing(as_anna: Client, anna: Member) -> None:
    as_anna.post("/ik/filters/zoeken/nieuw/?q=bankje", {"name": "Bankje", "is_default": "on"})
    assert not SavedFilter.objects.get().is_default
    assert as_anna.get("/zoeken/").status_code == 200
    assert as_anna.get("/meer-tegelijk/zoeken/").status_code == 404


def test_the_window_of_search_asks_for_no_filters(as_anna: Client, anna: Member) -> None:
    saved(anna, "zoeken", asked={"q": "bankje"})
    window = as_anna.get("/zoeken/?q=bankje", headers={"HX-Request": "true"}).content.decode()
    assert "Mijn filter" not in window


def test_a_colleague_who_comes_later_begins_with_none(anna: Member) -> None:
    saved(anna)
    newcomer = person("Nieuw", anna.municipality, Role.FRONTLINE)
    assert "Mijn filter" not in logged_in(newcomer).get("/mensen/").content.decode()
