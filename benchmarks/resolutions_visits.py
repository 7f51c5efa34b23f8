"""What one opens to see who stands where in a large situation, and the simple way in which it could have been made."""

import dataclasses
import datetime
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from django.utils import timezone

from city_visits import Round, Viewer, Visit
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.situations.models import Insight, Situation

MOST_PARTIES: Final = 500
SHARE_OF_PARTIES: Final = 6
TIMES_SAID: Final = 3
CELLS: Final = 40
COUNTED: Final = 30
PLACES: Final = tuple(Reaction.Gradient.values)
OLDER: Final = re.compile(r'rel="next" href="([^"]+)"')


class ResolutionsRound(Round):
    """The visits, to one situation in which everybody said something of every option three times."""

    def __init__(self, people: Sequence[Viewer]) -> None:
        super().__init__(people)
        situation = Situation.objects.get(pk=self.situation_ids[0])
        self.place = situation
        situation.checks.all().delete()  # whether there is one is chance of the day, and asks a query of its own
        for viewer in people:
            situation.team.readers.add(viewer.member)
            viewer.member.__dict__.pop("audience_ids", None)
        self.parties = weigh(people[0].member, situation)
        self.options = list(Option.objects.filter(situation=situation).order_by("pk"))
        self.here = f"/situaties/{situation.pk}/opties/"
        self.far = self.last_page()

    def visits(self) -> list[Visit]:
        one_query = Visit("a page with one query", lambda number: self.viewer(number).get("/bare/"))
        matrix = f"{self.here}matrix/"
        visits = [
            Visit("the matrix: 50 options, the first 50 of 500", self.page(matrix), self.all_history),
            Visit("the matrix: the last people, by interest", lambda _number: self.viewer(0).get(self.far)),
            Visit("the options, each with its counts", self.page(self.here)),
            Visit("one option with who stands where", self.one_option),
            Visit("one party with how it moved", self.one_party),
            Visit("a grid of forty reactions, saved", self.save),
            Visit("a situation with its first options", self.page(f"/situaties/{self.place.pk}/")),
        ]
        return [one_query, *(dataclasses.replace(visit, counted=COUNTED) for visit in visits)]

    def one_option(self, number: int) -> None:
        self.viewer(number).get(f"{self.here}{self.options[number % len(self.options)].uuid}/")

    def one_party(self, number: int) -> None:
        self.viewer(number).get(f"{self.here}mensen/{self.parties[number % len(self.parties)]}/")

    def save(self, number: int) -> None:
        """Enter what ten people say of four options."""
        options = self.options[:4]
        people = [self.parties[(number * 10 + one) % len(self.parties)] for one in range(CELLS // len(options))]
        sent: dict[str, Any] = {
            "key": str(uuid.uuid4()),
            "said_on": str(timezone.localdate()),
            "basis": "said",
            "circle": "team",
            "optie": [one.pk for one in options],
            "mens": people,
        }
        for party in people:
            for option in options:
                sent[f"r{party}-{option.pk}"] = PLACES[(party + number) % len(PLACES)]
        response = self.viewer(number).client.post(f"{self.here}reacties/", sent)
        assert response.status_code == HTTPStatus.FOUND, response.status_code

    def all_history(self, number: int) -> Counter[tuple[int, str]]:
        """Fetch every reaction there ever was, and keep the newest of each in Python."""
        member = self.viewer(number).member
        said = Reaction.objects.within(self.municipality).visible_to(member).filter(option__situation=self.place)
        last = {(one.option_id, one.party_id): one for one in said.order_by("said_on", "pk")}
        return Counter((one.option_id, one.gradient) for one in last.values())

    def last_page(self) -> str:
        """Walk to the last page of the people, put together by what lies behind what they say."""
        address = f"{self.here}matrix/?samen=belang"
        while found := OLDER.search(self.viewer(0).get(address).content.decode()):
            address = f"{self.here}matrix/" + found.group(1).replace("&amp;", "&")
        return address


def weigh(member: Member, situation: Situation) -> list[int]:
    """Put options on the table and let people say of each where they stand; a second time changes nothing."""
    frontline = Audience.objects.frontline_of(member.municipality)
    visible = Party.objects.within(member.municipality).filter(
        audience=frontline, is_not_to_be_noted=False, merged_into=None
    )
    number = min(MOST_PARTIES, max(visible.count() // SHARE_OF_PARTIES, 60))
    parties = list(visible.order_by("pk").values_list("pk", flat=True)[:number])
    if Option.objects.filter(situation=situation).exists():
        return parties
    situation.sides.create(name="Iedereen van de meting").parties.add(*parties)
    kept = {"municipality": member.municipality, "keep_until": timezone.localdate() + datetime.timedelta(days=700)}
    insight = {
        "situation": situation,
        "author": member,
        "audience": situation.team,
        "basis": "hunch",
        "kind": "interest",
    }
    Insight.objects.bulk_create(Insight(text=f"Rust in straat {one}", **insight, **kept) for one in range(20))
    told = {"situation": situation, "audience": situation.audience, "text": "Zo zou het kunnen."}
    options = Option.objects.bulk_create(
        Option(title=f"Optie {one} aan het water", **told, **kept) for one in range(max(number // 10, 6))
    )
    say_all(member, options, parties, kept)
    return parties


def say_all(member: Member, options: Sequence[Option], parties: Sequence[int], kept: dict[str, Any]) -> None:
    """Let four of five people say of each option where they stand, three times."""
    said = {"audience": options[0].situation.team, "written_by": member, **kept}
    today = timezone.localdate()
    Reaction.objects.bulk_create(
        (
            Reaction(
                option=option,
                party_id=party,
                gradient=PLACES[(party + option.pk + time) % len(PLACES)],
                condition="het laag blijft" if (party + time) % 4 == 0 else "",
                said_on=today - datetime.timedelta(days=30 * (TIMES_SAID - time) + party % 20),
                **said,
            )
            for option in options
            for party in parties
            for time in range(TIMES_SAID)
            if (party + option.pk) % 5
        ),
        batch_size=2_000,
    )
