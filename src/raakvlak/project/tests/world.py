"""One real row of everything in Waterhoek, each with a word by which it is known when it leaks: see `world_house`."""

import datetime
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone

from raakvlak.alignment.models import Possibility, Threshold
from raakvlak.alignment.tests.rows import ask, choice_of, threshold_of
from raakvlak.desk.models import BulkChange, Device, Digest
from raakvlak.exchange.checking import packed
from raakvlak.exchange.models import Batch
from raakvlak.municipality.models import (
    Area,
    AreaImport,
    Audience,
    Department,
    Member,
    MemberInvitation,
    Role,
    SavedFilter,
    Tag,
)
from raakvlak.overview.models import NamedGroup
from raakvlak.privacy.models import Handover, KladOpening, LogCase, OverviewRequest
from raakvlak.project.tests.addresses import Address
from raakvlak.project.tests.world_house import (
    SECRET,
    TOWN,
    asked_in_house,
    help_around,
    hide_help,
    hide_reactions,
    matched,
    next_year,
    weighed,
    with_house_links,
)
from raakvlak.relations.actions import (
    add_contact_point,
    add_photo,
    affiliate,
    begin_upload,
    describe_photo,
    introduce,
    merge,
    note_wish,
    set_rhythm,
)
from raakvlak.relations.merging import Chosen
from raakvlak.relations.models import Affiliation, Appointment, Encounter, Merge, Party, Photo, Promise
from raakvlak.relations.pictures import read_picture
from raakvlak.relations.tests.images import drawn
from raakvlak.resolutions.tests.rows import frozen_briefing_of
from raakvlak.situations.models import (
    Check,
    CheckReply,
    Insight,
    Outreach,
    Question,
    Side,
    Situation,
    SituationPromise,
)
from raakvlak.web.links import make_link
from raakvlak.web.models import Job

LINKS: Final = {
    "alignment": ("request", "lane_id"),
    "desk": ("calendar", "member_id"),
    "desk:stop_digest": ("digest", "member_id"),
    "municipality": ("invitation", "invitation_id"),
    "resolutions": ("reaction", "page_id"),
    "situations": ("check", "check_id"),
}
Make = Callable[..., Any]


@dataclass
class World:
    """What stands in Waterhoek, by the names that addresses give to it."""

    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Makers:
    """The makers of the tests, together."""

    party: Make
    encounter: Make
    situation: Make
    insight: Make


def tie(anna: Member, party: Party, make: Makers) -> Affiliation:
    """Let somebody belong to an organisation, and let both wait to be spoken."""
    club: Party = make.party(anna, f"Club {SECRET}", kind=Party.Kind.ORGANISATION)
    set_rhythm(club, 1)
    Party.objects.filter(pk=club.pk).update(rhythm_since_on=timezone.localdate() - datetime.timedelta(days=60))
    told = timezone.localdate()
    role = affiliate(anna, party, club, role=f"Rol {SECRET}", since_on=told, told_on=told)
    introduce(anna, party, by_party=club, told_on=told)
    note_wish(party, f"Wens {SECRET}", told)
    return role


