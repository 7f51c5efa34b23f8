"""What situations do by themselves at night."""

from raakvlak.situations import whole_index
from raakvlak.web.jobs import Progress, every_day, job


@every_day(at="03:40")
@job("search.add_missing")
def add_missing(progress: Progress) -> None:
    """Let be found what the search index lacks."""
    whole_index.add_missing(tick=progress.tick)


@job("search.make_anew")
def make_anew(progress: Progress) -> None:
    """Make the whole search index anew."""
    whole_index.make_anew(tick=progress.tick)
