"""The people of the tests, and small makers of what they work on.

Anna works outside in Waterhoek, Bart is in her team. Carla works outside in Zandrecht and must see nothing of
Waterhoek. Dirk is a colleague inside, Esma the privacy officer, Fatma the coordinator, Gert the administrator.
"""

import datetime
import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.actions import found_municipality, make_member
from raakvlak.municipality.models import Audience, Member, Municipality, Role, User
from raakvlak.relations.models import Encounter, Party, Presence
from raakvlak.situations.models import Insight, Situation, SituationEncounter
from raakvlak.web.collector import look_less_often

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

    from raakvlak.project.tests.browser import Browse

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop of its own beside the database

PASSWORD = "een-lang-wachtwoord"
Make = Callable[..., Any]


def pytest_collection_finish() -> None:
    """Look after unused objects as web workers do: it is a seventh of the time of all tests otherwise."""
    look_less_often()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Make the tables as the models say; that all migrations together make the same, is tested once."""
    connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Add what only a migration makes, and write down that all of them are done."""
    index = import_module("raakvlak.municipality.migrations.0005_find_in_an_index")
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            index.make(apps, editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None).disk_migrations:
            recorder.record_applied(app, name)


@pytest.fixture(autouse=True)
def steady_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count attempts in one stretch of time, however long a test takes."""
    monkeypatch.setattr("raakvlak.web.limits.now", lambda: 1_000_000_000.0)


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hash passwords quickly: no test is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def person(name: str, municipality: Municipality, role: Role) -> Member:
    """Make a member with a user of her own."""
    user = User.objects.create_user(f"{name.lower()}@raakvlak.example", PASSWORD, name=name, is_invented=True)
    return make_member(user, municipality, role)


@pytest.fixture
def waterhoek(db: None) -> Municipality:
    return found_municipality("Waterhoek", is_invented=True)


@pytest.fixture
def zandrecht(db: None) -> Municipality:
    return found_municipality("Zandrecht", is_invented=True)


@pytest.fixture
def anna(waterhoek: Municipality) -> Member:
    return person("Anna", waterhoek, Role.FRONTLINE)


@pytest.fixture
def bart(waterhoek: Municipality) -> Member:
    return person("Bart", waterhoek, Role.FRONTLINE)


@pytest.fixture
def carla(zandrecht: Municipality) -> Member:
    return person("Carla", zandrecht, Role.FRONTLINE)


@pytest.fixture
def dirk(waterhoek: Municipality) -> Member:
    return person("Dirk", waterhoek, Role.COLLEAGUE)


@pytest.fixture
def esma(waterhoek: Municipality) -> Member:
    return person("Esma", waterhoek, Role.PRIVACY_OFFICER)


@pytest.fixture
def fatma(waterhoek: Municipality) -> Member:
    return person("Fatma", waterhoek, Role.COORDINATOR)


@pytest.fixture
def gert(waterhoek: Municipality) -> Member:
    return person("Gert", waterhoek, Role.ADMINISTRATOR)


def logged_in(member: Member) -> Client:
    """Return a browser in which this member is logged in."""
    client = Client()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def as_anna(anna: Member) -> Client:
    return logged_in(anna)


@pytest.fixture
def as_bart(bart: Member) -> Client:
    return logged_in(bart)


@pytest.fixture
def as_carla(carla: Member) -> Client:
    return logged_in(carla)


@pytest.fixture
def as_dirk(dirk: Member) -> Client:
    return logged_in(dirk)


@pytest.fixture
def as_esma(esma: Member) -> Client:
    return logged_in(esma)


@pytest.fixture
def as_fatma(fatma: Member) -> Client:
    return logged_in(fatma)


@pytest.fixture
def as_gert(gert: Member) -> Client:
    return logged_in(gert)


def in_a_year() -> datetime.date:
    """Return a day on which a row may end."""
    return timezone.localdate() + datetime.timedelta(days=365)


@pytest.fixture
def make_party() -> Make:
    """Make a party that all frontline of a member's municipality can see, unless told otherwise."""

    def make(member: Member, name: str = "Fatima Yilmaz", **values: Any) -> Party:
        values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
        values.setdefault("keep_until", in_a_year())
        return Party.objects.create(municipality=member.municipality, name=name, **values)

    return make


@pytest.fixture
def make_encounter() -> Make:
    """Make a talk noted by a member, for all frontline unless told otherwise."""

    def make(
        member: Member, note: str = "Sprak over de bankjes.", *, parties: tuple[Party, ...] = (), **values: Any
    ) -> Encounter:
        values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
        values.setdefault("keep_until", in_a_year())
        encounter = Encounter.objects.create(
            municipality=member.municipality, author=member, working_note=note, **values
        )
        Presence.objects.bulk_create(Presence(encounter=encounter, party=party) for party in parties)
        return encounter

    return make


@pytest.fixture
def make_situation() -> Make:
    """Make a situation with a team; its title is for all frontline unless told otherwise."""

    def make(
        member: Member,
        title: str = "Het park aan de Gracht",
        *,
        team: tuple[Member, ...] = (),
        encounters: tuple[Encounter, ...] = (),
        **values: Any,
    ) -> Situation:
        audience = Audience.objects.create(municipality=member.municipality, kind=Audience.Kind.TEAM)
        audience.readers.add(member, *team)
        values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
        situation = Situation.objects.create(municipality=member.municipality, team=audience, title=title, **values)
        SituationEncounter.objects.bulk_create(
            SituationEncounter(situation=situation, encounter=encounter) for encounter in encounters
        )
        return situation

    return make


@pytest.fixture
def make_insight() -> Make:
    """Make an insight in a situation: a hunch of the team, unless it comes from a talk."""

    def make(situation: Situation, author: Member, text: str = "Ze willen meepraten.", **values: Any) -> Insight:
        values.setdefault("audience", situation.team)
        values.setdefault("keep_until", in_a_year())
        values.setdefault("kind", Insight.Kind.INTEREST)
        values.setdefault("basis", Insight.Basis.SAID if values.get("encounter") else Insight.Basis.HUNCH)
        return Insight.objects.create(
            municipality=situation.municipality, situation=situation, author=author, text=text, **values
        )

    return make


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's browser."""
    from raakvlak.project.tests.browser import launch_options  # noqa: PLC0415  (only browser tests need playwright)

    return launch_options()


@pytest.fixture
def browse(browser: "Browser", live_server: "LiveServer") -> "Browse":
    """Open the screens of this test's own server: `with browse.page("/", as_anna, size=PHONE) as page`."""
    from raakvlak.project.tests.browser import Browse  # noqa: PLC0415  (as above)

    return Browse(browser, live_server.url)