def build_world(anna: Member, bart: Member, make: Makers) -> World:
    """Fill Waterhoek."""
    municipality = anna.municipality
    border = {"type": "Polygon", "coordinates": [[[5.2, 52.5], [5.22, 52.5], [5.22, 52.52], [5.2, 52.5]]]}
    area = municipality.areas.create(name=f"{TOWN}buurt", geometry=border)
    area_import = AreaImport.objects.create(municipality=municipality, file_name=TOWN, state=AreaImport.State.REFUSED)
    department = Department.objects.create(municipality=municipality, name=f"Afdeling {TOWN}")
    tag = Tag.objects.create(municipality=municipality, name=TOWN)
    party: Party = make.party(anna, f"Mevrouw {SECRET}", description=SECRET, area=area)
    merged, other = doubles_of(party, anna, make)
    point = add_contact_point(party, "address", f"{SECRET}straat 1", is_shielded=False)
    encounter: Encounter = make.encounter(
        anna, f"Over {SECRET}", shareable_summary=SECRET, parties=(party,), area=area, is_story=True
    )
    role = tie(anna, party, make)
    situation: Situation = make.situation(
        anna, f"Situatie {SECRET}", team=(bart,), encounters=(encounter,), area=area, goal=SECRET, fixed=SECRET
    )
    situation.tags.add(tag)
    side = Side.objects.create(situation=situation, name=f"Kant {SECRET}")
    side.parties.add(party)
    outreach = Outreach.objects.create(situation=situation, who=SECRET, how=SECRET)
    make.party(anna, f"Stichting {SECRET}", kind=Party.Kind.ORGANISATION, area=area)
    group = NamedGroup.objects.create(situation=situation, name=f"Groep {SECRET}", people=40)
    group.ties.create(encounter=encounter)
    question = Question.objects.create(situation=situation, kind=Question.Kind.BEHIND, text=SECRET, author=anna)
    insight: Insight = make.insight(situation, anna, f"Inzicht {SECRET}", encounter=encounter, party=party)
    promise = Promise.objects.create(
        municipality=municipality,
        audience=encounter.audience,
        owner=anna,
        party=party,
        encounter=encounter,
        text=f"Belofte {SECRET}",
        keep_until=next_year(),
    )
    appointment = Appointment.objects.create(
        municipality=municipality,
        audience=encounter.audience,
        author=anna,
        planned_on=next_year(),
        area=area,
        place=SECRET,
        questions=SECRET,
        keep_until=next_year(),
    )
    appointment.members.add(anna)
    appointment.parties.add(party)
    situation.appointment_links.create(appointment=appointment)
    SituationPromise.objects.create(situation=situation, promise=promise)
    promise.moves.create(moved_to_on=next_year(), why=SECRET)
    promise.settlings.create(member=anna, outcome=SECRET)
    promise.handovers.create(giver=bart, taker=anna, why=SECRET)
    check = Check.objects.create(situation=situation, title=SECRET, author=anna, heard=SECRET, open_until=next_year())
    reply = CheckReply.objects.create(
        check_page=check, uuid=uuid.uuid4(), is_right=False, encounter=encounter, keep_until=next_year()
    )
    invitation = MemberInvitation.objects.create(
        municipality=municipality, email="zwaan@raakvlak.example", name=TOWN, role=Role.FRONTLINE
    )
    asked = OverviewRequest.objects.create(
        municipality=municipality, party=party, case_number=f"Zaak {SECRET}", asked_by=anna
    )
    opening = KladOpening.objects.create(municipality=municipality, author=bart, asked_by=anna, reason=SECRET)
    case = LogCase.objects.create(municipality=municipality, opened_by=anna, party_number=party.pk, reason=SECRET)
    job = Job.objects.create(
        name="relations.place_talks", key="world", arguments={"municipality_id": municipality.pk}, state="failed"
    )
    batch = Batch.objects.create(
        municipality=municipality,
        member=anna,
        what="relaties",
        file_name=SECRET,
        state=Batch.State.READY,
        headers=json.dumps([TOWN]),
        mapping=["name"],
        purpose="contact",
        ground="public_task",
        ends_on=next_year(),
        audience=encounter.audience,
    )
    row = batch.rows.create(number=2, content=packed([f"Buur {SECRET}"], []))
    return World(
        with_house_links(
            {
                **lists_of(anna, party, area),
                **asked_in_house(anna, situation, department),
                **matched(anna, insight, department),
                **weighed(anna, situation, party, insight),
                **help_around(anna, situation, party, promise),
                "appointment_uuid": appointment.uuid,
                "affiliation_id": role.pk,
                "area_id": area.pk,
                "batch_id": batch.pk,
                "case_id": case.pk,
                "check_id": check.pk,
                "contact_point_id": point.pk,
                "day": timezone.localdate(),
                "department_id": department.pk,
                "digest": "0" * 16,
                "encounter_uuid": encounter.uuid,
                "form": "csv",
                "group_id": group.pk,
                "handover_uuid": handed_over(anna, bart, situation, party).uuid,
                "import_id": area_import.pk,
                "insight_id": insight.pk,
                "invitation_id": invitation.pk,
                "job_id": job.pk,
                "kind": "party",
                "member_id": bart.pk,
                "merge_id": merged.pk,
                "municipality_id": municipality.pk,
                "opening_id": opening.pk,
                "other_id": other.pk,
                "outreach_id": outreach.pk,
                "party_id": party.pk,
                "persona": "anna",
                "photo_uuid": photo_of(encounter).uuid,
                "promise_id": promise.pk,
                "question_id": question.pk,
                "reply_id": reply.pk,
                "request_id": asked.pk,
                "row_id": row.pk,
                "side_id": side.pk,
                "situation_id": situation.pk,
                "tag_id": tag.pk,
                "token": "geen-echte-sleutel",
                "what": "organisaties",
            }
        )
    )


def photo_of(encounter: Encounter) -> Photo:
    """Put a photo with a talk, and let another be half-way."""
    key = uuid.uuid4()
    begin_upload(encounter, uuid.uuid4(), subject=Photo.Subject.PLACE, caption=SECRET, length=10)
    photo = add_photo(encounter, key, read_picture(drawn()), subject=Photo.Subject.PLACE, caption=SECRET)
    describe_photo(photo, caption=photo.caption, kept_because=SECRET)
    return photo


