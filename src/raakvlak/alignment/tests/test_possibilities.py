"""Possibilities: written down once, found in words, kept up to date by who knows of them, and ended with a way back."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raakvlak.alignment.models import Possibility, RemovedPossibility
from raakvlak.alignment.people_named import people_named
from raakvlak.alignment.tests.conftest import in_days
from raakvlak.conftest import person
from raakvlak.municipality.departures import tell_out
from raakvlak.municipality.models import Area, Department, Member, Role

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
LIST = "/in-huis/mogelijkheden/"


def make(member: Member, title: str = "Geveltuin", **values: Any) -> Possibility:
    told = {"kind": "rule", "text": "Je mag tegels langs je gevel vervangen door planten.", **values}
    return Possibility.objects.create(municipality=member.municipality, title=title, **told)


def filled_in(**values: Any) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "money",
        "title": "Subsidie buurtfeest",
        "text": "Een straat krijgt tot 250 euro voor een feest.",
        "amount": "1.250,50",
        "best_before_on": in_days(365).isoformat(),
        **values,
    }


def titles(client: Client, **asked: str | int) -> list[str]:
    return [row.title for row in client.get(LIST, asked).context["page"].rows]


def at(possibility: Possibility, step: str = "") -> str:
    return f"{LIST}{possibility.pk}/{step}"


def test_it_is_written_down_once_however_often_it_is_sent(as_anna: Client) -> None:
    sent = filled_in(source_url="raakvlak.example/feest")
    for _number in range(2):
        assert as_anna.post(f"{LIST}nieuw/", sent).status_code == 302
    made = Possibility.objects.get()
    assert (made.kind, made.amount, made.source_url) == ("money", Decimal("1250.50"), "https://raakvlak.example/feest")


def test_the_form_begins_with_oneself_and_a_year(as_dirk: Client, dirk_in_mobility: Member) -> None:
    form = as_dirk.get(f"{LIST}nieuw/").context["form"]
    assert form.initial["owner"] == dirk_in_mobility.pk
    assert form.initial["best_before_on"] == in_days(365)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Schrijf op wat het is."),
        ({"text": ""}, "Schrijf op wat er hierdoor kan."),
        ({"kind": "wens"}, "wens"),
        ({"amount": "veel"}, "Schrijf een getal"),
        ({"amount": "-1"}, "groter is dan nul"),
        ({"from_on": "1-3-2026", "until_on": "1-2-2026"}, "Deze dag komt voor de eerste dag."),
        ({"best_before_on": "1-1-2020"}, "Deze dag is al voorbij."),
        ({"best_before_on": ""}, "Kies nog een dag."),
        ({"source_url": "javascript:alert(1)"}, "Dit is geen webadres."),
        ({"source_url": "ftp://raakvlak.example/"}, "Dit is geen webadres."),
        ({"owner": "999999"}, "keuze"),
        ({"title": "a" * 161}, "te lang"),
        ({"text": "\x00"}, "NUL"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(as_anna: Client, wrong: dict[str, str], said: str) -> None:
    answer = as_anna.post(f"{LIST}nieuw/", filled_in(contact="Loket Feesten", **wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Loket Feesten" in answer.content.decode()
    assert not Possibility.objects.exists()


def test_the_database_refuses_what_can_not_be(anna: Member) -> None:
    for wrong in (
        {"amount": 0},
        {"from_on": in_days(2), "until_on": in_days(1)},
        {"source_url": "javascript:alert(1)"},
        {"title": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make(anna, **wrong)


def test_a_name_of_a_resident_is_asked_about(as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, name="Jan de Vries")
    sent = filled_in(text="Zo ging het bij Jan de Vries aan de kade.")
    answer = as_anna.post(f"{LIST}nieuw/", sent)
    assert answer.status_code == 422
    assert "“Jan de Vries”" in answer.content.decode()
    assert as_anna.post(f"{LIST}nieuw/", {**sent, "is_no_name": "on"}).status_code == 302


def test_names_are_whole_names_of_who_may_be_known(anna: Member, carla: Member, make_party: Make) -> None:
    make_party(anna, name="Jan de Vries")
    make_party(carla, name="Els Bakker")
    assert people_named("Vraag Jan de Vries, niet Jan of Els Bakker.", anna) == ["Jan de Vries"]
    assert people_named("jan de vries", anna) == []
    assert people_named("", anna) == []


def test_what_stands_there_already_is_pointed_at(as_anna: Client, anna: Member, mobility: Department) -> None:
    there = make(anna, "Subsidie Buurtfeest!", department=mobility)
    sent = filled_in(department=mobility.pk)
    answer = as_anna.post(f"{LIST}nieuw/", sent)
    assert answer.status_code == 422
    assert f'href="{at(there)}"' in answer.content.decode()
    assert as_anna.post(f"{LIST}nieuw/", {**sent, "department": ""}).status_code == 302
    assert as_anna.post(f"{LIST}nieuw/", {**sent, "key": str(uuid.uuid4()), "is_another": "on"}).status_code == 302
    assert Possibility.objects.count() == 3


def test_who_works_with_it_reads_it_and_others_do_not(
    anna: Member, as_anna: Client, as_dirk: Client, as_fatma: Client, as_esma: Client, as_gert: Client, as_carla: Client
) -> None:
    row = make(anna)
    assert [client.get(at(row)).status_code for client in (as_anna, as_dirk, as_fatma)] == [200] * 3
    assert [client.get(at(row)).status_code for client in (as_esma, as_gert)] == [403] * 2
    assert as_carla.get(at(row)).status_code == 404
    assert Client().get(at(row)).status_code == 302


def test_a_colleague_keeps_what_is_of_her_department(
    as_dirk: Client, dirk_in_mobility: Member, mobility: Department, parks: Department
) -> None:
    ours, theirs = make(dirk_in_mobility, department=mobility), make(dirk_in_mobility, "Bomen", department=parks)
    hers = make(dirk_in_mobility, "Bankjes", owner=dirk_in_mobility)
    for step in ("aanpassen/", "stoppen/"):
        assert [as_dirk.get(at(row, step)).status_code for row in (ours, theirs, hers)] == [200, 404, 200]
    assert as_dirk.post(at(theirs, "klopt-nog/")).status_code == 404
    answer = as_dirk.post(f"{LIST}nieuw/", filled_in(department=parks.pk))
    assert answer.status_code == 422
    assert as_dirk.post(f"{LIST}nieuw/", filled_in(department=mobility.pk)).status_code == 302
    assert set(Possibility.objects.kept_by(dirk_in_mobility)) == {*Possibility.objects.exclude(pk=theirs.pk)}


def test_a_colleague_without_a_department_only_reads(as_dirk: Client, dirk: Member) -> None:
    make(dirk)
    assert titles(as_dirk) == ["Geveltuin"]
    assert as_dirk.get(f"{LIST}nieuw/").status_code == 404
    assert "Nieuwe mogelijkheid" not in as_dirk.get(LIST).content.decode()


def test_it_is_changed(as_anna: Client, anna: Member) -> None:
    row = make(anna, best_before_on=in_days(-3))
    before = row.changed_at
    sent = filled_in(title="Boomspiegel", best_before_on=in_days(-3).isoformat())  # a day that stood there may stay
    assert as_anna.post(at(row, "aanpassen/"), sent).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.sort_title) == ("Boomspiegel", "boomspiegel")
    assert row.changed_at > before
    assert titles(as_anna, q="boomspiegels") == ["Boomspiegel"]
    assert titles(as_anna, q="geveltuin") == []


def test_one_tap_says_that_it_is_still_right(as_bart: Client, bart: Member) -> None:
    row = make(bart, best_before_on=in_days(-30), owner=bart)
    assert "Klopt dit nog?" in as_bart.get("/").content.decode()
    for _number in range(2):
        answer = as_bart.post(at(row, "klopt-nog/"), {"terug": "vandaag"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    row.refresh_from_db()
    assert (row.checked_on, row.checked_by, row.best_before_on) == (timezone.localdate(), bart, in_days(365))
    assert "Klopt dit nog?" not in as_bart.get("/").content.decode()
    assert as_bart.get(at(row, "klopt-nog/")).status_code == 405


def test_it_ends_and_comes_back(as_anna: Client, anna: Member) -> None:
    row = make(anna)
    for _number in range(2):
        assert as_anna.post(at(row, "stoppen/")).status_code == 302
    assert (titles(as_anna), titles(as_anna, stand="gestopt")) == ([], ["Geveltuin"])
    assert as_anna.post(at(row, "toch-wel/")).status_code == 302
    assert titles(as_anna) == ["Geveltuin"]


def test_what_is_over_stands_apart(as_anna: Client, anna: Member) -> None:
    make(anna, "Voorbij", until_on=in_days(-1))
    make(anna, "Vandaag nog", until_on=in_days(0))
    make(anna, "Straks", from_on=in_days(100))
    assert titles(as_anna) == ["Straks", "Vandaag nog"]
    assert titles(as_anna, stand="gestopt") == ["Voorbij"]


def test_words_are_found_in_another_form_and_by_their_beginning(as_anna: Client, anna: Member) -> None:
    make(anna, "Subsidie buurtfeest", text="Voor feesten in de straat.", conditions="Ruim zelf op.")
    make(anna, "Parkeren op de stoep", text="Mag niet, behalve bij verhuizingen.")
    assert titles(as_anna, q="feest") == ["Subsidie buurtfeest"]
    assert titles(as_anna, q="subsid") == ["Subsidie buurtfeest"]
    assert titles(as_anna, q="verhuizing") == ["Parkeren op de stoep"]
    assert titles(as_anna, q="opruimen feest") == []
    assert titles(as_anna, q='"op de stoep"') == ["Parkeren op de stoep"]
    for nothing in ("de", "%", "_", "'\"--"):
        assert titles(as_anna, q=nothing) == []


def test_it_is_narrowed(as_anna: Client, anna: Member, bart: Member, mobility: Department, parks: Department) -> None:
    district = Area.objects.create(municipality=anna.municipality, name="Noord", kind="district")
    quarter = Area.objects.create(municipality=anna.municipality, name="Kadebuurt", parent=district)
    other = Area.objects.create(municipality=anna.municipality, name="Zuid")
    make(anna, "Overal", department=parks, owner=anna)
    make(anna, "In de wijk", area=district, kind="works", from_on=in_days(40), until_on=in_days(50))
    make(anna, "In de buurt", area=quarter, department=mobility, owner=bart)
    make(anna, "Elders", area=other)
    assert titles(as_anna, gebied=quarter.pk) == ["In de buurt", "In de wijk", "Overal"]
    assert titles(as_anna, gebied=district.pk) == ["In de wijk", "Overal"]
    assert titles(as_anna, soort="works") == ["In de wijk"]
    assert titles(as_anna, afdeling=parks.pk) == ["Overal"]
    assert titles(as_anna, mijn="on") == ["Overal"]
    assert "In de wijk" not in titles(as_anna, vanaf=in_days(0).isoformat())
    assert "In de wijk" in titles(as_anna, vanaf=in_days(0).isoformat(), tot=in_days(45).isoformat())
    assert len(titles(as_anna, soort="iets", afdeling="x", gebied="0", vanaf="gisteren")) == 4


def test_stale_ones_are_asked_of_who_keeps_them(
    anna: Member, bart: Member, dirk_in_mobility: Member, fatma: Member, mobility: Department, parks: Department
) -> None:
    old = {"best_before_on": in_days(-1)}
    make(anna, "Van Bart", owner=bart, department=mobility, **old)
    make(anna, "Van mobiliteit", department=mobility, **old)
    make(anna, "Van niemand", **old)
    make(anna, "Van een lege afdeling", department=parks, **old)
    make(anna, "Nog goed", owner=bart)
    make(anna, "Gestopt", owner=bart, ended_on=in_days(-1), **old)
    rows = Possibility.objects.within(anna.municipality)

    def asked(member: Member) -> set[str]:
        return set(rows.asked_of(member).stale().values_list("title", flat=True))

    assert asked(bart) == {"Van Bart"}
    assert asked(dirk_in_mobility) == {"Van mobiliteit"}
    assert asked(fatma) == {"Van niemand", "Van een lege afdeling"}
    assert asked(anna) == set()


def test_coordinators_see_all_that_is_stale_the_longest_first(as_fatma: Client, anna: Member) -> None:
    for days in (1, 30, 7):
        make(anna, f"{days} dagen", best_before_on=in_days(-days))
    make(anna, "Nog goed")
    assert titles(as_fatma, stand="nakijken") == ["30 dagen", "7 dagen", "1 dagen"]


def test_who_leaves_looks_after_nothing(anna: Member, bart: Member) -> None:
    row = make(anna, owner=bart, contact_member=bart)
    tell_out(bart)
    row.refresh_from_db()
    assert row.owner_id == bart.pk
    bart.left_on = timezone.localdate()
    bart.save()
    tell_out(bart)
    row.refresh_from_db()
    assert not Possibility.objects.exclude(owner=None, contact_member=None).exists()


def test_changes_can_be_followed(anna: Member) -> None:
    first, second = make(anna, "Een"), make(anna, "Twee")
    moment = timezone.now()
    rows = Possibility.objects.within(anna.municipality)
    assert list(rows.changed_since(moment)) == []
    rows.filter(pk=first.pk).update(ended_on=timezone.localdate())
    assert list(rows.changed_since(moment)) == [first]
    second.save(update_fields=["title"])
    assert list(rows.changed_since(moment)) == [first, second]
    numbers = {first.pk, second.pk}
    first.delete()
    rows.all().delete()
    gone = RemovedPossibility.objects.within(anna.municipality).removed_since(moment)
    assert set(gone.values_list("number", flat=True)) == numbers


def test_many_are_made_at_once_with_their_words(anna: Member) -> None:
    told = {"municipality": anna.municipality, "kind": "rule", "text": "Iets"}
    Possibility.objects.bulk_create([Possibility(title=f"Regel {number}", **told) for number in range(3)])
    assert set(Possibility.objects.values_list("sort_title", flat=True)) == {"regel 0", "regel 1", "regel 2"}


def test_the_list_asks_as_many_queries_for_ten_as_for_a_hundred(as_anna: Client, anna: Member) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_anna.get(LIST, {"q": "tegel"})
        return len(queries)

    for number in range(10):
        make(anna, f"Tuin {number}")
    few = asked()
    for number in range(90):
        make(anna, f"Perk {number}")
    assert asked() == few


def test_pages_follow_each_other(as_anna: Client, anna: Member) -> None:
    for number in range(60):
        make(anna, f"Tuin {number:02}")
    seen: list[str] = []
    url: str | None = LIST
    while url:
        page = as_anna.get(url).context["page"]
        seen += [row.title for row in page.rows]
        url = f"{LIST}?cursor={page.older}" if page.older else None
    assert seen == [f"Tuin {number:02}" for number in range(60)]


def test_an_empty_list_says_what_a_possibility_is(as_anna: Client) -> None:
    page = as_anna.get(LIST).content.decode()
    assert "Nog geen mogelijkheden" in page
    assert "/inlezen/mogelijkheden/" in page


def test_somebody_of_another_department_is_not_a_keeper(anna: Member, parks: Department) -> None:
    other = person("Ot Anders", anna.municipality, Role.COLLEAGUE)
    assert not make(anna, department=parks).may_be_kept_by(other)


def test_a_name_that_is_erased_is_found_no_more(as_anna: Client, anna: Member, make_party: Make) -> None:
    party = make_party(anna, name="Fatima Yilmaz")
    row = make(anna, text="Zo ging het met Fatima Yilmaz en de boom.")
    moment = timezone.now()
    Possibility._base_manager.filter(pk=row.pk).update(text=row.text.replace(party.name, "iemand"))
    assert titles(as_anna, q="yilmaz") == []
    assert titles(as_anna, q="bomen") == ["Geveltuin"]
    assert list(Possibility.objects.within(anna.municipality).changed_since(moment)) == [row]
