"""Help to write Dutch that everybody can read (B1): short sentences, and few words of the town hall."""

import re
from dataclasses import dataclass
from typing import Final

LONGEST_SENTENCE: Final = 20

_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_HARD_WORDS: Final = {
    "aangaande": "over",
    "adequaat": "goed",
    "afstemmen": "samen bespreken",
    "alsmede": "en ook",
    "anticiperen": "alvast rekening houden met",
    "beleidskader": "de regels van de gemeente",
    "beoogde": "wat we willen",
    "betreffende": "over",
    "bewerkstelligen": "zorgen dat",
    "burgerparticipatie": "meedoen en meepraten",
    "college van b en w": "het bestuur van de gemeente",
    "complementair": "aanvullend",
    "conform": "volgens",
    "consensus": "waar iedereen het over eens is",
    "contouren": "de grote lijnen",
    "derhalve": "daarom",
    "desalniettemin": "toch",
    "dienaangaande": "daarover",
    "discrepantie": "verschil",
    "draagvlak": "of mensen erachter staan",
    "eerdergenoemde": "deze",
    "evaluatie": "terugkijken",
    "evalueren": "terugkijken",
    "exploitatie": "kosten en opbrengsten",
    "faciliteren": "helpen mogelijk maken",
    "fysieke leefomgeving": "je buurt",
    "gebiedsontwikkeling": "bouwen en veranderen in de buurt",
    "gremium": "groep",
    "handhaving": "controleren op de regels",
    "implementeren": "invoeren",
    "indien": "als",
    "initiatiefnemer": "wie met het plan kwam",
    "integraal": "alles samen",
    "intensiveren": "meer doen",
    "inventarisatie": "lijst",
    "inventariseren": "op een rij zetten",
    "kaders": "grenzen",
    "knelpunt": "probleem",
    "maatwerk": "een oplossing die past",
    "middels": "met",
    "mits": "als",
    "monitoren": "in de gaten houden",
    "nadere": "meer",
    "omgevingsplan": "de regels voor jouw buurt",
    "omgevingsvergunning": "toestemming van de gemeente",
    "omtrent": "over",
    "onderhavige": "deze",
    "ontsluiting": "de weg erheen",
    "openbare ruimte": "straten, pleinen en parken",
    "optimaliseren": "beter maken",
    "participatie": "meedoen",
    "participatietraject": "meedoen en meepraten",
    "pilot": "proef",
    "prioriteren": "kiezen wat eerst komt",
    "proactief": "uit jezelf",
    "realiseren": "maken",
    "reeds": "al",
    "stakeholder": "wie ermee te maken heeft",
    "stakeholders": "wie ermee te maken hebben",
    "teneinde": "om",
    "ter plaatse van": "bij",
    "tevens": "ook",
    "thans": "nu",
    "traject": "stappen",
    "uitrollen": "invoeren",
    "vigerende": "geldende",
    "voornemens": "van plan",
    "voorts": "ook",
    "wijkgericht": "in de wijk",
    "zienswijze": "reactie op een plan",
}
_HARD: Final = re.compile(r"\b(?:" + "|".join(map(re.escape, _HARD_WORDS)) + r")\b", re.IGNORECASE)


@dataclass(frozen=True)
class Advice:
    """What would make a text easier to read; never more than advice."""

    long_sentences: list[str]
    hard_words: list[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.long_sentences or self.hard_words)


def advise(text: str) -> Advice:
    """List the sentences that are long, and the words for which an easier one exists."""
    return Advice(long_sentences(text), hard_words(text))


def long_sentences(text: str) -> list[str]:
    """List the sentences of more than twenty words."""
    sentences = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE]


def hard_words(text: str) -> list[tuple[str, str]]:
    """List each hard word once, with an easier one."""
    words = dict.fromkeys(match.group().lower() for match in _HARD.finditer(text))
    return [(word, _HARD_WORDS[word]) for word in words]
