"""What could be done in the invented town, and who can live with that: some want it, some don't, some were not heard."""

import datetime
import uuid
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from raakvlak.alignment.models import Possibility, Request
from raakvlak.demo.helping import BUDGET, TRIAL
from raakvlak.demo.promised import SPACE, soon
from raakvlak.demo.stories_begun import PARK, PARKING
from raakvlak.demo.town import Town
from raakvlak.municipality.models import Department
from raakvlak.relations.models import Party
from raakvlak.resolutions.actions.house import lean_on, link_request, link_reservation, name_means
from raakvlak.resolutions.actions.options import Cost, Told, link_interests, make_option, take_up, withdraw_option
from raakvlak.resolutions.actions.pages import open_page
from raakvlak.resolutions.actions.reactions import How, Said, react
from raakvlak.resolutions.forms.steps import interests_of
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.situations.models import Situation
from raakvlak.support.models import Means, Reservation

HENK, LUCIA = "Henk Bakker", "Lucia Fernandes"
SHOPS, CARE = "Winkeliersvereniging De Boeg", "Thuiszorg Het Getij"
PAID: Final = "Betaald parkeren op donderdag en zaterdag"
CARERS: Final = "Betaald parkeren, met een gratis pas voor wie zorgt"
YARD: Final = "Het terrein van de oude veiling open op koopavond"
FIXED: Final = "Eén vaste plek voor de thuiszorg in elke straat"
CLOSED: Final = "De Ankerstraat dicht voor wie er niet woont"
TABLE: Final = "Een lange tafel op de Kade, van mei tot oktober"
# Option, what it is, what is needed, what it costs, which department says yes.
OPTIONS: Final = (
    (PAID, "Op twee dagen betaalt wie hier niet woont. Bewoners krijgen één vergunning per huis.", "Een besluit van de raad.", "18000", "Verkeer en vervoer"),
    (YARD, "Wie de winkels bezoekt, zet de auto op het veilingterrein. Het is vijf minuten lopen.", "Verlichting, en een bord bij de afslag.", "2400", "Vergunningen"),
    (FIXED, "In elke straat is één plek vrij voor wie zorg aan huis geeft.", "Een bord en een streep.", "600", "Verkeer en vervoer"),
    (CLOSED, "Paaltjes aan beide kanten. Alleen bewoners hebben een sleutel.", "", "", ""),
)  # fmt: skip
# Option, what could help it, and why.
LEANING: Final = (
    (TABLE, "Kraam of terras op de kade", "Een tafel zonder verkoop is lichter dan een terras."),
    (TABLE, "Feest in de straat", "Voor de eerste avond is een melding genoeg."),
    (CARERS, "Potje voor een proef op straat", "Een half jaar proberen met de pas."),
)
# Who, what, where they stand, under which condition, what they said, how many days ago.
REACTIONS: Final = (
    (HENK, PAID, "want", "", "Dan durf ik op donderdag weer weg.", 190),
    (HENK, PAID, "live_with", "de eerste vergunning niets kost", "", 20),
    (LUCIA, PAID, "unacceptable", "wie voor een ander zorgt niets betaalt", "Ik kom drie keer per dag bij mijn moeder.", 40),
    (SHOPS, PAID, "object", "het eerste uur gratis is", "", 35),
    (HENK, YARD, "want", "", "", 20),
    (LUCIA, YARD, "live_with", "", "", 40),
    (SHOPS, YARD, "want", "het licht brandt tot tien uur", "", 35),
    (LUCIA, FIXED, "live_with", "", "", 130),
    (CARE, FIXED, "want", "", "Eén plek scheelt ons vier rondjes.", 55),
    (HENK, FIXED, "unsure", "", "", 20),
    (CARE, YARD, "unsure", "", "", 55),
    (SHOPS, CLOSED, "unacceptable", "", "", 35),
)  # fmt: skip


