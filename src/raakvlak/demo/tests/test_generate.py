"""A large invented municipality, here a small one: whole, the same for the same seed, and never among real data."""

import datetime
import hashlib
import io
from collections import Counter
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Count, F
from django.test import Client

from raakvlak.demo.generate import talks
from raakvlak.demo.generate.actions import generate
from raakvlak.demo.generate.city import Size
from raakvlak.demo.generate.progress import Bar
from raakvlak.demo.town import PASSWORD
from raakvlak.municipality.actions import found_municipality
from raakvlak.municipality.models import Area, Audience, Member, Municipality, Role, SearchEntry, User
from raakvlak.privacy.ending import numbers
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence, Promise
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.whole_index import differences
from raakvlak.web.references import references_in
from raakvlak.web.text import sort_name

SMALL = Size(parties=150, encounters=900, members=14)
TODAY = datetime.date(2026, 11, 23)


def make(seed: int = 5, today: datetime.date = TODAY, **values: Any) -> Municipality:
    return generate(SMALL, Bar(io.StringIO(), SMALL.rows), seed=seed, today=today, **values)


@pytest.fixture
def city(db: None) -> Municipality:
    return make()


def test_it_is_as_large_as_was_asked(city: Municipality) -> None:
    assert Party.objects.within(city).count() == SMALL.parties
    assert Encounter.objects.within(city).count() == SMALL.encounters
    assert Member.objects.within(city).count() == SMALL.members
    assert Situation.objects.within(city).count() == SMALL.situations


def test_every_row_is_valid_and_every_constraint_holds(city: Municipality) -> None:
    connection.check_constraints()
    for model in apps.get_models():
        if model.__module__.startswith("raakvlak.") and not model.__name__.startswith("Historical"):
            left_out = unasked(model)
            for row in model._base_manager.all():
                row.clean_fields(exclude=left_out)
                row.clean()
    assert all(party.sort_name == sort_name(party.name) for party in Party.objects.all())
    assert all(one.sort_title == sort_name(one.title) for one in Situation.objects.all())


def unasked(model: Any) -> set[str]:
    """Return the fields that no form asks for, and the links, which the database checked already."""
    return {field.name for field in model._meta.concrete_fields if field.is_relation or not field.editable}


def test_everything_in_it_is_plainly_invented_and_nobody_lives_there(city: Municipality) -> None:
    assert city.is_invented
    assert not User.objects.filter(is_invented=False).exists()
    assert not Party.objects.exclude(description__startswith="Verzonnen.").exists()
    for area in Area.objects.within(city):
        assert area.geometry is not None
        for longitude, latitude in area.geometry["coordinates"][0]:
            assert 5.1 < longitude < 5.4, "in the Markermeer"
            assert 52.5 < latitude < 52.7


def test_audiences_are_shared_as_in_real_work(city: Municipality) -> None:
    kinds = Counter(Encounter.objects.within(city).values_list("audience__kind", flat=True))
    assert kinds[Audience.Kind.MEMBER] == round(SMALL.encounters * talks.KLAD_SHARE)
    assert 0.2 < kinds[Audience.Kind.TEAM] / SMALL.encounters < 0.4
    assert kinds[Audience.Kind.FRONTLINE] / SMALL.encounters > 0.5


def test_nothing_stands_where_the_screens_would_never_have_put_it(city: Municipality) -> None:
    klad, team = Audience.Kind.MEMBER, Audience.Kind.TEAM
    assert not Encounter.objects.filter(audience__kind=klad).exclude(author=F("audience__member")).exists()
    for encounter in Encounter.objects.filter(audience__kind=team).select_related("audience"):
        assert encounter.audience.readers.filter(pk=encounter.author_id).exists()
    assert not Presence.objects.filter(party__is_not_to_be_noted=True).exists()
    alone = Presence.objects.filter(party__audience__kind__in=(klad, team))
    assert not alone.exclude(party__audience=F("encounter__audience")).exists()
    assert not Promise.objects.exclude(audience=F("encounter__audience")).exists()
    said = Insight.objects.exclude(encounter=None).select_related("encounter")
    assert not said.exclude(audience=F("encounter__audience")).exists()
    assert all(insight.encounter and insight.quote in insight.encounter.working_note for insight in said)
    assert not Insight.objects.exclude(parent=None).exclude(situation=F("parent__situation")).exists()


def test_every_name_in_a_text_leads_somewhere(city: Municipality) -> None:
    parties = set(Party.objects.within(city).values_list("pk", flat=True))
    situations = set(Situation.objects.within(city).values_list("pk", flat=True))
    for encounter in Encounter.objects.prefetch_related("presences"):
        named = {each.id for each in references_in(encounter.working_note) if each.kind == "p"}
        assert named <= {presence.party_id for presence in encounter.presences.all()} <= parties
        assert {each.id for each in references_in(encounter.working_note) if each.kind == "s"} <= situations


def test_there_is_something_of_everything(city: Municipality) -> None:
    filled = {model._meta.label for model in apps.get_models() if model._base_manager.exists()}
    assert filled >= {
        "relations.ContactPoint",
        "relations.HistoricalEncounter",
        "relations.Promise",
        "relations.PromiseMove",
        "situations.Outreach",
        "situations.PhaseChange",
        "situations.Question",
        "situations.Side",
        "desk.TimeOutside",
    }
    assert Encounter.objects.exclude(withdrawn_at=None).exists()
    assert Encounter.objects.exclude(series=None).exists()
    assert Encounter.objects.exclude(shareable_summary="").exists()
    assert Encounter.objects.exclude(latitude=None).exists()
    assert Presence.objects.filter(is_only_mentioned=True).exists()
    assert ContactPoint.objects.all()[0].value


