"""What is asked in the invented town hall, and what stands in the way there: in every state, by invented people."""

import datetime
import uuid
from typing import Any, Final

from django.utils import timezone

from raakvlak.alignment.actions.answers import Said, answer, ask_back, pass_on
from raakvlak.alignment.actions.requests import Addressee, make_request
from raakvlak.alignment.actions.thresholds import name_threshold, open_threshold, respond
from raakvlak.alignment.models import Lane, Request, Step, Threshold
from raakvlak.demo.stories_begun import PARK, PARKING
from raakvlak.demo.stories_further import GREEN
from raakvlak.demo.town import Town
from raakvlak.municipality.models import Department
from raakvlak.situations.models import Situation

SPACE: Final = uuid.UUID("5b1d5c0e-8d55-4bb2-8ea5-0d6a3a9c2f10")  # so that the same seed asks the same
State = Lane.State


def asked_in_the_house(town: Town) -> None:
    """Ask this and that: answered with a condition, silent, passed on, asked back and refused; and name thresholds."""
    asking = Asking(town)
    around_the_park(asking)
    around_the_market(asking)
    around_the_green(asking)


def around_the_park(asking: "Asking") -> None:
    """Ask for a table, a tap and a quiet Sunday."""
    bench = asking.ask(
        PARK.title,
        "Mag er een lange tafel op de stoep van de Kade blijven staan?",
        "Buren die elkaar niet kenden, eten daar nu samen. Zonder tafel valt dat weg.",
        ["Verkeer en vervoer", "Vergunningen"],
        days_ago=16,
        needed_in=5,
        escalate_to="Het hoofd van de afdeling",
    )
    asking.answer(
        bench,
        "Verkeer en vervoer",
        State.YES_IF,
        "Mits de hulpdiensten er altijd langs kunnen.",
        needs="De stoep moet 1,80 meter vrij blijven, en de draaicirkel van een brandweerauto ook.",
        days_ago=9,
    )
    asking.ask_back(bench, "Vergunningen", "Staat de tafel er ook in de winter?", days_ago=3)
    water = asking.ask(
        PARK.title,
        "Kan er een waterpunt bij de moestuinbakken?",
        "Nu sjouwt één buurvrouw met gieters. Als zij stopt, stopt de tuin.",
        ["Openbare ruimte"],
        days_ago=24,
        needed_in=-4,
    )
    asking.pass_on(water, "Openbare ruimte", "Vergunningen", days_ago=15)
    asking.ask(
        PARK.title,
        "Kan de Kade in juni op zondag autoluw?",
        "Kinderen spelen er dan veilig, en ouderen komen weer naar buiten.",
        ["Verkeer en vervoer"],
        days_ago=2,
        needed_in=19,
    )


def around_the_market(asking: "Asking") -> None:
    """Ask for room to unload, and name what that ran into."""
    parking = asking.ask(
        PARKING.title,
        "Mogen er op zaterdag twee plekken vrij blijven voor de markt?",
        "De kraamhouders willen laden zonder de straat te blokkeren.",
        ["Verkeer en vervoer"],
        days_ago=30,
        needed_in=-10,
    )
    asking.answer(
        parking,
        "Verkeer en vervoer",
        State.NO,
        "Op papier is elke plek nodig voor de parkeernorm.",
        needs="We worden afgerekend op het aantal plekken per woning.",
        days_ago=20,
    )
    asking.name(
        PARKING.title,
        "performance",
        "Verkeer en vervoer",
        "Op papier is elke plek nodig voor de parkeernorm. Wat de markt de buurt oplevert, telt niet mee.",
        tried="Samen geteld op drie zaterdagen.",
        days_ago=20,
        answer="De norm is van de raad. Een proef van een half jaar kunnen we wel voorleggen.",
    )


def around_the_green(asking: "Asking") -> None:
    """Get something ready to ask, and tell how a threshold opened."""
    asking.prepare(GREEN.title, "Mag de buurt de geveltuinen zelf onderhouden?", "Openbare ruimte")
    opened = asking.name(
        GREEN.title,
        "rules",
        "Openbare ruimte",
        "Bewoners mogen geen tegels lichten: de kabels liggen daar.",
        tried="Een tekening van de kabels opgevraagd.",
        days_ago=160,
        answer="Met een strook van dertig centimeter gaat het goed.",
    )
    asking.open(opened, "exception", "Een vaste strook langs de gevel, waar geen kabels liggen.", days_ago=70)


