"""By which headers a column is recognised: those of people, of other programs, and our own, in Dutch and in English.

Written as they are compared (`sort_name`): without capitals, accents, punctuation and numbers.
"""

from collections.abc import Mapping
from typing import Final

HEADERS: Final[Mapping[str, str]] = {
    "organisation": """
        naam | name | organisatie | organisation | organization | organisatienaam | naam organisatie |
        organization name | bedrijf | company | bedrijfsnaam | company name | vereniging | stichting |
        instelling | handelsnaam | statutaire naam
    """,
    "name": """
        naam | name | volledige naam | full name | display name | file as | weergavenaam | contact | relatie
        | relatienaam | display name value
    """,
    "first_name": "voornaam | voornamen | first name | given name | roepnaam | voorletters | initialen",
    "prefix": "tussenvoegsel | tussenvoegsels | voorvoegsel | middle name | prefix",
    "last_name": "achternaam | last name | family name | surname | geslachtsnaam",
    "phone": """
        telefoon | telefoonnummer | tel | telnr | telefoonnr | mobiel | mobiele telefoon | mobiel nummer |
        mobiele nummer | gsm | phone | phone number | mobile | mobile phone | business phone | home phone |
        phone value | telefoon op werk | telefoon thuis | primary phone | vast nummer | 06
    """,
    "email": """
        e mail | email | e mailadres | emailadres | mail | mailadres | e mail address | email address | e
        mail value | e mail adres
    """,
    "address": "adres | address | volledig adres | bezoekadres | postadres | address formatted",
    "street": """
        straat | straatnaam | street | home street | business street | address street | straat op werk |
        straat thuis | straat en huisnummer | straat en nummer
    """,
    "house_number": "huisnummer | huisnr | nummer | nr | house number | huisnummer toevoeging",
    "postcode": """
        postcode | postal code | zip | zip code | home postal code | business postal code | address postal
        code | postcode op werk | postcode thuis | pc
    """,
    "town": """
        plaats | woonplaats | plaatsnaam | stad | city | town | home city | business city | address city |
        plaats op werk | plaats thuis | vestigingsplaats
    """,
    "description": """
        omschrijving | beschrijving | description | toelichting | opmerking | opmerkingen | notitie |
        notities | notes | note | functie | job title | waarvan kennen we elkaar | waarvan kennen jullie
        elkaar | bijzonderheden | organization title
    """,
    "area": """
        gebied | wijk | buurt | area | neighbourhood | neighborhood | district | wijknaam | buurtnaam |
        buurtcode | wijkcode
    """,
    "languages": "talen | taal | languages | language",
    "kind": "soort | kind | type | wat is het | soort relatie",
    "knows_since_on": "weet dat ik noteer sinds | weet dat ik noteer | weet sinds | knows since | weet het sinds",
    "day": """
        dag | datum | date | day | gespreksdatum | datum gesprek | wanneer | happened on | start date |
        begindatum
    """,
    "text": """
        werknotitie | notitie | notities | tekst | text | note | notes | verslag | gesprek | wat | inhoud |
        opmerkingen | omschrijving | subject | description | gespreksverslag | working note
    """,
    "whom": """
        met wie | wie | wie was erbij | with | with whom | whom | gesprekspartner | gesprekspartners | naam
        | namen | aanwezig | aanwezigen | contactpersoon
    """,
    "channel": "hoe | kanaal | channel | contactvorm | soort contact | vorm | how",
    "part_of_day": "dagdeel | part of day | part of the day",
    "note_area": """
        gebied | wijk | buurt | area | neighbourhood | district | waar | plaats | where | wijknaam |
        buurtnaam | buurtcode | wijkcode
    """,
    "situation": "situatie | situation | onderwerp | project | dossier | zaak",
    "possibility_kind": "soort | kind | type | soort mogelijkheid | categorie | category | rubriek",
    "possibility_title": """
        wat het is | titel | title | naam | name | regeling | naam regeling | onderwerp | mogelijkheid | subsidie |
        product | productnaam | subject | what it is
    """,
    "possibility_text": """
        wat het mogelijk maakt | omschrijving | beschrijving | description | toelichting | tekst | text | samenvatting |
        summary | inhoud | uitleg | doel | what it makes possible
    """,
    "conditions": "voorwaarden | voorwaarde | conditions | condition | eisen | criteria | requirements",
    "exceptions": "uitzonderingen | uitzondering | exceptions | exception | afwijken | ontheffing",
    "department": "afdeling | department | team | dienst | cluster | domein | verantwoordelijke afdeling",
    "from_on": "vanaf | van | from | begin | begindatum | startdatum | ingangsdatum | geldig vanaf | start",
    "until_on": """
        tot en met | tot | t m | until | to | einde | einddatum | eind | geldig tot | geldt tot | geldt tot en met |
        looptijd tot | end | end date
    """,
    "amount": "bedrag | bedrag in euro | budget | euro | maximum | maximaal bedrag | amount | amount in euro",
    "desk": "loket | contact | contactgegevens | telefoon | telefoonnummer | e mail | email | e mailadres | desk",
    "source_url": "waar het staat | bron | link | url | website | webadres | source | where it stands | vindplaats",
    "best_before_on": """
        nakijken na | houdbaar tot | controleren op | herzien op | herziening | best before | check after |
        actueel tot | evaluatiedatum
    """,
    "owner": "wie het bijhoudt | eigenaar | beheerder | owner | verantwoordelijke | who keeps it | bijgehouden door",
    "summary": "samenvatting | samenvatting om te delen | deelbare samenvatting | summary | summary to share",
}
