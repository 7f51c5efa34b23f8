"""What can help in the invented town: means of departments and of residents, what is reserved of them, and tasks."""

import uuid
from decimal import Decimal
from typing import Any, Final

from raakvlak.demo.promised import SPACE, soon
from raakvlak.demo.stories_begun import PARK, PARKING
from raakvlak.demo.town import Town
from raakvlak.municipality.models import Department, Member
from raakvlak.relations.models import Party
from raakvlak.situations.models import Situation
from raakvlak.situations.task_actions import add_task, set_done
from raakvlak.support.actions import go_to, make_means, reserve
from raakvlak.support.models import UNITS, Means
from raakvlak.support.models.reservation import State

NEIGHBOURHOODS: Final = "Wijkgericht werken"
BUDGET: Final = "Leefbaarheidsbudget (verzonnen)"
TRIAL: Final = "Potje voor een proef op straat (verzonnen)"
# Kind, title, amount, lender (a department, or somebody of the stories), area, conditions.
MEANS: Final = (
    ("money", BUDGET, "5000", NEIGHBOURHOODS, "", "Voor wat buren samen doen. Geen lonen."),
    ("money", TRIAL, "1200", "Verkeer en vervoer", "", "Hoogstens een half jaar."),
    ("hours", "Uren van de buitendienst", "40", NEIGHBOURHOODS, "", "Vraag het twee weken vooraf."),
    ("room", "Zaal in het buurthuis", "1", NEIGHBOURHOODS, "Kadebuurt", "Sleutel bij de beheerder, na tien uur dicht."),
    ("thing", "Aanhanger", "2", NEIGHBOURHOODS, "", "Droog en schoon terug, met de spanbanden erbij."),
    ("thing", "Klapstoelen", "60", "Basisschool De Wilg", "Kadebuurt", "Alleen buiten schooltijd."),
    ("skill", "Iemand die een speelplek kan tekenen", "1", "Verkeer en vervoer", "", ""),
    ("network", "Iemand die de ondernemers kent", "1", "Winkeliersvereniging De Boeg", "Schippersbuurt", ""),
)


def help_out(town: Town) -> None:
    """Lend, reserve and agree who does what."""
    anna, bart = town.members["anna"], town.members["bart"]
    means = {title: lend(town, anna, kind, title, amount, *rest) for kind, title, amount, *rest in MEANS}
    park = Situation.objects.within(town.municipality).get(title=PARK.title)
    parking = Situation.objects.within(town.municipality).get(title=PARKING.title)
    budget, trial, trailer = means[BUDGET], means[TRIAL], means["Aanhanger"]
    ask(anna, budget, "380", (0, 20), "Planten en aarde voor de bakken", park, State.USED)
    ask(anna, budget, "250", (5, 12), "Soep en koffie op de plantdag", park)
    ask(bart, trial, "900", (0, 25), "Een maand proef met laden en lossen", parking)
    ask(anna, trailer, "1", (2, 4), "Bakken halen bij de kweker", park, State.GRANTED)
    ask(bart, trailer, "1", (-6, -3), "Borden wegbrengen", parking, State.USED)
    ask(anna, means["Zaal in het buurthuis"], "1", (1, 1), "Avond met de bewoners van de flat", park, State.GRANTED)
    ask(anna, means["Klapstoelen"], "40", (1, 2), "Avond met de bewoners van de flat", park)
    give_tasks(town, park)


def lend(  # noqa: PLR0913, PLR0917 – a line of the table
    town: Town, author: Member, kind: str, title: str, amount: str, whose: str, area: str, conditions: str
) -> Means:
    """Write down one means, for all who work outside."""
    department = Department.objects.within(town.municipality).filter(name=whose).first()
    party = None if department else Party.objects.within(town.municipality).get(name=whose)
    return make_means(
        author,
        town.frontline,
        key=uuid.uuid5(SPACE, title),
        kind=kind,
        unit=UNITS[Means.Kind(kind)][0],
        title=title,
        amount=Decimal(amount),
        from_on=soon(-60),
        until_on=soon(300),
        sure_until_on=soon(-3) if kind == "network" else soon(200),
        area=town.areas.get(area),
        department=department,
        party=party,
        steward=town.members["bart"] if title == "Aanhanger" else None,
        conditions=conditions,
    )


def ask(  # noqa: PLR0913, PLR0917 – a line of the table
    member: Member,
    means: Means,
    amount: str,
    days: tuple[int, int],
    what_for: str,
    situation: Situation,
    state: State = State.ASKED,
) -> None:
    """Ask for a part of it, and let it come as far as it is by now."""
    made = reserve(
        means,
        member,
        key=uuid.uuid5(SPACE, f"{means.title} {what_for}"),
        amount=Decimal(amount),
        from_on=soon(days[0]),
        until_on=soon(days[1]),
        what_for=what_for,
        situation=situation,
    )
    for step in (State.GRANTED, State.USED):
        if state in {step, State.USED}:
            go_to(made, means.steward or member, step)


def give_tasks(town: Town, park: Situation) -> None:
    """Let us and residents each do a share."""
    anna, bart = town.members["anna"], town.members["bart"]
    mieke = Party.objects.within(town.municipality).get(name="Mieke van Loon")
    done: dict[str, Any] = {"party": mieke, "due_on": soon(-5)}
    tasks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("De bakken halen met de aanhanger", {"member": anna, "due_on": soon(3)}),
        ("De flat vragen wie er komt koken", {"party": mieke, "due_on": soon(4)}),
        ("De sleutel van het buurthuis regelen", {"member": bart, "due_on": soon(1)}),
        ("Iemand zoeken die foto’s maakt", {}),
        ("De oude planten verzetten", done),
    )
    for text, values in tasks:
        task = add_task(park, anna, park.audience, key=uuid.uuid5(SPACE, text), text=text, **values)
        if values is done:
            set_done(task, is_done=True)
