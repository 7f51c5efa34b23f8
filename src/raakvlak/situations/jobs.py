"""What situations do by themselves at night."""

from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.findable import when_words_fell_out
from raakvlak.municipality.models import Municipality
from raakvlak.situations import whole_index
from raakvlak.situations.passing import pass_on_all
from raakvlak.web.jobs import Progress, every_day, job


@every_day(at="03:40")
@job("search.add_missing", title=_("Aanvullen wat je kunt zoeken"))
def add_missing(progress: Progress) -> None:
    """Let be found what the search index lacks."""
    whole_index.add_missing(tick=progress.tick)


when_words_fell_out(add_missing.enqueue)


@every_day(at="03:50")
@job("situations.pass_on", title=_("Beloften van wie er niet meer bij kan doorgeven"))
def pass_on(progress: Progress) -> None:
    """Let no promise stay with somebody who can no longer keep it, however that came about."""
    for municipality in Municipality.objects.order_by("pk"):
        pass_on_all(municipality)
        progress.tick()


@job("search.make_anew", title=_("Opnieuw maken wat je kunt zoeken"))
def make_anew(progress: Progress) -> None:
    """Make the whole search index anew."""
    whole_index.make_anew(tick=progress.tick)
