"""What situations do by themselves at night."""

from django.utils.translation import gettext_lazy as _

from raakvlak.situations import whole_index
from raakvlak.web.jobs import Progress, every_day, job


@every_day(at="03:40")
@job("search.add_missing", title=_("Aanvullen wat je kunt zoeken"))
def add_missing(progress: Progress) -> None:
    """Let be found what the search index lacks."""
    whole_index.add_missing(tick=progress.tick)


@job("search.make_anew", title=_("Opnieuw maken wat je kunt zoeken"))
def make_anew(progress: Progress) -> None:
    """Make the whole search index anew."""
    whole_index.make_anew(tick=progress.tick)
