"""Every page opens on a generated municipality, for every role, with real ids of what stands there."""

import io
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.utils import timezone

from raakvlak.alignment.models import Possibility
from raakvlak.conftest import logged_in
from raakvlak.demo.generate.actions import generate
from raakvlak.demo.generate.city import Size
from raakvlak.demo.generate.progress import Bar
from raakvlak.municipality.models import Audience, Department, Member, Municipality, Role
from raakvlak.project.tests.addresses import addresses
from raakvlak.relations.models import ContactPoint, Encounter, Promise
from raakvlak.situations.models import CheckReply, Insight, Outreach, Question, Side, Situation

pytestmark = pytest.mark.no_cover  # what is only walked through is not thereby tested

SIZE: Final = Size(parties=80, encounters=700, members=10, possibilities=60)
# What generating leaves out: it has no stories of privacy, nobody was invited, no file was read, nothing was planned or
# handed over, nobody has a role, no group was named, nobody is there twice, nobody keeps a filter, a phone or a photo
# or changed many, and nothing was asked in the house, is lent or to be done.
NOT_THERE: Final = {
    *("change_uuid", "filter_id", "device_id", "photo_uuid"),
    *("lane_id", "request_uuid", "threshold_uuid"),
    *("affiliation_id", "appointment_uuid", "batch_id", "case_id", "form", "group_id", "handover_uuid", "import_id"),
    *("invitation_id", "job_id", "merge_id", "opening_id", "request_id", "row_id", "token", "what"),
    *("means_id", "reservation_id", "task_id"),
    *("option_uuid", "reaction_id", "contribution_uuid", "briefing_uuid", "draft_uuid"),
    *("choice_id", "pair_id", "wish"),
}
HELD: Final = {200, 302, 403, 404, 405}


@pytest.fixture
def city(db: None) -> Municipality:
    return generate(SIZE, Bar(io.StringIO(), SIZE.rows), seed=3)


def real_ids(city: Municipality) -> dict[str, Any]:
    """Return one row of everything, for the eyes of all who work outside."""
    situation = Situation.objects.within(city).filter(audience__kind=Audience.Kind.FRONTLINE).exclude(sides=None)[0]
    shared = Encounter.objects.within(city).standing().filter(audience__kind=Audience.Kind.FRONTLINE)
    encounter = shared.exclude(parties=None)[0]
    first: Callable[[Any], Any] = lambda rows: rows.order_by("pk").values_list("pk", flat=True).first()  # noqa: E731 – a short word, used often below
    return {
        "area_id": situation.area_id,
        "check_id": (first(CheckReply.objects) and first(situation.checks)) or 1,
        "contact_point_id": first(ContactPoint.objects),
        "day": timezone.localdate(),
        "department_id": first(Department.objects),
        "digest": "0" * 16,
        "encounter_uuid": encounter.uuid,
        "insight_id": first(Insight.objects.filter(situation=situation)),
        "kind": "party",
        "list_name": "mensen",
        "member_id": first(Member.objects),
        "municipality_id": city.pk,
        "other_id": shared.exclude(parties=None)[1].parties.all()[0].pk,
        "outreach_id": first(Outreach.objects),
        "party_id": encounter.parties.all()[0].pk,
        "persona": "anna",
        "possibility_id": first(Possibility.objects),
        "promise_id": first(Promise.objects),
        "question_id": first(Question.objects),
        "reply_id": 1,
        "side_id": first(Side.objects),
        "situation_id": situation.pk,
        "tag_id": first(city.tags),
    }


def test_every_page_opens_for_every_role(city: Municipality) -> None:
    values = real_ids(city)
    opened = set()
    for role in Role:
        member = Member.objects.within(city).filter(role=role).first()
        if member is None:
            continue
        client = logged_in(member)
        for address in addresses():
            if not NOT_THERE & set(address.parameters):
                answer = client.get(address.filled(values))
                assert answer.status_code in HELD, (role, address, answer.status_code)
                if answer.status_code == 200:
                    opened.add(address.name)
    assert {"desk:today", "desk:parties", "desk:party", "desk:encounter", "situations:situation"} <= opened
    assert {"situations:ladder", "municipality:members", "privacy:home", "municipality:areas"} <= opened