def lists_of(anna: Member, party: Party, area: Area) -> dict[str, Any]:
    """Let Anna keep a filter and a phone, and have changed somebody together with others."""
    saved = SavedFilter(member=anna, list_name="mensen", name=SECRET, asked={"q": SECRET})
    saved.keep(is_default=False)
    rows = {str(party.pk): [None, area.pk]}
    change = BulkChange.objects.create(member=anna, list_name="mensen", kind="gebied", rows=rows, changed=1)
    device = Device.objects.create(member=anna, uuid=uuid.uuid4(), name=SECRET)
    Digest.objects.create(member=anna, rhythm="week", site="https://raakvlak.example/")
    return {"device_id": device.pk, "filter_id": saved.pk, "change_uuid": change.uuid, "list_name": "mensen"}


def handed_over(anna: Member, bart: Member, situation: Situation, party: Party) -> Handover:
    """Let Anna offer a situation to Bart, with words about somebody in it."""
    handover = Handover.objects.create(
        municipality=anna.municipality,
        giver=anna,
        drafted_by=anna,
        receiver=bart,
        state=Handover.State.OFFERED,
        situation=situation,
        words=SECRET,
        keep_until=next_year(),
    )
    handover.said.create(party=party, words=SECRET, first_meeting=SECRET)
    return handover


def doubles_of(party: Party, anna: Member, make: Makers) -> tuple[Merge, Party]:
    """Merge somebody into a party, and make another who could be merged too."""
    other: Party = make.party(anna, f"Mevrouw J. {SECRET}")
    twin: Party = make.party(anna, f"Mevr. {SECRET}")
    return merge(anna, party.pk, twin.pk, Chosen(party.audience)), other


def filled(address: Address, world: World) -> str:
    """Fill an address with what really stands there; a link by mail or on paper gets a key that opens."""
    values = dict(world.values)
    if "token" in address.parameters:
        purpose, subject = LINKS.get(address.name) or LINKS[address.name.split(":")[0]]
        values["token"] = make_link(purpose, values[subject], days=7)
    return address.filled(values)


def hide_things(bart: Member, make: Makers, world: World) -> None:
    """Let Bart write down, for himself and for a team of his own, what Anna may not even suspect."""
    klad = Audience.objects.klad_of(bart)
    party = Party.objects.get(pk=world.values["party_id"])
    situation = Situation.objects.get(pk=world.values["situation_id"])
    secret: Situation = make.situation(bart, f"Verborgen {SECRET}", encounters=(), audience=klad, area=party.area)
    secret.audience = secret.team
    secret.save()
    department = Department.objects.get(pk=world.values["department_id"])
    ask(bart, secret, secret.team, f"Stil {SECRET}", department)
    threshold_of(bart, secret, secret.team, f"Stil {SECRET}", department)
    frozen_briefing_of(bart, secret, f"Stil {SECRET}", is_for_house=True)
    early = threshold_of(bart, situation, situation.audience, f"Eerst {SECRET}", department)
    Threshold.objects.filter(pk=early.pk).update(first_until_on=next_year())
    for audience in (klad, secret.team):
        hidden: Party = make.party(bart, f"Aad {SECRET}", audience=audience, area=party.area)
        note: Encounter = make.encounter(
            bart, f"Stil {SECRET}", parties=(party, hidden), audience=audience, area=party.area, is_story=True
        )
        for place in (situation, secret):
            place.links.create(encounter=note)
        unseen = make.insight(situation, bart, f"Stil {SECRET}", encounter=note, audience=audience)
        for possible in Possibility.objects.within(bart.municipality):
            choice_of(bart, unseen, possible, f"Stil {SECRET}")
        make.insight(situation, bart, f"Vermoed {SECRET}", audience=audience, parent_id=world.values["insight_id"])
        planned = Appointment.objects.create(
            municipality=bart.municipality,
            audience=audience,
            author=bart,
            planned_on=next_year(),
            area=party.area,
            place=f"Stil {SECRET}",
            questions=f"Stil {SECRET}",
            keep_until=next_year(),
        )
        planned.members.add(bart)
        planned.parties.add(party, hidden)
        situation.appointment_links.create(appointment=planned)
        hide_help(bart, situation, hidden)
        hide_reactions(bart, situation, hidden, note, world.values)
        affiliate(bart, hidden, Party.objects.get(name=f"Club {SECRET}"), role=f"Stil {SECRET}", told_on=next_year())
        Promise.objects.create(
            municipality=bart.municipality,
            audience=audience,
            owner=bart,
            party=party,
            encounter=note,
            text=f"Stil {SECRET}",
            due_on=timezone.localdate(),
            keep_until=next_year(),
        )
