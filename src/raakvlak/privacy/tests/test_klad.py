"""The klad of somebody who is away."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Role
from raakvlak.privacy.actions import klad
from raakvlak.privacy.models import KladOpening
from raakvlak.privacy.tests.conftest import at
from raakvlak.relations.models import Promise
from raakvlak.web.references import Reference

YES = {"answer": "yes"}


def test_a_coordinator_asks_with_a_reason(as_fatma: Client, fatma: Member, anna: Member) -> None:
    assert as_fatma.post(at("ask_klad"), {"author": anna.pk, "reason": ""}).status_code == 422
    for _ in range(2):
        as_fatma.post(at("ask_klad"), {"author": anna.pk, "reason": "Er belt een bewoner"})
    opening = KladOpening.objects.get()
    assert (opening.author, opening.asked_by, opening.is_waiting) == (anna, fatma, True)


def test_a_coordinator_can_not_ask_for_her_own_or_elsewhere(as_fatma: Client, fatma: Member, carla: Member) -> None:
    for author in (fatma, carla):
        assert as_fatma.post(at("ask_klad"), {"author": author.pk, "reason": "Zomaar"}).status_code == 422
        with pytest.raises(PermissionDenied):
            klad.ask_klad(fatma, author, "Zomaar")


def test_it_stays_closed_until_a_second_person_approves(as_fatma: Client, opening: KladOpening) -> None:
    assert as_fatma.get(at("read_klad", opening.pk)).status_code == 404


def test_the_asker_reads_it_for_a_day_and_that_is_written_down(
    as_fatma: Client,
    as_esma: Client,
    anna: Member,
    fatma: Member,
    opening: KladOpening,
    make_party: Any,
    make_encounter: Any,
) -> None:
    mine = Audience.objects.klad_of(anna)
    party = make_party(anna, "Kees Bakker", audience=mine)
    make_encounter(anna, f"Bij {Reference('p', party.pk).token} thuis", audience=mine, shareable_summary="Thuis")
    Promise.objects.create(
        municipality=anna.municipality, audience=mine, owner=anna, text="Bellen", keep_until=timezone.localdate(),
        due_on=timezone.localdate(),
    )  # fmt: skip
    as_esma.post(at("decide_klad", opening.pk), YES)
    page = as_fatma.get(at("read_klad", opening.pk)).content.decode()
    for words in ("Klad over het hek.", "Bij Kees Bakker thuis", "Bellen"):
        assert words in page
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id, entry.member) == (AccessLogEntry.What.KLAD_OPENED, opening.pk, fatma)
    KladOpening.objects.update(ends_at=timezone.now() - datetime.timedelta(minutes=1))
    assert as_fatma.get(at("read_klad", opening.pk)).status_code == 410
    assert "weer dicht" in as_fatma.get(at("klads")).content.decode()


def test_nobody_else_reads_along(as_esma: Client, as_bart: Client, opening: KladOpening, waterhoek: Any) -> None:
    as_esma.post(at("decide_klad", opening.pk), YES)
    assert as_esma.get(at("read_klad", opening.pk)).status_code == 403
    assert as_bart.get(at("read_klad", opening.pk)).status_code == 403


def test_another_coordinator_does_not_see_the_question(opening: KladOpening, bart: Member, as_bart: Client) -> None:
    Member.objects.filter(pk=bart.pk).update(role=Role.COORDINATOR)
    assert "Anna" not in as_bart.get(at("klads")).content.decode()
    assert as_bart.get(at("read_klad", opening.pk)).status_code == 404


def test_the_author_is_told_by_mail_and_on_vandaag(
    as_esma: Client, as_anna: Client, as_bart: Client, opening: KladOpening, anna: Member, mailoutbox: list[Any]
) -> None:
    as_esma.post(at("decide_klad", opening.pk), YES)
    (letter,) = mailoutbox
    assert letter.to == [anna.user.email]
    assert "Er belt een bewoner" in letter.body
    assert "Fatma" in letter.body
    assert "&" not in letter.body
    assert str(letter.subject) == "Je klad in Raakvlak is geopend"
    assert list(KladOpening.objects.to_tell(anna)) == [opening]
    assert as_bart.post(at("seen", opening.pk)).status_code == 404
    as_anna.post(at("seen", opening.pk))
    assert not KladOpening.objects.to_tell(anna).exists()


def test_a_refused_question_stays_closed(
    as_esma: Client, as_fatma: Client, opening: KladOpening, mailoutbox: list[Any]
) -> None:
    as_esma.post(at("decide_klad", opening.pk), {"answer": "no"})
    as_esma.post(at("decide_klad", opening.pk), YES)
    assert as_fatma.get(at("read_klad", opening.pk)).status_code == 404
    assert "geweigerd" in as_fatma.get(at("klads")).content.decode()
    assert mailoutbox == []


def test_deciding_twice_changes_nothing(esma: Member, opening: KladOpening, mailoutbox: list[Any]) -> None:
    klad.approve(opening, esma)
    klad.approve(opening, esma)
    klad.refuse(opening, esma)
    opening.refresh_from_db()
    assert opening.is_open
    assert len(mailoutbox) == 1


def test_who_asked_does_not_decide(fatma: Member, anna: Member, opening: KladOpening) -> None:
    Member.objects.filter(pk__in=(fatma.pk, anna.pk)).update(role=Role.PRIVACY_OFFICER)
    for member in (fatma, anna):
        with pytest.raises(PermissionDenied):
            klad.approve(opening, member)
        answer = logged_in(member).post(at("decide_klad", opening.pk), YES)
        assert "Een ander moet beslissen" in answer.content.decode()
    opening.refresh_from_db()
    assert opening.is_waiting


def test_the_database_holds_two_persons_too(esma: Member, fatma: Member, anna: Member, opening: KladOpening) -> None:
    now = timezone.now()
    for wrong in ({"approved_by": fatma}, {"approved_by": anna}, {"asked_by": anna}, {"approved_by": None}):
        values = {"approved_by": esma, "approved_at": now, "ends_at": now, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            KladOpening.objects.filter(pk=opening.pk).update(**values)


@pytest.mark.parametrize("number", [10, 100])
def test_the_list_takes_the_same_queries(
    number: int, as_esma: Client, anna: Member, fatma: Member, django_assert_max_num_queries: Any
) -> None:
    KladOpening.objects.bulk_create(
        KladOpening(municipality=anna.municipality, author=anna, asked_by=fatma, reason="x") for _ in range(number)
    )
    with django_assert_max_num_queries(6):
        as_esma.get(at("klads"))
