"""Load the invented municipalities, all of them or nothing."""

import datetime
import random
import uuid

from django.db import transaction
from django.utils import timezone

from raakvlak.demo.asked import asked_in_the_house
from raakvlak.demo.brought_in import bring_in_ideas
from raakvlak.demo.crowd import gather_crowd, kladden, small_talk
from raakvlak.demo.evening import tell_what_we_hear
from raakvlak.demo.guard import refuse_real_data
from raakvlak.demo.helping import help_out
from raakvlak.demo.matched import choose_what_fits
from raakvlak.demo.pictured import picture_the_park
from raakvlak.demo.possible import offer_possibilities
from raakvlak.demo.promised import promised
from raakvlak.demo.stories_begun import PARK, PARKING, PLAZA
from raakvlak.demo.stories_further import CROSSING, GREEN, HOMES
from raakvlak.demo.stories_zandrecht import PIER
from raakvlak.demo.telling import Telling
from raakvlak.demo.ties import tie_people
from raakvlak.demo.town import WATERHOEK, ZANDRECHT, build_town, people_the_towns
from raakvlak.demo.weighing import weigh_options
from raakvlak.desk.models import TimeOutside
from raakvlak.municipality.models import Member
from raakvlak.privacy.actions.handover import draft, offer, say_of, write
from raakvlak.privacy.handing_over import Scope
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Situation
from raakvlak.situations.whole_index import add_missing

SEED = 2026
STORIES = (PARK, PARKING, PLAZA, GREEN, HOMES, CROSSING)


@transaction.atomic
def load_demo(seed: int = SEED) -> None:
    """Make two invented municipalities; the same seed makes the same ones."""
    refuse_real_data()
    chance = random.Random(seed)  # noqa: S311  (invented data, no secret)
    waterhoek, zandrecht = build_town("Waterhoek", WATERHOEK, 7), build_town("Zandrecht", ZANDRECHT, 3)
    people_the_towns(waterhoek, zandrecht)
    frontline = [waterhoek.members[key] for key in ("anna", "bart", "fatma")]
    told = {story.title: Telling(waterhoek, story, waterhoek.members[story.team[0]]).tell() for story in STORIES}
    offer_to_take_over(waterhoek.members["bart"], waterhoek.members["anna"], told[GREEN.title])
    small_talk(waterhoek, chance, frontline, gather_crowd(waterhoek, chance, persons=40, others=12), 280)
    picture_the_park(told[PARK.title].links.order_by("encounter__happened_on", "pk")[0].encounter)
    promised(waterhoek)
    asked_in_the_house(waterhoek)
    help_out(waterhoek)
    offer_possibilities(waterhoek)
    choose_what_fits(waterhoek)
    weigh_options(waterhoek)
    tell_what_we_hear(waterhoek)
    bring_in_ideas(waterhoek)
    kladden(waterhoek, waterhoek.members["anna"])
    days_outside(waterhoek.members["anna"], chance)
    tie_people(waterhoek)
    Telling(zandrecht, PIER, zandrecht.members["carla"]).tell()
    small_talk(
        zandrecht, chance, [zandrecht.members["carla"]], gather_crowd(zandrecht, chance, persons=8, others=2), 25
    )
    add_missing()


def offer_to_take_over(giver: Member, receiver: Member, situation: Situation) -> None:
    """Lay a situation before a colleague, with words and a first introduction."""
    handover = draft(giver, giver, key=uuid.uuid4(), situation=situation)
    words = "Bel eerst, ze werken overdag. Het sleuteltje van de schuur ligt bij de beheerder."
    write(handover, receiver=receiver, words=words, is_giver_leaving=False)
    party = Scope(handover).parties.order_by("pk").first()
    if party is not None:
        say_of(handover, party, {"first_meeting": "samen schoffelen op zaterdag", "told_on": timezone.localdate()})
    offer(handover)


def days_outside(member: Member, chance: random.Random) -> None:
    """Note the parts of days that a member was outside in the last ten weeks."""
    today = timezone.localdate()
    TimeOutside.objects.bulk_create(
        TimeOutside(member=member, day=day, part_of_day=part)
        for day in (today - datetime.timedelta(days=number) for number in range(70))
        if day.weekday() < 5
        for part in Encounter.PartOfDay.values
        if chance.random() < 0.3
    )
