"""What one opens to keep relations in a large municipality, and the simple way in which each could have been made."""

import datetime
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.db.models import F, Max, Q
from django.utils import timezone

from city_visits import Round, Viewer, Visit, log_in
from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.overview.counting import this_year
from raakvlak.relations.actions import make_party
from raakvlak.relations.models import Affiliation, Encounter, Party
from raakvlak.web.text import sort_name

NAMES: Final = ("Jan de Vries", "Fatima Yilmaz", "Meneer Jansen", "A. Bakker", "Van den Berg", "Yildiz", "Mo", "Peters")
PERSONS_WITH_A_ROLE: Final = 4_000
NODES: Final = 300


class RelationsRound(Round):
    """The visits, to a municipality in which every organisation has a rhythm and many people a role."""

    def __init__(self, people: Sequence[Viewer]) -> None:
        tie(people[0].member)
        super().__init__(people)
        here = Member.objects.active().within(self.municipality).select_related("user", "municipality")
        self.coordinator = log_in(here.filter(role=Role.COORDINATOR).order_by("pk")[0])

    def visits(self) -> list[Visit]:
        one_query = Visit("a page with one query", lambda number: self.viewer(number).get("/bare/"))
        situation = self.situation_ids[0]
        return [
            one_query,
            Visit("a hint while a name is typed", self.hint, self.hint_by_like),
            Visit("Lang niet gesproken", self.page("/mensen/lang-niet-gesproken/"), self.last_talk_of_each),
            Visit("who knows whom, 300 nodes", self.page(f"/situaties/{situation}/wie-kent-wie/")),
            Visit("reach of the municipality", self.reach, self.count_talks),
            Visit("reach of a situation", self.page(f"/situaties/{situation}/nog-niet-gehoord/")),
            Visit("a party with all its ties", self.page(f"/mensen/{self.party_id}/")),
            Visit("Beloften", self.page("/beloften/")),
        ]

    def hint(self, number: int) -> None:
        typed = {"name": NAMES[number % len(NAMES)], "kind": Party.Kind.PERSON}
        response = self.viewer(number).client.post("/mensen/nieuw/lijkt-op/", typed)
        assert response.status_code == HTTPStatus.OK, response.status_code

    def hint_by_like(self, number: int) -> list[Party]:
        words = sort_name(NAMES[number % len(NAMES)]).split()
        like = Q()
        for word in words:
            like |= Q(name__icontains=word)
        found = Party.objects.within(self.municipality).visible_to(self.viewer(number).member).filter(like)
        return list(found.order_by("sort_name")[:8])

    def last_talk_of_each(self, number: int) -> list[Party]:
        """Let the database find the last talk that may be seen of every organisation, and sort those."""
        member = self.viewer(number).member
        seen = Q(encounters__audience__in=member.audience_ids, encounters__withdrawn_at=None)
        kept = Party.objects.within(self.municipality).visible_to(member).filter(rhythm_weeks__isnull=False)
        return list(kept.annotate(last=Max("encounters__happened_on", filter=seen)).order_by("last")[:25])

    def reach(self, _number: int) -> None:
        self.coordinator.get("/overzicht/nog-niet-gehoord/")

    def count_talks(self, _number: int) -> tuple[Counter[Any], Counter[Any]]:
        """Fetch every talk of this year and count in Python: by area and channel, and by area and day."""
        talks = Encounter.objects.within(self.municipality).visible_to(self.coordinator.member).standing()
        rows = list(this_year(talks).values_list("area", "channel", "happened_on").order_by())
        return Counter((area, channel) for area, channel, _day in rows), Counter(
            (area, day) for area, _way, day in rows
        )


def tie(member: Member) -> None:
    """Give organisations a rhythm, some people a role in one, and let those who are typed be known already.

    A second time changes nothing.
    """
    municipality = member.municipality
    organisations = Party.objects.within(municipality).filter(kind=Party.Kind.ORGANISATION)
    since = timezone.localdate() - datetime.timedelta(days=400)
    organisations.filter(rhythm_weeks=None).update(rhythm_weeks=F("pk") % 20 + 2, rhythm_since_on=since)
    if Affiliation.objects.within(municipality).exists():
        return
    circle = Audience.objects.frontline_of(municipality)
    for_all = Party.objects.within(municipality).filter(audience=circle).order_by("pk")
    ends = list(for_all.filter(kind=Party.Kind.ORGANISATION).values_list("pk", flat=True))
    people = for_all.filter(kind=Party.Kind.PERSON).values_list("pk", flat=True)[:PERSONS_WITH_A_ROLE]
    Affiliation.objects.bulk_create(
        Affiliation(
            municipality=municipality,
            audience=circle,
            party_id=party_id,
            organisation_id=ends[number * number % len(ends)],
            role="bestuur",
            told_on=since,
        )
        for number, party_id in enumerate(people)
    )
    for name in NAMES:  # last: whoever gets a role is out of the index until the worker comes by
        make_party(member, audience=circle, name=name, kind=Party.Kind.PERSON)