def test_few_are_met_often_and_most_seldom(city: Municipality) -> None:
    times = Party.objects.annotate(times=Count("presences")).order_by("-times").values_list("times", flat=True)
    assert times[0] > SMALL.encounters / 60
    assert times[len(times) // 2] < 10


def test_nothing_of_it_is_to_be_destroyed_tonight(city: Municipality) -> None:
    assert numbers(city, TODAY) == []


def test_the_same_seed_and_day_make_the_same_rows_on_every_database(db: None) -> None:
    make()
    rows = Encounter.objects.order_by("pk").values_list(
        "happened_on", "author__user__email", "author__user__name", "audience__kind", "area__name", "latitude", "uuid"
    )
    told = "\n".join(str([str(value) for value in row]) for row in rows)
    told += "\n".join(plain(text) for text in Encounter.objects.order_by("pk").values_list("working_note", flat=True))
    told += "\n".join(Party.objects.order_by("pk").values_list("name", flat=True))
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == "3c31a6b09af2fbaa"


def plain(text: str) -> str:
    """Read a note without the numbers of rows, which go on where others ended."""
    return "".join(letter for letter in text if not letter.isdecimal())


def test_another_seed_makes_another_city(city: Municipality) -> None:
    first = list(Encounter.objects.within(city).order_by("pk").values_list("working_note", flat=True)[:20])
    other = make(seed=12, name="Kleinwater")
    assert list(Encounter.objects.within(other).order_by("pk").values_list("working_note", flat=True)[:20]) != first


def test_what_is_made_afterwards_gets_a_number_of_its_own(city: Municipality) -> None:
    audience = Audience.objects.frontline_of(city)
    party = Party.objects.create(municipality=city, audience=audience, name="Later", keep_until=TODAY)
    assert party.pk > SMALL.parties


def test_it_skips_the_history_but_of_what_was_corrected(city: Municipality) -> None:
    corrected = Encounter.objects.exclude(changed_at=None)
    assert Party.history.count() == 0
    assert Encounter.history.count() == 2 * corrected.count()
    before, now = corrected[0].history.order_by("history_date")
    assert before.working_note != now.working_note == corrected[0].working_note


class TestCommand:
    """What one types: `raakvlak generate`."""

    SIZE: ClassVar[list[str]] = ["--parties=40", "--encounters=60", "--members=6"]

    def test_it_tells_how_to_log_in(self, db: None, client: Client) -> None:
        screen = io.StringIO()
        call_command("generate", *self.SIZE, stdout=screen)
        assert "lid3@grootwater.example" in screen.getvalue()
        client.post("/inloggen/login/", {"login": "lid3@grootwater.example", "password": PASSWORD})
        assert "_auth_user_id" in client.session

    def test_it_refuses_a_database_with_real_data(self, db: None) -> None:
        found_municipality("Echt")
        with pytest.raises(CommandError, match="niet verzonnen"):
            call_command("generate", *self.SIZE)
        assert Municipality.objects.count() == 1

    def test_beside_real_data_it_makes_what_is_asked_by_name_and_nobody_can_log_in(self, db: None) -> None:
        found_municipality("Echt")
        screen = io.StringIO()
        call_command("generate", *self.SIZE, "--municipality=Proefstad", stdout=screen)
        assert "niemand kan er inloggen" in screen.getvalue()
        assert not any(user.has_usable_password() for user in User.objects.all())
        assert not Party.objects.exclude(municipality__name="Proefstad").exists()

    def test_it_is_never_put_into_a_municipality_that_is_there(self, city: Municipality) -> None:
        with pytest.raises(CommandError, match="is er al"):
            call_command("generate", *self.SIZE)
        assert Encounter.objects.count() == SMALL.encounters

    @pytest.mark.parametrize("size", ["--parties=0", "--encounters=-5", "--members=1"])
    def test_what_is_too_small_is_refused(self, db: None, size: str) -> None:
        with pytest.raises(CommandError, match="minstens"):
            call_command("generate", size)
        assert not Municipality.objects.exists()

    def test_who_breaks_it_off_finds_nothing_of_it(self, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("raakvlak.demo.generate.followed.suspect", interrupt)
        with pytest.raises(CommandError, match="niets bewaard"):
            call_command("generate", *self.SIZE)
        assert not Municipality.objects.exists()
        assert not Encounter.objects.exists()


class Terminal(io.StringIO):
    """A screen with somebody before it."""

    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_for_a_person_and_not_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("raakvlak.demo.generate.progress._SECONDS_BETWEEN", -1)
    drawn = {}
    for screen in (Terminal(), io.StringIO()):
        bar = Bar(screen, 200)
        bar.tick(100)
        bar.end()
        drawn[type(screen)] = screen.getvalue()
    assert " 50%" in drawn[Terminal]
    assert drawn[io.StringIO] == ""


def test_everything_is_found_by_its_words(city: Municipality) -> None:
    assert SearchEntry.objects.within(city).count() > SMALL.encounters + SMALL.parties
    assert differences() == []


def test_every_role_is_there(city: Municipality) -> None:
    assert set(Member.objects.within(city).values_list("role", flat=True)) >= {
        Role.ADMINISTRATOR,
        Role.COORDINATOR,
        Role.FRONTLINE,
        Role.PRIVACY_OFFICER,
    }
