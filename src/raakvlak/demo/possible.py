"""What the invented town hall has to offer: rules, money, permits, works, who knows of it, and how it went before."""

import uuid
from decimal import Decimal
from typing import Final, NamedTuple

from raakvlak.alignment.actions.possibilities import end, write_down
from raakvlak.alignment.models import Possibility
from raakvlak.demo.promised import SPACE, soon
from raakvlak.demo.town import Town
from raakvlak.municipality.models import Department

PLACES, TRAFFIC, PERMITS = "Openbare ruimte", "Verkeer en vervoer", "Vergunningen"
NEIGHBOURHOODS, WELFARE, CULTURE = "Wijkgericht werken", "Welzijn", "Sport en cultuur"
BUILDING, LAW, YOUTH = "Wonen en bouwen", "Juridische zaken", "Jeugd en onderwijs"
PAGE: Final = "https://waterhoek.example/regels/"


class Offer(NamedTuple):
    """One possibility: what it is, of whom, and until which day, from today, nobody has to ask whether it still holds."""

    kind: str
    title: str
    department: str
    text: str
    conditions: str = ""
    exceptions: str = ""
    area: str = ""
    amount: str = ""
    until: int | None = None
    checked_in: int = 200
    owner: str = ""


OFFERS: Final = (
    Offer(
        "rule", "Geveltuin zonder vergunning", PLACES,
        "Je mag een strook van 45 centimeter langs je gevel vergroenen. De gemeente haalt de tegels op.",
        "Er blijft 1,80 meter stoep vrij. Je onderhoudt de tuin zelf.",
        "Bij leidingen of een monument bel je eerst.", owner="dirk",
    ),
    Offer(
        "rule", "Bankje voor je deur", PLACES,
        "Een bankje tegen je eigen gevel mag, zonder dat je het vraagt.",
        "Het bankje staat los en wie met een rollator langskomt, kan erlangs.", checked_in=-40,
    ),
    Offer(
        "rule", "Speelplek die buren zelf maken", PLACES,
        "Buren mogen op een veldje van de gemeente zelf iets maken om te spelen. Wij keuren het en verzekeren het.",
        "Twaalf buren tekenen mee. Niets hoger dan een meter.",
        "Hoger mag, als de fabrikant het keurmerk geeft.", owner="anna",
    ),
    Offer(
        "permit", "Feest in de straat", PERMITS,
        "Voor een feest met minder dan honderd mensen is een melding genoeg. De straat mag een dag dicht.",
        "Meld het twee weken vooraf. Om elf uur is het stil.",
        "Met versterkt geluid of een springkussen vraag je een vergunning.",
    ),
    Offer(
        "permit", "Kraam of terras op de kade", PERMITS,
        "Wie iets wil verkopen of schenken op de kade, vraagt een vergunning voor een seizoen.",
        "Buiten de looproute, en het aanzicht van de kade blijft.", area="Kadebuurt", checked_in=-12,
    ),
    Offer(
        "permit", "Tuinhuisje en schuur", BUILDING,
        "Een schuur achter je huis mag vaak zonder vergunning, tot dertig vierkante meter.",
        "Op je achtererf, en hoogstens drie meter hoog.", "Bij een monument vraag je altijd een vergunning.",
    ),
    Offer(
        "money", "Subsidie buurtfeest", NEIGHBOURHOODS,
        "Een straat krijgt geld voor een feest waar iedereen uit de straat welkom is.",
        "Drie buren vragen het samen aan.", amount="250", until=390, owner="bart",
    ),
    Offer(
        "money", "Leefbaarheidsbudget Schippersbuurt", NEIGHBOURHOODS,
        "Geld voor wat buren samen doen: planten, verlichting, een buurtkast.",
        "Geen lonen, en niet voor één huis.", area="Schippersbuurt", amount="5000", until=120, owner="anna",
    ),
    Offer(
        "money", "Meer groen op school", YOUTH,
        "Een school krijgt de helft van een groen plein vergoed, en hulp bij het tekenen.",
        "Het plein is na schooltijd open voor de buurt.", amount="20000", until=300,
    ),
    Offer(
        "money", "Regenton en groen dak", PLACES,
        "Wie water opvangt, krijgt een deel van de kosten terug.",
        "Bewaar de bon.", "Huurders vragen het samen met hun verhuurder.", amount="750", checked_in=-75,
    ),
    Offer(
        "money", "Potje voor een proef op straat", TRAFFIC,
        "Geld om iets een half jaar te proberen: een bloembak, een dichte straat, een andere looplijn.",
        "Vooraf staat op papier wanneer de proef geslaagd is.", amount="1200", owner="dirk",
    ),
    Offer(
        "policy", "Buurtrecht om uit te dagen", NEIGHBOURHOODS,
        "Bewoners mogen een taak van de gemeente overnemen als zij het beter kunnen, met het geld dat erbij hoort.",
        "Een plan op één bladzijde is genoeg om te beginnen.",
    ),
    Offer(
        "policy", "Groen dichtbij huis", PLACES,
        "De raad wil dat iedereen op tien minuten lopen een plek met schaduw heeft. Dat telt mee bij elk plan.",
        until=1200,
    ),
    Offer(
        "policy", "Lopen gaat voor", TRAFFIC,
        "Bij een nieuwe inrichting beginnen we bij wie loopt, dan wie fietst, dan wie rijdt.", checked_in=-5,
    ),
    Offer(
        "policy", "Gebouwen van de gemeente open voor de buurt", CULTURE,
        "Een zaal die leegstaat, mag een buurtgroep gebruiken voor de kosten van de schoonmaak.",
        "Iemand heeft de sleutel en is aanspreekbaar.",
    ),
    Offer(
        "works", "Riool in de Kadebuurt", TRAFFIC,
        "De straat gaat toch open. Bomen, bankjes en een andere indeling kunnen dan bijna zonder extra kosten.",
        "Wensen moeten binnen zijn voor de tekening af is.", area="Kadebuurt", until=260, owner="dirk",
    ),
    Offer(
        "works", "Nieuwe verlichting in het park", PLACES,
        "Alle lampen worden vervangen. Bewoners kiezen mee waar het licht blijft en waar het donker mag zijn.",
        area="Schippersbuurt", until=90,
    ),
    Offer(
        "works", "Verkeersbesluit proef met een dichte straat", TRAFFIC,
        "Een straat kan zes maanden dicht voor auto’s zonder nieuw besluit: het besluit voor proeven ligt er al.",
        "Hulpdiensten kunnen erdoor.", until=180,
    ),
    Offer(
        "works", "Kademuur in het noorden", PLACES, "De muur is vernieuwd, met zitranden waar bewoners om vroegen.",
        until=-30,
    ),
    Offer(
        "expertise", "Wie speelplekken keurt", PLACES,
        "Denkt vooraf mee over een speelplek die buren zelf maken, zodat hij in één keer door de keuring komt.",
    ),
    Offer(
        "expertise", "Wie verzekeringen en aansprakelijkheid kent", LAW,
        "Zoekt met je uit wie aansprakelijk is als buren iets beheren, en hoe je dat op één bladzijde afspreekt.",
    ),
    Offer(
        "expertise", "Wie mensen met weinig taal bereikt", WELFARE,
        "Gaat mee naar een eerste gesprek, en maakt een uitnodiging met beelden.", checked_in=-3,
    ),
    Offer(
        "precedent", "Veldje in beheer bij de flat", PLACES,
        "Buren beheren sinds twee jaar zelf het veldje achter de flat. Het begon met een proef van drie maanden.",
        "Er ligt een afspraak van één bladzijde, en één keer per jaar kijken we samen terug.",
    ),
    Offer(
        "precedent", "Buurtkast op de stoep", PLACES,
        "De kast stond eerst in de weg. Hij ging een halve meter opzij en mocht blijven.", area="Kadebuurt",
    ),
    Offer(
        "precedent", "Horeca die zelf veegt", PERMITS,
        "Ondernemers vegen het plein, en krijgen er in de zomer een meter terras bij.", checked_in=400,
    ),
    Offer(
        "money", "Noodpot energie", WELFARE,
        "Was er voor wie de rekening niet meer kon betalen. Wat er nu is, staat bij het wijkteam.", checked_in=-200,
    ),
)  # fmt: skip
ENDED: Final = "Noodpot energie"


