"""A few rows that let each part of a page have something to show, in a small city as in a large one.

What a page asks the database hangs on whether there is something to show: without these, chance would decide whether
two cities take as many queries.
"""

import datetime
from typing import Any, Final

from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.situations.models import Insight, Situation, SituationEncounter

# Nobody writes these two words; their parts are in the rows below, the newest of the city.
LOOKED_FOR: Final = "straatwagen kledinghek"
TITLE: Final = "Kleding en een wagen bij het hek in de straat"
TO_WORK_OUT: Final = 6  # one more than Vandaag shows, so that they are counted everywhere


def lay_out(members: list[Member]) -> None:
    """Promise something to each, and let one row of each kind be found; a second time changes nothing."""
    first, today = members[0], timezone.localdate()
    if Situation.objects.within(first.municipality).filter(title=TITLE).exists():
        return
    municipality, circle = first.municipality, Audience.objects.frontline_of(first.municipality)
    here: dict[str, Any] = {"municipality": municipality, "audience": circle}
    kept = {**here, "keep_until": today + datetime.timedelta(days=700)}
    party = Party.objects.create(name=TITLE, kind=Party.Kind.ORGANISATION, **kept)
    talk = Encounter.objects.create(author=first, working_note=f"{TITLE}.", **kept)
    Presence.objects.create(encounter=talk, party=party)
    team = Audience.objects.create(municipality=municipality, kind=Audience.Kind.TEAM)
    team.readers.add(*members)
    situation = Situation.objects.create(title=TITLE, team=team, **here)
    SituationEncounter.objects.create(situation=situation, encounter=talk)
    thought = {"kind": Insight.Kind.INTEREST, "basis": Insight.Basis.HUNCH, "text": f"{TITLE}."}
    Insight.objects.create(situation=situation, author=first, **thought, **kept)
    for one in members:
        Promise.objects.create(owner=one, encounter=talk, party=party, text="Ik bel morgen.", due_on=today, **kept)
        for _ in range(TO_WORK_OUT):
            Encounter.objects.create(author=one, working_note="Over het plein.", **kept)
