"""Who in the invented municipality belongs to which organisation, and whom its people want to keep speaking."""

import datetime
from typing import Any, Final

from django.utils import timezone

from raakvlak.demo.town import Town
from raakvlak.relations.actions import affiliate, introduce, note_wish, put_off, set_rhythm, set_rhythm_with
from raakvlak.relations.models import Party

# Organisations of the stories, each with how many weeks may pass, and the roles of invented people in it.
ORGANISATIONS: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "Basisschool De Wilg": (6, ("directeur", "conciërge")),
    "Winkeliersvereniging De Boeg": (8, ("voorzitter", "penningmeester", "")),
    "VV Dijkzicht": (12, ("bestuur", "trainer van de jeugd")),
    "Thuiszorg Het Getij": (4, ("wijkverpleegkundige",)),
    "Busbedrijf Waterlijn": (26, ()),
}
GROUPS: Final = {"Bewonersgroep De Baken": 4, "Straatgroep Tuinstraat": 6}
WISHES: Final = ("Bel me in het voorjaar", "Kom nog eens langs na de vakantie")


def tie_people(town: Town) -> None:
    """Give people of the crowd a role, organisations and groups a rhythm, and two residents a wish."""
    anna, bart, dirk = (town.members[key] for key in ("anna", "bart", "dirk"))
    today = timezone.localdate()
    people = iter(
        Party.objects.within(town.municipality).filter(kind=Party.Kind.PERSON, is_anonymous=False).by_name()[:40]
    )
    for name, (weeks, roles) in ORGANISATIONS.items():
        organisation = _named(town, name)
        _keep_rhythm(organisation, weeks, today)
        for number, role in enumerate(roles):
            told: dict[str, Any] = {"told_on": today - datetime.timedelta(days=40 + number)}
            since = datetime.date(today.year - 2 - number, 1, 1)
            affiliate(anna, next(people), organisation, role=role, is_speaking_for=not number, since_on=since, **told)
    for name, weeks in GROUPS.items():
        _keep_rhythm(_named(town, name), weeks, today)
    put_off(_named(town, "Busbedrijf Waterlijn"), today + datetime.timedelta(days=30))
    for days, wish in enumerate(WISHES, start=2):
        note_wish(next(people), wish, today - datetime.timedelta(days=days))
    introduce(anna, next(people), by_party=_named(town, "Bewonersgroep De Baken"), told_on=today)
    introduce(anna, next(people), by_member=bart, told_on=today)
    set_rhythm_with(anna, dirk, 4)


def _named(town: Town, name: str) -> Party:
    return Party.objects.within(town.municipality).get(name=name)


def _keep_rhythm(party: Party, weeks: int, today: datetime.date) -> None:
    set_rhythm(party, weeks)
    party.rhythm_since_on = today - datetime.timedelta(weeks=30)
    party.save(update_fields=["rhythm_since_on"])