def offer_possibilities(town: Town) -> None:
    """Write down what the house has to offer; some of it is stale, and one has ended."""
    departments = {one.name: one for one in Department.objects.within(town.municipality)}
    for number, offer in enumerate(OFFERS):
        made = write_one(town, departments, offer, number)
        if offer.title == ENDED:
            end(made, soon(-100))


def write_one(town: Town, departments: dict[str, Department], offer: Offer, number: int) -> Possibility:
    """Write down one possibility."""
    return write_down(
        town.members["anna"],
        key=uuid.uuid5(SPACE, f"possibility {town.municipality.name} {offer.title}"),
        kind=offer.kind,
        title=offer.title,
        text=offer.text,
        conditions=offer.conditions,
        exceptions=offer.exceptions,
        department=departments[offer.department],
        area=town.areas.get(offer.area),
        from_on=soon(offer.until - 400) if offer.until is not None else None,
        until_on=soon(offer.until) if offer.until is not None else None,
        amount=Decimal(offer.amount) if offer.amount else None,
        contact=f"Loket {offer.department} (verzonnen)",
        source_url=f"{PAGE}{number + 1}" if offer.kind in {"rule", "permit", "money"} else "",
        best_before_on=soon(offer.checked_in),
        owner=town.members.get(offer.owner),
    )
