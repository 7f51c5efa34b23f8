"""What was done with contributions is only added to, in one go for several; and what was counted is never a name."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.actions import contributions as actions
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Option
from raakvlak.resolutions.tests.rows import answer_of, contribution_of
from raakvlak.resolutions.tests.test_contributions import here
from raakvlak.resolutions.unnamed import Unnamed
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def answered(**values: Any) -> dict[str, Any]:
    """Return what is sent to answer."""
    return {"key": str(uuid.uuid4()), "seen": "0", "outcome": "used", "because": "Het is er stil.", **values}


def at(situation: Situation, *rows: Contribution) -> str:
    return here(situation, "answer") + "?" + "&".join(f"rij={one.uuid}" for one in rows)


@pytest.fixture
def rows(anna: Member, situation: Situation, fatima: Party) -> list[Contribution]:
    return [contribution_of(anna, situation, situation.audience, f"Idee {place}", party=fatima) for place in range(3)]


def test_an_answer_says_why_and_where_it_ended_up(
    as_anna: Client, situation: Situation, rows: list[Contribution], bench: Option
) -> None:
    assert as_anna.post(at(situation, rows[0]), answered(because=" ")).status_code == 422
    assert as_anna.post(at(situation, rows[0]), answered(outcome="")).status_code == 422
    contrary = as_anna.post(at(situation, rows[0]), answered(outcome="not", options=[bench.pk]))
    assert "kwam nergens terecht" in contrary.content.decode()
    as_anna.post(at(situation, rows[0]), answered(options=[bench.pk]))
    answer = ContributionAnswer.objects.get()
    assert (answer.outcome, answer.because, answer.answered_on) == ("used", "Het is er stil.", timezone.localdate())
    assert [*answer.options.all()] == [bench]
    assert bench.title in as_anna.get(here(situation, "contribution", rows[0].uuid)).content.decode()


def test_an_earlier_answer_is_kept_and_the_newest_counts(
    as_anna: Client, situation: Situation, rows: list[Contribution]
) -> None:
    for outcome, because in (("not", "Eerst was er geen plek."), ("partly", "Nu is er een halve plek.")):
        as_anna.post(at(situation, rows[0]), answered(outcome=outcome, because=because, seen="999999"))
    rows[0].refresh_from_db()
    assert rows[0].outcome == "partly"
    assert ContributionAnswer.objects.count() == 2
    page = as_anna.get(here(situation, "contribution", rows[0].uuid)).content.decode()
    assert (
        page.index("Nu is er een halve plek.") < page.index("Eerder geantwoord") < page.index("Eerst was er geen plek.")
    )


def test_no_code_changes_an_answer(anna: Member, rows: list[Contribution]) -> None:
    """The database itself refuses an answer without a reason."""
    with pytest.raises(Exception, match="answer_says_why"):
        answer_of(anna, rows[0], "")


def test_several_are_answered_in_one_go(as_anna: Client, situation: Situation, rows: list[Contribution]) -> None:
    sent = answered()
    for _again in range(2):
        assert as_anna.post(at(situation, *rows), sent)["Location"] == here(situation)
    assert ContributionAnswer.objects.count() == 3
    assert set(Contribution.objects.values_list("outcome", flat=True)) == {"used"}


def test_all_or_none_is_answered(
    anna: Member, rows: list[Contribution], monkeypatch: pytest.MonkeyPatch, bench: Option
) -> None:
    def break_down(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(ContributionAnswer.options.through.objects, "bulk_create", break_down)
    given = actions.Answer("used", "Het is er stil.", [bench])
    with pytest.raises(RuntimeError):
        actions.answer(rows, anna, given, key=uuid.uuid4(), seen=0)
    assert not ContributionAnswer.objects.exists()
    assert set(Contribution.objects.values_list("outcome", flat=True)) == {""}


def test_what_is_not_for_ones_eyes_is_not_answered(
    as_anna: Client, bart: Member, situation: Situation, rows: list[Contribution]
) -> None:
    hidden = contribution_of(bart, situation, Audience.objects.klad_of(bart), "Stil")
    as_anna.post(at(situation, rows[0], hidden), answered())
    hidden.refresh_from_db()
    assert not hidden.is_answered
    assert as_anna.get(at(situation, hidden))["Location"] == here(situation)
    assert as_anna.get(here(situation, "answer") + "?rij=onzin")["Location"] == here(situation)


def test_a_colleague_who_answered_meanwhile_is_told(
    as_anna: Client, bart: Member, situation: Situation, rows: list[Contribution]
) -> None:
    seen = as_anna.get(at(situation, rows[0])).context["form"]["seen"].value()
    answer_of(bart, rows[0], "Dat past niet.", outcome="not")
    page = as_anna.post(at(situation, rows[0]), answered(seen=seen), follow=True).content.decode()
    assert "Een collega antwoordde intussen ook" in page
    assert ContributionAnswer.objects.count() == 2


@pytest.fixture
def told_of(anna: Member, situation: Situation, fatima: Party, henk: Party, bench: Option) -> Contribution:
    """Let Fatima name Henk in what she brought in, as it happens."""
    text = "=1+1 Henk de Boer en Fatima willen een bank, zegt Anna."
    one = contribution_of(anna, situation, situation.audience, text, party=fatima, kind="condition")
    answer_of(anna, one, "Zoals Yilmaz zei.", bench, outcome="used")
    contribution_of(anna, situation, situation.audience, "Een hek", kind="letter")
    return one


def test_the_report_counts_and_names_nobody(as_anna: Client, situation: Situation, told_of: Contribution) -> None:
    answer = as_anna.get(here(situation, "report"))
    counts = answer.context["counts"]
    assert [(line.label, line.total, line.cells) for line in counts.lines] == [
        ("Voorwaarde", 1, [1, 0, 0, 0]),
        ("Brief", 1, [0, 0, 0, 1]),
    ]
    assert counts.all.cells == [1, 0, 0, 1]
    assert [(line.number, line.text) for line in answer.context["lines"]] == [
        (1, "=1+1 [naam] en [naam] willen een bank, zegt [naam]."),
        (2, "Een hek"),
    ]
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    assert not [name for name in ("Henk", "Boer", "Fatima", "Yilmaz", "Anna") if name in main]


def test_the_file_names_nobody_and_holds_no_klad(
    as_anna: Client, anna: Member, bart: Member, situation: Situation, told_of: Contribution, bench: Option
) -> None:
    contribution_of(anna, situation, situation.audience, "Alleen voor wie het mag", encounter=None)
    contribution_of(bart, situation, Audience.objects.klad_of(bart), "Uit het klad van Bart")
    take = reverse("exchange:take_contributions", args=[situation.pk])
    assert as_anna.get(take).status_code == 200
    lines = b"".join(as_anna.post(take, {"form": "csv"})).decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("1;voorwaarde;")
    assert ";'=1+1 [naam] en [naam] willen" in lines[1]
    assert "gebruikt;Zoals [naam] zei.;Een bank aan het water" in lines[1]
    assert not [name for name in ("Henk", "Fatima", "Yilmaz", "klad van Bart") if name in "".join(lines)]
    assert AccessLogEntry.objects.filter(what="input_exported").exists()


def test_the_file_holds_what_the_list_shows(as_anna: Client, situation: Situation, told_of: Contribution) -> None:
    take = reverse("exchange:take_contributions", args=[situation.pk]) + "?soort=letter"
    lines = b"".join(as_anna.post(take, {"form": "csv"})).decode("utf-8-sig").splitlines()
    assert [line.split(";")[3] for line in lines[1:]] == ["Een hek"]


def test_pages_of_the_report_number_on(
    as_anna: Client, anna: Member, situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("raakvlak.resolutions.views.report.LINES_AT_ONCE", 2)
    for place in range(5):
        contribution_of(anna, situation, situation.audience, f"Idee {place}")
    first = as_anna.get(here(situation, "report"))
    second = as_anna.get(here(situation, "report"), {"cursor": first.context["page"].older})
    assert [(line.number, line.text) for line in second.context["lines"]] == [(3, "Idee 2"), (4, "Idee 3")]


def test_names_go_whatever_their_accents_and_capitals() -> None:
    unnamed = Unnamed([Party(pk=1, name="Fatma Yıldız", kind="person"), Party(pk=2, name="De Boeg", kind="group")])
    assert unnamed("FATMA YILDIZ, of Yildiz, van de boeg") == "[naam], of [naam], van [naam]"
    assert unnamed("Fatma en de Boeg", of=unnamed.people[0]) == "Fatma en [naam]"  # type: ignore[index]  # here it is a list
    assert Unnamed([])("Een bank") == "Een bank"
