"""People hear what was done with what they brought in: shown first, once, only theirs, by hand where no mail goes."""

import datetime
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Member, Role
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.jobs import TAKEN
from raakvlak.resolutions.models import Contribution, Telling
from raakvlak.resolutions.tests.rows import answer_of, contribution_of
from raakvlak.resolutions.tests.test_contributions import here
from raakvlak.situations.models import Situation
from raakvlak.web.jobs import Worker
from raakvlak.web.models import Job

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
REFUSAL = smtplib.SMTPRecipientsRefused({"fatima@voorbeeld.example": (550, b"unknown")})


class BrokenBackend(EmailBackend):
    """A mail server that fails in the way that a test tells it to."""

    trouble: Exception | None = None

    def send_messages(self, messages: Any) -> int:
        if self.trouble:
            raise self.trouble
        return int(super().send_messages(messages))


@pytest.fixture(autouse=True)
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[BrokenBackend]:
    settings.RAAKVLAK_MAIL_BACKEND = f"{__name__}.BrokenBackend"
    monkeypatch.setattr(BrokenBackend, "trouble", None)
    return BrokenBackend


@pytest.fixture
def told_of(anna: Member, situation: Situation, fatima: Party) -> Contribution:
    """Let Fatima, who left her address, bring something in that has an answer."""
    add_contact_point(fatima, "email", "fatima@voorbeeld.example", is_shielded=False)
    text = "Een bank in de schaduw, zei Henk de Boer ook."
    one = contribution_of(anna, situation, situation.audience, text, party=fatima)
    answer_of(anna, one, "Er komt een bank, Fatima.", outcome="used")
    return one


def send(client: Client, situation: Situation) -> int:
    """Press the button below what is shown; tell how many mails that page promised."""
    page = client.get(here(situation, "tell"))
    answers = [row.answer.pk for one in page.context["by_mail"] for row in one.rows]
    client.post(here(situation, "tell"), {"antwoord": answers})
    return len(page.context["by_mail"])


def work() -> None:
    """Let a worker try every job as often as it may."""
    for _attempt in range(8):
        Worker().drain()
        Job.objects.filter(state="waiting").update(run_at=timezone.now())


def test_what_is_shown_is_what_goes_out(as_anna: Client, situation: Situation, told_of: Contribution) -> None:
    (shown,) = as_anna.get(here(situation, "tell")).context["by_mail"]
    assert send(as_anna, situation) == 1
    work()
    (gone,) = mail.outbox
    assert (gone.subject, gone.body) == (shown.mail.subject, shown.mail.body)
    assert gone.to == ["fatima@voorbeeld.example"]
    assert gone.reply_to == ["anna@raakvlak.example"]
    assert "gemeente Waterhoek" in gone.subject
    for words in ("Dag Fatima Yilmaz", "Een bank in de schaduw", "gebruikt", "Er komt een bank, Fatima."):
        assert words in gone.body
    assert "Henk" not in gone.body
    telling = Telling.objects.get()
    assert (telling.state, telling.told_on) == ("told", timezone.localdate())


def test_all_that_one_brought_in_is_told_in_one_mail(
    as_anna: Client, anna: Member, situation: Situation, fatima: Party, told_of: Contribution
) -> None:
    other = contribution_of(anna, situation, situation.audience, "Meer licht", party=fatima)
    answer_of(anna, other, "De lantaarns blijven zo.", outcome="not")
    send(as_anna, situation)
    work()
    (gone,) = mail.outbox
    assert "Meer licht" in gone.body
    assert "Een bank in de schaduw" in gone.body


def test_it_is_told_once(as_anna: Client, as_bart: Client, situation: Situation, told_of: Contribution) -> None:
    page = as_anna.get(here(situation, "tell"))
    sent = {"antwoord": [row.answer.pk for one in page.context["by_mail"] for row in one.rows]}
    for client in (as_anna, as_bart, as_anna):
        client.post(here(situation, "tell"), sent)
    work()
    as_bart.post(here(situation, "tell"), sent)
    work()
    assert len(mail.outbox) == 1
    assert Telling.objects.count() == 1
    assert as_anna.get(here(situation, "tell")).context["people"] == 0


def test_a_worker_leaves_what_another_has_in_hand(as_anna: Client, situation: Situation, told_of: Contribution) -> None:
    send(as_anna, situation)
    Telling.objects.update(taken_until=timezone.now() + TAKEN)
    Worker().drain()
    assert mail.outbox == []
    Telling.objects.update(taken_until=timezone.now() - TAKEN)  # that worker died
    work()
    assert len(mail.outbox) == 1


def test_who_shielded_her_address_or_left_none_is_not_mailed(
    as_anna: Client, anna: Member, situation: Situation, henk: Party, told_of: Contribution, fatima: Party
) -> None:
    fatima.contact_points.update(is_shielded=True)
    answer_of(anna, contribution_of(anna, situation, situation.audience, "Een hek", party=henk), "Nee.")
    answer_of(anna, contribution_of(anna, situation, situation.audience, "Van niemand"), "Nee.")
    page = as_anna.get(here(situation, "tell"))
    assert page.context["by_mail"] == []
    assert [(one.party, one.why) for one in page.context["by_hand"]] == [
        (fatima, "het adres is afgeschermd"),
        (henk, "geen mailadres"),
    ]
    as_anna.post(here(situation, "tell"), {"antwoord": [told_of.answers.get().pk]})
    work()
    assert mail.outbox == []


def test_an_address_that_is_shielded_while_the_mail_waits_is_not_used(
    as_anna: Client, situation: Situation, told_of: Contribution, fatima: Party
) -> None:
    send(as_anna, situation)
    fatima.contact_points.update(is_shielded=True)
    work()
    assert mail.outbox == []
    assert Telling.objects.get().trouble == "no_address"
    assert [one.party for one in as_anna.get(here(situation, "tell")).context["by_hand"]] == [fatima]


