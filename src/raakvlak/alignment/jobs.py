"""What this app does by itself: at night, and when somebody chose something."""

from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.kept_index import make_index_of
from raakvlak.alignment.learning import learn_anew
from raakvlak.alignment.passing import let_all_wait
from raakvlak.municipality.models import Municipality
from raakvlak.web.jobs import Progress, every_day, job


@every_day(at="03:55")
@job("alignment.pass_on", title=_("Vragen aan collega’s van wie er niet meer bij kan laten wachten"))
def pass_on(progress: Progress) -> None:
    """Let no request stay with somebody who can no longer look after it, however that came about."""
    for municipality in Municipality.objects.order_by("pk"):
        let_all_wait(municipality)
        progress.tick()


@job("alignment.learn", title=_("Leren van wat past en niet past"))
def learn(progress: Progress, municipality_id: int) -> None:
    """Let the list of related words of a municipality follow what people choose; a second time changes nothing."""
    municipality = Municipality.objects.filter(pk=municipality_id).first()
    if municipality:
        learn_anew(municipality)
    progress.tick()


@job("alignment.make_index", title=_("Mogelijkheden vindbaar maken"), max_attempts=3)
def make_index(progress: Progress, municipality_id: int) -> None:
    """Make the index of a municipality's possibilities anew; a second time makes the same."""
    municipality = Municipality.objects.filter(pk=municipality_id).first()
    if municipality:
        make_index_of(municipality)
    progress.tick()


@every_day(at="04:05")
@job("alignment.follow", title=_("Mogelijkheden vindbaar houden, en leren van keuzes"))
def follow(progress: Progress) -> None:
    """Do both for every municipality: rows end at night, and with them what they taught."""
    for municipality in Municipality.objects.order_by("pk"):
        make_index_of(municipality)
        learn_anew(municipality)
        progress.tick()