class Asking:
    """What the team of a story asks, by whom it is in."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.asker = town.members["anna"]
        self.departments = {one.name: one for one in Department.objects.within(town.municipality)}

    def situation(self, title: str) -> Situation:
        return Situation.objects.within(self.town.municipality).get(title=title)

    def ask(  # noqa: PLR0913 – all that a request says
        self,
        title: str,
        what: str,
        why: str,
        names: list[str],
        *,
        days_ago: int,
        needed_in: int,
        escalate_to: str = "",
    ) -> Request:
        """Ask departments something, so many days ago."""
        request = self._make(title, what, why, names, needed_in, talked_on=day(-days_ago), escalate_to=escalate_to)
        moment = timezone.now() - datetime.timedelta(days=days_ago)
        request.lanes.update(sent_at=moment, since_at=moment)
        request.steps.update(happened_at=moment)
        Request.objects.filter(pk=request.pk).update(created_at=moment)
        return request

    def prepare(self, title: str, what: str, name: str) -> Request:
        """Get something ready that waits for a first talk."""
        why = "Wie zelf plant, houdt het ook bij."
        return self._make(
            title, what, why, [name], 21, introduction="De teamleider van Openbare ruimte", escalate_to=""
        )

    def _make(self, title: str, what: str, why: str, names: list[str], needed_in: int, **values: Any) -> Request:
        situation = self.situation(title)
        helps = bool(values["escalate_to"])
        values["escalate_after_on"] = day(needed_in) if helps else None
        values["escalate_email"] = "hoofd@raakvlak.example" if helps else ""
        return make_request(
            situation,
            self.asker,
            self.town.frontline,
            [Addressee(department=self.departments[name]) for name in names],
            key=uuid.uuid5(SPACE, what),
            mail=lambda _lane, _token: None,
            what=what,
            why=why,
            needed_by_on=day(needed_in),
            **values,
        )

    def answer(  # noqa: PLR0913 – all that an answer says
        self, request: Request, name: str, state: Lane.State, words: str, *, needs: str, days_ago: int
    ) -> None:
        """Let a department answer."""
        lane = self._lane(request, name)
        answer(lane, said(request, name, words), state, until_on=None, needs=needs)
        self._settle_on(lane, days_ago)

    def ask_back(self, request: Request, name: str, words: str, *, days_ago: int) -> None:
        """Let a department ask something back."""
        lane = self._lane(request, name)
        ask_back(lane, said(request, name, words))
        self._settle_on(lane, days_ago)

    def pass_on(self, request: Request, name: str, other: str, *, days_ago: int) -> None:
        """Let a department pass it on to another."""
        lane = self._lane(request, name)
        to = Addressee(department=self.departments[other])
        onward = pass_on(
            lane, said(request, name, "Zij gaan over de aansluiting."), to, mail=lambda _lane, _token: None
        )
        self._settle_on(lane, days_ago)
        if onward:
            moment = timezone.now() - datetime.timedelta(days=days_ago)
            Lane.objects.filter(pk=onward.pk).update(sent_at=moment)
            self._settle_on(onward, days_ago)

    def name(  # noqa: PLR0913 – all that a threshold says
        self, title: str, kind: str, name: str, words: str, *, tried: str, days_ago: int, answer: str
    ) -> Threshold:
        """Name a threshold, and let the department say what it thinks of it."""
        threshold = name_threshold(
            self.situation(title),
            self.asker,
            self.town.frontline,
            key=uuid.uuid5(SPACE, words),
            kind=kind,
            from_department=self.departments["Wijkgericht werken"],
            to_department=self.departments[name],
            words=words,
            tried=tried,
            since_on=day(-days_ago),
        )
        respond(threshold, Said(uuid.uuid5(SPACE, answer), answer))
        return threshold

    def open(self, threshold: Threshold, opening: str, words: str, *, days_ago: int) -> None:
        """Open a threshold."""
        said_so = Said(uuid.uuid5(SPACE, words), words, self.asker)
        open_threshold(threshold, said_so, {"opened_on": day(-days_ago), "opening": opening})

    def _lane(self, request: Request, name: str) -> Lane:
        return Lane.objects.select_related("request").get(request=request, department__name=name)

    def _settle_on(self, lane: Lane, days_ago: int) -> None:
        """Let what happened last on a lane have happened so many days ago."""
        moment = timezone.now() - datetime.timedelta(days=days_ago)
        Lane.objects.filter(pk=lane.pk).update(since_at=moment)
        Lane.objects.filter(pk=lane.pk).exclude(answered_at=None).update(answered_at=moment)
        last = Step.objects.filter(lane=lane).latest("pk")
        Step.objects.filter(pk=last.pk).update(happened_at=moment)


def said(request: Request, name: str, words: str) -> Said:
    """Return what somebody of a department says, with a key of its own."""
    return Said(uuid.uuid5(SPACE, f"{request.uuid} {name} {words}"), words)


def day(days: int) -> datetime.date:
    """Return the day that is so many days from now, or was so many ago."""
    return timezone.localdate() + datetime.timedelta(days=days)