def weigh_options(town: Town) -> None:
    """Put options on the table, hear people, and turn what one of them said into a new option."""
    parking = Situation.objects.within(town.municipality).get(title=PARKING.title)
    park = Situation.objects.within(town.municipality).get(title=PARK.title)
    made = {title: put_down(town, parking, title, *rest) for title, *rest in OPTIONS}
    for name, title, gradient, condition, words, days_ago in REACTIONS:
        hear(town, made[title], name, gradient, condition, words, days_ago)
    withdraw_option(made[CLOSED], "De brandweer moet er altijd door kunnen. Dat ligt vast.")
    careful = put_down(
        town,
        parking,
        CARERS,
        "Op twee dagen betaalt wie hier niet woont. Wie voor een ander zorgt, krijgt een pas die niets kost.",
        "Een besluit van de raad, en een manier om passen uit te geven.",
        "21000",
        "Verkeer en vervoer",
    )
    take_up(careful, Reaction.objects.filter(option=made[PAID], party__name=LUCIA))
    hear(town, careful, LUCIA, "live_with", "de pas ook 's avonds geldt", "", 12)
    link_all(town, made[PAID], careful)
    open_page(parking, Party.objects.within(town.municipality).get(name=CARE), town.members["bart"], [careful], days=14)
    table = put_down(
        town, park, TABLE, "Buren eten er samen. De stoep blijft breed genoeg.", "Wie hem 's avonds opruimt.", "450",
        "Verkeer en vervoer",
    )  # fmt: skip
    lean_on_the_house(town, table, careful)


def lean_on_the_house(town: Town, table: Option, careful: Option) -> None:
    """Link what was asked and reserved, and what could help; of one option there is too little."""
    vergunningen = Department.objects.within(town.municipality).get(name="Vergunningen")
    table.departments.add(vergunningen)
    asked = Request.objects.within(town.municipality).get(what__startswith="Mag er een lange tafel")
    link_request(table, asked, version=table.version)
    means = {one.title: one for one in Means.objects.within(town.municipality)}
    budget, trial = means[BUDGET], means[TRIAL]
    name_means(table.costs.get(kind=Means.Kind.MONEY), budget, from_on=soon(5), until_on=soon(40))
    name_means(careful.costs.get(kind=Means.Kind.MONEY), trial)
    for reservation in Reservation.objects.filter(means=budget, what_for__startswith="Soep en koffie"):
        link_reservation(table, reservation)
    for option, title, why in LEANING:
        possibility = Possibility.objects.within(town.municipality).get(title=title)
        lean_on({TABLE: table, CARERS: careful}[option], possibility, why)


def put_down(  # noqa: PLR0913, PLR0917 – a line of the table
    town: Town, situation: Situation, title: str, text: str, needs: str, euros: str, department: str
) -> Option:
    """Put one option on the table, for all who work outside."""
    told = Told(
        audience=situation.audience,
        values={"title": title, "text": text, "needs": needs},
        costs=[Cost(Means.Kind.MONEY, Decimal(euros), "geschat")] if euros else [],
        departments=list(Department.objects.within(town.municipality).filter(name=department)) if department else [],
    )
    return make_option(situation, town.members["bart"], told, key=uuid.uuid5(SPACE, title))


def hear(  # noqa: PLR0913, PLR0917 – a line of the table
    town: Town, option: Option, name: str, gradient: str, condition: str, words: str, days_ago: int
) -> None:
    """Write down what somebody said of an option, so many days ago."""
    party = Party.objects.within(town.municipality).get(name=name)
    how = How(
        audience=town.frontline,
        said_on=timezone.localdate() - datetime.timedelta(days=days_ago),
        basis=Reaction.Basis.SAID,
        key=uuid.uuid5(SPACE, f"{name} {option.title} {days_ago}"),
        member=town.members["bart"],
    )
    react(option.situation, [Said(party.pk, option.pk, option.version, gradient, condition, words)], how)


def link_all(town: Town, paid: Option, careful: Option) -> None:
    """Say what paying does for what lies behind it, and what a pass changes."""
    behind: list[Any] = list(interests_of(paid.situation, town.members["bart"]))
    link_interests(paid, {one: "hurts" if number % 2 else "serves" for number, one in enumerate(behind)})
    link_interests(careful, dict.fromkeys(behind, "serves"))
