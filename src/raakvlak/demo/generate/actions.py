"""Make a large invented municipality, all of it or nothing."""

import datetime
import random
from typing import Final

from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from raakvlak.demo.generate import followed, ground, matters, offered, people, talks
from raakvlak.demo.generate.city import City, Size
from raakvlak.demo.generate.language import Language
from raakvlak.demo.generate.progress import Bar
from raakvlak.demo.generate.writing import Writer
from raakvlak.demo.guard import holds_real_data
from raakvlak.demo.town import PASSWORD
from raakvlak.desk.models import TimeOutside
from raakvlak.municipality.actions import found_municipality
from raakvlak.municipality.models import Audience, Municipality, RetentionRule
from raakvlak.relations.models import Encounter
from raakvlak.web.search.steps import words_at_the_end

SEED: Final = 2026
NAME: Final = "Grootwater"
FEWEST: Final = Size(parties=20, encounters=20, members=5, possibilities=0)
DAYS_KEPT: Final = 7 * 365
CACHE_KILOBYTES: Final = 262_144


def generate(
    size: Size, bar: Bar, *, seed: int = SEED, name: str = NAME, today: datetime.date | None = None
) -> Municipality:
    """Make a municipality of this size; the same seed and day make the same rows on every database.

    One transaction: who breaks it off finds nothing of it. On SQLite nobody else can write in the meantime.
    """
    refuse_odd_sizes(size)
    if Municipality.objects.filter(name=name).exists():
        raise CommandError(_("De gemeente “%(name)s” is er al. Kies een andere met --municipality.") % {"name": name})
    password = None if holds_real_data() else PASSWORD
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
    with transaction.atomic(), words_at_the_end(connection):
        municipality = found(name)
        chance = random.Random(seed)  # noqa: S311  (invented data, no secret)
        city = City(
            size=size,
            chance=chance,
            today=today or timezone.localdate(),
            language=Language(chance),
            writer=Writer(bar),
            municipality=municipality,
            frontline_id=Audience.objects.frontline_of(municipality).pk,
            days_kept=DAYS_KEPT,
        )
        build(city, password)
    return municipality


def refuse_odd_sizes(size: Size) -> None:
    """Stop when it would be too small to be a municipality."""
    for what in ("parties", "encounters", "members", "possibilities"):
        fewest = getattr(FEWEST, what)
        if getattr(size, what) < fewest:
            message = _("--%(what)s moet minstens %(fewest)d zijn.") % {"what": what, "fewest": fewest}
            raise CommandError(message)


def found(name: str) -> Municipality:
    """Make the municipality itself; its talks of five years ago are not yet to be destroyed."""
    municipality = found_municipality(name, is_invented=True)
    RetentionRule.objects.within(municipality).update(days=DAYS_KEPT)
    return municipality


def build(city: City, password: str | None) -> None:
    """Fill the municipality, in the order in which things need one another."""
    places = ground.lay_out(city)
    workers = ground.staff(city, places, password)
    begun = matters.begin(city, places, workers, ground.make_tags(city))
    folk = people.gather(city, places, workers, begun)
    matters.add_sides(city, begun, folk)
    talks.talk(city, workers, begun, folk)
    followed.suspect(city, begun)
    matters.ask_whether_it_is_right(city, begun)
    for member_id, day in ground.outside(city, workers):
        part = city.chance.choice(Encounter.PartOfDay.values)
        city.writer.add(TimeOutside(member_id=member_id, day=day, part_of_day=part))
    city.writer.finish()
    offered.offer(city, workers)
    city.writer.finish()
