"""What people are called for short, and how a name from elsewhere is written now so, then so."""

from typing import Final

_GROUPS: Final = """
adriaan adrianus adri ad arie aad
agnes agnita
albert albertus bert appie ab
aleida alida alie aaltje
alexander alexandra alex sander lex xander sandra
anna anne anneke annie ans antje anja anouk annet
antonius anton antoon ton tonnie toon antony anthony
antonia toos tonny tonnie
barbara babs
benjamin ben
bernardus bernard ben bernd
catharina catherina katarina cato trijntje tine tineke karin karin toos katja kaat
christiaan christianus chris
christina christine chris tineke stien stijntje
cornelis cornelius cor kees nelis cees
cornelia cor corrie nel nelly lia
daniel daan danny
dirk diederik theodorus theo dick
elisabeth elizabeth els elsje bep betsy betty liesbeth lies lisa elly ella ellie
fatima fatma fatiha faatje
franciscus frans frank francis
francisca francien cisca
frederik frederikus fred frits freek
geertruida geertruda truus trudy geertje gerda
gerardus gerard gerrit ger geert gerhard
gerarda gerda
hassan hasan
hendrik hendrikus henk henny rik hein heinrich
hendrika riek rika henny hennie
henriette jet jetty
hubertus huub bert
hussein hoessein huseyin husain
ibrahim ebrahim brahim
jacobus jacob jaap sjaak koos ko jacques
jacoba coba koosje
jan johan johannes johan hans joannes jo johnny john
johanna jo annie joke hanna hanneke jopie janny jannie jantje
jeroen hieronymus
jozef josephus joseph jos joop jef sef yusuf yosef
josephina fien jose josefien
khadija khadidja hatice khadijah
laurentius laurens lau rens
leonardus leonard leo leon
magdalena lena leen magda
margaretha margriet greet greetje gré marga margret grietje
maria marie marij mieke marijke ria mia riet marietje rie mies miep marja marjan
martinus martin maarten tinus
mathilda tilly til
matthijs mattheus thijs matthias ties
mehmet mohamed mohammed mohammad muhammad muhammed mo moh mohamad mahmoud mahmud
michael michiel chiel mike michel
mustafa mustapha moestafa
nicolaas nicolaus klaas nico nick niek
nicole nicolien nicky
omar umar omer
paulus paul pauwel
paulina pauline lien
petrus pieter piet peter pier
petronella nel nelly petra
rachid rasheed rashid
richard ries
robert robbert rob bob
rudolf rudolphus ruud dolf
said saeed
samuel sam
sebastiaan bas
stephanus stefan stephan stef steven
susanna suzanna suze suzan
theresia therese trees thea
thomas tom tommy
victor vic
vincentius vincent cent
wilhelmina willemien mien mina wil wilma willy minke
wilhelmus willem wim wil willy pim
wouter walter
youssef yousef yusuf yousuf joesoef
zeynep zainab zeinab
"""
_ALL: Final[dict[str, frozenset[str]]] = {}
for _line in _GROUPS.split("\n"):
    for _name in _line.split():
        _ALL[_name] = _ALL.get(_name, frozenset()) | frozenset(_line.split())


def also_called(name: str) -> frozenset[str]:
    """Return how somebody with this first name (folded) may be called too, this name included.

    >>> "kees" in also_called("cornelis"), also_called("onbekend")
    (True, frozenset({'onbekend'}))
    """
    return _ALL.get(name, frozenset([name]))