def test_what_was_told_by_hand_is_told(as_anna: Client, situation: Situation, told_of: Contribution) -> None:
    told_of.party.contact_points.all().delete()  # type: ignore[union-attr]  # it has one
    answers = [told_of.answers.get().pk]
    sent = {"antwoord": answers, "mens": [told_of.party_id], "way": "letter", "told_on": "3-5-2026"}
    bad = as_anna.post(here(situation, "tell_by_hand"), {**sent, "mens": []})
    assert bad.status_code == 422
    assert "Zet een vinkje bij wie het hoorde." in bad.content.decode()
    as_anna.post(here(situation, "tell_by_hand"), sent)
    telling = Telling.objects.get()
    assert (telling.way, telling.told_on) == ("letter", datetime.date(2026, 5, 3))
    told_of.refresh_from_db()
    assert told_of.is_told


def test_a_refused_address_is_told_and_can_be_tried_again(
    as_anna: Client, situation: Situation, told_of: Contribution, server: type[BrokenBackend]
) -> None:
    server.trouble = REFUSAL
    send(as_anna, situation)
    work()
    page = as_anna.get(here(situation, "tell"))
    assert "de mailserver weigert dit adres" in page.content.decode()
    assert Telling.objects.get().state == "failed"
    server.trouble = None
    assert send(as_anna, situation) == 1
    work()
    assert len(mail.outbox) == 1
    assert Telling.objects.get().state == "told"


def test_a_server_that_is_away_for_a_while_loses_nothing(
    as_anna: Client, situation: Situation, told_of: Contribution, server: type[BrokenBackend]
) -> None:
    server.trouble = ConnectionRefusedError()
    send(as_anna, situation)
    Worker().drain()
    assert Telling.objects.get().state == "waiting"
    server.trouble = None
    work()
    assert len(mail.outbox) == 1


def test_a_server_that_stays_away_is_told(
    as_anna: Client, situation: Situation, told_of: Contribution, server: type[BrokenBackend]
) -> None:
    server.trouble = ConnectionRefusedError()
    send(as_anna, situation)
    work()
    telling = Telling.objects.get()
    assert (telling.state, telling.trouble) == ("failed", "no_server")
    told_of.refresh_from_db()
    assert not told_of.is_told


def test_another_answer_is_told_anew_and_one_that_waits_is_not_told(
    as_anna: Client, anna: Member, situation: Situation, told_of: Contribution
) -> None:
    send(as_anna, situation)
    as_anna.post(
        here(situation, "answer") + f"?rij={told_of.uuid}",
        {"key": "00000000-0000-4000-8000-000000000001", "seen": "0", "outcome": "not", "because": "Toch geen bank."},
    )
    work()
    assert mail.outbox == []
    for _again in range(2):
        send(as_anna, situation)
        work()
    (gone,) = mail.outbox
    assert "Toch geen bank." in gone.body
    answer_of(anna, told_of, "En nu toch wel.", outcome="used")
    send(as_anna, situation)
    work()
    assert len(mail.outbox) == 2
    assert Telling.objects.filter(state="told").count() == 2


def test_what_was_answered_since_the_page_was_read_does_not_go(
    as_anna: Client, anna: Member, situation: Situation, told_of: Contribution
) -> None:
    """What goes out is exactly what was shown."""
    sent = {"antwoord": [told_of.answers.get().pk]}
    answer_of(anna, told_of, "Iets dat zij niet zag.")
    as_anna.post(here(situation, "tell"), sent)
    work()
    assert mail.outbox == []
    assert as_anna.get(here(situation, "tell")).context["people"] == 1


def test_what_is_withdrawn_while_it_waits_is_not_told(
    as_anna: Client, anna: Member, situation: Situation, told_of: Contribution, make_encounter: Make
) -> None:
    talk: Encounter = make_encounter(anna, "Op straat")
    Contribution.objects.update(encounter=talk)
    send(as_anna, situation)
    Encounter.objects.filter(pk=talk.pk).update(withdrawn_at=timezone.now())
    work()
    assert mail.outbox == []
    assert not Telling.objects.exists()
    told_of.refresh_from_db()
    assert not told_of.is_told


def test_a_mail_that_stays_away_long_is_asked_for_again(
    as_anna: Client, situation: Situation, told_of: Contribution
) -> None:
    send(as_anna, situation)
    Job.objects.all().delete()
    assert "Probeer het nog eens" not in as_anna.get(here(situation, "tell")).content.decode()
    Telling.objects.update(asked_at=timezone.now() - datetime.timedelta(hours=2))
    assert "Probeer het nog eens" in as_anna.get(here(situation, "tell")).content.decode()
    as_anna.post(here(situation, "tell_again"))
    work()
    assert len(mail.outbox) == 1


def test_only_the_team_tells(as_carla: Client, situation: Situation, told_of: Contribution) -> None:
    other = logged_in(person("Tim", situation.municipality, Role.FRONTLINE))
    sent = {"antwoord": [told_of.answers.get().pk]}
    assert other.post(here(situation, "tell"), sent).status_code == 302
    assert as_carla.post(here(situation, "tell"), sent).status_code == 404
    assert not Telling.objects.exists()


def test_no_address_is_kept_or_shown(as_anna: Client, situation: Situation, told_of: Contribution) -> None:
    assert "fatima@voorbeeld" not in as_anna.get(here(situation, "tell")).content.decode()
    send(as_anna, situation)
    assert not [job for job in Job.objects.all() if "fatima" in str(job.arguments) + job.key]
