"""Words that point to special personal data, for a gentle question upon saving; never a block.

Matched on whole words and on the beginnings that are given with a `*`, and rather too few than too many: a question
that comes at every note is a question that nobody reads.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What makes the data special."""

    HEALTH = "health", _("gezondheid")
    FAITH = "faith", _("geloof of levensovertuiging")
    POLITICS = "politics", _("politieke voorkeur")
    CRIME = "crime", _("strafbare feiten")
    MINOR = "minor", _("een minderjarige")
    SEXUALITY = "sexuality", _("seksualiteit")
    ETHNICITY = "ethnicity", _("afkomst")
    UNION = "union", _("lidmaatschap van een vakbond")


class Finding(NamedTuple):
    """One word that calls for the question, and where it stands."""

    kind: Kind
    word: str
    position: int


_PARTY: Final = (
    "(?:de[ ]|het[ ]|een[ ])?(?:bbb|cda|christenunie|d66|denk|fvd|groenlinks|ja21|nsc|pvda|pvv|sgp|sp|vvd|volt)"
)
_UNION: Final = "(?:de[ ]|het[ ]|een[ ])?(?:cnv|fnv|vakbond)"
_YOUNG: Final = "(?:[1-9]|1[0-7])"
_CHILD: Final = (
    "(?:dochter|dochtertje|jongen|jongetje|kind|kleindochter|kleinkind|kleinzoon|leerling|meisje|zoon|zoontje)"
)
_ORIGIN: Final = "(?:antilliaans|eritrees|marokkaans|pools|roemeens|somalisch|surinaams|syrisch|turks)e?"
_PEOPLE: Final = (
    "(?:afkomst|buren|buurman|buurvrouw|familie|families|gezin|gezinnen|jongen|jongens|komaf|man|mannen|meisje|meisjes|"
    "moeder|moeders|vader|vaders|vrouw|vrouwen)"
)

_WORDS: Final[Mapping[Kind, str]] = {
    Kind.HEALTH: """
        adhd alcoholist* alzheimer* angststoornis* anorexia antidepressiva astma autis* beroerte* boulimia burn-?out*
        chemo* chronisch[ ]ziek* coronabesmet* dement* depressie* depressief depressieve diabetes diagnose* dialyse*
        hartaanval* hartinfarct* hersenbloeding* hiv kanker kankerpatiënt* lichamelijk[ ]beperkt* medicatie medicijn*
        miskraam miskramen obesitas overgewicht parkinson psychiat* psychisch* psycholoog psychose* psychotisch* ptss
        rolstoel* schizofreni* suïcid* suicid* tbc terminaal terminale tumor* verslaafd* verslaving*
        verstandelijk[ ]beperkt* zelfmoord* ziek zieke ziekte ziektes ziekten zwanger*
    """,
    Kind.FAITH: """
        atheïst* bidt bijbel* boeddhis* christen christenen geloofsovertuiging* gelovig* gereformeerd* hindoe*
        hoofddoek* imam islam* jehova* jood joden joods* katholiek* koran* koosjer* moskee* moslim* ongelovig*
        pinkstergemeente* protestant* ramadan synagoge*
    """,
    Kind.POLITICS: f"""
        extreemlinks* extreemrechts* partijlid partijleden politieke[ ]overtuiging* politieke[ ]voorkeur*
        (?:cda|d66|fvd|groenlinks|pvda|pvv|sgp|sp|vvd)-stemmer* lid[ ]van[ ]{_PARTY} (?:stemt|stemde)[ ]op[ ]{_PARTY}
    """,
    Kind.CRIME: """
        arrestatie* crimine* dealt detentie drugscrimine* drugsdealer* drugshandel* gearresteerd* gedetineerd*
        gevangenis* heling hennepkwekerij* huiselijk[ ]geweld inbreker* mishandel* ondermijn* reclassering* steelt
        strafblad* taakstraf* tbs verdacht[ ]van veroordeeld* vrijheidsstraf* wietplantage*
    """,
    Kind.MINOR: f"""
        jeugdbescherm* jeugdzorg* kindermishandel* minderjarig* ondertoezichtstelling* pleegkind* uithuisgeplaatst*
        uithuisplaatsing* veilig[ ]thuis {_YOUNG}[ -]?jarige?[ ]{_CHILD} {_CHILD}[ ]van[ ]{_YOUNG}(?:[ ]jaar)?
    """,
    Kind.SEXUALITY: """
        aseksue* biseksue* heteroseksue* homo homo's homoseksue* lesbi* lgbt* lhbt* non-?binai* seksuele[ ]gerichtheid*
        seksuele[ ]geaardheid* seksuele[ ]voorkeur* seksueel[ ]misbruik* transgender* transman transseksue* transvrouw
    """,
    Kind.ETHNICITY: f"""
        allochto* autochto* donkere[ ]huid* etnici* etnisch* huidskleur* roma[ ]en[ ]sinti zigeuner*
        {_ORIGIN}[ ]{_PEOPLE} van[ ]{_ORIGIN}[ ]{_PEOPLE}
    """,
    Kind.UNION: f"""
        vakbondslid vakbondsleden cnv-lid fnv-lid lid[ ]van[ ]{_UNION}
    """,
}


def _either(words: str) -> str:
    """Write the words as one expression: a star stands for any ending."""
    return "|".join(_entries(words)).replace("*", r"\w*")


def _entries(words: str) -> list[str]:
    """Split at white space, but not at the space in `[ ]` or `[ -]`, which belongs to an entry."""
    return re.split(r"(?<!\[)\s+(?![-\]])", words.strip())


_SPECIAL: Final = re.compile(
    r"(?<![\w-])(?=\w)(?:" + "|".join(f"(?P<{kind.value}>{_either(_WORDS[kind])})" for kind in Kind) + r")(?!\w)",
    re.IGNORECASE,
)


def special_words(text: str) -> list[Finding]:
    """List the words in a text that point to special personal data, in the order of the text."""
    return [Finding(Kind(str(match.lastgroup)), match.group(), match.start()) for match in _SPECIAL.finditer(text)]
