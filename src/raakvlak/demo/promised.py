"""What is promised in the invented town without a talk, in every direction and in every state."""

import datetime
import uuid

from django.utils import timezone

from raakvlak.demo.town import Town
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import hand_over, move_promise, pass_on, promise_alone, settle
from raakvlak.relations.models import Party, Promise
from raakvlak.relations.notes import NewPromise
from raakvlak.situations.actions import tie_promise
from raakvlak.situations.models import Situation

SPACE: uuid.UUID = uuid.UUID("8f0c9c4e-2f3e-4f53-9f0e-6d0d4c1c7a11")  # so that the same seed makes the same promises
PARK = "Het tijdelijke park aan de Kade"


def promised(town: Town) -> None:
    """Promise this and that around the park: kept, moved, handed over, waiting for an owner, and by a resident."""
    park = Situation.objects.within(town.municipality).get(title=PARK)
    anna, bart = town.members["anna"], town.members["bart"]
    mieke = Party.objects.within(town.municipality).get(name="Mieke van Loon")
    tell = Promising(town, park)
    trees = tell.promise(anna, "De twee grote bomen aan de Kade blijven staan", kind="binding", party=mieke, days=40)
    move_promise(trees, soon(60), "Het onderzoek naar de wortels duurt langer.")
    tell.promise(anna, "De oude foto’s van de Kade uitzoeken", direction="theirs", party=mieke, days=-4)
    bench = tell.promise(anna, "De losse bank weer vastzetten", kind="agreed", days=-20)
    settle(bench, is_kept=True, outcome="De bank staat vast. Buren zitten er alweer op.")
    water = tell.promise(bart, "Uitzoeken of er een waterpunt bij de bakken kan", days=6)
    hand_over(water, anna, "Ik ben twee weken weg, en jij spreekt de tuiniers toch al.")
    light = tell.promise(bart, "Terugkomen op de lamp bij het hek", kind="agreed", days=-2)
    pass_on(Promise.objects.filter(pk=light.pk))
    tell.promise(bart, "De tekening van Verkeer op tijd doorsturen", direction="inside", kind="agreed", days=3)


def soon(days: int) -> datetime.date:
    """Return the day that is so many days from now, or was so many ago."""
    return timezone.localdate() + datetime.timedelta(days=days)


class Promising:
    """The promises of one situation, for the eyes of all who work outside."""

    def __init__(self, town: Town, situation: Situation) -> None:
        self.town, self.situation = town, situation

    def promise(  # noqa: PLR0913 – all but the first two are given by name
        self,
        member: Member,
        text: str,
        *,
        days: int,
        kind: str = "look_into",
        direction: str = "ours",
        party: Party | None = None,
    ) -> Promise:
        """Promise one thing."""
        new = NewPromise(
            text=text,
            kind=kind,
            direction=direction,
            party_id=party.pk if party else None,
            due_on=soon(days),
            allowed_by="De wethouder groen" if kind == "binding" else "",
            allowed_on=soon(-30) if kind == "binding" else None,
        )
        frontline = Audience.objects.frontline_of(self.town.municipality)
        made = promise_alone(member, frontline, new, key=uuid.uuid5(SPACE, text))
        tie_promise(self.situation, made)
        return made
